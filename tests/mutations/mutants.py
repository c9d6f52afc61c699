"""Mutants, what became of each, and how many of them nobody is told of."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from mutations.outcomes import Outcome

STATES = ("same", "held", "warned", "silent")


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change to one file: *state* is one of `STATES`, *total* whether the total that is booked is another one."""

    file: str
    format: str
    kind: StrEnum
    change: str
    where: str
    state: str
    total: bool = False


def judged(clean: Outcome, found: Outcome) -> tuple[str, bool]:
    """Return what became of a mutant, and whether another total was booked."""
    if not found.booked:
        return "held", False
    if found.booked == clean.booked:
        return "same", False
    totals = [[values.get("total") for _, values in one.booked] for one in (clean, found)]
    return "warned" if found.said - clean.said else "silent", totals[0] != totals[1]


def table(mutants: Iterable[Mutant], name: str) -> str:
    """Return the states of *mutants* counted by what *name* says of them. *missed* were booked, warned of or not."""
    counts: dict[str, Counter[str]] = {}
    for one in mutants:
        for group in (str(getattr(one, name)), "all"):
            counts.setdefault(group, Counter())[one.state] += 1
            counts[group]["total"] += one.total
    titles = (name, "mutants", "change the posting", "held or failed", "warned", "silent", "missed", "total wrong")
    lines = [f"| {' | '.join(titles)} |", f"{'|---' * len(titles)}|"]
    for group, count in sorted(counts.items(), key=lambda pair: (pair[0] == "all", -pair[1]["held"])):
        changed = sum(count[state] for state in STATES[1:])
        missed = count["warned"] + count["silent"]
        share = f"{missed / changed:.0%}" if changed else "-"
        lines.append(
            f"| {group} | {changed + count['same']:,} | {changed:,} | {count['held']:,} | {count['warned']:,} "
            f"| {count['silent']:,} | {share} | {count['total']:,} |"
        )
    return "\n".join(lines)
