"""A bank statement that came as PDF or picture: its movements, where lines, columns and signs are beyond doubt.

A movement with the wrong sign is worse than none, so what cannot be proven is refused with the way out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from asiento.document import Account, DocType, Document, Field, Source, Transaction
from asiento.errors import DocumentError
from asiento.extract.invoice.payment import iban_of
from asiento.extract.paper import Paper, paper_of
from asiento.extract.paper.currency import currency_on
from asiento.extract.paper.dates import dates_in
from asiento.extract.paper.figures import Figure
from asiento.model import Item
from asiento.reading import Reading
from asiento.reading.layout import Span
from asiento.tables.columns import meaning_of, names_closing, names_opening
from asiento.tables.meanings import Meaning

DATES = frozenset((Meaning.DATE, Meaning.VALUE_DATE))
MONEY = frozenset((Meaning.AMOUNT, Meaning.DEBIT, Meaning.CREDIT, Meaning.BALANCE))
SIDES = (Meaning.DEBIT, Meaning.CREDIT)
PROVEN, STATED = 0.97, 0.8
EXPORT = "Send the CSV, OFX or Norma 43 export of your bank instead."


@dataclass(frozen=True)
class _Row:
    """A printed movement: its first and second date, the words between, and its amounts by column."""

    booked: Field[date]
    value: Field[date] | None
    text: Span | None
    figures: dict[Meaning, Figure]


def statement_of_reading(item: Item, reading: Reading) -> Document:
    """Return the statement that *reading* holds.

    Raises `DocumentError`: `statement_as_picture` when a picture's movements cannot be proven by its balances,
    `unreadable_statement` when a PDF's columns or signs are not clear.
    """
    paper = paper_of(reading, item.tenant.country)
    opening, closing = _stated(paper, names_opening), _stated(paper, names_closing)
    transactions, proven = _signed(paper, _rows(paper), opening)
    if not transactions or (reading.source is Source.OCR and not proven):
        code = "statement_as_picture" if reading.source is Source.OCR else "unreadable_statement"
        raise DocumentError(code, f"The movements of this bank statement cannot be read with certainty. {EXPORT}")
    return Document(
        doc_type=DocType.BANK_STATEMENT,
        currency=currency_on(paper, item.tenant),
        account=Account(iban=iban_of(paper), opening_balance=opening, closing_balance=closing),
        transactions=transactions,
    )


def _stated(paper: Paper, names: Callable[[Sequence[str]], bool]) -> Field[Decimal] | None:
    """Return the balance on the line that *names* it, if one amount stands there."""
    for at, line in enumerate(paper.lines):
        money = [figure for figure in paper.figures[at] if figure.money]
        if len(money) == 1 and names([line.cut(0, money[0].start).text or line.text]):
            return paper.field(money[0].value, money[0].span, STATED)
    return None


def _rows(paper: Paper) -> list[_Row]:
    columns: dict[Meaning, Span] = {}
    rows: list[_Row] = []
    for at in range(len(paper.lines)):
        columns = _heading(paper, at) or columns
        row = _row(paper, at, columns)
        if row:
            rows.append(row)
    return rows


def _heading(paper: Paper, at: int) -> dict[Meaning, Span]:
    """Return the columns that line *at* names, if it names a date and an amount."""
    named = {meaning: cell for cell in paper.lines[at].cells if (meaning := meaning_of(cell.text))}
    return named if named.keys() & DATES and named.keys() & MONEY else {}


def _row(paper: Paper, at: int, columns: dict[Meaning, Span]) -> _Row | None:
    """Return the movement of a line that begins with a date and ends in amounts; None for any other line."""
    line = paper.lines[at]
    found = list(dates_in(paper, line, at)) if line.words else []
    money = [figure for figure in paper.figures[at] if figure.money]
    if not columns or not found or found[0].start > 1 or not money:
        return None
    first, second = (
        found[0],
        found[1] if len(found) > 1 and found[1].start <= found[0].start + len(found[0].span.words) else None,
    )
    start = (second or first).start + len((second or first).span.words)
    named = [(meaning, figure) for figure in money if (meaning := _column(figure, columns))]
    if len(named) != len(money) or len({meaning for meaning, _ in named}) != len(named):
        return None
    text = line.cut(start, min(figure.start for figure in money))
    return _Row(
        paper.field(first.value, first.span, PROVEN),
        paper.field(second.value, second.span, PROVEN) if second else None,
        text if text.words else None,
        dict(named),
    )


def _column(figure: Figure, columns: dict[Meaning, Span]) -> Meaning | None:
    """Return the money column whose heading stands above *figure*, by the nearest right edge."""
    money = [(abs(span.box[2] - figure.right), meaning) for meaning, span in columns.items() if meaning in MONEY]
    nearest = min(money, default=None)
    return nearest[1] if nearest and nearest[0] < 0.08 else None  # noqa: PLR2004 (a share of the page's width)


def _signed(paper: Paper, rows: Sequence[_Row], opening: Field[Decimal] | None) -> tuple[tuple[Transaction, ...], bool]:
    """Return the movements with their signs, and whether the balances prove them. None if the signs are unknown."""
    values = [amount for row in rows if (amount := _amount(row)) is not None]
    if not rows or len(values) != len(rows):
        return (), False
    sided = any(meaning in SIDES for row in rows for meaning in row.figures)
    printed = sided or any(value < 0 for value in values)
    signed = _by_balance(rows, values, opening.value if opening else None, printed=printed)
    if signed is None and not printed:
        return (), False
    sure = PROVEN if signed is not None else STATED
    pairs = zip(rows, signed or values, strict=True)
    return tuple(_transaction(paper, row, value, sure) for row, value in pairs), signed is not None


def _amount(row: _Row) -> Decimal | None:
    """Return the printed amount: money out is negative where it has a column of its own."""
    if Meaning.DEBIT in row.figures:
        return -abs(row.figures[Meaning.DEBIT].value)
    figure = row.figures.get(Meaning.CREDIT) or row.figures.get(Meaning.AMOUNT)
    return figure.value if figure else None


def _by_balance(
    rows: Sequence[_Row], values: Sequence[Decimal], opening: Decimal | None, *, printed: bool
) -> list[Decimal] | None:
    """Return the amounts with the signs that the running balance proves, the oldest first or last; else None.

    Without an *opening* balance nothing proves the sign of the oldest, unless signs are *printed*.
    """
    balances = [row.figures[Meaning.BALANCE].value for row in rows if Meaning.BALANCE in row.figures]
    if len(balances) != len(rows) or len(rows) < 2:  # noqa: PLR2004 (a step takes two)
        return None
    for order in (1, -1):
        ordered, amounts = balances[::order], list(values[::order])
        start = opening if opening is not None else ordered[0] - amounts[0] if printed else None
        steps = [later - earlier for earlier, later in pairwise([start, *ordered])] if start is not None else []
        if steps and all(map(_agree, steps, amounts)):
            return steps[::order]
    return None


def _agree(step: Decimal, value: Decimal) -> bool:
    """Return whether the balance moved by the printed amount, or by it with the minus that was not printed."""
    return step == value or (value > 0 and step == -value)


def _transaction(paper: Paper, row: _Row, value: Decimal, sure: float) -> Transaction:
    balance = row.figures.get(Meaning.BALANCE)
    figure = next(figure for meaning, figure in row.figures.items() if meaning is not Meaning.BALANCE)
    return Transaction(
        booked_on=row.booked,
        value_on=row.value,
        amount=replace(paper.field(figure.value, figure.span, sure), value=value),
        balance=paper.field(balance.value, balance.span, sure) if balance else None,
        description=paper.field(row.text.text, row.text, 0.9) if row.text else None,
    )
