"""Many made documents at once, and what became of them in numbers."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from made_documents.check import make_case, verdict


@dataclass(slots=True)
class Tally:
    """What became of the documents of one format. *wrong* and *unposted* hold the numbers of cases by their kind."""

    format: str
    documents: int = 0
    states: Counter[str] = field(default_factory=Counter)
    wrong: dict[str, list[int]] = field(default_factory=dict)
    unposted: dict[str, list[int]] = field(default_factory=dict)

    def merge(self, other: "Tally") -> None:
        """Add what *other* counted."""
        self.documents += other.documents
        self.states += other.states
        for own, more in ((self.wrong, other.wrong), (self.unposted, other.unposted)):
            for kind, numbers in more.items():
                own.setdefault(kind, []).extend(numbers)

    def line(self) -> str:
        """Return the figures in a line."""
        counts = "".join(f"{self.states[state]:>9,}" for state in ("posted", "held", "failed", "wrong"))
        share = self.states["posted"] / self.documents if self.documents else 1.0
        return f"{self.format:<10}{self.documents:>9,}{counts}{share:>9.2%}"


HEAD = f"{'':<10}" + "".join(f"{word:>9}" for word in ("documents", "posted", "held", "failed", "wrong", "share"))


def tally(name: str, seed: str, numbers: Iterable[int]) -> Tally:
    """Return what becomes of the cases with these *numbers* in the format *name*."""
    counted = Tally(name)
    for number in numbers:
        found = verdict(make_case(name, seed, number))
        counted.documents += 1
        counted.states[found.state] += 1
        if found.state == "wrong":
            counted.wrong.setdefault(found.kind, []).append(number)
        elif found.state != "posted":
            counted.unposted.setdefault(found.kind, []).append(number)
    return counted
