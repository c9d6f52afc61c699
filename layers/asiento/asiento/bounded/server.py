"""Run as a process of its own: loads stage functions once, and forks a child for each item.

Each child begins as clean as the server is, so no document meets what another left behind. The server has no secret in
its environment, reads no document, and ends when its parent does.
"""

import gc
import os
import pickle
import resource
import socket
import struct
import sys
import traceback
import warnings
from collections.abc import Callable
from functools import cache
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Any

from asiento.bounded.messages import Task, asked_tools, tell
from asiento.causes import cause_of
from asiento.codec import prepare, to_json
from asiento.errors import DocumentError, TransientError
from asiento.model import Item, Tools
from asiento.reading import Reading, Table

STATUS = struct.Struct("!i")
"""How a child ended, as `os.waitstatus_to_exitcode` says it."""

MOST_TASK = 2**16
TOO_DEEP = "The file is nested too deep to be read. Save it anew with another program, and upload that."
GRACE = 5
"""CPU seconds between the signal that ends a child (SIGXCPU) and the one that nobody can catch."""


def main() -> None:
    """Serve the parent, whose socket is our standard input, as long as it lives."""
    # The OCR engine leaves a thread behind. A child does without it; should one hang, the stage's time ends it.
    warnings.filterwarnings("ignore", message=".*multi-threaded, use of fork", category=DeprecationWarning)
    with socket.socket(fileno=os.dup(0)) as control:
        prepare(Item, Reading, Table)
        while True:
            data, handles, _, _ = socket.recv_fds(control, MOST_TASK, 1)
            if not data:
                return
            status = _run(pickle.loads(data), handles[0], control)  # noqa: S301 (from our own parent)
            control.sendall(STATUS.pack(status))


def _run(task: Task, handle: int, control: socket.socket) -> int:
    """Do *task* in a child that talks to our parent over *handle*; return how it ended."""
    channel: Connection[Any, Any] = Connection(handle)
    tools = asked_tools(task, channel)
    if task.warm_up:
        _warm_up(task.warm_up, tools)
    function = _function(task.function)
    gc.freeze()  # a child that collects garbage copies no memory of ours
    child = os.fork()
    if not child:
        control.close()
        _work(task, function, tools, channel)
        os._exit(0)
    channel.close()
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


@cache
def _function(name: str) -> Callable[..., Any]:
    module, attribute = name.split(":")
    function: Callable[..., Any] = getattr(import_module(module), attribute)
    return function


_warm: set[str] = set()


def _warm_up(name: str, tools: Tools) -> None:
    if name not in _warm:
        _function(name)(tools)
        _warm.add(name)


def _work(task: Task, function: Callable[..., Any], tools: Tools, channel: "Connection[Any, Any]") -> None:
    """Run the stage function on the item that the parent sends, and tell the parent what became of it."""

    def report(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        try:
            tell(channel, {"bug": [cause_of(error), "".join(traceback.format_exception(error))]})
        finally:
            # Also when our parent is gone: an orderly end would wait for threads that a fork leaves behind.
            os._exit(1)

    sys.excepthook = report  # a bug ends this process, and is reported on the way
    _be_quiet()
    item: Item = channel.recv()
    _bind(task)
    try:
        done = function(item, tools)
    except DocumentError as error:
        tell(channel, {"document_error": [error.code, error.message]})
    except TransientError as error:
        tell(channel, {"transient_error": [error.code, error.message]})
    except RecursionError:
        tell(channel, {"document_error": ["unreadable_file", TOO_DEEP]})
    except MemoryError:
        tell(channel, {"too_much_memory": task.memory})
    else:
        tell(channel, {"done": task.function}, to_json(done))


def _be_quiet() -> None:
    """Keep what libraries print about a document out of the logs."""
    with Path(os.devnull).open("r+b") as nowhere:
        for stream in (0, 1, 2):
            os.dup2(nowhere.fileno(), stream)


def _bind(task: Task) -> None:
    """Limit this process, and each that it starts, in memory, CPU time and files (none)."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (task.cpu, task.cpu + GRACE))
    taken = _address_space()
    if taken is not None:
        most = taken + task.memory * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _address_space() -> int | None:
    """Return the bytes of address space that this process has; None where the system does not say (macOS)."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    except OSError:
        return None


if __name__ == "__main__":
    main()
