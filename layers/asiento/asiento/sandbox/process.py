"""The parent's side: hands an item to a child, and says what the child's death means.

A server, a process without secrets, forks the children; it is started on first use and replaced when it dies.
"""

import os
import pickle
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from tempfile import TemporaryDirectory

from aws_lambda_powertools import Logger

from asiento.errors import AsientoError, DocumentError, TransientError
from asiento.model import Item, Program, Tools
from asiento.pipeline import Job, Stage
from asiento.programs import SCRATCH
from asiento.sandbox.conversation import ChildFailedError, Conversation
from asiento.sandbox.messages import SECCOMP, STATUS, Task
from asiento.sandbox.prctl import has_filters, keep_private
from asiento.sandbox.rights import accepted
from asiento.settings import SettingsError

CRASHES = frozenset(
    {signal.SIGSEGV, signal.SIGBUS, signal.SIGABRT, signal.SIGILL, signal.SIGFPE, signal.SIGSYS, signal.SIGTRAP}
)
"""What only the document can have done. SIGKILL and SIGTERM come from outside: the kernel, an operator."""

PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "TESSDATA_PREFIX", "HOME", "TMPDIR", "LANG", "LC_ALL", "TZ")
"""Of the environment. All else stays here: the address of the database, the credentials, the names of queues."""

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OMP_THREAD_LIMIT")
"""Set to one: a process with threads cannot be forked safely."""


NO_SECCOMP = (
    "The setting IMPORTS_SANDBOX is 'required', but this kernel filters no system calls (seccomp). Run on one that "
    "does, or set it to 'preferred'."
)

logger = Logger(service="asiento")


class ProcessSandbox:
    """Runs stage functions, each item in a child of its own, one at a time.

    Where the kernel cannot filter their system calls that is a warning, or a `SettingsError` if it is *required*.
    """

    def __init__(self, *, required: bool = False) -> None:
        if required and not has_filters():
            raise SettingsError(NO_SECCOMP)
        self.required, self.warned = required, False
        self.server: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def run(self, stage: Stage, item: Item, tools: Tools) -> Item:
        """Return *item* as the function of *stage* changes it. Raises as `make` does."""
        done = accepted(stage, item, self.make(stage.job, item, tools, Item))
        if done is None:
            raise _unreadable()
        return done

    def make[T](self, job: Job, item: Item, tools: Tools, kind: type[T]) -> T:
        """Return the *kind* that the function of *job* makes of *item*.

        Raises what the function raises; `DocumentError`: `unreadable_file` if the document crashes its reader,
        `took_too_long`, `too_much_memory`; `TransientError("reader_unavailable")` if the child was killed or cannot be
        started; `BugError`.
        """
        with _scratch_folder(job) as folder:
            try:
                end = self._handed_over(job, item, tools, kind, folder)
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

    def _handed_over[T](self, job: Job, item: Item, tools: Tools, kind: type[T], folder: str) -> T | Exception:
        control, task = self._started(), _task(job, tools, required=self.required)
        ours, theirs = socket.socketpair()
        with ours, theirs:
            try:
                socket.send_fds(control, [pickle.dumps((task, folder))], [theirs.fileno()])
            except OSError as error:
                raise _unavailable() from error
            theirs.close()
            conversation = Conversation(ours, item, tools, kind)
            try:
                end: T | Exception | None = conversation.result()
            except ChildFailedError:
                end = None
        status = _status(control)
        self._check(conversation.missing)
        return _death(status, job) if end is None else end

    def _check(self, missing: frozenset[str]) -> None:
        """Warn once that the kernel lacks what confines a reader. Raises `SettingsError` if it is required."""
        if SECCOMP in missing and self.required:
            raise SettingsError(NO_SECCOMP)
        if missing and not self.warned:
            self.warned = True
            logger.warning("readers are not fully confined: this kernel lacks what does it", missing=sorted(missing))

    def _started(self) -> socket.socket:
        """Return the socket of the server."""
        if self.server is not None and self.server.poll() is None and self._control is not None:
            return self._control
        self.stop()
        keep_private()
        self._control, theirs = socket.socketpair()
        command = [sys.executable, "-m", "asiento.sandbox.server"]
        with theirs:
            try:
                self.server = subprocess.Popen(
                    command, stdin=theirs.fileno(), env=_environment(), start_new_session=True
                )
            except OSError as error:
                raise _unavailable() from error
        return self._control


@contextmanager
def _scratch_folder(job: Job) -> Iterator[str]:
    """Yield the path of a folder for one child, empty if its *job* has no OCR engine. Raises `TransientError`."""
    if Program.TESSERACT not in job.programs:
        yield ""
        return
    try:
        folder = TemporaryDirectory(prefix=SCRATCH)
    except OSError as error:
        raise _unavailable() from error
    with folder as name:
        yield name


def _task(job: Job, tools: Tools, *, required: bool) -> Task:
    return Task(
        function=job.function,
        warm_up=job.warm_up,
        memory=job.memory,
        cpu=job.cpu,
        limits=tools.limits,
        tesseract=tools.tesseract,
        engines=tools.engines,
        programs=job.programs,
        required=required,
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


def _death(status: int, job: Job) -> AsientoError:
    """Return whose fault it is that a child died without a word."""
    if -status == signal.SIGXCPU:
        return DocumentError("took_too_long.cpu", seconds=job.cpu)
    if status >= 0 or -status in CRASHES:
        return _unreadable()
    return _unavailable()


def _unreadable() -> DocumentError:
    return DocumentError("unreadable_file.crash")


def _unavailable() -> TransientError:
    return TransientError("reader_unavailable.stopped")
