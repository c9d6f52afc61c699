"""Days that a spreadsheet wrote as numbers, counted from its epoch. Knows only columns that are called dates."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from asiento.reading import Table
from asiento.tables.columns import NO_HEADER, places_of
from asiento.tables.data_rows import data_rows
from asiento.tables.meanings import Meaning
from asiento.tables.row_values import DATES

EPOCH = date(1899, 12, 30)
"""Day 0 of spreadsheets from March 1900 on (ECMA-376, 18.17.4.1, the 1900 date system)."""

EPOCH_1904 = date(1904, 1, 1)
"""Day 0 of workbooks that say so, such as those of old versions of Excel for Macintosh (the 1904 date system)."""

FIRST, LAST = date(1990, 1, 1), date(2099, 12, 31)
"""A number that gives another day is not the day of a movement."""

_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?", re.ASCII)


def with_days(table: Table, columns: Mapping[Meaning, int], epoch: date = EPOCH) -> Table:
    """Return *table* with ISO dates in those columns of dates whose every filled cell is such a number.

    They are those of *columns*, and all that have a date's title: of several days one is chosen later. *epoch* is the
    day 0 of the workbook.
    """
    if table.header == NO_HEADER:
        return table
    known = {columns[meaning] for meaning in DATES if meaning in columns}
    places = sorted(known.union(*(places_of(table, meaning) for meaning in DATES)))
    rows, found = table.rows, set[tuple[int, int]]()
    for at in places:
        data = ((index, row) for index, row in data_rows(table) if at < len(row) and row[at] and not _is_note(row))
        days = {index: _day(row[at], epoch) for index, row in data}
        if days and all(days.values()):
            found |= {(index, at) for index in days}
            rows = tuple(
                (*row[:at], str(days[index]), *row[at + 1 :]) if index in days else row
                for index, row in enumerate(rows)
            )
    numbers = (tuple(at for at in places if (index, at) not in found) for index, places in enumerate(table.numbers))
    return replace(table, rows=rows, numbers=tuple(numbers))


def _is_note(row: Sequence[str]) -> bool:
    """Return whether *row* is nothing but one cell of words: `Ende der Liste`."""
    said = [cell for cell in row if cell]
    return len(said) == 1 and not _SERIAL.fullmatch(said[0])


def _day(cell: str, epoch: date) -> date | None:
    found = _SERIAL.fullmatch(cell)
    day = epoch + timedelta(days=int(found[1])) if found else None
    return day if day and FIRST <= day <= LAST else None
