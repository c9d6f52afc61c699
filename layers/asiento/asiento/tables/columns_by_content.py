"""What single cells look like, and the columns of a bank statement that names none.

Knows nothing of column names. Only dated, signed rows are taken for a statement; any other nameless table is unknown.
"""

import re
from collections.abc import Callable, Sequence

from asiento.lexicon.hints import Hint, phrases_hinting
from asiento.money.signs import EXPECTED_CODES
from asiento.reading.amounts import read_amount
from asiento.reading.dates import read_date
from asiento.reading.dialect import Dialect
from asiento.tables.meanings import Meaning

SAMPLE = 50
"""Rows that are looked at."""

MOST = 0.9
"""Share of the filled cells of a column that must look alike."""

SIDES = phrases_hinting(Hint.SIDE)
"""What a column of types says where it tells money in from money out."""

_EITHER = (Dialect(decimal=",", day_first=True), Dialect(decimal=".", day_first=False))
_EXACT_FIGURE = re.compile(r"[.,]\d\d?(?!\d)|^[-+]|-$")
_LETTERS = re.compile(r"[^\W\d_]{3}")


def is_figure(cell: str) -> bool:
    """Return whether *cell* is an amount in some dialect."""
    return any(read_amount(cell, dialect) is not None for dialect in _EITHER)


def is_negative(cell: str) -> bool:
    """Return whether *cell* is an amount below zero."""
    return any((amount := read_amount(cell, dialect)) is not None and amount < 0 for dialect in _EITHER)


def is_when(cell: str) -> bool:
    """Return whether *cell* is a date in some dialect."""
    return any(read_date(cell, dialect) is not None for dialect in _EITHER)


def is_side(cell: str) -> bool:
    """Return whether *cell* says nothing but money in or money out."""
    said = cell.strip().casefold().rstrip(".")
    return said in SIDES or said.strip("()") in ("+", "-")


def is_movement(row: Sequence[str]) -> bool:
    """Return whether *row* has a date and an amount with decimals or a sign."""
    return any(map(is_when, row)) and any(_is_exact_figure(cell) and not is_when(cell) for cell in row)


def columns_by_content(rows: Sequence[Sequence[str]]) -> dict[Meaning, int]:
    """Return the columns of a statement without a header row: dates, signed amounts, text; empty if it is none."""
    filled = [row for row in rows if any(row)][:SAMPLE]
    width = min((len(row) for row in filled), default=0)
    columns = [[row[index] for row in filled if row[index]] for index in range(width)]
    dates = [i for i, cells in enumerate(columns) if len(cells) == len(filled) and _mostly(cells, is_when)]
    amounts = [i for i, cells in enumerate(columns) if i not in dates and _mostly(cells, _is_exact_figure)]
    signed = [i for i in amounts if any(map(is_negative, columns[i]))]
    texts = [i for i, cells in enumerate(columns) if _mostly(cells, _is_text)]
    if len(filled) < 2 or not dates or not signed or not texts:  # noqa: PLR2004 (one row shows no pattern)
        return {}
    found = {Meaning.DATE: dates[0], Meaning.AMOUNT: signed[0], Meaning.DESCRIPTION: texts[0]}
    later = [i for i in amounts if i > signed[0] and len(columns[i]) == len(filled)]
    codes = [i for i, cells in enumerate(columns) if _mostly(cells, EXPECTED_CODES.__contains__)]
    optional = {Meaning.VALUE_DATE: dates[1:], Meaning.BALANCE: later, Meaning.CURRENCY: codes}
    return found | {meaning: places[0] for meaning, places in optional.items() if places}


def _mostly(cells: Sequence[str], looks: Callable[[str], bool]) -> bool:
    return bool(cells) and sum(map(looks, cells)) >= MOST * len(cells)


def _is_exact_figure(cell: str) -> bool:
    return is_figure(cell) and _EXACT_FIGURE.search(cell) is not None


def _is_text(cell: str) -> bool:
    return _LETTERS.search(cell) is not None and cell not in EXPECTED_CODES and not is_when(cell)
