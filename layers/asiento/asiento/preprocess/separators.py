"""Delimited files whose separator stands inside of cells that nobody quoted: their values are in wrong columns."""

import re
from collections.abc import Iterator

from asiento.errors import DocumentError
from asiento.preprocess.text import DELIMITERS
from asiento.preprocess.workbooks import Sheet
from asiento.reading import Table
from asiento.tables.columns import NO_HEADER, meaning_of
from asiento.tables.columns_by_content import is_when
from asiento.tables.data_rows import entry_rows
from asiento.tables.row_values import DATES, FIGURES

_WHOLE, _CENTS = re.compile(r"-?\d+", re.ASCII), re.compile(r"\d{2}", re.ASCII)
_SEPARATOR = re.compile(f"[{re.escape(DELIMITERS)}]")


def check_separators(sheet: Sheet, table: Table) -> None:
    """Refuse a delimited table in which a row has more cells than there are titles, cents of its own, or rows inside.

    Raises `DocumentError("too_many_cells")`.
    """
    if not sheet.delimited or table.header == NO_HEADER:
        return
    rows = list(entry_rows(table))
    width = len(table.rows[table.header])
    wide = next((index for index, row in rows if any(row[width:])), None)
    swallowed = next((index for index, row in rows if any(map(_holds_a_row, row))), None)
    apart = next(_cents_apart(table), None)
    wrong = next((index for index in (wide, swallowed, apart) if index is not None), None)
    if wrong is not None:
        raise DocumentError("too_many_cells", row=sheet.first_row + wrong + 1)


def _holds_a_row(cell: str) -> bool:
    """Return whether an open quote has swallowed the next row: after a line break stand cells with a date."""
    _, _, rest = cell.partition("\n")
    return any(is_when(part.strip()) for part in _SEPARATOR.split(rest))


def _cents_apart(table: Table) -> Iterator[int]:
    """Yield the first row of a column of amounts without decimals whose next column has two digits in each row.

    `12,50` without quotes, where a comma separates.
    """
    titles = table.rows[table.header]
    data = [(index, row) for index, row in entry_rows(table) if any(row)]
    for at, title in enumerate(titles[:-1]):
        if meaning_of(title) in FIGURES and meaning_of(titles[at + 1]) not in FIGURES | DATES:
            pairs = [(row[at], row[at + 1]) for _, row in data if at + 1 < len(row) and row[at]]
            if pairs and all(_WHOLE.fullmatch(one) and _CENTS.fullmatch(two) for one, two in pairs):
                yield data[0][0]
