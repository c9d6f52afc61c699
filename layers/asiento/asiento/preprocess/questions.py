"""What a file asks a person before its rows can be read: how it writes amounts, and in which order its dates go."""

from collections.abc import Iterator

from asiento.model import Finding, Severity
from asiento.reading.writing import DATE_ORDER, DECIMAL, Writing
from asiento.tables.table_writing import Open

MARKS = {",": "a comma", ".": "a point"}


def questions_of(left: Open | None, writing: Writing) -> Iterator[Finding]:
    """Yield a question for what is *left* open, amounts and dates apart, with both readings of a cell."""
    if left and left.amount:
        one, other = left.amounts()
        yield _question(
            "open_decimals",
            DECIMAL,
            f"{left.amount} may be {one} or {other}: {_why(writing.decimal_by, 'how the file writes decimals')} "
            f"Approve to read it as {one}, with {MARKS[left.readings[0].decimal]} before the decimals, or send "
            f"`{DECIMAL}` as ',' or '.'.",
            left,
        )
    if left and left.date:
        one, other = left.dates()
        yield _question(
            "open_dates",
            DATE_ORDER,
            f"{left.date} may be {one} or {other}: {_why(writing.order_by, 'in which order the file writes dates')} "
            f"Approve to read it as {one}, or send `{DATE_ORDER}` as 'day_first', 'month_first' or 'year_first'.",
            left,
        )


def _why(contradiction: str | None, what: str) -> str:
    return f"{contradiction} contradict each other." if contradiction else f"no row shows {what}."


def _question(code: str, field: str, message: str, left: Open) -> Finding:
    rows = f" {len(left.rows)} rows wait for it." if len(left.rows) > 1 else ""
    return Finding(code=code, severity=Severity.REVIEW, field=field, message=message + rows)
