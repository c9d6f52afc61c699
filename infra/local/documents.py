"""Which documents a run imports: the files of the paths given, and rows from JSON files. Knows nothing of the API."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.local.config import StackError


@dataclass(frozen=True, slots=True, kw_only=True)
class Documents:
    """What to import: files to upload, and rows by the path of the JSON file that they stand in."""

    files: Sequence[Path]
    rows: Mapping[str, Sequence[Mapping[str, Any]]]


def gather(paths: Iterable[Path], without: frozenset[str] = frozenset()) -> Documents:
    """Return the documents of *paths*, files or folders, hidden ones and the names of *without* left out.

    A `.json` file that is a list of objects is rows; any other file is uploaded as it is. Raises `StackError`.
    """
    found = [file for path in paths for file in _files(path) if file.name not in without]
    if not found:
        raise StackError("There is nothing to import. Name files or folders with documents: make run DOCS=path/to/them")
    rows = {file: table for file in found if (table := read_rows(file))}
    return Documents(files=[file for file in found if file not in rows], rows={str(file): rows[file] for file in rows})


def _files(path: Path) -> Iterator[Path]:
    if not path.exists():
        raise StackError(f"There is no file or folder '{path}'. Check DOCS.")
    if path.is_file():
        yield path
        return
    for file in sorted(path.rglob("*")):
        if file.is_file() and not any(part.startswith(".") for part in file.relative_to(path).parts):
            yield file


def read_rows(file: Path) -> list[dict[str, Any]] | None:
    """Return the rows of a JSON file, or None if it holds something else."""
    if file.suffix.lower() != ".json":
        return None
    try:
        content = json.loads(file.read_bytes())
    except ValueError:
        return None
    if isinstance(content, list) and content and all(isinstance(row, dict) for row in content):
        return content
    return None
