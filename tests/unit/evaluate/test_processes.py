"""Processes with limits. `timeit` is a module of Python's own that runs any statement."""

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from asiento.evaluate.processes import Bounds, Finished, Stop, run_modules


def run(*statements: str, **limits: Any) -> list[tuple[str, Finished]]:
    """Run each statement in a process of its own, all at a time."""
    jobs = [(str(number), "timeit", ["-n1", "-r1", statement]) for number, statement in enumerate(statements)]
    return list(run_modules(jobs, Bounds(**({"workers": len(jobs), "seconds": 20.0} | limits))))


def test_a_process_tells_what_it_took() -> None:
    """CPU and memory are those of the process and of what it started."""
    busy = "sum(range(10**7)); held = [bytes(2**20) + b'1' for _ in range(100)]; __import__('time').sleep(0.5)"
    started = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {busy!r}])"
    [(_, itself), (_, child)] = sorted(run(busy, started))

    assert [(finished.stop, finished.status) for finished in (itself, child)] == [(Stop.ENDED, 0)] * 2
    assert min(itself.cpu, child.cpu) > 0.1
    assert min(itself.peak_mb, child.peak_mb) > 100


def test_a_process_that_hangs_is_killed_with_all_it_started(tmp_path: Path) -> None:
    """Nothing of it runs on."""
    mark = tmp_path / "alive"
    program = f"import pathlib, time\nwhile True: pathlib.Path({str(mark)!r}).touch(); time.sleep(0.02)"
    [(_, finished)] = run(f"import subprocess, sys; subprocess.run([sys.executable, '-c', {program!r}])", seconds=2.0)
    assert Stop.TIME is finished.stop
    assert mark.exists()

    mark.unlink()
    time.sleep(0.1)

    assert not mark.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="memory is watched where there is a /proc")
def test_a_process_that_eats_memory_is_killed() -> None:
    """Long before its time is over."""
    [(_, finished)] = run(
        "held = [bytes(2**20) + b'1' for _ in range(300)]; __import__('time').sleep(20)", megabytes=150
    )

    assert Stop.MEMORY is finished.stop
    assert finished.seconds < 10


def test_a_process_is_not_charged_for_the_memory_of_its_parent() -> None:
    """However large the process that started it, only its own counts."""
    held = [bytes(2**20) + b"1" for _ in range(400)]

    [(_, finished)] = run("pass", megabytes=200)

    assert held
    assert finished.stop is Stop.ENDED


def test_a_process_that_dies_leaves_its_last_words() -> None:
    """A crash in a library's C code shows as the signal that ended it, with the Python line that called it."""
    [(_, finished)] = run("import os; os.abort()")

    assert (finished.stop, finished.status) == (Stop.ENDED, -6)
    assert "Fatal Python error: Aborted" in finished.log


def test_no_more_run_at_a_time_than_workers() -> None:
    """The first to end is the first to be told of."""
    naps: Sequence[str] = ("import time; time.sleep(0.6)", "pass", "pass")

    assert [name for name, _ in run(*naps, workers=1)] == ["0", "1", "2"]
    assert [name for name, _ in run(*naps, workers=3)][-1] == "0"
