"""How a table, or the rows of one request, writes its amounts and dates, and the question that it leaves open.

A row asks for a person where it could be posted with another amount or day. One question is asked for all rows.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain
from typing import Any

from asiento.document import DocType
from asiento.reading import Table
from asiento.reading.amounts import read_amount
from asiento.reading.convention import Convention
from asiento.reading.dates import read_date
from asiento.reading.dialect import Dialect
from asiento.reading.writing import Cell, Writing, open_amount, open_date, writing_of
from asiento.tables.columns import NO_HEADER, meaning_of, table_columns
from asiento.tables.data_rows import entry_rows
from asiento.tables.headers import fingerprint
from asiento.tables.row_reading import row_cells, row_values
from asiento.tables.row_type import OF_A_BANK, row_doc_type
from asiento.tables.row_values import DATES, FIGURES
from asiento.tables.sides import convention_of
from asiento.tenant import Tenant

Cells = tuple[list[Cell], list[Cell]]
"""The amounts and the dates of a row that are text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """What a file leaves open: the first amount and the first date with two readings, and the rows that have one."""

    readings: tuple[Dialect, Dialect]
    amount: Cell | None
    date: Cell | None
    rows: frozenset[int]

    def amounts(self) -> tuple[Decimal, Decimal]:
        """Return the two readings of the amount."""
        one, other = (read_amount(self.amount.text if self.amount else "", dialect) for dialect in self.readings)
        return one or Decimal(0), other or Decimal(0)

    def dates(self) -> tuple[str, str]:
        """Return the two readings of the date, in ISO form."""
        one, other = (read_date(self.date.text if self.date else "", dialect) for dialect in self.readings)
        return str(one), str(other)


def writing_of_table(table: Table, first_row: int = 0) -> Writing:
    """Return how *table* writes. *first_row* is the place of its first row in the file, for the cells that are named.

    Lines of totals show it as well; cells that the file keeps as numbers show nothing.
    """
    return writing_of_cells(table_cells(table, first_row).values())


def writing_of_rows(rows: Iterable[Mapping[str, Any]]) -> Writing:
    """Return how JSON *rows* that came together write their texts, and how they tell money in from money out."""
    found = list(rows)
    writing = writing_of_cells(row_cells(row, f"row:{number}") for number, row in enumerate(found, 1))
    return replace(writing, convention=convention_of_rows(found, writing))


def convention_of_rows(rows: Iterable[Mapping[str, Any]], writing: Writing) -> Convention | None:
    """Return how those of *rows* that are movements tell money in from money out; None if there are none."""
    banks = (row for row in rows if any(meaning_of(str(key)) in OF_A_BANK for key in row))
    moved = [row_values(row, None, writing) for row in banks if row_doc_type(row).doc_type is DocType.BANK_STATEMENT]
    return convention_of(moved) if moved else None


def saved_writing(row: Mapping[str, Any], tenant: Tenant) -> Writing:
    """Return what *tenant* saved of the writing of rows with the keys of *row*, as it came in."""
    return (tenant.writings.get(fingerprint(row)) if tenant.writings else None) or Writing()


def writing_of_cells(rows: Iterable[Cells]) -> Writing:
    """Return how these cells are written."""
    found = list(rows)
    return writing_of(
        chain.from_iterable(amounts for amounts, _ in found), chain.from_iterable(dates for _, dates in found)
    )


def table_cells(table: Table, first_row: int = 0) -> dict[int, Cells]:
    """Return the cells of each row below the header, by its index, in the columns of amounts and dates."""
    amounts, dates = _places(table)
    return {
        index: (
            [cell for at in amounts if (cell := _cell(table, index, at, first_row))],
            [cell for at in dates if (cell := _cell(table, index, at, first_row))],
        )
        for index in range(table.header + 1, len(table.rows))
    }


def open_in(rows: Mapping[int, Cells], readings: tuple[Dialect, Dialect]) -> Open | None:
    """Return what *rows*, by their index, leave open between two *readings*; None if nothing."""
    if readings[0] == readings[1]:
        return None
    amounts = {index: cell for index, cells in rows.items() for cell in cells[0] if open_amount(cell.text, readings)}
    dates = {index: cell for index, cells in rows.items() for cell in cells[1] if open_date(cell.text, readings)}
    if not amounts and not dates:
        return None
    return Open(
        readings=readings,
        amount=next(iter(amounts.values()), None),
        date=next(iter(dates.values()), None),
        rows=frozenset(amounts) | frozenset(dates),
    )


def open_in_table(table: Table, writing: Writing, country: str, first_row: int = 0) -> Open | None:
    """Return what the rows of *table* that are no line of totals leave open."""
    rows = table_cells(table, first_row)
    entries = {index for index, _ in entry_rows(table)}
    return open_in({index: cells for index, cells in rows.items() if index in entries}, writing.readings(country))


def _places(table: Table) -> tuple[Sequence[int], Sequence[int]]:
    """Return the columns of amounts and those of dates."""
    if table.header == NO_HEADER:
        named = {place: meaning for meaning, place in table_columns(table).items()}
    else:
        titles = enumerate(table.rows[table.header])
        named = {place: meaning for place, title in titles if (meaning := meaning_of(title))}
    return (
        [place for place, meaning in named.items() if meaning in FIGURES],
        [place for place, meaning in named.items() if meaning in DATES],
    )


def _cell(table: Table, index: int, at: int, first_row: int) -> Cell | None:
    row = table.rows[index]
    if at >= len(row) or not row[at] or table.is_number(index, at):
        return None
    return Cell(text=row[at], where=f"row:{first_row + index + 1}")
