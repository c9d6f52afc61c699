"""`make mutants`: change the code in small ways, one at a time, and count how often a test notices.

1 if fewer than 85 % of a package's mutants are noticed.
"""

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from time import sleep

from infra.local.config import ROOT
from infra.mutants.coverage import TracedTest, tests_of
from infra.mutants.places import HELD, sources
from infra.mutants.selection import Mutant, chosen, mutants_of
from infra.mutants.trial import Trial

BAR = 0.85
AT_ONCE = 2
WARM = (
    "alembic.command",
    "anyio.pytest_plugin",
    "aws_lambda_powertools.event_handler.openapi.models",
    "boto3.s3.transfer",
    "hypothesis",
    "lxml.etree",
    "moto.s3.responses",
    "moto.sqs.responses",
    "openpyxl",
    "pg8000.native",
    "pikepdf",
    "PIL.Image",
    "pydantic",
    "pypdfium2",
    "reportlab.pdfgen.canvas",
    "samtranslator.translator.translator",
    "signxml",
    "xdist.plugin",
)
"""Other people's packages that the tests import: loaded once, before the forks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of the mutants of *package* that were tried, of *all* that there are."""

    package: str
    all: int
    tried: int
    survivors: list[Mutant]

    @property
    def share(self) -> float:
        """The share that was noticed."""
        return 1 - len(self.survivors) / self.tried if self.tried else 1.0

    def __str__(self) -> str:
        """Return the line of the table."""
        noticed = self.tried - len(self.survivors)
        return f"{self.package:<24}{self.all:>8}{self.tried:>8}{noticed:>9}{self.share:>8.1%}"


def main() -> int:
    """Try the mutants and return the exit code."""
    arguments = _arguments()
    packages = [arguments.module] if arguments.module else list(HELD)
    for name in WARM:
        import_module(name)
    print(f"mutants: seed {arguments.seed}, {arguments.number or 'all'} mutants of each package.", flush=True)
    tests = tests_of(path for package in packages for path in sources(package))
    results = [_result(package, tests, arguments.number, arguments.seed) for package in packages]
    print(f"\n{'package':<24}{'mutants':>8}{'tried':>8}{'noticed':>9}{'share':>8}")
    for result in results:
        print(result)
    return 0 if all(result.share >= BAR for result in results) else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.mutants", description=__doc__)
    parser.add_argument("--module", default="", help="a package or module, such as validate or validate/totals")
    parser.add_argument("--number", type=int, default=0, help="how many of each package, chosen at random; 0 for all")
    parser.add_argument("--seed", type=int, default=1, help="what chance is made of")
    arguments = parser.parse_args()
    if arguments.module and not sources(arguments.module):
        parser.error(f"There is no module {arguments.module} in layers/asiento/asiento. Name one, such as validate.")
    return arguments


def _result(package: str, tests: Sequence[TracedTest], number: int, seed: int) -> Result:
    mutants = mutants_of(package)
    some = random.Random(seed).sample(mutants, min(number or len(mutants), len(mutants)))  # noqa: S311 (a sample)
    modules = {str(path.relative_to(ROOT)) for path in sources(package)}
    near = [test for test in tests if modules & test.lines.keys()]
    asked = [(mutant, chosen(mutant, near)) for mutant in some]
    failing = _failing({test.name: test for _, part in asked for test in part})
    trials = [Trial(mutant, [test for test in part if test.name not in failing]) for mutant, part in asked]
    survivors = []
    for trial, noticed in _ended(trials):
        if not noticed and trial.mutant is not None:
            survivors.append(trial.mutant)
            print(f"mutants: not noticed by {len(trial.tests)} tests: {trial.mutant}", flush=True)
    result = Result(package=package, all=len(mutants), tried=len(some), survivors=survivors)
    print(f"mutants: {result}", flush=True)
    return result


def _failing(tests: dict[str, TracedTest]) -> frozenset[str]:
    """Return which tests fail where nothing was changed: they can tell nothing."""
    ((control, failed),) = _ended([Trial(None, list(tests.values()))])
    if failed and not control.failed:
        sys.exit("mutants: the tests do not even start on the code as it is. Run them with pytest to see why.")
    names = frozenset(control.failed)
    if names:
        print(f"mutants: left out, for they fail on the code as it is: {', '.join(sorted(names))}", flush=True)
    return names


def _ended(trials: Sequence[Trial]) -> Iterator[tuple[Trial, bool]]:
    """Run *trials*, two at once, and yield each with whether it was noticed."""
    waiting, running = list(trials), list[Trial]()
    try:
        while waiting or running:
            while waiting and len(running) < AT_ONCE:
                running.append(waiting.pop(0))
                running[-1].start()
            for trial in list(running):
                noticed = trial.end()
                if noticed is not None:
                    running.remove(trial)
                    trial.clear()
                    yield trial, noticed
            sleep(0.02)
    finally:
        for trial in running:
            trial.clear()


if __name__ == "__main__":
    sys.exit(main())
