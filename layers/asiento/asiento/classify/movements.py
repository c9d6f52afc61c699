"""The table of a bank statement on paper: its columns by name, with dated amounts below. Knows no other type."""

import re
from collections.abc import Iterator, Sequence

from asiento.classification import Reason
from asiento.classify.weights import TYPE
from asiento.document import DocType
from asiento.pages.statement.headings import Columns, heading_at
from asiento.reading.layout import Layout, Line
from asiento.tables.meanings import Meaning

_ROW = re.compile(
    r"^\W{0,2}(?:\d{1,4}[./ -]?(?:\d{1,2}\b|[a-z]{3})|[a-z]{3,9}\.? \d{1,2}\b).*\d[.,]\d{2}\b", re.IGNORECASE
)


def movements_on(layout: Layout) -> Iterator[tuple[DocType, float, Reason]]:
    """Yield the evidence of the first table of movements: its type, its weight and the reason."""
    for at, line in enumerate(layout.lines):
        columns = heading_at(layout.lines, at)
        if columns and _is_banks(columns) and _follows(layout.lines, at):
            yield DocType.BANK_STATEMENT, TYPE.movements, Reason.of("type_reason.movements", line=line.text)
            return


def _is_banks(columns: Columns) -> bool:
    return Meaning.BALANCE in columns or {Meaning.DEBIT, Meaning.CREDIT} <= columns.keys()


def _follows(lines: Sequence[Line], at: int) -> bool:
    return (
        sum(bool(_ROW.match(line.text)) for line in lines[at + 1 : at + 1 + TYPE.movements_within])
        >= TYPE.fewest_movements
    )
