"""What runs in a group of processes, by /proc."""

import time
from contextlib import suppress
from pathlib import Path


def alive_in(group: int) -> list[int]:
    """Return the processes of a group that still run; one that was killed waits only to be counted."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # ended while it was looked at
            state, _, its_group, *_ = path.read_text().rpartition(")")[2].split()
            found += [int(path.parent.name)] if int(its_group) == group and state not in "ZX" else []
    return found


def is_empty_soon(group: int, seconds: float = 3) -> bool:
    """Return whether nothing of a group runs any more, once the kernel had the time to end what was killed."""
    until = time.monotonic() + seconds
    while alive_in(group) and time.monotonic() < until:
        time.sleep(0.02)
    return not alive_in(group)
