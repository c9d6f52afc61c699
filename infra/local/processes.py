"""Background processes by their id: each in a group of its own, ended only if it still is the one we started."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from infra.local.config import PORTS, StackError

GRACE = 10.0
"""Seconds between asking a process to end and forcing it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """A process that we started: its id and its command line, by which it is known again."""

    pid: int
    command: str


def command_of(pid: int) -> str | None:
    """Return the command line of the running process *pid*, or None if there is none (or only its remains)."""
    try:
        line = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except OSError:
        if Path("/proc/self").exists():
            return None
        listed = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)
        line = listed.stdout.strip()
    return line or None


def is_running(process: Process) -> bool:
    """Return whether *process* still runs; its number may have gone to another program since."""
    return command_of(process.pid) == process.command


def launch(command: Sequence[str], *, log: Path, environment: Mapping[str, str], cwd: Path) -> Process:
    """Start *command* in the background, apart from this terminal, with its output in *log*."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        started = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=environment,
            cwd=cwd,
            start_new_session=True,
        )
    return known(started)


def known(started: "subprocess.Popen[bytes]") -> Process:
    """Return the record of a process that outlives this one."""
    # For an instant after its start a process has no command line yet.
    wait_until(lambda: command_of(started.pid) is not None, 1.0)
    process = Process(pid=started.pid, command=command_of(started.pid) or "")
    # It is nobody's to wait for: `make up` ends while it goes on.
    started.returncode = 0
    return process


def stop(process: Process) -> None:
    """End *process* and the group it leads, if it still is the one we started."""
    if not is_running(process):
        return
    _signal(process, signal.SIGTERM)
    if not wait_until(lambda: not is_running(process), GRACE):
        _signal(process, signal.SIGKILL)
        wait_until(lambda: not is_running(process), GRACE)


def _signal(process: Process, number: signal.Signals) -> None:
    try:
        if os.getpgid(process.pid) == process.pid:
            os.killpg(process.pid, number)
        else:
            os.kill(process.pid, number)
    except ProcessLookupError:
        return


def discard(folder: Path) -> None:
    """Take *folder* out of the way at once and remove it in the background: each worker leaves thousands of files."""
    if folder.exists():
        old = folder.rename(folder.with_name(f"{folder.name}-{time.time_ns()}"))
        subprocess.Popen(["rm", "-rf", str(old)], start_new_session=True).returncode = 0


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """Return whether *condition* came true within *seconds*."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def check_port(name: str, port: int, what: str) -> None:
    """Raise `StackError` if *port*, the setting *name* of a `StackConfig`, is taken on this machine."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise StackError(
                f"Port {port}, which {what} needs, is taken by another program. Stop that program, or choose another "
                f"port, for example: {PORTS[name]}={port + 1} make up"
            ) from error


def tail(log: Path, lines: int = 15) -> str:
    """Return the last *lines* of *log*, to show beside an error."""
    if not log.exists():
        return ""
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
