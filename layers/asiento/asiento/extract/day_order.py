"""The order of the days of a statement: rows stand by them, rising or falling, so that one in another year shows."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from asiento.document import Doubt

FEW = 4
"""Rows that cannot show an order."""

OUT_OF_ORDER = timedelta(days=31)
"""By how much one row must break the order of all others: banks book a few late."""


def misplaced(day: date | None) -> Doubt | None:
    """Return the doubt of a *day* that breaks the order; None without one."""
    return Doubt.of("out_of_order", booked=day) if day else None


def odd_day(days: Sequence[date | None]) -> int | None:
    """Return the place of the one day without which all others are in order, rising or falling; None if none is so."""
    known = [day for day in days if day is not None]
    if len(known) < max(len(days), FEW):
        return None
    for ordered in (known, [date.fromordinal(date.max.toordinal() - day.toordinal() + 1) for day in known]):
        falls = [at for at in range(1, len(ordered)) if ordered[at] < ordered[at - 1]]
        if len(falls) == 1 and ordered[falls[0] - 1] - ordered[falls[0]] > OUT_OF_ORDER:
            return next((at for at in (falls[0], falls[0] - 1) if _rises([*ordered[:at], *ordered[at + 1 :]])), None)
    return None


def _rises(days: Sequence[date]) -> bool:
    return all(one <= other for one, other in pairwise(days))
