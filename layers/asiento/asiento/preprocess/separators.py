"""Delimited files whose separator stands inside of cells that nobody quoted: their values are in wrong columns."""

import re
from collections.abc import Iterator, Sequence

from asiento.errors import DocumentError
from asiento.preprocess.text import DELIMITERS
from asiento.preprocess.workbooks import Sheet
from asiento.reading import Table
from asiento.tables.columns import NO_HEADER, meaning_of
from asiento.tables.columns_by_content import is_when
from asiento.tables.data_rows import entry_rows
from asiento.tables.row_values import DATES, FIGURES

_WHOLE, _CENTS = re.compile(r"-?\d+", re.ASCII), re.compile(r"\d{2}", re.ASCII)
_SHORT_CENTS, _DECIMALS = re.compile(r"\d{1,2}", re.ASCII), re.compile(r"[.,]\d+$", re.ASCII)
_LEADING, _LAST = re.compile(r"-?\d{1,3}", re.ASCII), re.compile(r"\d{3}([.,]\d+)?", re.ASCII)
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
    apart = next(_apart(table), None)
    wrong = next((index for index in (wide, swallowed, apart) if index is not None), None)
    if wrong is not None:
        raise DocumentError("too_many_cells", row=sheet.first_row + wrong + 1)


def _holds_a_row(cell: str) -> bool:
    """Return whether an open quote has swallowed the next row: after a line break stand cells with a date."""
    _, _, rest = cell.partition("\n")
    return any(is_when(part.strip()) for part in _SEPARATOR.split(rest))


def _apart(table: Table) -> Iterator[int]:
    """Yield the first row of each column of amounts whose cents or thousands stand in the next column.

    `12,50` and `1,234.50` without quotes, where a comma separates.
    """
    titles = table.rows[table.header]
    data = [(index, row) for index, row in entry_rows(table) if any(row)]
    for at, title in enumerate(titles[:-1]):
        if meaning_of(title) in FIGURES and meaning_of(titles[at + 1]) not in FIGURES | DATES:
            rows = [row for _, row in data if at + 1 < len(row) and row[at]]
            if _are_cents(rows, at, titles) or _are_thousands(rows, at, titles):
                yield data[0][0]


def _are_cents(rows: Sequence[Sequence[str]], at: int, titles: Sequence[str]) -> bool:
    """Return whether the cells behind the amounts at *at* are their cents.

    They are two digits in each row, or one or two in the rows that are longer than the titles.
    """
    pairs = [(row[at], row[at + 1]) for row in rows]
    if pairs and all(_WHOLE.fullmatch(one) and _CENTS.fullmatch(two) for one, two in pairs):
        return True
    longer = [(row[at], row[at + 1]) for row in rows if len(row) > len(titles)]
    return bool(longer) and all(_WHOLE.fullmatch(one) and _SHORT_CENTS.fullmatch(two) for one, two in longer)


def _are_thousands(rows: Sequence[Sequence[str]], at: int, titles: Sequence[str]) -> bool:
    """Return whether what stands behind the amounts at *at*, below no title or with decimals, are their last digits."""
    pairs = [(row[at], row[at + 1]) for row in rows if row[at + 1]]
    shown = not titles[at + 1] or all(_DECIMALS.search(two) for _, two in pairs)
    return bool(pairs) and shown and all(_LEADING.fullmatch(one) and _LAST.fullmatch(two) for one, two in pairs)
