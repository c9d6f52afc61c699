"""Which tests can notice a mutant, in which order, and how many of them are asked."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from infra.local.config import ROOT
from infra.mutants.changes import Change, changes
from infra.mutants.coverage import TracedTest
from infra.mutants.places import own_tests, sources

MOST_SECONDS = 30.0
MOST_TESTS = 400
"""Of tests asked about one mutant. The more there are, the more alike they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """The package with *change* made in the module at *path*."""

    package: str
    path: Path
    change: Change

    @property
    def name(self) -> str:
        """The module's name as it is imported."""
        parts = self.path.relative_to(ROOT / "layers" / "asiento").with_suffix("").parts
        return ".".join(part for part in parts if part != "__init__")

    def __str__(self) -> str:
        """Return where it is and what is changed."""
        change = self.change
        return f"{self.path.relative_to(ROOT)}:{change.lines.start}: {change.old} → {change.new}"


def mutants_of(package: str) -> list[Mutant]:
    """Return all mutants of *package*."""
    return [
        Mutant(package=package, path=path, change=change)
        for path in sources(package)
        for change in changes(path.read_text(encoding="utf-8"))
    ]


def chosen(mutant: Mutant, tests: Iterable[TracedTest]) -> list[TracedTest]:
    """Return the tests that run the lines of *mutant*: those about its package first, then other unit tests.

    Of each function the quickest case comes first, and the second only after all functions had their first.
    What runs on import can be noticed where it is used, or else by each test of the module or of the package.
    """
    own, seen = own_tests(mutant.package), Counter[str]()
    ranks: dict[TracedTest, tuple[bool, bool, int, float]] = {}
    for test in sorted(_that_run(mutant, tests), key=lambda test: test.seconds):
        ranks[test] = (not test.file.startswith(own), "/unit/" not in test.file, seen[test.function], test.seconds)
        seen[test.function] += 1
    ordered = sorted(ranks, key=ranks.__getitem__)
    kept: list[TracedTest] = []
    seconds = 0.0
    for test in ordered[:MOST_TESTS]:
        seconds += test.seconds
        if kept and seconds > MOST_SECONDS:
            break
        kept.append(test)
    return kept


def _that_run(mutant: Mutant, tests: Iterable[TracedTest]) -> list[TracedTest]:
    module, tests = str(mutant.path.relative_to(ROOT)), list(tests)
    of_module = [test for test in tests if module in test.lines]
    lines = mutant.change.lines if mutant.change.is_called else mutant.change.users
    found = [test for test in of_module if not test.lines[module].isdisjoint(lines)]
    return found if found or mutant.change.is_called else of_module or tests
