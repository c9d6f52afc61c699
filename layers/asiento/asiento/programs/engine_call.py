"""Tesseract, called through pytesseract, which hands picture and answer over as files in a scratch folder.

For the process that starts the engine. No reader imports this: pytesseract imports numpy where that is installed.
"""

import errno
import os
import shlex
import shutil
from collections.abc import Sequence
from contextvars import ContextVar
from pathlib import Path
from subprocess import PIPE, TimeoutExpired
from tempfile import TemporaryFile
from types import SimpleNamespace

from pytesseract import TesseractError, pytesseract

from asiento.programs import Ended, Execute

LEAST_FREE = 64 * 2**20
"""Bytes that must be free beside the picture: on a full disk the engine cuts its answer and reports success."""

MOST_ERRORS = 2**16
"""Bytes that are read of what the engine says about its errors."""

_EXECUTE: ContextVar[Execute] = ContextVar("_EXECUTE")


def call(
    picture: bytes,
    options: Sequence[str],
    seconds: float,
    folder: Path,
    execute: Execute,
    *,
    least_free: int = LEAST_FREE,
) -> Ended:
    """Return how *execute* ends the engine on *picture*, a file that it can read, with *options* of its command line.

    *folder* is empty, and empty again afterwards; *seconds* are more than 0. Of success there are no errors, of failure
    no output. Raises as `Execute`, and `OSError` unless the disk has *least_free* bytes.
    """
    given, answer = folder / "picture", folder / "answer"
    asked = _EXECUTE.set(execute)
    try:
        with answer.open("x+b") as output:
            given.write_bytes(picture)
            _check_free_space(folder, least_free)
            pytesseract.run_tesseract(str(given), str(answer), "", None, shlex.join(options), timeout=seconds)
            return Ended(code=0, output=output.read())
    except TesseractError as error:
        return Ended(code=error.status, output=b"", errors=error.message.encode())
    except RuntimeError as error:  # its word for a limit of time
        raise TimeoutExpired("tesseract", seconds) from error
    finally:
        _EXECUTE.reset(asked)
        for left in (given, answer):
            left.unlink(missing_ok=True)


def _check_free_space(folder: Path, least_free: int) -> None:
    if shutil.disk_usage(folder).free < least_free:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class _Engine:
    """What pytesseract takes for the engine's process, which runs while it is waited for.

    It gets handles of the files, which lose their names before it starts. So it needs no right to any folder, and
    nothing of a document stays on the disk, whoever is killed.
    """

    def __init__(self, command: Sequence[str], **_of_process: object) -> None:
        _, picture, answer, *self.options = command
        self.stdin, self.stdout = Path(picture).open("rb"), Path(answer).open("wb")  # noqa: SIM115 (pytesseract closes)
        self.stderr = TemporaryFile(dir=Path(answer).parent)  # noqa: SIM115 (likewise)
        self.returncode = 0
        Path(picture).unlink()
        Path(answer).unlink()

    def communicate(self, timeout: float) -> tuple[bytes, bytes]:
        """Run the engine; return no output, which is in its file, and what it says about its errors. Raises as it."""
        streams = (self.stdin, self.stdout, self.stderr)
        self.returncode = _EXECUTE.get()(self.options, streams, timeout)
        self.stderr.seek(0)
        return b"", self.stderr.read(MOST_ERRORS).decode(errors="replace").encode()

    def terminate(self) -> None:
        """Do nothing, as `wait` and `kill`: whoever waited in vain has ended the engine."""

    def wait(self, _seconds: float) -> None:
        """Do nothing."""

    kill = terminate


# It has no argument for who starts the engine, and by itself it would start one that nothing confines.
pytesseract.subprocess = SimpleNamespace(Popen=_Engine, PIPE=PIPE, TimeoutExpired=TimeoutExpired)
