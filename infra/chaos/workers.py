"""The functions' processes, found by the connections that they hold. Reads /proc, so it needs Linux."""

import os
import resource
import signal
from collections.abc import Iterator
from pathlib import Path

PROC = Path("/proc")
TABLES = (PROC / "net" / "tcp", PROC / "net" / "tcp6")
INODE = 9
"""Column of a socket's inode in /proc/net/tcp (Linux, Documentation/networking/proc_net_tcp.rst)."""


def can_be_found() -> bool:
    """Return whether this user sees whose a connection is: workers that read files show their handles to root only."""
    return (PROC / "net" / "tcp").exists() and not os.geteuid()


def worker_at(port: int, proxy_port: int, scratch: Path) -> int | None:
    """Return the id of the worker whose connection goes from *port* to *proxy_port*, None if it is gone.

    Only processes that MiniStack started from *scratch* count: nothing else can be struck.
    """
    wanted = {f"socket:[{inode}]" for inode in _inodes(port, proxy_port)}
    return next((pid for pid in _workers(scratch) if wanted & set(_open_files(pid))), None)


def kill(pid: int) -> bool:
    """End a worker at once, as a crash would; return whether it was still there."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def fill_disk(pid: int) -> bool:
    """Let a worker, and what it starts, write to no file any more; return whether it was still there."""
    try:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, 0))
    except ProcessLookupError:
        return False
    return True


def _inodes(port: int, proxy_port: int) -> Iterator[str]:
    for table in TABLES:
        for line in table.read_text().splitlines()[1:] if table.exists() else ():
            columns = line.split()
            ends = [int(columns[index].rpartition(":")[2], 16) for index in (1, 2)]
            if ends == [port, proxy_port]:
                yield columns[INODE]


def _workers(scratch: Path) -> Iterator[int]:
    for process in PROC.iterdir():
        if process.name.isdigit():
            try:
                command = (process / "cmdline").read_bytes().decode(errors="replace")
            except OSError:
                continue
            if f"{scratch}/ministack-lambda-" in command:
                yield int(process.name)


def _open_files(pid: int) -> Iterator[str]:
    try:
        files = list((PROC / str(pid) / "fd").iterdir())
    except OSError:
        return
    for file in files:
        try:
            yield str(file.readlink())
        except OSError:
            continue
