"""The pins of lock files: what is installed, in which version, known by which hashes."""

import re
from dataclasses import dataclass
from pathlib import Path

from infra.local.config import ROOT

LAYERS = tuple(ROOT / "layers" / name / "requirements.txt" for name in ("asiento", "documents", "rapidocr"))
"""What is deployed to AWS."""

LOCKS = (
    ROOT / "requirements.lock",
    *LAYERS,
    ROOT / "infra" / "local" / "ministack.lock",
    ROOT / "infra/scan/tools.lock",
)
ENTRY = re.compile(r"(?m)^(?P<name>[a-z0-9][a-z0-9._-]*)(?P<rest>.*)")
VERSION = re.compile(r"==([^\s;\\]+)")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A package of a lock file; *version* is empty and *hashes* 0 where the lock does not say."""

    name: str
    version: str
    hashes: int


def read_pins(lock: Path) -> tuple[Pin, ...]:
    """Return every package that *lock* names, in its order."""
    return tuple(_pin(entry) for entry in ENTRY.finditer(_joined(lock)))


def _joined(lock: Path) -> str:
    """Return the text of *lock* with the hashes on the line of their package."""
    return lock.read_text(encoding="utf-8").replace("\\\n", " ")


def _pin(entry: re.Match[str]) -> Pin:
    version = VERSION.match(entry["rest"])
    return Pin(name=entry["name"], version=version[1] if version else "", hashes=len(HASH.findall(entry["rest"])))
