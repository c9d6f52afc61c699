"""What a file holds that becomes no entry, told with the file: sheets without titles, totals that are no sum."""

from collections.abc import Iterator, Sequence

from asiento.model import Finding, Severity
from asiento.preprocess.found_tables import Found
from asiento.preprocess.workbooks import Sheet
from asiento.tables.line_totals import unlike_totals


def left_out(sheets: Sequence[Sheet], found: Sequence[Found], country: str) -> Iterator[Finding]:
    """Yield a warning for each sheet that has rows and no table, and for a line of totals that is not their sum."""
    taken = {id(each.sheet) for each in found}
    for sheet in sheets:
        rows = sum(any(row) for row in sheet.rows)
        if rows and id(sheet) not in taken:
            yield _told(
                "sheet_left_out",
                f"The sheet '{sheet.name}' has {rows} rows and no column titles that we know, so that nothing of it "
                "was taken. If it holds entries, add titles and send it as a file of its own.",
            )
    for each in found:
        for index in unlike_totals(each.table, each.writing.readings(country)[0]):
            yield _told(
                "total_differs",
                f"Row {each.sheet.first_row + index + 1} was taken for a line of totals, but it is not the sum of the "
                "rows above it. If it is an entry, give it a date and send it again; else look for a missing row.",
            )


def _told(code: str, message: str) -> Finding:
    return Finding(code=code, severity=Severity.WARNING, field="", message=message)
