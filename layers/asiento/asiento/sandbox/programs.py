"""Programs that the server starts for a child, which cannot start any: the server's side, and the child's.

The server looks at nothing of a document: it hands over bytes, to a process as confined as the child is. Those of the
OCR engine lie in the child's scratch folder, which the parent makes and removes.
"""

import json
import os
import re
import resource
import shutil
import signal
import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from subprocess import TimeoutExpired
from tempfile import TemporaryFile
from typing import IO

from asiento.model import Program
from asiento.programs import ONE_THREAD, Ended, Execute
from asiento.sandbox.confine import HANDLES, Confinement, limit, lower
from asiento.sandbox.messages import Channel, Task, tell
from asiento.sandbox.prctl import die_with

OPTION = re.compile(r"[a-z0-9_-]{1,20}")
"""Of the OCR engine: a language, a layout, a format. No path, and no variable, of which it has hundreds."""
MOST_OPTIONS = 8
MOST_OUTPUT = 64 * 2**20
"""Bytes that a program may write."""
MOST_ASKED = 2**16
"""Bytes of what a child asks for."""
MOST_GIVEN = 192 * 2**20
"""Bytes of what it gives the program: a picture of 60 million pixels has 180 MB."""
LEAST_PAUSE, MOST_PAUSE = 0.001, 0.02
"""Seconds between two looks at a program that runs."""
ENGINE, WORKBOOK = "asiento.programs.engine_call", "asiento.preprocess.workbook_process"
NEVER = 126
"""The exit code of a program that could not be started, as shells have it."""


def run_by_server(channel: Channel) -> Callable[[Program, Sequence[str], bytes, float], Ended]:
    """Return the `Run` of a child, whose server is at the other end of *channel*."""

    def run(program: Program, command: Sequence[str], data: bytes, seconds: float) -> Ended:
        try:
            tell(channel, {"program": program, "options": list(command[1:]), "seconds": seconds}, data)
            answer = json.loads(channel.recv_bytes())
            if answer["late"]:
                raise TimeoutExpired(program, seconds)
            output, errors = channel.recv_bytes(), channel.recv_bytes()
        except EOFError as error:
            raise ConnectionResetError("The server hung up.") from error
        if answer["code"] == NEVER:
            raise FileNotFoundError(program)
        return Ended(code=answer["code"], output=output, errors=errors)

    return run


class Programs:
    """Those of a task. Made by the server before it forks the child."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.command = shutil.which(task.tesseract) if Program.TESSERACT in task.programs else None
        self.confinements = {
            program: Confinement(self.command if program is Program.TESSERACT else None) for program in task.programs
        }
        for program, module in ((Program.TESSERACT, ENGINE), (Program.WORKBOOK, WORKBOOK)):
            if program in task.programs:
                import_module(module)  # once here, not in each child

    def serve(self, channel: Channel, folder: str) -> None:
        """Start what the child asks for, one at a time, until it is done, gone, or asks what makes no sense.

        *folder* is its scratch folder, for the OCR engine.
        """
        try:
            while True:
                match json.loads(channel.recv_bytes(MOST_ASKED)):
                    case {"program": str(name), "options": [*options], "seconds": int() | float() as seconds} if (
                        name in self.task.programs and len(options) <= MOST_OPTIONS and seconds > 0
                    ):
                        if not all(isinstance(option, str) and OPTION.fullmatch(option) for option in options):
                            return
                        self._run(channel, Program(name), options, min(seconds, self.task.cpu), folder)
                    case _:
                        return
        except (EOFError, OSError, ValueError, RecursionError):
            return

    def _run(self, channel: Channel, program: Program, options: Sequence[str], seconds: float, folder: str) -> None:
        def execute(options: Sequence[str], streams: Sequence[IO[bytes]], seconds: float) -> int:
            code = _wait(self._start(program, options, streams), seconds, channel)
            if code is None:
                raise TimeoutExpired(program, seconds)
            return code

        data = channel.recv_bytes(MOST_GIVEN)
        try:
            if program is Program.TESSERACT:
                done: Ended = import_module(ENGINE).call(data, options, seconds, Path(folder), execute)
            else:
                done = _in_memory(data, options, seconds, execute)
        except TimeoutExpired:
            tell(channel, {"code": None, "late": True})
            return
        tell(channel, {"code": done.code, "late": False}, done.output)
        channel.send_bytes(done.errors)

    def _start(self, program: Program, options: Sequence[str], streams: Sequence[IO[bytes]]) -> int:
        server = os.getpid()
        child = os.fork()
        if child:
            return child
        try:
            die_with(server)
            for number, stream in enumerate(streams):
                os.dup2(stream.fileno(), number)
            if program is Program.TESSERACT:
                self._become(options)
            else:
                self._read_workbook()
        except OSError:
            os._exit(NEVER)
        finally:
            os._exit(1)

    def _become(self, options: Sequence[str]) -> None:
        """Become the OCR engine."""
        limit(memory=self.task.memory * 2**20, cpu=self.task.cpu, output=MOST_OUTPUT)
        if self.command is None:
            raise FileNotFoundError
        program = os.open(self.command, os.O_RDONLY | os.O_CLOEXEC)
        os.dup2(program, HANDLES, inheritable=False)
        lower(resource.RLIMIT_NOFILE, HANDLES)
        self.confinements[Program.TESSERACT].apply({HANDLES})
        arguments, environment = [self.command, *options], os.environ | ONE_THREAD
        os.execve(HANDLES if os.execve in os.supports_fd else self.command, arguments, environment)  # noqa: S606

    def _read_workbook(self) -> None:
        """Be the reader of workbooks: no program, but a process of its own, which a hostile one may abort."""
        limit(memory=import_module(WORKBOOK).MEMORY, cpu=self.task.cpu, output=MOST_OUTPUT * 4)
        self.confinements[Program.WORKBOOK].apply(())
        try:
            with open(0, "rb") as given, open(1, "w", encoding="utf-8") as output:
                import_module(WORKBOOK).answer(given, output)
        except SystemExit as end:
            os._exit(int(end.code or 0))
        os._exit(0)


def _wait(child: int, seconds: float, channel: Channel) -> int | None:
    """Return how *child* ended; None if it was ended after *seconds*, or since nobody waits for it any more."""
    until, pause = time.monotonic() + seconds, LEAST_PAUSE
    while True:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        # A child that has asked says nothing until it is answered: what can be heard is its end.
        if channel.poll(pause) or time.monotonic() > until:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return None
        pause = min(2 * pause, MOST_PAUSE)


def _in_memory(data: bytes, options: Sequence[str], seconds: float, execute: Execute) -> Ended:
    """Return how a program ends whose input and output lie in memory. Raises as `Execute`."""
    with _memory() as given, _memory() as output, _memory() as errors:
        given.write(data)
        given.seek(0)
        code = execute(options, (given, output, errors), seconds)
        output.seek(0)
        errors.seek(0)
        return Ended(code=code, output=output.read(), errors=errors.read())


def _memory() -> IO[bytes]:
    """Return an empty file in memory, or one without a name where the system has no such files (macOS)."""
    return os.fdopen(os.memfd_create("asiento"), "w+b") if sys.platform == "linux" else TemporaryFile()
