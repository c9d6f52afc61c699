"""Run as a process of its own: loads stage functions once, and forks a child for each item.

Each child begins as clean as the server is, so no document meets what another left behind, and gives up what it does
not need before it meets its own. The server has no secret in its environment, reads no document, and ends when its
parent does.
"""

import gc
import os
import pickle
import socket
import sys
import traceback
import warnings
from collections.abc import Callable
from functools import cache
from importlib import import_module
from multiprocessing.connection import Connection, Pipe
from types import TracebackType
from typing import Any

from asiento.causes import cause_of
from asiento.codec import prepare, to_json, to_plain
from asiento.codes import Said
from asiento.codes.said import said
from asiento.errors import DocumentError, TransientError
from asiento.model import Item, Tools
from asiento.programs import RUN
from asiento.reading import Reading, Table
from asiento.sandbox.confine import Confinement, limit, silence_output
from asiento.sandbox.messages import SECCOMP, STATUS, Channel, Task, proxy_tools, tell
from asiento.sandbox.prctl import die_with, keep_private
from asiento.sandbox.programs import Programs, run_by_server

MOST_TASK = 2**16

Confine = Callable[[], tuple[str, ...]]
"""Gives up what a child does not need, and returns what the kernel cannot hold it to."""


def main() -> None:
    """Serve the parent, whose socket is our standard input, as long as it lives."""
    # The OCR engine leaves a thread behind. A child does without it; should one hang, the stage's time ends it.
    warnings.filterwarnings("ignore", message=".*multi-threaded, use of fork", category=DeprecationWarning)
    keep_private()
    die_with(os.getppid())
    with socket.socket(fileno=os.dup(0)) as control:
        prepare(Item, Reading, Table, Said)
        while True:
            data, handles, _, _ = socket.recv_fds(control, MOST_TASK, 1)
            if not data:
                return
            task, folder = pickle.loads(data)  # noqa: S301 (from our own parent)
            status = _run(task, folder, handles[0], control)
            control.sendall(STATUS.pack(status))


def _run(task: Task, folder: str, handle: int, control: socket.socket) -> int:
    """Do *task* in a child with a scratch *folder*, which talks to our parent over *handle*; return how it ended."""
    channel: Channel = Connection(handle)
    ours, theirs = Pipe()
    tools = proxy_tools(task, channel)
    if task.warm_up:
        _warm_up(task.warm_up, tools)
    function, confinement, programs = _function(task.function), _confinement(), _programs(task)
    gc.freeze()  # a child that collects garbage copies no memory of ours
    server, child = os.getpid(), os.fork()
    if not child:
        die_with(server)
        control.close()
        ours.close()
        RUN.set(run_by_server(theirs))
        _work(task, function, tools, channel, lambda: confinement.apply({channel.fileno(), theirs.fileno()}))
        os._exit(0)
    channel.close()
    theirs.close()
    with ours:
        programs.serve(ours, folder)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


@cache
def _confinement() -> Confinement:
    return Confinement()


@cache
def _programs(task: Task) -> Programs:
    return Programs(task)


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


def _work(task: Task, function: Callable[..., Any], tools: Tools, channel: Channel, confine: Confine) -> None:
    """Run the stage function on the item that the parent sends, and tell the parent what became of it."""

    def report(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        try:
            tell(channel, {"bug": [cause_of(error), "".join(traceback.format_exception(error))]})
        finally:
            # Also when our parent is gone: an orderly end would wait for threads that a fork leaves behind.
            os._exit(1)

    sys.excepthook = report  # a bug ends this process, and is reported on the way
    silence_output()
    item: Item = channel.recv()
    limit(memory=task.memory * 2**20, cpu=task.cpu)
    missing = confine()
    if missing:
        tell(channel, {"unconfined": missing})
    if SECCOMP in missing and task.required:
        return
    try:
        done = function(item, tools)
    except DocumentError as error:
        tell(channel, {"document_error": to_plain(error.said)})
    except TransientError as error:
        tell(channel, {"transient_error": to_plain(error.said)})
    except RecursionError:
        tell(channel, {"document_error": to_plain(said("unreadable_file.nested"))})
    except MemoryError:
        tell(channel, {"too_much_memory": task.memory})
    else:
        tell(channel, {"done": task.function}, to_json(done))


if __name__ == "__main__":
    main()
