"""The two programs that read for a stage: the OCR engine, and the reader of workbooks, which may abort its process.

In a process that may start none, its server starts them: `bounded/` then puts another `Run` into `RUN`.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from asiento.model import Program

READER = Path(__file__).parent / "preprocess" / "workbook_process.py"
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


def run_here(program: Program, command: Sequence[str], data: bytes, seconds: float) -> Ended:
    """Run *program* as a child of this process; whatever ends the wait ends it. Raises as `Run`."""
    if program is Program.WORKBOOK:
        command = [sys.executable, str(READER)]
        # It gets this process's import path and nothing else of it.
        environment = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "RUST_BACKTRACE": "0"}
    else:
        environment = os.environ | ONE_THREAD
    done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False, env=environment)
    return Ended(code=done.returncode, output=done.stdout, errors=done.stderr)


RUN: ContextVar[Run] = ContextVar("RUN", default=run_here)
