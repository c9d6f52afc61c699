"""Many made tables at once, and what became of their rows in numbers."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random

from made_tables.case import Case, make_case
from made_tables.check import Verdict, verdicts
from made_tables.oracle import decision_of, may_be_held

SHARE = 0.97
"""Of the rows whose dialect their table decides, so many are posted."""


@dataclass(slots=True)
class Tally:
    """*states* counts all verdicts; *decided* and *posted* only the rows that have no reason to be held.

    *wrong* holds the numbers of the cases that went wrong, *unposted* why decided rows were not posted.
    """

    tables: int = 0
    rows: int = 0
    decided: int = 0
    posted: int = 0
    states: Counter[str] = field(default_factory=Counter)
    wrong: dict[str, list[int]] = field(default_factory=dict)
    unposted: Counter[str] = field(default_factory=Counter)

    @property
    def share(self) -> float:
        """Return the share of decided rows that were posted."""
        return self.posted / self.decided if self.decided else 1.0

    def add(self, number: int, case: Case, found: Iterable[Verdict]) -> None:
        """Count the case *number* with the verdicts *found*."""
        clear = decision_of(case).rows - may_be_held(case)
        self.tables += 1
        self.rows += len(case.truth.rows)
        for verdict in found:
            self.states[verdict.state] += 1
            if verdict.state == "wrong":
                self.wrong.setdefault(verdict.kind, []).append(number)
            if verdict.mark in clear:
                self.decided += 1
                self.posted += verdict.state == "posted"
                if verdict.state in ("held", "failed"):
                    self.unposted[verdict.said.partition(":")[0]] += 1

    def merge(self, other: "Tally") -> None:
        """Add what *other* counted."""
        for name in ("tables", "rows", "decided", "posted"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.states += other.states
        self.unposted += other.unposted
        for kind, numbers in other.wrong.items():
            self.wrong.setdefault(kind, []).extend(numbers)

    def table(self) -> str:
        """Return the figures in lines."""
        states = [f"{name:<8}{self.states[name]:>9,}" for name in ("posted", "held", "failed", "wrong")]
        share = f"{self.share:.2%} of {self.decided:,} rows that their tables decide were posted"
        return "\n".join([f"tables  {self.tables:>9,}", f"rows    {self.rows:>9,}", *states, share])


def numbered(seed: str, number: int) -> Case:
    """Return the case *number* of *seed*."""
    return make_case(Random(f"{seed}:{number}"))


def tally(seed: str, numbers: Iterable[int]) -> Tally:
    """Return what becomes of the cases with these *numbers*."""
    counted = Tally()
    for number in numbers:
        case = numbered(seed, number)
        counted.add(number, case, verdicts(case))
    return counted
