"""Warnings of a file about what becomes no entry: sheets without titles, lines of totals that are not the sum."""

from collections.abc import Iterator, Sequence

from asiento.model import Finding, Severity
from asiento.preprocess.found_tables import FoundTable
from asiento.preprocess.workbooks import Sheet
from asiento.tables.line_totals import unlike_totals


def left_out(sheets: Sequence[Sheet], found: Sequence[FoundTable], country: str) -> Iterator[Finding]:
    """Yield a warning for each sheet that has rows and no table, and for a line of totals that is not their sum."""
    taken = {id(each.sheet) for each in found}
    for sheet in sheets:
        rows = sum(any(row) for row in sheet.rows)
        if rows and id(sheet) not in taken:
            yield Finding.of(Severity.WARNING, "sheet_left_out", "", sheet=sheet.name, rows=rows)
    for each in found:
        for index in unlike_totals(each.table, each.writing.readings(country)[0]):
            yield Finding.of(Severity.WARNING, "total_differs", "", row=each.sheet.first_row + index + 1)
