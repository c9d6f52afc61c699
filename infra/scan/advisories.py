"""Known vulnerabilities of all that is locked: by pip-audit, or from a clone of PyPA's advisories where no service is.

https://github.com/pypa/advisory-database holds what pip-audit asks PyPI for, a YAML file (OSV) each.
"""

import json
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from packaging.version import Version

from infra.local.config import ROOT
from infra.scan.locks import LOCKS, Pin, read_pins
from infra.scan.report import Report

TAKE = "Take a version that mends it (`make lock` after raising it in pyproject.toml)."
NO_SERVICE = (
    "NOT SCANNED: no advisory service answered. Scan where there is a network, or with a clone: "
    "git clone https://github.com/pypa/advisory-database; make scan ADVISORIES=advisory-database"
)
SECONDS = 300


def check_advisories(tools: Path, clone: Path | None) -> Report:
    """Ask the service, or look into *clone* if there is one. Nothing known and nobody to ask is no finding."""
    pins = sorted({(pin.name, pin.version): pin for lock in LOCKS for pin in read_pins(lock)}.items())
    locked = [pin for _, pin in pins if pin.version]
    if clone is not None:
        return in_clone(clone, locked)
    return read_audit(_ask(tools, locked))


def in_clone(clone: Path, locked: Sequence[Pin]) -> Report:
    """Look up each of *locked* in a clone of PyPA's advisories."""
    known = [(pin, entry) for pin in locked for entry in _entries(clone / "vulns" / pin.name)]
    found = [f"{pin.name} {pin.version}: {entry['id']}. {TAKE}" for pin, entry in known if is_affected(pin, entry)]
    summary = f"{len(locked)} packages held against {len(known)} advisories of {clone}, {len(found)} apply."
    return Report(name="advisories", summary=summary, findings=tuple(found))


def _entries(folder: Path) -> Iterator[Mapping[str, Any]]:
    for path in sorted(folder.glob("*.yaml")):
        yield yaml.safe_load(path.read_text(encoding="utf-8"))


def is_affected(pin: Pin, entry: Mapping[str, Any]) -> bool:
    """Return whether the advisory *entry* (OSV) names the version of *pin*, in a list or in a range."""
    if "withdrawn" in entry:
        return False
    return any(
        pin.version in affected.get("versions", ())
        or any(_within(pin, each["events"]) for each in affected.get("ranges", ()) if each["type"] == "ECOSYSTEM")
        for affected in entry.get("affected", ())
        if affected["package"]["name"].lower().replace("_", "-") == pin.name
    )


def _within(pin: Pin, events: Iterable[Mapping[str, str]]) -> bool:
    """Follow the events in their order: the last that is not after our version decides."""
    ours, inside = Version(pin.version), False
    for event in events:
        (kind, at), *_ = event.items()
        if kind == "introduced":
            inside = inside or at == "0" or ours >= Version(at)
        elif kind == "fixed":
            inside = inside and ours < Version(at)
        elif kind == "last_affected":
            inside = inside and ours <= Version(at)
    return inside


def _ask(tools: Path, locked: Sequence[Pin]) -> Mapping[str, Any] | None:
    """Return pip-audit's answer about *locked*, None if it got none itself."""
    asked = ROOT / "var" / "scan" / "locked.txt"
    asked.write_text("".join(f"{pin.name}=={pin.version}\n" for pin in locked), encoding="utf-8")
    command = [str(tools / "bin" / "pip-audit"), "--requirement", str(asked), "--no-deps", "--disable-pip"]
    options = ["--format", "json", "--progress-spinner", "off", "--timeout", "10"]
    try:
        finished = subprocess.run([*command, *options], capture_output=True, text=True, check=False, timeout=SECONDS)
        answer: Mapping[str, Any] = json.loads(finished.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return None
    return answer


def read_audit(answer: Mapping[str, Any] | None) -> Report:
    """Return what pip-audit says. What it could not look up it *skips*: if that is all, nobody answered."""
    packages = answer["dependencies"] if answer else []
    asked = [package for package in packages if "vulns" in package]
    if not asked:
        return Report(name="advisories", summary=NO_SERVICE)
    found = [
        f"{package['name']} {package['version']}: {known['id']}. {TAKE}"
        for package in asked
        for known in package["vulns"]
    ]
    summary = f"{len(asked)} of {len(packages)} packages looked up by pip-audit, {len(found)} advisories apply."
    return Report(name="advisories", summary=summary, findings=tuple(found))
