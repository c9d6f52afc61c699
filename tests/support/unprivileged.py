"""A Python process as whom: root, if the tests run as root, or a user without any privilege, as in Lambda."""

import os
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from places import ROOT

NOBODY = "65534"
TREES = {
    "python": Path(sys.base_prefix),
    "site": Path(next(path for path in sys.path if path.endswith("site-packages"))),
    "layer": ROOT / "layers" / "asiento",
    "tests": ROOT / "tests" / "support",
}
"""What the process reads, and where it finds it: root's own folders are closed to others."""


def start(script: str, arguments: Sequence[str], environment: dict[str, str], place: Path, **of_process: Any) -> Any:
    """Start *script*, one of the tests', as a user without privileges; *place* is an empty folder open to all.

    Root has the trees bound into *place* for this process alone, and drops what it is. Another user is such a user.
    """
    if os.geteuid():
        return as_we_are(script, arguments, environment, **of_process)
    paths = {name: place / name for name in TREES}
    for path in paths.values():
        path.mkdir()
    python = paths["python"] / "bin" / f"python{sys.version_info.major}.{sys.version_info.minor}"
    command = [
        "setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--bounding-set=-all", "--inh-caps=-all",
        str(python), str(paths["tests"] / script), *arguments,
    ]  # fmt: skip
    binds = [f"mount --bind {shlex.quote(str(TREES[name]))} {shlex.quote(str(path))}" for name, path in paths.items()]
    given = environment | {
        "PYTHONPATH": os.pathsep.join(str(paths[name]) for name in ("layer", "site", "tests")),
        "LD_LIBRARY_PATH": str(paths["python"] / "lib"),
    }
    whole = ["unshare", "--mount", "sh", "-c", " && ".join([*binds, f"exec {shlex.join(command)}"])]
    return subprocess.Popen(whole, env=given, cwd=place, text=True, **of_process)


def as_we_are(script: str, arguments: Sequence[str], environment: dict[str, str], **of_process: Any) -> Any:
    """Start *script*, one of the tests', as the user who runs the tests."""
    given = environment | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, str(ROOT / "tests" / "support" / script), *arguments]
    return subprocess.Popen(command, env=given, text=True, **of_process)
