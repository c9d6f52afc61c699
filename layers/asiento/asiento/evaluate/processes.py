"""Commands in processes of their own, some at a time, each killed past a limit of time or memory.

Memory is what lies in RAM (resident set) of a process and everything it started, added up and polled: a limit of
address space (RLIMIT_AS) would stop onnxruntime and PDFium, which reserve far more than they use. Where there is no
`/proc` (macOS) a process is not killed for its memory, only told of when it ended.
"""

import os
import resource
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

POLL = 0.02
"""Seconds between two looks at the running processes."""

LOG_BYTES = 4_000
"""Kept of what a process wrote to its standard error: its end, where the traceback stands."""

MEGABYTE = 2**20

RSS_UNITS = MEGABYTE if sys.platform == "darwin" else 1_024
"""In one megabyte, of the largest resident set that the system counts for a process that ended."""


class Stop(StrEnum):
    """Why a process ended: by itself, or killed past a limit."""

    ENDED = "ended"
    TIME = "time"
    MEMORY = "memory"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How many processes at a time, and what each may take: seconds of the clock, megabytes of RAM."""

    workers: int = 1
    seconds: float = 60.0
    megabytes: float = 1_500.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """How a process ended: its exit *status* (negative: the signal that ended it) and what it took.

    *cpu* in seconds, user and system; it and *peak_mb* include what the process started.
    """

    stop: Stop
    status: int
    seconds: float
    cpu: float
    peak_mb: float
    log: str


@dataclass(slots=True, kw_only=True)
class _Running:
    """A process that was started, with the most memory it was seen to hold."""

    name: str
    process: subprocess.Popen[bytes]
    log: IO[bytes]
    started: float = field(default_factory=time.monotonic)
    peak_mb: float = 0.0
    cpu: float = 0.0
    stop: Stop = Stop.ENDED


def run_modules(jobs: Iterable[tuple[str, str, Sequence[str]]], bounds: Bounds) -> Iterator[tuple[str, Finished]]:
    """Run each job, (its name, a Python module, arguments), and yield its name and how it finished, the first first.

    Leaving the iterator early kills what still runs.
    """
    waiting, running = deque(jobs), list[_Running]()
    try:
        while waiting or running:
            while waiting and len(running) < bounds.workers:
                running.append(_start(*waiting.popleft()))
            time.sleep(POLL)
            for one in [one for one in running if _is_over(one, bounds)]:
                running.remove(one)
                yield one.name, _finished(one, bounds)
    finally:
        for one in running:
            _finished(one, bounds)


def _start(name: str, module: str, arguments: Sequence[str]) -> _Running:
    """Start a process in a session of its own, so that it can be killed with all that it started."""
    log = TemporaryFile()  # noqa: SIM115 (closed when the process is over)
    command = [sys.executable, "-X", "faulthandler", "-m", module, *arguments]
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=log, start_new_session=True
    )
    return _Running(name=name, process=process, log=log)


def _is_over(one: _Running, bounds: Bounds) -> bool:
    """Return whether the process ended, after killing it if it is past a limit."""
    if _has_ended(one, os.WNOHANG):
        return True
    one.peak_mb = max(one.peak_mb, memory_of(one.process.pid))
    if time.monotonic() - one.started > bounds.seconds:
        one.stop = Stop.TIME
    if one.peak_mb > bounds.megabytes:
        one.stop = Stop.MEMORY
    return one.stop is not Stop.ENDED


def _has_ended(one: _Running, options: int = 0) -> bool:
    """Wait for the process, and note what it took if it ended."""
    pid, status, used = os.wait4(one.process.pid, options)
    if pid:
        one.process.returncode = os.waitstatus_to_exitcode(status)
        one.cpu = used.ru_utime + used.ru_stime
        # A child begins its count with the memory of the process that forked it: less than ours says nothing.
        if used.ru_maxrss > resource.getrusage(resource.RUSAGE_SELF).ru_maxrss:
            one.peak_mb = max(one.peak_mb, used.ru_maxrss / RSS_UNITS)
    return bool(pid)


def _kill(one: _Running) -> None:
    try:
        os.killpg(one.process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return  # it ended by itself


def _finished(one: _Running, bounds: Bounds) -> Finished:
    """Return how the process finished, after ending it and what it left behind."""
    _kill(one)
    if one.process.returncode is None:
        _has_ended(one)
    if one.peak_mb > bounds.megabytes:
        one.stop = Stop.MEMORY  # between two looks
    return Finished(
        stop=one.stop,
        status=one.process.returncode,
        seconds=time.monotonic() - one.started,
        cpu=one.cpu,
        peak_mb=one.peak_mb,
        log=_tail(one.log),
    )


def _tail(log: IO[bytes]) -> str:
    with log:
        log.seek(max(0, log.seek(0, os.SEEK_END) - LOG_BYTES))
        return log.read().decode("utf-8", "replace")


def memory_of(pid: int) -> float:
    """Return the megabytes of RAM that process *pid* and its descendants hold now; 0 where that cannot be known."""
    waiting, total = [pid], 0
    while waiting:
        folder = Path("/proc") / str(waiting.pop())
        try:
            total += int((folder / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
            waiting += [
                int(child) for task in (folder / "task").iterdir() for child in (task / "children").read_text().split()
            ]
        except (OSError, IndexError):
            continue  # it ended while it was looked at
    return total / MEGABYTE
