"""Calls of Linux by which a process restricts itself (prctl(2), capset(2)). Elsewhere these functions do nothing."""

import ctypes
import errno
import os
import signal
import sys
from functools import cache

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 1, 4, 22, 38
SECCOMP_MODE_FILTER = 2
CAPABILITY_VERSION = 0x20080522
"""`_LINUX_CAPABILITY_VERSION_3` of linux/capability.h: two sets of three words."""


@cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux" and _libc().prctl(option, value, 0, 0, 0):
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))


def keep_private() -> None:
    """Let no process without privileges look into this one's environment, memory or handles, not even of its user."""
    _prctl(PR_SET_DUMPABLE, 0)


def die_with(parent: int) -> None:
    """Have the kernel kill this process when the thread that forked it ends, or now if *parent* is gone already."""
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def give_up_privileges() -> None:
    """Drop all capabilities, which root has, and never get them or any other right back by starting a program."""
    _prctl(PR_SET_NO_NEW_PRIVS, 1)
    if sys.platform == "linux":
        header, none = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0), (ctypes.c_uint32 * 6)()
        if _libc().capset(header, none):
            error = ctypes.get_errno()
            raise OSError(error, os.strerror(error))


def has_filters() -> bool:
    """Return whether the kernel filters system calls: it then looks for the filter, and finds that there is none."""
    if sys.platform != "linux":
        return False
    _libc().prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, None, 0, 0)
    return ctypes.get_errno() == errno.EFAULT
