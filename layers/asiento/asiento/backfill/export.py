"""The export of an older system: JSON Lines, one of its items a line. Knows nothing of the database or the store.

    {"tenant_id": "…", "batch_id": "…", "id": "…", "status": "pending", "name": "…", "row": {…}}
    {"tenant_id": "…", "batch_id": "…", "id": "…", "status": "pending", "name": "…", "file": "2024/03/receipt.jpg"}

Ids are UUIDs and stay what they are, so that a second run makes nothing twice. `row` is what was sent as JSON, `file`
a path below the folder of the old system's files. Whatever else a line says is passed over.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from asiento.strict_json import JsonError, read_json

PENDING = "pending"
MAX_LINE = 5 * 10**6
"""Characters: what one request with a single row may have."""


class UnusableError(Exception):
    """A line or its file cannot be taken over; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OldItem:
    """An item of the older system, with *row* or *file*."""

    tenant_id: UUID
    batch_id: UUID
    id: UUID
    name: str
    row: Mapping[str, Any] | None
    file: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the export: its number from 1, and the item or why there is none. Neither: it is not pending."""

    number: int
    item: OldItem | None = None
    problem: str = ""


def read_export(lines: Iterable[str], folder: Path) -> Iterator[Line]:
    """Yield each line that says something; files are looked for below *folder*."""
    for number, text in enumerate(lines, 1):
        if not text.strip():
            continue
        try:
            yield Line(number=number, item=_item(text, folder))
        except UnusableError as error:
            yield Line(number=number, problem=str(error))


def _item(text: str, folder: Path) -> OldItem | None:
    said = _object(text)
    if said.get("status", PENDING) != PENDING:
        return None
    row, file = said.get("row"), said.get("file")
    if (row is None) == (file is None):
        raise UnusableError("it needs either a row or a file")
    if row is not None and not (isinstance(row, dict) and row):
        raise UnusableError("its row is no JSON object with values")
    path = None if file is None else _below(folder, file)
    return OldItem(
        tenant_id=_uuid(said, "tenant_id"),
        batch_id=_uuid(said, "batch_id"),
        id=_uuid(said, "id"),
        name=str(said.get("name") or (path.name if path else "row"))[:200],
        row=row,
        file=path,
    )


def _object(text: str) -> dict[str, Any]:
    if len(text) > MAX_LINE:
        raise UnusableError("it is longer than five million characters")
    try:
        said = read_json(text)
    except JsonError as error:
        raise UnusableError(f"{error.field}: {error.message}" if error.field else error.message) from error
    if not isinstance(said, dict):
        raise UnusableError("it is no JSON object")
    return said


def _uuid(said: Mapping[str, Any], name: str) -> UUID:
    try:
        return UUID(said[name])
    except (KeyError, ValueError, AttributeError, TypeError) as error:
        raise UnusableError(f"its {name} is no UUID") from error


def _below(folder: Path, file: Any) -> Path:
    """Return where *file* lies. A path that leads out of *folder* is refused: the export is only text."""
    try:
        path = (folder / str(file)).resolve()
        found = path.is_relative_to(folder.resolve()) and path.is_file()
    except (OSError, ValueError) as error:
        raise UnusableError("its file has no usable path") from error
    if not found:
        raise UnusableError("its file is not in the folder")
    return path
