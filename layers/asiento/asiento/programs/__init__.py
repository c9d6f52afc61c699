"""The two programs that read for a stage: the OCR engine, and the reader of workbooks, which may abort its process.

In a process that may start none, its server starts them: `sandbox/` then puts another `Run` into `RUN`.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from asiento.model import Program

READER = Path(__file__).parents[1] / "preprocess" / "workbook_process.py"
ONE_THREAD = {"OMP_THREAD_LIMIT": "1"}
"""For the OCR engine: more make it slower where others work as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a program ended: *code* is negative for a signal, as in `subprocess`."""

    code: int
    output: bytes
    errors: bytes = b""


Run = Callable[[Program, Sequence[str], bytes, float], Ended]
"""Run a program with a command line (program and options; empty for our own), its input and a limit in seconds.

Raises `subprocess.TimeoutExpired`, `OSError` if it cannot be started.
"""

Execute = Callable[[Sequence[str], Sequence[IO[bytes]], float], int]
"""Run the OCR engine with options, on handles of its three standard streams, for at most some seconds.

Returns its exit code, negative for a signal. Whatever ends the wait ends the engine. Raises as `Run`.
"""

SCRATCH = "asiento-"
"""How the names of scratch folders begin."""


def run_here(program: Program, command: Sequence[str], data: bytes, seconds: float) -> Ended:
    """Run *program* as a child of this process; whatever ends the wait ends it. Raises as `Run`."""
    if program is Program.TESSERACT:
        return _run_engine(command, data, seconds)
    # It gets this process's import path and nothing else of it.
    environment = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "RUST_BACKTRACE": "0"}
    command = [sys.executable, str(READER)]
    done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False, env=environment)
    return Ended(code=done.returncode, output=done.stdout, errors=done.stderr)


def _run_engine(command: Sequence[str], picture: bytes, seconds: float) -> Ended:
    from asiento.programs.engine_call import call  # noqa: PLC0415 (not in readers, which never come here)

    def execute(options: Sequence[str], streams: Sequence[IO[bytes]], seconds: float) -> int:
        given, output, errors = streams
        return subprocess.run(
            [command[0], *options], stdin=given, stdout=output, stderr=errors, timeout=seconds, check=False,
            env=os.environ | ONE_THREAD,
        ).returncode  # fmt: skip

    with TemporaryDirectory(prefix=SCRATCH) as folder:
        return call(picture, command[1:], seconds, Path(folder), execute)


RUN: ContextVar[Run] = ContextVar("RUN", default=run_here)
