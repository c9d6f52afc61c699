"""Whether every balance that a paper prints in its column follows from the one before and what moved between."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from asiento.pages.statement.signs import Way, balances_of, signed_balance
from asiento.pages.statement.table_lines import Movements

STEP = 2
"""Balances that a step takes."""


@dataclass(frozen=True, slots=True)
class _Event:
    """A movement, with the balance after it where one is printed; or a balance alone, its amount None."""

    amount: Decimal | None
    balance: Decimal | None
    named: bool = True


def runs(found: Movements, way: Way, opening: Decimal | None, *, exact: bool) -> bool:
    """Return whether all balances follow, the oldest row first or last, with nothing behind the last balance.

    Without *opening* nothing proves what stands before the first balance. That may be one row that prints a balance of
    its own; of a text that was not recognised from a picture (*exact*) also as many as what follows proves, for signs
    and columns are the same.
    """
    events = _events(found, way)
    return any(_follows(events[::order], opening, exact=exact) for order in (1, -1))


def _events(found: Movements, way: Way) -> list[_Event]:
    balances = balances_of(found.rows, owed=way.owed)
    rows = [
        (row.at, _Event(amount, balance))
        for row, amount, balance in zip(found.rows, way.amounts, balances, strict=True)
    ]
    marks = [(mark.at, _Event(None, signed_balance(mark.money, owed=way.owed), mark.named)) for mark in found.marks]
    return [event for _, event in sorted([*rows, *marks], key=lambda pair: pair[0])]


def _follows(events: Sequence[_Event], opening: Decimal | None, *, exact: bool) -> bool:
    first = next((at for at, event in enumerate(events) if event.balance is not None), None)
    if first is None or (opening is None and not events[first].named):
        return False
    start = 0 if opening is not None else first + 1
    before = sum(event.amount is not None for event in events[:start])
    running = opening if opening is not None else (events[first].balance or Decimal(0))
    known, proven, left = opening is None, 0, 0
    for event in events[start:]:
        running += event.amount or Decimal(0)
        left += event.amount is not None
        if event.balance is None:
            continue
        if event.balance != running:
            return False
        known, proven, left = True, proven + left, 0
    own = before == 1 and events[first].amount is not None
    steps = sum(event.balance is not None for event in events) >= STEP
    return known and steps and proven > 0 and not left and (not before or own or (exact and before <= proven))
