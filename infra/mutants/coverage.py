"""Which tests run which lines of the package, kept in `var/mutants/` until a test or a module changes."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from infra.local.config import ROOT
from infra.mutants.places import DEAR, TESTS
from infra.mutants.trace import OUTPUT

KEPT = ROOT / "var" / "mutants" / "coverage.json"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TracedTest:
    """A test that passes in so many *seconds*, and the *lines* that it runs, by module."""

    name: str
    seconds: float
    lines: dict[str, frozenset[int]]

    @property
    def file(self) -> str:
        """The path of its file."""
        return self.name.partition("::")[0]

    @property
    def function(self) -> str:
        """Its name without its parameters."""
        return self.name.partition("[")[0]


def tests_of(modules: Iterable[Path]) -> list[TracedTest]:
    """Return the tests that run a line of *modules*, after asking those whose answer is not known or too old."""
    asked = {str(module.relative_to(ROOT)) for module in modules}
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    files = {str(path.relative_to(ROOT)): _hash(path) for path in _test_files()}
    kept = {file: answer for file, answer in kept.items() if file in files}
    old = [file for file, mark in files.items() if not _is_known(kept.get(file), mark, asked)]
    if old:
        print(f"mutants: {len(old)} files of tests are asked which lines they run.", flush=True)
        kept |= _traced(old)
        KEPT.parent.mkdir(parents=True, exist_ok=True)
        KEPT.write_text(json.dumps(kept), encoding="utf-8")
    return [test for answer in kept.values() for test in _read(answer["tests"]) if asked & test.lines.keys()]


def _test_files() -> Iterator[Path]:
    for folder in TESTS:
        for path in sorted((ROOT / folder).rglob("test_*.py")):
            if not str(path.relative_to(ROOT)).startswith(DEAR):
                yield path


def _is_known(answer: dict[str, Any] | None, mark: str, asked: set[str]) -> bool:
    """Return whether neither the file of tests nor a module in question that it ran has changed since."""
    if answer is None or answer["hash"] != mark:
        return False
    ran: dict[str, str] = answer["modules"]
    return all(_hash(ROOT / module) == ran[module] for module in asked & ran.keys())


def _traced(files: list[str]) -> dict[str, Any]:
    """Run *files* under the tracing plugin and return what it saw, by file."""
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pytest", "-p", "infra.mutants.trace", "-n", "2", "--dist", "loadfile"]
        environment = os.environ | {OUTPUT: folder}
        subprocess.run([*command, "--no-summary", *files], cwd=ROOT, env=environment, check=False)
        seen: dict[str, Any] = {}
        for path in Path(folder).glob("*.json"):
            seen |= json.loads(path.read_text(encoding="utf-8"))
    return {file: _answer(file, {name: test for name, test in seen.items() if name.startswith(file)}) for file in files}


def _answer(file: str, tests: dict[str, Any]) -> dict[str, Any]:
    ran = {module for test in tests.values() for module in test["lines"]}
    return {
        "hash": _hash(ROOT / file),
        "modules": {module: _hash(ROOT / module) for module in sorted(ran)},
        "tests": tests,
    }


def _read(tests: dict[str, Any]) -> Iterator[TracedTest]:
    for name, test in tests.items():
        lines = {module: frozenset(numbers) for module, numbers in test["lines"].items()}
        yield TracedTest(name=name, seconds=test["seconds"], lines=lines)


def _hash(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest() if path.exists() else ""
