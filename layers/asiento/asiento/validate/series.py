"""What the numbers and dates of a supplier's bills have in common: form, year, count. Judges nothing.

A supplier has other customers, so that numbers between two of ours are missing; it may have several series, and begin
each year anew. Only what no gap, other series or new year explains is out of series.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations, pairwise

from asiento.lexicon.folding import fold

GROUPS = re.compile(r"[^\W\d_]+|\d+")
CENTURY = "20"
YEAR_GLUED = 6
"""Digits of a group from which its first four may be a year: `20260147`."""

DISORDER = timedelta(days=10)
"""By which a greater number may be dated before a smaller one: bills are written, then dated, by several people."""
YEAR = timedelta(days=365)
AROUND = timedelta(days=20)
"""Days around the new year in which a bill may have the number of one year and the date of the other."""
LEAST = 3
"""Bills of a series without which nothing is known of its order."""
LEAST_FORMS = 6
"""Bills of a kind that must all have one form before another one is odd."""
FAR, NEAR = 5, 50
"""A count is far beyond the last where it is beyond it by `FAR` times what came before in such a time, and `NEAR`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A bill by its number: *form* is what the numbers of a series have in common, but for *year*, *count* and *width*.

    *padded*: the count has zeros in front, so that all of the series have one width.
    """

    form: str
    year: int | None
    count: int
    width: int
    padded: bool
    number: str
    issued_on: date


def numbered(number: str, issued_on: date) -> Numbered | None:
    """Return the parts of *number*; None without a digit in it. The last group of digits that is no year counts."""
    groups = _unglued(GROUPS.findall(fold(number)), issued_on)
    digits = [at for at, group in enumerate(groups) if group.isdecimal()]
    if not digits:
        return None
    years = [at for at in digits if len(digits) > 1 and _is_year(groups[at], issued_on)]
    at_year = years[0] if years else None
    at_count = next((at for at in reversed(digits) if at != at_year), digits[-1])
    form = ("Y" if at == at_year else "#" if at == at_count else group for at, group in enumerate(groups))
    return Numbered(
        form="-".join(form),
        year=None if at_year is None else int(f"{CENTURY}{groups[at_year]}"[-4:]),
        count=int(groups[at_count]),
        width=len(groups[at_count]),
        padded=groups[at_count].startswith("0"),
        number=number,
        issued_on=issued_on,
    )


def _unglued(groups: Sequence[str], issued_on: date) -> list[str]:
    """Return *groups* with a year apart that stands before a count without a sign between."""
    apart: list[str] = []
    for group in groups:
        glued = len(group) >= YEAR_GLUED and group.isdecimal() and _is_year(group[:4], issued_on)
        apart += [group[:4], group[4:]] if glued else [group]
    return apart


def _is_year(group: str, issued_on: date) -> bool:
    """Return whether *group* can be the year of a bill of that day, or of the year before or after it."""
    around = range(issued_on.year - 1, issued_on.year + 2)
    return group in {f"{year}" for year in around} | {f"{year}"[2:] for year in around}


def of_other_form(one: Numbered, known: Sequence[Numbered]) -> Numbered | None:
    """Return the last of *known* if all of them have one form, and *one* has another, or another width."""
    if len(known) < LEAST_FORMS or len({other.form for other in known}) > 1:
        return None
    widths = {other.width for other in known}
    fixed = len(widths) == 1 and any(other.padded for other in known)
    fits = one.width in widths if fixed else one.width <= max(widths) + 1
    return None if one.form == known[0].form and fits else known[0]


def out_of_order(one: Numbered, known: Sequence[Numbered]) -> Numbered | None:
    """Return which of *known* has a greater number and an earlier date than *one*, or the reverse.

    None if their own order shows that numbers say nothing of dates.
    """
    series = _series(one, known)
    if len(series) < LEAST or _is_unordered(series):
        return None
    return next((other for other in series if _are_crossed(one, other)), None)


def far_beyond(one: Numbered, known: Sequence[Numbered]) -> Numbered | None:
    """Return the last of *known* if *one* is later and its number far beyond it, by how the others followed."""
    series = sorted(_series(one, known), key=lambda other: (other.issued_on, other.count))
    if len(series) <= LEAST or one.issued_on < series[-1].issued_on:
        return None
    last, steps = series[-1], list(pairwise(series))
    pace = max((after.count - before.count) / _days(before, after) for before, after in steps)
    usual = max(pace * _days(last, one), *(after.count - before.count for before, after in steps))
    return last if one.count - last.count > max(FAR * usual, NEAR) else None


def of_other_year(one: Numbered, known: Sequence[Numbered]) -> bool:
    """Return whether *one* has another year in its number than in its date, as none of *known* has."""
    alike = [other for other in known if other.form == one.form and other.year is not None]
    if one.year is None or len(alike) < LEAST or any(other.year != other.issued_on.year for other in alike):
        return False
    first = date(one.issued_on.year, 1, 1)
    near = min(abs(one.issued_on - first), abs(one.issued_on - first.replace(year=first.year + 1))) <= AROUND
    return one.year != one.issued_on.year and not near


def a_year_off(one: Numbered, known: Sequence[Numbered]) -> date | None:
    """Return the day a year later, if *one* fits into its series on that and not on its own.

    A date that is a year late is mostly in the future, or fits where numbers begin anew.
    """
    moved = replace(one, issued_on=one.issued_on + YEAR)
    series = _series(moved, known)
    if one.year is not None or len(series) <= LEAST or _is_unordered(series):
        return None
    crossed = any(_are_crossed(one, other) for other in series)
    soon = moved.issued_on <= max(other.issued_on for other in series) + _longest(series)
    fits = soon and out_of_order(moved, known) is None and far_beyond(moved, known) is None
    return moved.issued_on if crossed and fits else None


def _is_unordered(series: Sequence[Numbered]) -> bool:
    """Return whether the numbers of *series* say nothing of their dates."""
    return any(_are_crossed(one, other) for one, other in combinations(series, 2))


def _longest(series: Sequence[Numbered]) -> timedelta:
    """Return twice the longest time between two of *series*."""
    days = sorted(other.issued_on for other in series)
    return 2 * max(after - before for before, after in pairwise(days))


def _series(one: Numbered, known: Sequence[Numbered]) -> list[Numbered]:
    """Return those of *known* whose count can be compared with that of *one*: the same form and year.

    Without a year in the number the calendar's counts, for it may begin anew.
    """
    if one.year is not None:
        return [other for other in known if (other.form, other.year) == (one.form, one.year)]
    return [other for other in known if other.form == one.form and other.issued_on.year == one.issued_on.year]


def _are_crossed(one: Numbered, other: Numbered) -> bool:
    """Return whether the greater number is clearly the earlier one."""
    if one.count == other.count:
        return False
    less, more = sorted((one, other), key=lambda each: each.count)
    return less.issued_on - more.issued_on > DISORDER


def _days(before: Numbered, after: Numbered) -> int:
    return max((after.issued_on - before.issued_on).days, 1)
