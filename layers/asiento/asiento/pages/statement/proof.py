"""The signs of printed movements, and whether the statement's own arithmetic proves them.

A movement with the wrong sign is worse than none, so every way of printing signs is tried and only proof decides.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from asiento.pages.statement.money import Money
from asiento.pages.statement.stated import Stated
from asiento.pages.statement.table_lines import Row
from asiento.tables.meanings import Meaning

MAX_STATED = 40
"""Balances that are tried against each other; a statement states a few, and one more each page."""


@dataclass(frozen=True)
class Proof:
    """The signed amounts of *rows*, how sure they are, and the balances that go with them (*owed*: negated).

    *proven*: the balances or totals that the bank printed follow from the amounts.
    """

    amounts: tuple[Decimal, ...]
    balances: tuple[Decimal | None, ...]
    opening: Stated | None
    closing: Stated | None
    owed: bool
    proven: bool


def prove(
    rows: Sequence[Row], stated: Sequence[Stated], totals: Sequence[dict[Meaning, Decimal]], *, card: bool
) -> Proof | None:
    """Return *rows* with their signs: proven if any way of reading them is, else as printed; None if signs are unknown.

    *card*: the paper is a credit card's, where what was bought has no sign and balances are owed.
    """
    ways = list(_ways(rows, stated, card=card))
    for amounts, owed in ways:
        proof = _proven(rows, amounts, stated, totals, owed=owed)
        if proof:
            return proof
    if not ways or not (card or _is_signed(rows)):
        return None
    amounts, owed = ways[0]
    return Proof(tuple(amounts), _balances(rows, owed=owed), None, None, owed, proven=False)


def _is_signed(rows: Sequence[Row]) -> bool:
    """Return whether something printed tells money in from money out."""
    return all(row.section or _own_side(row) for row in rows) or any(_own_side(row) < 0 for row in rows)


def _own_side(row: Row) -> int:
    """Return what column, letter or minus say: -1 for money out, 1 for money in, 0 for nothing."""
    if Meaning.DEBIT in row.money:
        return -1
    if Meaning.CREDIT in row.money:
        return 1
    moved = row.moved
    return moved.side or (-1 if moved.value < 0 else 0) if moved else 0


def _ways(rows: Sequence[Row], stated: Sequence[Stated], *, card: bool) -> Iterator[tuple[list[Decimal], bool]]:
    """Yield the amounts as each way of printing signs gives them, and whether balances are owed there."""
    owed_first = (True, False) if card else (False, True)
    for owed in owed_first:
        for sections in (True, False):
            if owed and not card and not any(row.section for row in rows):
                continue
            yield [_signed(row, owed=owed, sections=sections) for row in rows], owed
    if not any(_own_side(row) or row.section for row in rows):
        for opening in [one.value(owed=card) for one in stated if one.opens]:
            steps = _by_balance(rows, opening, owed=card)
            if steps:
                yield steps, card


def _signed(row: Row, *, owed: bool, sections: bool) -> Decimal:
    moved = row.moved
    if moved is None:
        return Decimal(0)
    if Meaning.DEBIT in row.money or Meaning.CREDIT in row.money:
        return _of_columns(row)
    if moved.side:
        return moved.side * abs(moved.value)
    if sections and row.section:
        return row.section * abs(moved.value)
    return -moved.value if owed else moved.value


def _of_columns(row: Row) -> Decimal:
    debit, credit = row.money.get(Meaning.DEBIT), row.money.get(Meaning.CREDIT)
    return (credit.value if credit else Decimal(0)) - (abs(debit.value) if debit else Decimal(0))


def _balances(rows: Sequence[Row], *, owed: bool) -> tuple[Decimal | None, ...]:
    return tuple(_balance(row.money.get(Meaning.BALANCE), owed=owed) for row in rows)


def _balance(money: Money | None, *, owed: bool) -> Decimal | None:
    if money is None:
        return None
    if money.side:
        return money.side * abs(money.value)
    return -money.value if owed else money.value


def _by_balance(rows: Sequence[Row], opening: Decimal, *, owed: bool) -> list[Decimal] | None:
    """Return the steps of a balance that every row prints, where each is the row's amount up to its sign."""
    balances = [balance for balance in _balances(rows, owed=owed) if balance is not None]
    if len(balances) != len(rows):
        return None
    for order in (1, -1):
        steps = [later - earlier for earlier, later in pairwise([opening, *balances[::order]])][::order]
        if all(abs(step) == abs(row.moved.value) for step, row in zip(steps, rows, strict=True) if row.moved):
            return steps
    return None


def _proven(
    rows: Sequence[Row],
    amounts: Sequence[Decimal],
    stated: Sequence[Stated],
    totals: Sequence[dict[Meaning, Decimal]],
    *,
    owed: bool,
) -> Proof | None:
    """Return the proof by opening and closing balance, by running balance, or by the totals of both columns."""
    balances = _balances(rows, owed=owed)
    for opening, closing in _pairs(stated, moved=sum(amounts) != 0):
        if opening.value(owed=owed) + sum(amounts) == closing.value(owed=owed):
            return Proof(tuple(amounts), balances, opening, closing, owed, proven=True)
    starts = [one for one in stated if one.opens]
    for one in starts:
        if _runs(amounts, balances, one.value(owed=owed)):
            return Proof(tuple(amounts), balances, one, None, owed, proven=True)
    if _runs(amounts, balances, None):
        return Proof(tuple(amounts), balances, None, None, owed, proven=True)
    only = starts[0] if len({one.money.value for one in starts}) == 1 else None
    if any(_adds_up(rows, amounts, total, only) for total in totals):
        return Proof(tuple(amounts), balances, only, None, owed, proven=True)
    return None


def _pairs(stated: Sequence[Stated], *, moved: bool) -> Iterator[tuple[Stated, Stated]]:
    """Yield opening and closing balance, those that are called so first; one amount cannot be both.

    If nothing *moved* in all, any balance twice would do: both must be called what they are.
    """
    some = stated[:MAX_STATED]
    pairs = [(one, two) for one in some for two in some if one is not two and not one.closes and not two.opens]
    sure = [(one, two) for one, two in pairs if one.opens and two.closes]
    yield from sure
    if moved:
        yield from ((one, two) for one, two in pairs if one.opens or two.closes or one.at < two.at)


def _runs(amounts: Sequence[Decimal], balances: Sequence[Decimal | None], opening: Decimal | None) -> bool:
    """Return whether every printed balance follows from the one before, the oldest row first or last.

    The balances of a day's last rows are enough; without *opening* the first row must print one.
    """
    if sum(balance is not None for balance in balances) < 2:  # noqa: PLR2004 (a step takes two)
        return False
    for order in (1, -1):
        ordered = list(zip(amounts, balances, strict=True))[::order]
        first, last = ordered[0], ordered[-1]
        if last[1] is None or (opening is None and first[1] is None):
            continue
        running = opening if opening is not None else (first[1] or Decimal(0)) - first[0]
        if _follow(ordered, running):
            return True
    return False


def _follow(ordered: Sequence[tuple[Decimal, Decimal | None]], running: Decimal) -> bool:
    for amount, balance in ordered:
        running += amount
        if balance is not None and balance != running:
            return False
    return True


def _adds_up(
    rows: Sequence[Row], amounts: Sequence[Decimal], total: dict[Meaning, Decimal], opening: Stated | None
) -> bool:
    """Return whether *total* has the sums of both columns; some banks count the opening balance in."""
    if not {Meaning.DEBIT, Meaning.CREDIT} <= total.keys() or not rows:
        return False
    out = -sum((amount for amount in amounts if amount < 0), Decimal(0))
    come = sum((amount for amount in amounts if amount > 0), Decimal(0))
    start = opening.money.value if opening else Decimal(0)
    with_start = (out - start, come) if start < 0 else (out, come + start)
    return (abs(total[Meaning.DEBIT]), abs(total[Meaning.CREDIT])) in ((out, come), with_start)
