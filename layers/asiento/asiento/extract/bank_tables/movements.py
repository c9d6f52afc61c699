"""The signed amount of a bank movement, however its columns tell money in from money out. Knows one row at a time."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from asiento.document import Doubt, Field, Transaction
from asiento.errors import DocumentError
from asiento.reading.convention import Convention
from asiento.tables.meanings import Meaning
from asiento.tables.row_status import doubt_of_status
from asiento.tables.row_values import RowValues
from asiento.tables.sides import has_sides, side_of, single, word_of

FEW = 3
"""Amounts without a minus to each with one from which on the minus may be what a card was paid."""

OPEN_C = Doubt.of("unsigned_amounts.open_c")

AGAINST_SIDE = Doubt.of("sign_against_side")
BOTH_SIDES = Doubt.of("both_sides")


def transaction_of(row: RowValues, convention: Convention, description: Field[str] | None) -> Transaction:
    """Return the movement that *row* is. Raises `DocumentError("unreadable_value")`."""
    booked, value = row.day(Meaning.DATE), row.day(Meaning.VALUE_DATE)
    amount, unsettled = signed_amount(row, convention), doubt_of_status(row, is_movement=True)
    return Transaction(
        booked_on=booked or value,
        value_on=value,
        amount=_doubting(amount, unsettled) if amount and unsettled else amount,
        balance=row.amount(Meaning.BALANCE),
        description=description,
        reference=row.text(Meaning.REFERENCE) or row.text(Meaning.NUMBER),
    )


def signed_amount(row: RowValues, convention: Convention) -> Field[Decimal] | None:
    """Return the amount of *row*, money in positive; None if the row has none."""
    amount = single(row)
    if has_sides(row) or amount is None:
        moved = _from_two_columns(row, convention)
        # Beside debit and credit an amount is in the currency of the shop; alone it does not say which way it went.
        return _doubting(amount, _unsigned(amount)) if moved is None and amount else moved
    side = side_of(word_of(row), c_is_debit=convention.c_is_debit)
    if not amount.value:
        return amount
    if convention.directed:
        return _towards(row, amount, side)
    if convention.turned:
        return amount.map(lambda value: -value)
    return _doubting(amount, AGAINST_SIDE) if side * amount.value < 0 else amount


def _from_two_columns(row: RowValues, convention: Convention) -> Field[Decimal] | None:
    debit, credit = (
        _against_side(row.amount(Meaning.DEBIT), negative=convention.negative_debits),
        _against_side(row.amount(Meaning.CREDIT), negative=False),
    )
    if debit is None or not debit.value:
        return credit or debit
    out = debit if convention.negative_debits else debit.map(lambda amount: -amount)
    if credit is None or not credit.value:
        return out
    return _doubting(out.map(lambda amount: amount + credit.value), BOTH_SIDES)


def _against_side(amount: Field[Decimal] | None, *, negative: bool) -> Field[Decimal] | None:
    """Return *amount*, doubted if it is below zero in a column that is not *negative* throughout."""
    if amount is None or negative or amount.value >= 0 or amount.doubt:
        return amount
    return _doubting(amount, AGAINST_SIDE)


def _towards(row: RowValues, amount: Field[Decimal], side: int) -> Field[Decimal]:
    """Return *amount* on the *side* that the word of *row* says."""
    if not side and not {Meaning.DIRECTION, Meaning.TYPE} & row.names.keys():
        return _doubting(amount, _unsigned(amount))
    if not side:
        meaning = Meaning.DIRECTION if Meaning.DIRECTION in row.names else Meaning.TYPE
        raise DocumentError(
            "unreadable_value.direction", where=row.where, column=row.names[meaning], value=row.shown(meaning)
        )
    named = Meaning.AMOUNT if Meaning.AMOUNT in row.values else Meaning.TOTAL
    moved = amount.map(lambda value: side * value)
    against = amount.value < 0 or (side < 0 and row.shows_sign(named))
    return _doubting(moved, AGAINST_SIDE) if against else moved


def doubt_of_sides(convention: Convention, amounts: Sequence[Decimal]) -> Doubt | None:
    """Return the doubt that all money of the *amounts* came in."""
    if convention.open_c:
        return OPEN_C
    return Doubt.of("unsigned_amounts.no_minus", came=sum(amounts, Decimal(0))) if convention.unsigned else None


def doubt_of_minus(convention: Convention, amounts: Sequence[Decimal], *, card: bool) -> Doubt | None:
    """Return the doubt that a minus is money out, where nothing else tells and hardly any amount has one.

    A card's export prints what was bought without a sign; *card*: it says that it is one, and then most are enough.
    """
    came, went = convention.came, convention.went
    few = came > went if card else FEW * went <= came
    if convention.turned or not went or not few:
        return None
    sums = (sum((one for one in amounts if one > 0), Decimal(0)), -sum((one for one in amounts if one < 0), Decimal(0)))
    return Doubt.of("unsigned_amounts.either", came=sums[0], went=sums[1])


def _unsigned(amount: Field[Decimal]) -> Doubt:
    return Doubt.of("unsigned_amounts.no_minus", came=amount.value)


def _doubting(amount: Field[Decimal], doubt: Doubt) -> Field[Decimal]:
    return replace(amount, doubt=amount.doubt or doubt)
