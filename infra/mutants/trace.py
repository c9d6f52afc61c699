"""A plugin of pytest: which test runs which lines. The lines of forked children count as well.

Each line has a byte in memory that processes share. The interpreter reports a line once a test.
"""

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from mmap import mmap
from pathlib import Path
from time import perf_counter
from types import CodeType
from typing import Any

import pytest

from infra.local.config import ROOT
from infra.mutants.places import held_sources

OUTPUT = "ASIENTO_TRACE"
"""The variable that names the folder for what was seen."""

TOOL = 3
"""A number that Python leaves to whoever wants one."""


@dataclass(slots=True)
class _Seen:
    """The lines of all modules in one row of bytes."""

    first: dict[str, int] = field(default_factory=dict)
    names: list[tuple[str, int, int]] = field(default_factory=list)
    size: int = 0

    def add(self, path: Path) -> None:
        lines = path.read_text(encoding="utf-8").count("\n") + 2
        self.first[str(path)] = self.size
        self.names.append((str(path.relative_to(ROOT)), self.size, lines))
        self.size += lines

    def read(self, marks: bytes) -> dict[str, list[int]]:
        """Return the lines that are marked, by module."""
        parts = ((name, marks[first : first + lines]) for name, first, lines in self.names)
        return {name: [line for line, mark in enumerate(part) if mark] for name, part in parts if any(part)}


class Trace:
    """Marks the lines that run, and keeps them for each test that passed."""

    def __init__(self) -> None:
        self.seen = _Seen()
        for path in held_sources():
            self.seen.add(path)
        self.marks = mmap(-1, self.seen.size)
        self.tests: dict[str, dict[str, Any]] = {}
        self.passed = False

    def line(self, code: CodeType, line: int) -> object:
        """Mark *line* of *code*; the interpreter calls it."""
        first = self.seen.first.get(code.co_filename)
        if first is not None:
            self.marks[first + line] = 1
        return sys.monitoring.DISABLE

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[Any]:
        """Keep what *item* runs, its fixtures included."""
        self.marks[:] = bytes(self.seen.size)
        self.passed = False
        sys.monitoring.restart_events()
        began = perf_counter()
        result = yield
        if self.passed:
            seconds = round(perf_counter() - began, 3)
            self.tests[item.nodeid] = {"seconds": seconds, "lines": self.seen.read(self.marks[:])}
        return result

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note whether the test itself passed."""
        if report.when == "call":
            self.passed = report.passed

    def pytest_sessionfinish(self) -> None:
        """Write it."""
        sys.monitoring.set_events(TOOL, sys.monitoring.events.NO_EVENTS)
        if self.tests:
            output = Path(os.environ[OUTPUT]) / f"{os.getpid()}.json"
            output.write_text(json.dumps(self.tests), encoding="utf-8")


def pytest_configure(config: pytest.Config) -> None:
    """Begin to watch."""
    trace = Trace()
    monitoring = sys.monitoring
    monitoring.use_tool_id(TOOL, "mutants")
    monitoring.register_callback(TOOL, monitoring.events.LINE, trace.line)
    monitoring.set_events(TOOL, monitoring.events.LINE)
    config.pluginmanager.register(trace)
