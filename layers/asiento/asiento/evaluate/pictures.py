"""What people see of a file beside its misses: its first page as a picture in the page itself, or its first lines."""

from base64 import b64encode
from collections.abc import Iterable
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from asiento.evaluate.processes import Bounds, run_modules

MODULE = "asiento.evaluate.picture"

TEXT = 1_500
"""Bytes shown of a file of text."""

MOSTLY = 0.95
"""The share of printable characters from which on bytes are shown as text."""


def pictures(files: Iterable[Path], bounds: Bounds) -> dict[Path, str]:
    """Return each of *files* as HTML: an image, its first lines, or a word that nothing can be shown."""
    paths = {str(position): path for position, path in enumerate(files)}
    with TemporaryDirectory(prefix="asiento-") as made:
        folder = Path(made)
        jobs = [(name, MODULE, (str(path), str(folder / name))) for name, path in paths.items() if path.is_file()]
        for _ in run_modules(jobs, bounds):
            pass  # what could not be drawn left no picture
        return {path: _shown(path, folder / name) for name, path in paths.items()}


def _shown(file: Path, drawn: Path) -> str:
    if drawn.is_file():
        data = b64encode(drawn.read_bytes()).decode()
        return f'<img alt="first page" loading="lazy" src="data:image/jpeg;base64,{data}">'
    text = _first_lines(file)
    return f"<pre>{escape(text)}</pre>" if text else "<p>No picture can be drawn of this file.</p>"


def _first_lines(file: Path) -> str:
    """Return the start of *file* if it is text, empty if it is not or not there."""
    if not file.is_file():
        return ""
    with file.open("rb") as opened:
        text = opened.read(TEXT).decode("utf-8", "replace")
    readable = sum(character.isprintable() or character.isspace() for character in text)
    return text if readable >= MOSTLY * len(text) else ""
