"""What becomes of the sheets of a file: one table of bank movements, or one child a row. Knows no file format."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from asiento.errors import DocumentError
from asiento.model import Child, Item, Kind, Tenant, Tools
from asiento.preprocess.family import row_children
from asiento.preprocess.tables import Sheet
from asiento.reading import Table
from asiento.reading.stored import with_content
from asiento.tables.bank_tables import is_bank_statement
from asiento.tables.columns import data_rows, find_table, names_another_table
from asiento.tables.headers import mapped_table, unique_titles

Found = tuple[Sheet, Table]

MAX_NAME = 31
"""Characters of a sheet's name that its rows are called by; a spreadsheet program allows no more."""


def check_row(item: Item) -> Item:
    """Return *item*, a JSON row, as a row. Raises `DocumentError("empty_row")` if it says nothing."""
    row = item.row or {}
    if not any(value not in (None, "", [], {}) for value in row.values()):
        raise DocumentError("empty_row", "The row has no values. Send at least a date, a description and an amount.")
    return replace(item, kind=Kind.ROW)


def with_rows(item: Item, sheets: Sequence[Sheet], tools: Tools) -> Item:
    """Return *item* with a stored table if its sheet lists the movements of an account, else with children.

    Raises `DocumentError`: `empty_spreadsheet`, `no_header`, `several_tables`, and as `row_children`.
    """
    filled = [sheet for sheet in sheets if any(any(row) for row in sheet.rows)]
    if not filled:
        raise _empty()
    found = find_tables(filled, item.tenant)
    if not found:
        raise DocumentError(
            "no_header", "No row with column titles was found. Add one with at least a date and an amount, and retry."
        )
    if not any(is_bank_statement(table) for _, table in found):
        return replace(item, children=_children(item, found, tools.limits.max_items_per_batch))
    if len(found) > 1:
        raise DocumentError(
            "several_tables", "The workbook holds a bank statement and other sheets. Save each as a file of its own."
        )
    if names_another_table(found[0][1]):
        raise DocumentError(
            "several_tables",
            "Two tables with different columns stand below each other. Save each as a file of its own.",
        )
    return with_content(item, found[0][1], tools.files)


def find_tables(sheets: Sequence[Sheet], tenant: Tenant) -> list[Found]:
    """Return each sheet that holds a table with it; the tenant's own mappings come before what titles mean to us."""
    pairs = ((sheet, mapped_table(sheet.rows, tenant.mappings) or find_table(sheet.rows)) for sheet in sheets)
    return [(sheet, table) for sheet, table in pairs if table is not None]


def _children(item: Item, found: Sequence[Found], most: int) -> tuple[Child, ...]:
    several = len(found) > 1
    entries = (
        (f"{item.name} · {sheet.name[:MAX_NAME]} · fila {number}" if several else f"{item.name} · fila {number}", row)
        for sheet, table in found
        for number, row in _entries(sheet, table)
    )
    children = row_children(entries, most)
    if not children:
        raise _empty()
    return children


def _entries(sheet: Sheet, table: Table) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the number of each data row as a spreadsheet shows it, and its filled cells by their column titles."""
    header = table.rows[table.header]
    titles = unique_titles(header, max(map(len, table.rows)))
    for index, row in data_rows(table):
        if row != header:
            yield sheet.first_row + index + 1, {title: cell for title, cell in zip(titles, row, strict=False) if cell}


def _empty() -> DocumentError:
    return DocumentError("empty_spreadsheet", "The file has no rows with data. Check that the right file was sent.")
