"""Warnings of a file about what becomes no entry: sheets without titles, lines of totals, columns of figures."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from asiento.model import Finding, Severity
from asiento.preprocess.found_tables import FoundTable
from asiento.preprocess.workbooks import Sheet
from asiento.tables.bank_tables import is_bank_statement
from asiento.tables.data_rows import entry_rows
from asiento.tables.headers import unique_titles
from asiento.tables.line_totals import unlike_totals
from asiento.tables.untaken_figures import shortened, untaken_figures


def left_out(sheets: Sequence[Sheet], found: Sequence[FoundTable], country: str) -> Iterator[Finding]:
    """Yield a warning for each sheet without a table, each line of totals that is no sum, and untaken figures."""
    taken = {id(each.sheet) for each in found}
    for sheet in sheets:
        rows = sum(any(row) for row in sheet.rows)
        if sheet.hidden:
            yield Finding.of(Severity.WARNING, "sheet_left_out.hidden", "", sheet=sheet.name)
        elif rows and id(sheet) not in taken:
            yield Finding.of(Severity.WARNING, "sheet_left_out.untitled", "", sheet=sheet.name, rows=rows)
    for each in found:
        for index in unlike_totals(each.table, each.writing.readings(country)[0]):
            yield Finding.of(Severity.WARNING, "total_differs", "", row=each.sheet.first_row + index + 1)
    untaken = (name for each in found if not each.mapped for name in untaken_figures(_rows(each)))
    yield from of_columns(dict.fromkeys(untaken))


def of_columns(names: Iterable[str]) -> Iterator[Finding]:
    """Yield a warning for the columns of *names*, whose figures no entry takes, if there are any."""
    told, more = shortened(names)
    if told:
        yield Finding.of(Severity.WARNING, "left_out.columns", "", columns=told, more=more)


def _rows(found: FoundTable) -> Sequence[Mapping[str, Any]]:
    """Return the entries of a list of expenses or invoices by their titles; none of a statement."""
    table = found.table
    if is_bank_statement(table):
        return []
    titles = unique_titles(table.rows[table.header], max(map(len, table.rows)))
    return [
        {
            title: Decimal(cell) if cell and table.is_number(index, at) else cell
            for at, (title, cell) in enumerate(zip(titles, row, strict=False))
        }
        for index, row in entry_rows(table)
    ]
