"""Two tables side by side in one sheet, with an empty column between them. Knows no value."""

from collections.abc import Iterator, Sequence

from asiento.reading import Table
from asiento.tables.columns import NO_HEADER, columns_of
from asiento.tables.meanings import Meaning

FIGURES = frozenset({Meaning.AMOUNT, Meaning.TOTAL, Meaning.NET, Meaning.DEBIT, Meaning.CREDIT, Meaning.BALANCE})
SEVERAL = 2
"""Blocks of columns that could be posted, each by itself."""


def stands_beside_another(table: Table) -> bool:
    """Return whether empty columns part the titles of *table* into blocks of which two name a date and a figure."""
    if table.header == NO_HEADER:
        return False
    blocks = list(_blocks(table.rows[table.header], table.rows[table.header :]))
    return sum(_could_be_posted(block) for block in blocks) >= SEVERAL


def _blocks(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """Yield runs of *titles*; a column that is empty in all *rows* ends one."""
    block: list[str] = []
    for at, title in enumerate(titles):
        if any(at < len(row) and row[at] for row in rows):
            block.append(title)
        elif block:
            yield block
            block = []
    yield block


def _could_be_posted(titles: Sequence[str]) -> bool:
    named = columns_of(titles).keys()
    return bool({Meaning.DATE, Meaning.VALUE_DATE} & named) and bool(FIGURES & named)
