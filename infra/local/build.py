"""Builds `template.yaml` with `sam build`, once per state of its sources. Knows nothing of where it is deployed."""

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from infra.local.config import ROOT, StackError

SOURCES = ("template.yaml", "functions", "layers", "requirements.lock")
BUILT = Path(".aws-sam") / "build"


def files_below(path: Path) -> Iterator[Path]:
    """Yield every source file of *path*, itself a file or a folder, in a fixed order."""
    if path.is_file():
        yield path
        return
    for entry in sorted(path.iterdir()) if path.is_dir() else ():
        if entry.name != "__pycache__" and entry.suffix != ".egg-info":
            yield from files_below(entry)


def fingerprint(root: Path = ROOT) -> str:
    """Return a hash over the names and contents of all that goes into the build."""
    digest = hashlib.sha256()
    for source in SOURCES:
        for path in files_below(root / source):
            digest.update(f"{path.relative_to(root)}\0{path.stat().st_size}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def build(say: Callable[[str], None], root: Path = ROOT) -> str:
    """Build what is not built yet and return the fingerprint of its sources. Raises `StackError`.

    Two at once, `make run` and the tests, say, wait for each other.
    """
    folder = root / ".aws-sam"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return _build(say, root, folder / "fingerprint")


def _build(say: Callable[[str], None], root: Path, stamp: Path) -> str:
    wanted = fingerprint(root)
    if stamp.exists() and stamp.read_text() == wanted and (root / BUILT / "template.yaml").exists():
        return wanted
    say("building template.yaml with SAM")
    stamp.unlink(missing_ok=True)
    _sam_build(root)
    _compile(root / BUILT)
    stamp.write_text(wanted)
    return wanted


def _sam_build(root: Path) -> None:
    tools = Path(sys.executable).parent
    # SAM looks for a real Python of the functions' version; ours has pip, which it calls.
    environment = {**os.environ, "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}", "SAM_CLI_TELEMETRY": "0"}
    finished = subprocess.run(
        [str(tools / "sam"), "build", "--cached", "--parallel"],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if finished.returncode != 0:
        raise StackError(f"`sam build` failed. Mend what it names and run this again:\n{finished.stderr[-3000:]}")


def _compile(folder: Path) -> None:
    """Compile all modules ahead: a function that compiles its libraries at its start needs seconds more."""
    options = ["-q", "-j", "0", "--invalidation-mode", "unchecked-hash"]
    # A library may carry a file that is no valid Python; it fails where it is imported, if ever.
    subprocess.run([sys.executable, "-m", "compileall", *options, str(folder)], capture_output=True, check=False)
