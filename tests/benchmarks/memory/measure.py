"""The memory of a process and of all that it started, as Lambda counts it. Reads Linux's /proc."""

import subprocess
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

EVERY = 0.02
"""Seconds between two looks."""
MB = 2**20


@dataclass(slots=True)
class Peak:
    """MB: of the whole tree, what is shared counted once; of the first process; of the largest of the others."""

    tree: float = 0
    parent: float = 0
    child: float = 0


def measured(command: Sequence[str]) -> tuple[Peak, str, int]:
    """Run *command*; return its peak, what it wrote and how it ended."""
    peak = Peak()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        ended = threading.Event()
        watcher = threading.Thread(target=_watch, args=(process.pid, peak, ended))
        watcher.start()
        output, _ = process.communicate()
        ended.set()
        watcher.join()
    return peak, output, process.returncode


def _watch(pid: int, peak: Peak, ended: threading.Event) -> None:
    while not ended.is_set():
        sizes = {each: _proportional(each) for each in _tree(pid)}
        peak.tree = max(peak.tree, sum(sizes.values()))
        peak.parent = max(peak.parent, sizes.pop(pid, 0))
        peak.child = max([peak.child, *sizes.values()])
        time.sleep(EVERY)


def _tree(pid: int) -> list[int]:
    """Return *pid* and the processes below it."""
    parents: dict[int, int] = {}
    for place in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, ValueError):
            parents[int(place.parent.name)] = int(place.read_text().rpartition(")")[2].split()[1])
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


def _proportional(pid: int) -> float:
    """Return the MB of a process; of pages that several have, its share."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024 / MB
    return 0
