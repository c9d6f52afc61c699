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
from infra.mutants.selection import chosen, mutants_of
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
    survivors: int

    @property
    def share(self) -> float:
        """The share that was noticed."""
        return 1 - self.survivors / self.tried if self.tried else 1.0

    def __str__(self) -> str:
        """Return the line of the table."""
        noticed = self.tried - self.survivors
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
    noticed, survivors = _tried([Trial(mutant, chosen(mutant, near)) for mutant in some])
    failing = _fail_unchanged(noticed)
    doubtful = [trial for trial in noticed if failing.intersection(trial.failed)]
    _, others = _tried(
        [Trial(one.mutant, [test for test in one.tests if test.name not in failing]) for one in doubtful]
    )
    result = Result(package=package, all=len(mutants), tried=len(some), survivors=len(survivors) + len(others))
    print(f"mutants: {result}", flush=True)
    return result


def _tried(trials: Sequence[Trial]) -> tuple[list[Trial], list[Trial]]:
    """Return the trials whose mutant was noticed, and those whose mutant survived."""
    noticed, survived = list[Trial](), list[Trial]()
    for trial, found in _ended(trials):
        (noticed if found else survived).append(trial)
        if not found:
            print(f"mutants: not noticed by {len(trial.tests)} tests: {trial.mutant}", flush=True)
    return noticed, survived


def _fail_unchanged(trials: Sequence[Trial]) -> frozenset[str]:
    """Return which tests that noticed a mutant fail on the code as it is too: they tell nothing."""
    names = {name for trial in trials for name in trial.failed}
    tests = [test for trial in trials for test in trial.tests if test.name in names or test is trials[0].tests[0]]
    ((control, failed),) = _ended([Trial(None, list(dict.fromkeys(tests)))])
    if failed and not control.failed:
        sys.exit("mutants: the tests do not even start on the code as it is. Run them with pytest to see why.")
    if control.failed:
        print(f"mutants: fail on the code as it is: {', '.join(control.failed)}", flush=True)
    return frozenset(control.failed)


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
