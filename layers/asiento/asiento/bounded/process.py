"""The parent's side: hands an item to a child, and says what the child's death means.

A server, a process without secrets, forks the children; it is started on first use and replaced when it dies.
"""

import os
import pickle
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace

from asiento.bounded.conversation import Conversation, LostError
from asiento.bounded.messages import Task
from asiento.bounded.server import STATUS
from asiento.errors import AsientoError, DocumentError, TransientError
from asiento.model import Item, Tools
from asiento.pipeline import Stage

CRASHES = frozenset(
    {signal.SIGSEGV, signal.SIGBUS, signal.SIGABRT, signal.SIGILL, signal.SIGFPE, signal.SIGSYS, signal.SIGTRAP}
)
"""What only the document can have done. SIGKILL and SIGTERM come from outside: the kernel, an operator."""

PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "TESSDATA_PREFIX", "HOME", "TMPDIR", "LANG", "LC_ALL", "TZ")
"""Of the environment. All else stays here: the address of the database, the credentials, the names of queues."""

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OMP_THREAD_LIMIT")
"""Set to one: a process with threads cannot be forked safely."""


class BoundedProcess:
    """Runs stage functions, each item in a child of its own, one at a time."""

    def __init__(self) -> None:
        self.server: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def run(self, stage: Stage, item: Item, tools: Tools) -> Item:
        """Return *item* as the function of *stage* changes it. Raises as `make` does."""
        made = self.make(stage, item, tools, Item)
        # Who it is and whose is not a child's to say; which its file is, the conversation says.
        return replace(made, id=item.id, tenant=item.tenant, batch_id=item.batch_id)

    def make[T](self, stage: Stage, item: Item, tools: Tools, kind: type[T]) -> T:
        """Return the *kind* that the function of *stage* makes of *item*.

        Raises what the function raises; `DocumentError`: `unreadable_file` if the document crashes its reader,
        `took_too_long`, `too_much_memory`; `TransientError("reader_unavailable")` if the child was killed or cannot be
        started; `BugError`.
        """
        try:
            end = self._handed_over(stage, item, tools, kind)
        except BaseException:  # also when the stage's time is over: whatever runs there must not go on
            self.stop()
            raise
        if isinstance(end, Exception):
            raise end
        return end

    def stop(self) -> None:
        """End the server, its child and what that started."""
        server, self.server = self.server, None
        if self._control is not None:
            self._control.close()
        if server is not None:
            with suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGKILL)
            server.wait()

    def _handed_over[T](self, stage: Stage, item: Item, tools: Tools, kind: type[T]) -> T | Exception:
        control = self._started()
        ours, theirs = socket.socketpair()
        with ours, theirs:
            try:
                socket.send_fds(control, [pickle.dumps(_task(stage, tools))], [theirs.fileno()])
            except OSError as error:
                raise _unavailable() from error
            theirs.close()
            try:
                end: T | Exception | None = Conversation(ours, item, tools, kind).held()
            except LostError:
                end = None
        status = _status(control)
        return _death(status, stage) if end is None else end

    def _started(self) -> socket.socket:
        """Return the socket of the server."""
        if self.server is not None and self.server.poll() is None and self._control is not None:
            return self._control
        self.stop()
        self._control, theirs = socket.socketpair()
        command = [sys.executable, "-m", "asiento.bounded.server"]
        with theirs:
            try:
                self.server = subprocess.Popen(
                    command, stdin=theirs.fileno(), env=_environment(), start_new_session=True
                )
            except OSError as error:
                raise _unavailable() from error
        return self._control


def _task(stage: Stage, tools: Tools) -> Task:
    return Task(
        function=stage.function,
        warm_up=stage.warm_up,
        memory=stage.reader_memory,
        cpu=stage.cpu_limit,
        limits=tools.limits,
        tesseract=tools.tesseract,
        engines=tools.engines,
    )


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    paths = os.pathsep.join(filter(None, sys.path))
    return kept | dict.fromkeys(THREADS, "1") | {"PYTHONPATH": paths}


def _status(control: socket.socket) -> int:
    """Return how the child ended. Raises `TransientError` if the server is gone."""
    try:
        data = control.recv(STATUS.size)
    except OSError as error:
        raise _unavailable() from error
    if len(data) < STATUS.size:
        raise _unavailable()
    status: int = STATUS.unpack(data)[0]
    return status


def _death(status: int, stage: Stage) -> AsientoError:
    """Return whose fault it is that a child died without a word."""
    if -status == signal.SIGXCPU:
        return DocumentError(
            "took_too_long",
            f"Reading this took more than {stage.cpu_limit} seconds of computing. Split the document, or send it in "
            "another format.",
        )
    if status >= 0 or -status in CRASHES:
        return DocumentError(
            "unreadable_file",
            "The file brings down the program that reads it. Print it to a new PDF, or send a photo of it.",
        )
    return _unavailable()


def _unavailable() -> TransientError:
    return TransientError("reader_unavailable", "The program that reads files was stopped. The file is tried again.")
