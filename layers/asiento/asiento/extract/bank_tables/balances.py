"""The balances at the start and end of a statement: as it states them, or as its running balance shows them."""

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from asiento.document import Field, Source, Transaction
from asiento.reading.amounts import read_amount
from asiento.reading.dialect import Dialect
from asiento.tables.columns_by_content import is_when
from asiento.tables.data_rows import names_closing, names_opening
from asiento.tables.row_values import CERTAIN
from asiento.tables.sides import OUT

DERIVED = 0.9
"""Confidence of a balance that follows from the running balance of every row."""

_AFTER_COLON = re.compile(r".*?:\s*|.*?\s(?=[-+(]?[\d€$£])")

Row = Sequence[str]
Balance = Field[Decimal] | None


def balances_of(rows: Sequence[Row], transactions: Sequence[Transaction], dialect: Dialect) -> tuple[Balance, Balance]:
    """Return the opening and the closing balance; None where the table neither states nor shows one."""
    opening, closing = running_balances(transactions) or (None, None)
    return _stated(rows, names_opening, dialect) or opening, _stated(rows, names_closing, dialect) or closing


def states_opening(rows: Sequence[Row], dialect: Dialect) -> bool:
    """Return whether a row states the balance at the start."""
    return _stated(rows, names_opening, dialect) is not None


def _stated(rows: Sequence[Row], names: Callable[[Row], bool], dialect: Dialect) -> Balance:
    for row in rows:
        amounts = list(_amounts(row, dialect)) if names(row) else []
        if len(amounts) == 1:
            owed = amounts[0] > 0 and any(cell.strip().casefold() in OUT for cell in row)
            return Field(value=-amounts[0] if owed else amounts[0], confidence=CERTAIN, source=Source.ROW)
    return None


def _amounts(row: Row, dialect: Dialect) -> Iterator[Decimal]:
    """Yield the amounts with cents of *row*, alone in a cell or after their words (`Saldo inicial: 12,50`)."""
    for cell in row:
        amount = read_amount(_AFTER_COLON.sub("", cell, count=1) if ":" in cell else cell, dialect)
        if amount is not None and not is_when(cell) and re.search(r"[.,]\d\d?(?!\d)", cell):
            yield amount


def running_balances(transactions: Sequence[Transaction]) -> tuple[Balance, Balance] | None:
    """Return the balances before the oldest and after the newest row, if every row's balance follows from the last.

    None if one does not, or a row prints none. Of a single row it says nothing that could be wrong.
    """
    rows = [
        (row.amount.value, row.balance.value)
        for row in transactions
        if row.amount is not None and row.balance is not None
    ]
    if not rows or len(rows) < len(transactions):
        return None
    for ordered in _orders(transactions, rows):
        if all(later == earlier + amount for (_, earlier), (amount, later) in pairwise(ordered)):
            return _derived(ordered[0][1] - ordered[0][0]), _derived(ordered[-1][1])
    return None


def moves_balance(rows: Sequence[Transaction], at: int) -> bool:
    """Return whether the balance of a row is that of the row beside it and its own amount."""
    row = rows[at]
    if row.amount is None or row.balance is None or not row.amount.value:
        return False
    beside = (rows[other].balance for other in (at - 1, at + 1) if 0 <= other < len(rows))
    return any(one is not None and one.value + row.amount.value == row.balance.value for one in beside)


def _orders(
    transactions: Sequence[Transaction], rows: list[tuple[Decimal, Decimal]]
) -> tuple[list[tuple[Decimal, Decimal]], ...]:
    """Return *rows* oldest first, as their dates say; both ways round if all have one date."""
    first, last = transactions[0].booked_on, transactions[-1].booked_on
    if first is None or last is None or first.value == last.value:
        return rows, rows[::-1]
    return (rows,) if first.value < last.value else (rows[::-1],)


def _derived(value: Decimal) -> Field[Decimal]:
    return Field(value=value, confidence=DERIVED, source=Source.DERIVED)
