"""A real clamd of our own with a small set of test signatures, on loopback TCP. Protects nobody from real malware."""

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

from infra.local.config import StackError

SBIN = "/usr/sbin:/usr/local/sbin:/opt/homebrew/sbin"
"""Where clamd lies when the PATH of a plain user does not show it."""

START_SECONDS = 30

TEST_PATTERNS = {
    # In halves, so that no virus scanner takes this file for the real thing.
    "Eicar-Test-Signature": ("$EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!$H+H*"),
    "Eicar-Test-Unwanted": ("EICAR-POTENTIALLY-UNWANTED-", "OBJECT-TEST!$*M*L"),
    "Gtube-Test-Spam": ("XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-", "STANDARD-ANTI-UBE-TEST-EMAIL*C.34X"),
    "Gtphish-Test-Phishing": ("XJS*C4JDBQADN1.NSBN3*2IDNEN*GTPHISH-", "STANDARD-ANTI-PHISH-TEST-EMAIL*C.34X"),
}
"""The patterns that scanners agree to find: eicar.org, spamassassin.apache.org/gtube."""

CONFIG = """\
Foreground yes
TCPSocket {port}
TCPAddr 127.0.0.1
DatabaseDirectory {directory}/signatures
TemporaryDirectory {directory}/tmp
LogFile {directory}/clamd.log
LogFileMaxSize 10M
LogTime yes
PidFile {directory}/clamd.pid
StreamMaxLength 64M
MaxFileSize 64M
MaxScanSize 256M
MaxThreads 4
SelfCheck 0
"""


class ClamavError(StackError):
    """clamd could not be started; the message says why."""


def binary() -> str | None:
    """Return the path of clamd, or None if ClamAV is not installed."""
    return shutil.which("clamd", path=f"{os.environ.get('PATH', '')}{os.pathsep}{SBIN}")


def start(directory: Path, port: int) -> subprocess.Popen[bytes]:
    """Start clamd on 127.0.0.1:*port* and return it once it answers. Settings, signatures and log go to *directory*.

    Raises `ClamavError` if it is not installed, ends early, or does not answer within `START_SECONDS`.
    """
    program = binary()
    if program is None:
        raise ClamavError("clamd is not installed. Install ClamAV (`apt-get install clamav-daemon`).")
    config = _prepare(directory.resolve(), port)
    process = subprocess.Popen(
        [program, f"--config-file={config}"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    _wait(process, port, config.with_name("clamd.log"))
    return process


def _prepare(directory: Path, port: int) -> Path:
    """Write the settings and the signatures, and return the path of the settings."""
    for folder in ("signatures", "tmp"):
        (directory / folder).mkdir(parents=True, exist_ok=True)
    (directory / "signatures" / "tests.ndb").write_text(signatures())
    config = directory / "clamd.conf"
    config.write_text(CONFIG.format(port=port, directory=directory))
    return config


def signatures() -> str:
    """Return the test patterns in ClamAV's extended format: name, any type of file, any place, the bytes in hex."""
    return "".join(f"{name}:0:*:{''.join(halves).encode().hex()}\n" for name, halves in TEST_PATTERNS.items())


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if _answers(port):
            return
        time.sleep(0.05)
    tail = log.read_text(errors="replace")[-600:] if log.exists() else ""
    if process.poll() is None:
        process.kill()
        process.wait()
    raise ClamavError(f"clamd did not start on port {port}. Its log ends in: {tail.strip() or 'nothing'}")


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as connection:
            connection.sendall(b"nPING\n")
            return connection.recv(16) == b"PONG\n"
    except OSError:
        return False
