"""Days that a spreadsheet program took for others when it opened a text file of another country.

Of `12/31/2025`, `05/03/2026`, `04/25/2026` a Spanish program makes one date, 5 March, and leaves the others as text.
"""

import re
from collections.abc import Iterator, Sequence

from asiento.document import Doubt
from asiento.reading import Table
from asiento.reading.dates import day_first_shown
from asiento.tables.columns import NO_HEADER, table_columns
from asiento.tables.row_values import DATES

SWAPPED = Doubt.of("day_may_be_month")

_TYPED = re.compile(r"\d{4}-\d{2}-(\d{2})(?:T.*)?", re.ASCII)
MONTHS = 12


def swapped_days(table: Table) -> frozenset[int]:
    """Return the indexes of the rows whose date may be swapped.

    Those of a column of dates in which text proves an order, and every date could have been read in either.
    """
    if table.header == NO_HEADER:
        return frozenset()
    places = {at for meaning, at in table_columns(table).items() if meaning in DATES}
    return frozenset(index for at in places for index in _swapped_in(table, at))


def _swapped_in(table: Table, at: int) -> Iterator[int]:
    cells = [(index, row[at]) for index, row in enumerate(table.rows) if index > table.header and at < len(row)]
    typed = [(index, found) for index, cell in cells if (found := _TYPED.fullmatch(cell))]
    if typed and _proves([cell for _, cell in cells]) and all(int(found[1]) <= MONTHS for _, found in typed):
        yield from (index for index, _ in typed)


def _proves(cells: Sequence[str]) -> bool:
    return any(day_first_shown(cell) is not None for cell in cells)
