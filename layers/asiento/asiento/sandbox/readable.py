"""The files that a child may read, where the kernel can hold it to that (Landlock, Linux 5.13): programs, no data."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from landlockpy import AccessFS, LandlockError, Ruleset, Scope

SYSTEM = (
    "/usr",
    "/lib",
    "/lib64",
    "/opt",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/dev/null",
    "/dev/urandom",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/sys/devices/system/cpu",
)
"""Libraries, fonts and models; in Lambda the layers; and what the processor can do."""

LOOK = AccessFS.READ_FILE | AccessFS.READ_DIR


def readable_files(program: str | None = None) -> Ruleset | None:
    """Return the rules of a child: it looks, at code only, and reaches no port; None where the kernel has none.

    One that is to become *program* may also execute what it may look at.
    """
    try:
        rules = Ruleset(scoped=Scope.ABSTRACT_UNIX_SOCKET | Scope.SIGNAL)
    except LandlockError:
        return None
    for path in _code() if program is None else (*_code(), program):
        # A directory lets all below be read; a file has no entries that could be listed.
        access = LOOK if Path(path).is_dir() else AccessFS.READ_FILE
        if Path(path).exists():
            rules.allow_path(path, access if program is None else access | AccessFS.EXECUTE)
    return rules


def _code() -> Iterator[str]:
    yield from SYSTEM
    yield from (sys.prefix, sys.base_prefix)
    yield from filter(None, sys.path)
    for name in ("TESSDATA_PREFIX", "LD_LIBRARY_PATH"):
        yield from filter(None, os.environ.get(name, "").split(os.pathsep))
