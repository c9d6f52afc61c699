"""Many made statements at once, and what became of them in numbers."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from made_statements.check import make_case, verdict

SHARE = 0.92
"""Of the statements that prove themselves, so many are posted as they are."""


@dataclass(slots=True)
class Tally:
    """*states* counts all statements, *proving* and *posted* those that prove themselves.

    *wrong* holds the numbers of the cases that went wrong, *unposted* why those that prove themselves were not posted.
    """

    statements: int = 0
    rows: int = 0
    proving: int = 0
    posted: int = 0
    states: Counter[str] = field(default_factory=Counter)
    wrong: dict[str, list[int]] = field(default_factory=dict)
    unposted: dict[str, list[int]] = field(default_factory=dict)

    @property
    def share(self) -> float:
        """Return the share of those that prove themselves which were posted as they are."""
        return self.posted / self.proving if self.proving else 1.0

    def merge(self, other: "Tally") -> None:
        """Add what *other* counted."""
        for name in ("statements", "rows", "proving", "posted"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.states += other.states
        for own, more in ((self.wrong, other.wrong), (self.unposted, other.unposted)):
            for kind, numbers in more.items():
                own.setdefault(kind, []).extend(numbers)

    def table(self) -> str:
        """Return the figures in lines."""
        states = [f"{name:<12}{self.states[name]:>9,}" for name in ("posted", "held", "failed", "wrong")]
        share = f"{self.share:.2%} of {self.proving:,} that prove themselves were posted as they are"
        return "\n".join([f"statements  {self.statements:>9,}", f"movements   {self.rows:>9,}", *states, share])


def tally(seed: str, numbers: Iterable[int]) -> Tally:
    """Return what becomes of the cases with these *numbers*."""
    counted = Tally()
    for number in numbers:
        case = make_case(seed, number)
        found = verdict(case)
        counted.statements += 1
        counted.rows += len(case.truth.movements)
        counted.states[found.state] += 1
        counted.proving += case.proves
        counted.posted += case.proves and found.state == "posted"
        if found.state == "wrong":
            counted.wrong.setdefault(found.kind, []).append(number)
        elif found.state != "posted" and case.proves:
            counted.unposted.setdefault(found.kind, []).append(number)
    return counted
