"""The system calls that a child may make: what it takes to compute on bytes that it has. All others fail with EPERM.

A list of what is allowed, so that what a later kernel adds is refused. No call on it opens a socket, starts or traces a
process, changes a file, a group or a limit, or reaches another process. Threads of its own it may start: the decoder of
HEIC does.
"""

import errno
import fcntl
import os

from seccompy import Action, ArgCmp, CmpOp, Filter
from seccompy.syscalls import syscall_nr

ALLOWED = """
    brk mmap mremap munmap mprotect madvise
    read readv pread64 preadv write writev lseek close close_range dup dup2 dup3 fadvise64
    stat lstat fstat newfstatat statx access faccessat faccessat2 readlink readlinkat getdents getdents64 getcwd
    clock_gettime clock_getres clock_nanosleep nanosleep gettimeofday time times
    getpid getppid gettid getuid geteuid getgid getegid getpgrp getrusage getrlimit uname sysinfo getcpu getrandom
    sched_yield sched_getaffinity futex poll ppoll select pselect6 restart_syscall
    rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack
    arch_prctl set_tid_address set_robust_list rseq exit exit_group
""".split()  # noqa: SIM905 (a hundred words are read best as words)

ONLY_X86 = frozenset(
    {"dup2", "stat", "lstat", "access", "readlink", "getdents", "time", "getpgrp", "poll", "select", "arch_prctl"}
)
"""Old calls that arm64 never had."""

CHANGES = os.O_ACCMODE | os.O_CREAT | os.O_TRUNC
"""Flags of `open` of which a child may set none: it opens files to read them."""

FCNTL = (fcntl.F_DUPFD, fcntl.F_GETFD, fcntl.F_SETFD, fcntl.F_GETFL, fcntl.F_SETFL, fcntl.F_DUPFD_CLOEXEC)
"""Not among them: whom a handle sends signals (`F_SETOWN`)."""

IOCTL = (0x5401, 0x5450, 0x5451)
"""Is it a terminal (`TCGETS`), and close at exec (`FIONCLEX`, `FIOCLEX`; asm-generic/ioctls.h)."""

THREAD = 0x3D0F00
"""The flags with which a C library makes a thread by `clone`: all is shared with a thread, so it ends with its process.

`CLONE_VM | FS | FILES | SIGHAND | THREAD | SYSVSEM | SETTLS | PARENT_SETTID | CHILD_CLEARTID` (linux/sched.h).
"""

AT_EMPTY_PATH = 0x1000
WORD = 0xFFFFFFFF
"""Of what arguments are that the kernel takes as 32 bits."""


def allowed_calls(program: int | None = None) -> Filter:
    """Return the filter of a child. One that is to become a program may do so from the handle *program*, no other."""
    calls = Filter(default=Action.ERRNO | errno.EPERM)
    for name in ALLOWED:
        if name not in ONLY_X86 or _is_x86():
            calls.allow(name)
    if _is_x86():
        calls.allow("open", args=[_word(1, 0, CHANGES)])
    calls.allow("openat", args=[_word(2, 0, CHANGES)])
    for command in FCNTL:
        calls.allow("fcntl", args=[_word(1, command)])
    for request in IOCTL:
        calls.allow("ioctl", args=[_word(1, request)])
    calls.allow("prlimit64", args={2: 0})  # look, not change
    calls.allow("clone", args=[_word(0, THREAD)])
    calls.errno("clone3", errno.ENOSYS)  # its flags lie in memory, where a filter sees nothing: libc then takes `clone`
    for name in ("kill", "tgkill"):  # see `own_signals`
        calls.allow(name)
    if program is not None:
        calls.allow("execveat", args=[_word(0, program), _word(4, AT_EMPTY_PATH)])
    calls.program  # noqa: B018 (written now, for all that load it)
    return calls


def own_signals() -> Filter:
    """Return a second filter, which lets this process signal itself, as `abort` does, and nobody else."""
    calls = Filter(default=Action.ALLOW)
    for name in ("kill", "tgkill"):
        calls.allow(name, args=[_word(0, os.getpid())])
        calls.errno(name, errno.EPERM)
    return calls


def _word(index: int, value: int, mask: int = WORD) -> ArgCmp:
    return ArgCmp(index, CmpOp.MASKED_EQ, value, mask)


def _is_x86() -> bool:
    try:
        return syscall_nr("open") >= 0
    except ValueError:
        return False
