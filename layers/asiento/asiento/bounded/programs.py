"""What a child may have started for it, and cannot start itself: the server's side, and the child's.

The server looks at nothing of a document: it hands over bytes, to a process as confined as the child is.
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
from subprocess import TimeoutExpired
from tempfile import TemporaryFile
from typing import IO

from asiento.bounded.confine import HANDLES, Walls, limit, lower
from asiento.bounded.messages import Channel, Task, tell
from asiento.bounded.prctl import die_with
from asiento.model import Program
from asiento.programs import ONE_THREAD, Ended

OPTION = re.compile(r"[a-z0-9_-]{1,20}")
"""Of the OCR engine: a language, a layout, a format. No path, and no variable, of which it has hundreds."""
MOST_OPTIONS = 8
MOST_OUTPUT = 64 * 2**20
"""Bytes that a program may write."""
MOST_ASKED, MOST_GIVEN = 2**16, 192 * 2**20
"""Bytes of what a child asks for, and of what it gives the program: a picture of 60 million pixels has 180 MB."""
LEAST_PAUSE, MOST_PAUSE = 0.001, 0.02
"""Seconds between two looks at a program that runs."""
WORKBOOK = "asiento.preprocess.workbook_process"
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
        self.walls = {
            program: Walls(self.command if program is Program.TESSERACT else None) for program in task.programs
        }
        if Program.WORKBOOK in task.programs:
            import_module(WORKBOOK)  # once here, not in each child

    def serve(self, channel: Channel) -> None:
        """Start what the child asks for, one at a time, until it is done, gone, or asks what makes no sense."""
        try:
            while True:
                match json.loads(channel.recv_bytes(MOST_ASKED)):
                    case {"program": str(name), "options": [*options], "seconds": int() | float() as seconds} if (
                        name in self.task.programs and len(options) <= MOST_OPTIONS
                    ):
                        if not all(isinstance(option, str) and OPTION.fullmatch(option) for option in options):
                            return
                        self._run(channel, Program(name), options, min(seconds, self.task.cpu))
                    case _:
                        return
        except (EOFError, OSError, ValueError, RecursionError):
            return

    def _run(self, channel: Channel, program: Program, options: Sequence[str], seconds: float) -> None:
        with _scratch() as given, _scratch() as output, _scratch() as errors:
            given.write(channel.recv_bytes(MOST_GIVEN))
            given.seek(0)
            code = _wait(self._start(program, options, (given, output, errors)), seconds, channel)
            tell(channel, {"code": code, "late": code is None})
            if code is not None:
                for stream in (output, errors):
                    stream.seek(0)
                    channel.send_bytes(stream.read())

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
        self.walls[Program.TESSERACT].close({HANDLES})
        arguments, environment = [self.command, *options], os.environ | ONE_THREAD
        os.execve(HANDLES if os.execve in os.supports_fd else self.command, arguments, environment)  # noqa: S606

    def _read_workbook(self) -> None:
        """Be the reader of workbooks: no program, but a process of its own, which a hostile one may abort."""
        limit(memory=import_module(WORKBOOK).MEMORY, cpu=self.task.cpu, output=MOST_OUTPUT * 4)
        self.walls[Program.WORKBOOK].close(())
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


def _scratch() -> IO[bytes]:
    """Return an empty file in memory, or one without a name where the system has no such files (macOS)."""
    return os.fdopen(os.memfd_create("asiento"), "w+b") if sys.platform == "linux" else TemporaryFile()
