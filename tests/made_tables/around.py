"""What stands around the rows of a made table: titles, balances, sums and notes."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from made_tables.cells import Cell, Line, value_of, written
from made_tables.columns import AMOUNTS
from made_tables.rivals import MONEY, THOUSANDS
from made_tables.spelling import amount_text
from made_tables.style import Style
from made_tables.truth import Kind, Row, Truth, other_currency
from made_tables.words import MONTHS, NOTES, OPENING, SUBTOTALS, SUMS


def subtotal(rows: Sequence[Row], truth: Truth, style: Style, roles: Sequence[str]) -> Line:
    """Return the line with the sums of the *rows* of a month."""
    words = SUBTOTALS[style.language]
    month = MONTHS[style.language].split()[rows[0].day.month - 1]
    label = words[style.sum_word % len(words)].format(month=month)
    return _sum_line(rows, truth, style, roles, label, dated=style.subtotals == "dated")


def _sum_line(
    rows: Sequence[Row], truth: Truth, style: Style, roles: Sequence[str], label: str, *, dated: bool
) -> Line:
    """Return a line with the sums of *rows*, its label where the words of the rows stand."""
    place = next(
        (role for role in (("supplier", "description") if style.sum_word % 3 else ("description",)) if role in roles),
        "text",
    )
    if not dated and style.sum_word % 5 == 0:
        place = roles[0] if roles[0] not in AMOUNTS else place
    return [_sum_cell(role, rows, truth, style, label if role == place else "", dated=dated) for role in roles]


def _sum_cell(role: str, rows: Sequence[Row], truth: Truth, style: Style, label: str, *, dated: bool) -> Cell:
    last = max(rows, key=lambda row: row.day)
    if label:
        return Cell(value=label, role="label")
    if role.partition(" ")[0] in AMOUNTS - {"balance"}:
        parts = [value_of(row, role, truth, style) for row in rows]
        total = sum((part for part in parts if isinstance(part, Decimal)), Decimal(0))
        return Cell(value=written(total, last, role, style), role="sum")
    if dated and role in ("date", "booked"):
        return Cell(value=written(last.day, last, role, style), role="sum_day")
    return Cell(role=role)


def opening(truth: Truth, style: Style, roles: Sequence[str]) -> Line:
    """Return the line with the balance before the first row, in its own column or in that of the amounts."""
    first = truth.rows[0]
    before = first.balance - first.amount
    held = "balance" if style.opening == "balance" else "amount"
    cells = []
    for role in roles:
        if role == "text":
            cells.append(Cell(value=OPENING[style.language], role="label"))
        elif role in (held, "balance"):
            cells.append(Cell(value=written(before, first, role, style), role="sum"))
        elif role == "booked" and style.salt % 2:
            cells.append(Cell(value=written(first.day, first, role, style), role="sum_day"))
        else:
            cells.append(Cell(role=role))
    return cells


def above(truth: Truth, style: Style) -> Iterator[Line]:
    """Yield the lines above the header."""
    if style.title_row:
        named = {"es": "Gastos del mes", "de": "Ausgaben", "fr": "Dépenses"}.get(style.language, "Expenses")
        yield [Cell(value=named if truth.kind is Kind.EXPENSES else "Example Ltd.")]
        yield []
    if style.above:
        money = [Cell(value=MONEY[style.language]), Cell(value=other_currency(truth))]
        yield [Cell(value=THOUSANDS[style.language])] if style.above == "thousands" else money
        yield []
    if style.preamble and truth.kind is Kind.BANK:
        yield [Cell(value="IBAN"), Cell(value="ES9121000418450200051332")]
        yield [Cell(value="Titular"), Cell(value="Example, S.L.")]
        yield []
    elif style.preamble:
        yield [Cell(value="Example, S.L."), Cell(value="2026")]


def below(truth: Truth, style: Style, roles: Sequence[str]) -> Iterator[Line]:
    """Yield the lines below the rows."""
    if style.sums == "words":
        total = sum((row.amount for row in truth.rows), Decimal(0))
        yield [Cell(value=f"{SUMS[style.language][0]}: {amount_text(total, style)}")]
    elif style.sums == "sides":
        words = SUMS[style.language]
        for side in ("debit", "credit"):
            label = f"{words[style.sum_word % len(words)]} {side}"
            line = _sum_line(truth.rows, truth, style, roles, label, dated=True)
            yield [
                cell if cell.role != "sum" or role == side else Cell() for cell, role in zip(line, roles, strict=True)
            ]
    elif style.sums:
        words = SUMS[style.language]
        label = "" if style.sums == "bare" else words[style.sum_word % len(words)]
        yield _sum_line(truth.rows, truth, style, roles, label, dated=style.sums == "dated")
    if style.note:
        yield []
        text = NOTES[style.salt % len(NOTES)]
        yield [Cell(value=text if style.note == "text" else "Pendiente de cobro: 12,50")]
