"""The rows of a file as children, each and all together within bounds. Knows no file format."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from typing import Any

from asiento.errors import DocumentError
from asiento.model import Child
from asiento.reading.writing import Writing
from asiento.tables.row_size import MAX_COLUMNS, MAX_ROW, RowTooLongError, TooManyColumnsError, written_row

MAX_FAMILY = 16 * 2**20
"""Characters of all rows of a file as JSON, where each repeats the titles of its columns: some eight times that is in
memory when they are saved. 5,000 rows of 3,300 characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRow:
    """A row that becomes a child, by its *name* and how its table writes, but while it *waits* for a person.

    *position*: its place in the file, which is the same however the file is read.
    """

    position: int
    name: str
    row: Mapping[str, Any]
    writing: Writing
    waits: bool = False


def row_children(
    rows: Iterable[NewRow], most: int, file: str | None = None, *, most_characters: int = MAX_FAMILY
) -> tuple[Child, ...]:
    """Return a child for each of *rows* that does not wait; *file* is the SHA-256 of theirs.

    Raises `DocumentError`: `too_many_rows` for more than *most*, `row_too_large`, `file_too_large` for all together.
    """
    children, size, rest = list[Child](), 0, iter(rows)
    for new in islice(rest, most):
        size += len(new.name) + _size(new.name, new.row)
        if size > most_characters:
            raise DocumentError("file_too_large.titles", most=most_characters)
        if not new.waits:
            children.append(_child(new, file))
    more = sum(1 for _ in rest)
    if more:
        raise DocumentError("too_many_rows.file", rows=most + more, most=most)
    return tuple(children)


def _child(new: NewRow, file: str | None) -> Child:
    digest = sha256(f"{file} {new.position}".encode()).hexdigest() if file else None
    return Child(position=new.position, name=new.name, row=new.row, writing=new.writing, sha256=digest)


def _size(name: str, row: Mapping[str, Any]) -> int:
    try:
        return len(written_row(row))
    except TooManyColumnsError as error:
        raise DocumentError("row_too_large.columns", row=name[-100:], most=MAX_COLUMNS) from error
    except RowTooLongError as error:
        raise DocumentError("row_too_large.characters", row=name[-100:], most=MAX_ROW) from error
