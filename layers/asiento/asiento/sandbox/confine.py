"""Confinement of a child before it sees a document. Prepared once by the server, which forks the children."""

import os
import resource
from collections.abc import Iterable
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import seccompy
from landlockpy import LandlockError

from asiento.sandbox.calls import allowed_calls, own_signals
from asiento.sandbox.messages import LANDLOCK, SECCOMP
from asiento.sandbox.prctl import give_up_privileges
from asiento.sandbox.readable import readable_files

GRACE = 5
"""CPU seconds between the signal that ends a child (SIGXCPU) and the one that nobody can catch."""

THREADS = 64
"""Beyond all that run on this machine: that limit counts what a user has, not a process. Root it does not bind."""

HANDLES = 64
"""That a program may have. The next number is that of the program itself, until it is started: see `Confinement`."""


class Confinement:
    """The files and system calls that a child keeps. It may become *program* (a path), if one is given.

    It may do that only from the handle `HANDLES`, which is closed by it. Handles are limited to lower numbers, so no
    other file can ever have that one: the program starts no other.
    """

    def __init__(self, program: str | None = None) -> None:
        self.files = readable_files(program)
        # Here, not in each child: the library looks for libc by other programs, and the filter takes a while to write.
        self.calls = allowed_calls(None if program is None else HANDLES) if seccompy.supported() else None

    def apply(self, handles: Iterable[int]) -> tuple[str, ...]:
        """Keep *handles*, standard streams, and the files and calls that are needed, for good.

        Returns the parts of the kernel (`PARTS`) that are missing.
        """
        give_up_privileges()
        files = self._restrict_files()
        _close_all_but(handles)
        enforced = {LANDLOCK: files, SECCOMP: self._filter_calls()}
        return tuple(part for part, is_enforced in enforced.items() if not is_enforced)

    def _restrict_files(self) -> bool:
        if self.files is None:
            return False
        with suppress(LandlockError):
            self.files.restrict()
        return self.files.enforced

    def _filter_calls(self) -> bool:
        if self.calls is None:
            return False
        with suppress(seccompy.SeccompError):
            own_signals().load()
            self.calls.load()
        return self.calls.loaded


def _close_all_but(handles: Iterable[int]) -> None:
    for low, high in pairwise(sorted({2, *handles, os.sysconf("SC_OPEN_MAX")})):
        os.closerange(low + 1, high)


def limit(*, memory: int, cpu: int, output: int = 0) -> None:
    """Limit this process: *memory* in bytes beyond what it has, *cpu* in seconds, bytes that it may write to a file."""
    lower(resource.RLIMIT_CORE, 0)
    lower(resource.RLIMIT_FSIZE, output)
    lower(resource.RLIMIT_CPU, cpu, cpu + GRACE)
    with suppress(OSError):  # macOS
        tasks = Path("/proc/loadavg").read_text(encoding="ascii").split()[3].partition("/")[2]
        lower(resource.RLIMIT_NPROC, int(tasks) + THREADS)
    taken = _address_space()
    if taken is not None:
        lower(resource.RLIMIT_AS, taken + memory)


def lower(kind: int, soft: int, hard: int | None = None) -> None:
    """Set a limit of this process, or leave the one that it was given where that is lower: nobody may raise it."""
    wanted, (_, most) = (soft, soft if hard is None else hard), resource.getrlimit(kind)
    resource.setrlimit(kind, wanted if most == resource.RLIM_INFINITY else (min(wanted[0], most), min(wanted[1], most)))


def _address_space() -> int | None:
    """Return the bytes of address space that this process has; None where the system does not say (macOS)."""
    with suppress(OSError):
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    return None


def silence_output() -> None:
    """Keep what libraries print about a document out of the logs."""
    with Path(os.devnull).open("r+b") as nowhere:
        for stream in (0, 1, 2):
            os.dup2(nowhere.fileno(), stream)
