"""The trial of one mutant: a fork of this process imports the package with the change in it and runs the tests.

The change is made while the module is imported. No file is touched, so nothing is left behind by whatever ends a trial.
"""

import os
import shutil
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from tempfile import mkdtemp
from time import monotonic
from types import CodeType

import pytest

from infra.mutants.changes import changed
from infra.mutants.coverage import TracedTest
from infra.mutants.selection import Mutant

NOTHING_RAN = pytest.ExitCode.NO_TESTS_COLLECTED
SPARE_SECONDS = 20.0
SLOWER = 5
"""A trial may take so many times what its tests take, and the spare seconds for the start."""


class _Loader(SourceFileLoader):
    """Loads a module with the change *number* made."""

    def __init__(self, fullname: str, path: str, number: int) -> None:
        super().__init__(fullname, path)
        self.number = number

    def get_code(self, fullname: str) -> CodeType:
        """Compile the changed tree; the compiled file beside the source is not read or written."""
        path = Path(self.get_filename(fullname))
        return compile(changed(path.read_text(encoding="utf-8"), self.number), str(path), "exec")


@dataclass(frozen=True, slots=True)
class _Finder:
    """Finds the module of *mutant* before others do."""

    mutant: Mutant

    def find_spec(self, fullname: str, _path: object = None, _target: object = None) -> ModuleSpec | None:
        """Return the changed module if it is the one that is asked for."""
        if fullname != self.mutant.name:
            return None
        path = str(self.mutant.path)
        return spec_from_file_location(fullname, path, loader=_Loader(fullname, path, self.mutant.change.number))


@dataclass(frozen=True, slots=True, eq=False)
class _Choice:
    """Keeps of what is collected the tests in *order*, and notes in *failures* which fail."""

    order: dict[str, int]
    failures: Path

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Sort them."""
        items[:] = sorted((item for item in items if item.nodeid in self.order), key=lambda one: self.order[one.nodeid])

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Write the name of a test that fails."""
        if report.failed:
            with self.failures.open("a", encoding="utf-8") as file:
                file.write(f"{report.nodeid}\n")


@dataclass(slots=True)
class Trial:
    """A running trial of *mutant*, or of the unchanged package if there is none, by *tests*."""

    mutant: Mutant | None
    tests: Sequence[TracedTest]
    folder: Path = field(default_factory=Path)
    process: int = 0
    deadline: float = 0.0
    failed: tuple[str, ...] = ()

    def start(self) -> None:
        """Fork, if there is a test to run."""
        if not self.tests:
            return
        self.folder = Path(mkdtemp(prefix="mutant-"))
        self.deadline = monotonic() + SPARE_SECONDS + SLOWER * sum(test.seconds for test in self.tests)
        self.process = os.fork()
        if self.process == 0:
            code = int(pytest.ExitCode.INTERNAL_ERROR)
            try:
                code = self._run()
            finally:
                os._exit(code)

    def _run(self) -> int:
        os.setsid()
        silence = os.open(self.folder / "output", os.O_WRONLY | os.O_CREAT)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = str(self.folder / "examples")
        files = list(dict.fromkeys(test.file for test in self.tests))
        options = ["-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
        if self.mutant is not None:
            sys.meta_path.insert(0, _Finder(self.mutant))
            options.append("-x")
        order = {test.name: place for place, test in enumerate(self.tests)}
        choice = _Choice(order, self.folder / "failures")
        return int(pytest.main([*options, f"--basetemp={self.folder / 'temporary'}", *files], plugins=[choice]))

    def end(self) -> bool | None:
        """Return whether the change was noticed, None while the tests run. One that takes too long is noticed."""
        if not self.process:
            return False
        ended, status = os.waitpid(self.process, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status) not in {pytest.ExitCode.OK, NOTHING_RAN}
        if monotonic() > self.deadline:
            os.killpg(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)
            return True
        return None

    def clear(self) -> None:
        """Note which tests failed, stop what they started, Postgres as well, and remove their folder."""
        if not self.process:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process, signal.SIGKILL)
        for file in self.folder.rglob("postmaster.pid"):
            with suppress(ProcessLookupError):
                os.kill(int(file.read_text(encoding="utf-8").split()[0]), signal.SIGQUIT)
        noted = self.folder / "failures"
        self.failed = tuple(noted.read_text(encoding="utf-8").splitlines()) if noted.exists() else ()
        shutil.rmtree(self.folder, ignore_errors=True)
