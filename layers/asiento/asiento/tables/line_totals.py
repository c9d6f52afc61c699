"""Lines of totals among the rows of a table that no word alone gives away: their figure is the sum of those above."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from asiento.document import Doubt
from asiento.reading import Table
from asiento.reading.dialect import Dialect
from asiento.tables.columns import entry_rows, fold, folded, table_columns
from asiento.tables.columns_by_content import is_figure, is_when
from asiento.tables.meanings import TOTAL_WORDS, Meaning
from asiento.tables.row_values import number

SUMS_UP = Doubt(
    code="may_be_a_sum",
    message="This amount is the sum of the rows above it, so that it may be a line of totals. Reject the row if it is "
    "one, accept it if it is an entry of its own.",
)

FEW = 2
"""Rows from which on their sum says something: one row is repeated by every second ticket of the same price."""


@dataclass(slots=True)
class Sums:
    """The sum of all rows so far, and of those since the last line of totals."""

    overall: Decimal = Decimal(0)
    since: Decimal = Decimal(0)
    rows: int = 0

    def has(self, figure: Decimal, *, named: bool) -> bool:
        """Return whether *figure* is one of the sums; a row that is *named* a total may sum up a single row."""
        return bool(figure) and self.rows >= (1 if named else FEW) and figure in (self.overall, self.since)

    def restart(self) -> None:
        """Begin a new part, after a line of totals."""
        self.since = Decimal(0)

    def add(self, figure: Decimal) -> None:
        """Count a row."""
        self.overall, self.since, self.rows = self.overall + figure, self.since + figure, self.rows + 1


def sums_of_above(table: Table, dialect: Dialect) -> Iterator[tuple[int, bool]]:
    """Yield the index of each row that sums up those above, and whether it says so and has no date: then it is none.

    The others may be entries of their own by chance.
    """
    columns = table_columns(table)
    place = columns.get(Meaning.TOTAL, columns.get(Meaning.AMOUNT))
    sums = Sums()
    for index, row in entry_rows(table):
        figure = _figure(table, index, place, dialect)
        if figure is None:
            continue
        named = says_total(table, index)
        if sums.has(figure, named=named):
            yield index, named and not any(map(is_when, row))
            sums.restart()
        else:
            sums.add(figure)


def _figure(table: Table, index: int, place: int | None, dialect: Dialect) -> Decimal | None:
    row = table.rows[index]
    if place is None or place >= len(row) or not row[place]:
        return None
    return number(Decimal(row[place]) if table.is_number(index, place) else row[place], dialect)


def says_total(table: Table, index: int) -> bool:
    """Return whether a word of the row is one of totals (`Total marzo`), or it has no word at all."""
    texts = [cell for cell in table.rows[index] if cell and not is_when(cell) and not is_figure(cell)]
    words = {word for cell in texts for word in fold(cell).split()}
    return not texts or bool(words & folded(TOTAL_WORDS))
