"""The money columns of a statement that names none, by where its amounts end. Guesses: only proof makes them count."""

from collections.abc import Iterator

from asiento.pages.statement.headings import Columns
from asiento.pages.statement.money import StatementPages
from asiento.pages.statement.table_lines import days_at
from asiento.pages.statement.weights import PLACE
from asiento.reading.layout import Span
from asiento.tables.meanings import Meaning

ROLES: dict[int, tuple[tuple[Meaning, ...], ...]] = {
    1: ((Meaning.AMOUNT,),),
    2: ((Meaning.AMOUNT, Meaning.BALANCE), (Meaning.DEBIT, Meaning.CREDIT)),
    3: ((Meaning.DEBIT, Meaning.CREDIT, Meaning.BALANCE), (Meaning.CREDIT, Meaning.DEBIT, Meaning.BALANCE)),
}
"""What so many columns may be, from left to right."""


def guessed_columns(pages: StatementPages) -> Iterator[Columns]:
    """Yield the columns that the amounts of dated lines may stand in; none for more than three."""
    edges: list[Span] = []
    for at in range(len(pages.lines)):
        days = days_at(pages, at)
        for one in pages.money[at] if days else ():
            if one.start >= days[-1].stop and not any(
                abs(one.span.box[2] - known.box[2]) < PLACE.column_edge for known in edges
            ):
                edges.append(one.span)
    edges.sort(key=lambda span: span.box[2])
    yield from (dict(zip(roles, edges, strict=True)) for roles in ROLES.get(len(edges), ()))
