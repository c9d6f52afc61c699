"""The table of a bank statement on paper: its columns by name, with dated amounts below. Knows no other type."""

import re
from collections.abc import Iterator, Sequence

from asiento.classification import Reason
from asiento.classify.weights import TYPE
from asiento.document import DocType
from asiento.lexicon.folding import bare_words
from asiento.pages.statement.headings import Columns, heading_at
from asiento.pages.statement.words import names_closing_balance, names_opening_balance
from asiento.reading.layout import Layout, Line
from asiento.reading.months import MONTHS
from asiento.tables.meanings import Meaning

_ROW = re.compile(
    r"^\W{0,2}(?:\d{1,4}[./ -]?(?:\d{1,2}\b|[a-z]{3})|[a-z]{3,9}\.? \d{1,2}\b).*\d[.,]\d{2}\b", re.IGNORECASE
)

MONEY = re.compile(r"\d[.,] ?\d{2}\b|\b\d{2,3}[.,]\d{3}\b")
DATED = re.compile(r"^\W{0,2}\d{1,4}[./-](?:\d{1,2}|[a-z]{3})(?:[./-]\d{2,4})?\b", re.IGNORECASE)


def is_dated_amount(line: Line) -> bool:
    """Return whether *line* begins with a date and holds an amount."""
    return bool((DATED.match(line.text) or _begins_with_month(line)) and MONEY.search(line.text))


def _begins_with_month(line: Line) -> bool:
    """Return whether *line* begins with a day and the name of a month, in either order."""
    first = [bare_words(word.text) for word in line.words[:2]] or [""]
    return any(one in MONTHS and other.isdigit() for one, other in ((first[0], first[-1]), (first[-1], first[0])))


def movements_on(layout: Layout) -> Iterator[tuple[DocType, float, Reason]]:
    """Yield the evidence of the first table of movements: its type, its weight and the reason."""
    ends = {word for line in layout.lines if MONEY.search(line.text) for word in _ends(line)}
    for at, line in enumerate(layout.lines):
        columns = heading_at(layout.lines, at)
        rows = _following(layout.lines, at) if columns else 0
        if columns and _is_banks(columns) and rows >= TYPE.fewest_movements:
            yield DocType.BANK_STATEMENT, TYPE.movements, Reason.of("type_reason.movements", line=line.text)
            return
        if columns and rows and len(ends) > 1:
            yield DocType.BANK_STATEMENT, TYPE.between_balances, Reason.of("type_reason.movements", line=line.text)
            return
        if columns and rows >= TYPE.fewest_dated_rows:
            yield DocType.BANK_STATEMENT, TYPE.dated_list, Reason.of("type_reason.movements", line=line.text)
            return


def _ends(line: Line) -> Iterator[str]:
    """Yield which of the balances at both ends *line* names."""
    if names_opening_balance(line.text):
        yield "opening"
    if names_closing_balance(line.text):
        yield "closing"


def _is_banks(columns: Columns) -> bool:
    return Meaning.BALANCE in columns or {Meaning.DEBIT, Meaning.CREDIT} <= columns.keys()


def _following(lines: Sequence[Line], at: int) -> int:
    return sum(bool(_ROW.match(line.text)) for line in lines[at + 1 : at + 1 + TYPE.movements_within])
