"""What the column of balances shows of the amounts: that a fee was taken besides, or that it is no running balance."""

from collections.abc import Sequence
from dataclasses import replace

from asiento.document import Transaction
from asiento.extract.bank_tables.balances import running_balances
from asiento.tables.meanings import Meaning
from asiento.tables.row_values import RowValues


def with_true_balances(rows: tuple[Transaction, ...], values: Sequence[RowValues]) -> tuple[Transaction, ...]:
    """Return *rows*, of the *values*, with what moved the balance, and without a balance that is the same in each row.

    A fee in a column of its own is part of what moved where only with it every balance follows from the last.
    """
    if len(rows) < 2 or running_balances(rows):  # noqa: PLR2004 (one row shows nothing)
        return rows
    with_fees = tuple(_less_fee(row, said) for row, said in zip(rows, values, strict=True))
    if with_fees != rows and running_balances(with_fees):
        return with_fees
    balances = {row.balance.value for row in rows if row.balance}
    moved = all(row.balance and row.amount and row.amount.value for row in rows)
    return tuple(replace(row, balance=None) for row in rows) if moved and len(balances) == 1 else rows


def _less_fee(row: Transaction, values: RowValues) -> Transaction:
    fee = values.readable_amount(Meaning.FEE)
    if fee is None or row.amount is None:
        return row
    return replace(row, amount=row.amount.map(lambda amount: amount - abs(fee)))
