"""Outcomes of earlier runs, a JSON line each, so that a run that was stopped goes on where it was.

An outcome is found again only for the same bytes, the same country of the tenant, the same limits and the same source
of the pipeline; how it compares with the truth is never kept.
"""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

import asiento
from asiento.codec import from_plain, to_plain
from asiento.evaluate.manifest import Truth
from asiento.evaluate.outcome import End, Outcome
from asiento.evaluate.processes import Bounds

READING = frozenset({"document.py", "fields.py", "home.py", "outcome.py"})
"""Modules of the evaluation that an outcome depends on; the others only judge it."""


class Cache:
    """The outcomes in a file of JSON lines; without a file nothing is kept."""

    def __init__(self, path: Path | None, bounds: Bounds, *, fresh: bool = False) -> None:
        self.path = path
        self.salt = f"{source_fingerprint()} {bounds.seconds} {bounds.megabytes}"
        known = dict(_lines(path)) if path and not fresh else {}
        # Those of an older source are dropped, so that the file does not grow for ever.
        self.known = {key: plain for key, plain in known.items() if plain["source"] == self.salt}
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("".join(map(_line, self.known.items())), encoding="utf-8")

    def find(self, truth: Truth) -> Outcome | None:
        """Return the outcome of the file of *truth*, if it is known."""
        plain = self.known.get(self._key(truth)) if self.known else None
        return from_plain(Outcome, plain["outcome"]) if plain else None

    def keep(self, truth: Truth, outcome: Outcome) -> None:
        """Add the *outcome* of the file of *truth*, unless the world was at fault, which may have passed."""
        if self.path and outcome.reading.end is not End.TRANSIENT_ERROR:
            with self.path.open("a", encoding="utf-8") as lines:
                lines.write(_line((self._key(truth), {"source": self.salt, "outcome": to_plain(outcome)})))

    def _key(self, truth: Truth) -> str:
        return sha256(f"{truth.file.name} {truth.country} {self.salt}".encode() + truth.file.read_bytes()).hexdigest()


def _line(entry: tuple[str, Mapping[str, object]]) -> str:
    return json.dumps({"key": entry[0], **entry[1]}) + "\n"


def _lines(path: Path) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Yield key and content of each whole line: the last one may be cut off."""
    if not path.exists():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            entry = json.loads(line)
        except json.JSONDecodeError:
            continue
        yield entry.pop("key"), entry


def source_fingerprint() -> str:
    """Return a checksum of every file of the package that can change an outcome."""
    root, package = Path(asiento.__file__).parent, Path(__file__).parent
    digest = sha256()
    for path in sorted(root.rglob("*")):
        judges = path.parent == package and path.name not in READING
        if path.is_file() and path.suffix != ".pyc" and not judges:
            digest.update(f"{path.relative_to(root)}\0".encode() + path.read_bytes())
    return digest.hexdigest()
