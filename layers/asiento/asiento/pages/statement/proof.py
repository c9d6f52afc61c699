"""The signs of printed movements, and whether the statement's own arithmetic proves them.

A movement with the wrong sign is worse than none, so every way of printing signs is tried and only proof decides.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from asiento.pages.statement.running import runs
from asiento.pages.statement.signs import Way, balances_of, is_signed, own_side, ways_of
from asiento.pages.statement.stated import Stated, Total
from asiento.pages.statement.table_lines import Movements, Row
from asiento.tables.meanings import Meaning

MAX_STATED = 20
"""Balances of the beginning, and of the end, that are tried against each other; each page may state one."""


@dataclass(frozen=True)
class Proof:
    """The signed amounts of *rows*, how sure they are, and the balances that go with them (*owed*: negated).

    *proven*: the balances or totals that the bank printed follow from the amounts. *told*: each sign is printed, so
    that the arithmetic turned around is none.
    """

    amounts: tuple[Decimal, ...]
    balances: tuple[Decimal | None, ...]
    opening: Stated | None
    closing: Stated | None
    owed: bool
    told: bool
    proven: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a paper states of its movements; *card*: it is a credit card's. *exact*: no picture was recognised."""

    stated: Sequence[Stated]
    totals: Sequence[Total]
    card: bool
    exact: bool


def proofs_of(found: Movements, evidence: Evidence) -> Iterator[Proof]:
    """Yield the rows with their signs for each way of reading them: those that are proven, else one as printed.

    Nothing if the signs are unknown. What a card buys has no sign, and its balances are owed.
    """
    ways = list(ways_of(found.rows, evidence.stated, card=evidence.card))
    proven = [proof for way in ways if (proof := _proven(found, way, evidence))]
    yield from proven
    if not proven and ways and (evidence.card or is_signed(found.rows)):
        yield _proof(found, ways[0], proven=False)


def _proof(
    found: Movements, way: Way, opening: Stated | None = None, closing: Stated | None = None, *, proven: bool = True
) -> Proof:
    balances = balances_of(found.rows, owed=way.owed)
    return Proof(tuple(way.amounts), balances, opening, closing, way.owed, way.told, proven)


def _proven(found: Movements, way: Way, evidence: Evidence) -> Proof | None:
    """Return the proof by opening and closing balance, by running balance, or by the totals of both columns."""
    moved = sum(way.amounts, Decimal(0))
    for opening, closing in _pairs(evidence.stated, moved=moved != 0):
        if opening.value(owed=way.owed) + moved == closing.value(owed=way.owed):
            return _proof(found, way, opening, closing)
    starts = [one for one in evidence.stated if one.opens]
    only = starts[0] if len({one.money.value for one in starts}) == 1 else None
    first, last = found.rows[0].at, found.rows[-1].at
    # Within the table it is what is carried over from the page before.
    outside: list[Stated | None] = [start for start in starts if not first <= start.at <= last]
    for one in outside or [None]:
        if runs(found, way, one.value(owed=way.owed) if one else None, exact=evidence.exact):
            return _proof(found, way, one)
    if any(row.money.get(Meaning.BALANCE) for row in found.rows):
        return None
    if any(_adds_up(found.rows, way, total.sums, only) for total in evidence.totals):
        return _proof(found, way, only)
    return None


def _pairs(stated: Sequence[Stated], *, moved: bool) -> Iterator[tuple[Stated, Stated]]:
    """Yield opening and closing balance, those that are called so first; one amount cannot be both.

    If nothing *moved* in all, any balance twice would do: both must be called what they are.
    """
    some = stated if len(stated) <= 2 * MAX_STATED else [*stated[:MAX_STATED], *stated[-MAX_STATED:]]
    pairs = [(one, two) for one in some for two in some if one is not two and not one.closes and not two.opens]
    sure = [(one, two) for one, two in pairs if one.opens and two.closes]
    yield from sure
    if moved:
        yield from ((one, two) for one, two in pairs if one.opens or two.closes or one.at < two.at)


def _adds_up(rows: Sequence[Row], way: Way, total: Mapping[Meaning, Decimal], opening: Stated | None) -> bool:
    """Return whether *total* has the sums of both columns, or of the only one.

    Some banks count the opening balance in.
    """
    if not rows:
        return False
    if Meaning.AMOUNT in total and len(rows) > 1 and any(own_side(row) for row in rows):
        return abs(total[Meaning.AMOUNT]) == abs(sum(way.amounts, Decimal(0)))
    if not {Meaning.DEBIT, Meaning.CREDIT} <= total.keys():
        return False
    out = -sum((amount for amount in way.amounts if amount < 0), Decimal(0))
    come = sum((amount for amount in way.amounts if amount > 0), Decimal(0))
    start = opening.value(owed=way.owed) if opening else Decimal(0)
    with_start = (out - start, come) if start < 0 else (out, come + start)
    return (abs(total[Meaning.DEBIT]), abs(total[Meaning.CREDIT])) in ((out, come), with_start)
