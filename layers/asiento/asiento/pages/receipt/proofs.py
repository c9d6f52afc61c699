"""What the arithmetic of a till receipt proves of an amount. Knows roles and sums, not which amount is chosen."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from itertools import combinations, product

from asiento.pages.receipt.amounts import Amount
from asiento.pages.receipt.roles import Role

CENT = Decimal("0.01")
ROUNDING = Decimal("0.05")
"""What is rounded for cash, at most."""


class Proof(StrEnum):
    """Independent things that agree on an amount."""

    REPEATED = "repeated"
    PAID = "paid"
    TAXED = "taxed"
    ITEMS = "items"
    ROUNDED = "rounded"


REPEATING = frozenset((Role.FINAL, Role.TOTAL, Role.SUBTOTAL, Role.CARD))
PAYING = frozenset((Role.PAID, Role.CARD))
CHARGING = frozenset((Role.CHARGE, Role.TAX))


def proofs_of(amounts: Sequence[Amount]) -> Callable[[Amount], frozenset[Proof]]:
    """Return the function that tells what proves one of *amounts*."""
    sums = {
        Proof.PAID: _paid(amounts),
        Proof.TAXED: _taxed(amounts),
        Proof.ITEMS: _item_sums(amounts),
        Proof.ROUNDED: _rounded(amounts),
    }

    def proofs(amount: Amount) -> frozenset[Proof]:
        by = ROUNDING if amount.role is Role.FINAL else CENT
        found = {proof for proof, values in sums.items() if near(amount.value, values, by)}
        known = REPEATING if amount.role else {*REPEATING, None}
        elsewhere = [one for one in amounts if one.at != amount.at and one.role in known]
        if any(one.value == amount.value for one in elsewhere):
            found.add(Proof.REPEATED)
        if amount.role in PAYING and not _changes(amounts):
            found.discard(Proof.PAID)
        return frozenset(found)

    return proofs


def with_final(amounts: Sequence[Amount]) -> tuple[Amount, ...]:
    """Return *amounts* with the totals as FINAL that stand below a rounding and are another total so rounded."""
    rounded = _rounded(amounts)
    below = min((one.at for one in amounts if one.role is Role.ROUNDING and one.value), default=None)
    return tuple(
        replace(one, role=Role.FINAL)
        if one.role is Role.TOTAL and below is not None and one.at > below and near(one.value, rounded, Decimal(0))
        else one
        for one in amounts
    )


def near(value: Decimal, others: Iterable[Decimal], by: Decimal = CENT) -> bool:
    """Return whether *value* is one of *others*, give or take *by*."""
    return any(abs(value - other) <= by for other in others)


def _values(amounts: Sequence[Amount], *roles: Role) -> set[Decimal]:
    return {abs(one.value) for one in amounts if one.role in roles}


def _changes(amounts: Sequence[Amount]) -> set[Decimal]:
    return _values(amounts, Role.CHANGE)


def _paid(amounts: Sequence[Amount]) -> set[Decimal]:
    """Return what was paid less what came back; cash is rounded, so the totals within a rounding of it as well."""
    paid, change = _values(amounts, *PAYING), _changes(amounts) or {Decimal(0)}
    left = {cash - back for cash, back in product(paid, change) if cash > back}
    finals = _values(amounts, Role.FINAL)
    totals = _values(amounts, Role.TOTAL)
    return left | {total for total in totals if not finals and near(total, left, ROUNDING)}


def _taxed(amounts: Sequence[Amount]) -> set[Decimal]:
    """Return nets with their taxes and charges, from labels and from the rows of a table of taxes."""
    nets = _values(amounts, Role.SUBTOTAL)
    extras = {one for one in _values(amounts, *CHARGING) if one}
    found = {net + extra for net, extra in product(nets, extras)}
    found |= {net + sum(extras) for net in nets} if len(extras) > 1 else set()
    found |= {one + other for one, other in combinations(nets, 2)}
    found |= {net - less for net, less in product(nets, _values(amounts, Role.DISCOUNT)) if less}
    return found | _rows(amounts)


def _rows(amounts: Sequence[Amount]) -> set[Decimal]:
    """Return net and tax of each row that holds two amounts, or three that add up."""
    found = set()
    for at in {one.at for one in amounts if one.row in (2, 3)}:
        row = sorted((abs(one.value) for one in amounts if one.at == at), reverse=True)
        if len(row) == 2 and 0 < row[1] < row[0] / 3:  # noqa: PLR2004 (no tax is higher)
            found.add(row[0] + row[1])
        if len(row) == 3 and near(row[0], [row[1] + row[2]]) and row[2]:  # noqa: PLR2004
            found.add(row[0])
    return found


def _item_sums(amounts: Sequence[Amount]) -> set[Decimal]:
    """Return the sums of the amounts above the first labelled one, two or more of them, counted upwards."""
    roles = (Role.SUBTOTAL, Role.TOTAL, Role.FINAL)
    end = next((one.at for one in amounts if one.role in roles), None)
    last: dict[int, Decimal] = {one.at: one.value for one in amounts if end is not None and one.at < end}
    sums, total = set(), Decimal(0)
    for count, at in enumerate(sorted(last, reverse=True), start=1):
        total += last[at]
        if count > 1:
            sums.add(total)
    return sums


def _rounded(amounts: Sequence[Amount]) -> set[Decimal]:
    """Return each total with each rounding other than zero."""
    roundings = {one.value for one in amounts if one.role is Role.ROUNDING and one.value}
    totals = _values(amounts, Role.TOTAL, Role.SUBTOTAL)
    return {total + sign * rounding for total, rounding in product(totals, roundings) for sign in (1, -1)}
