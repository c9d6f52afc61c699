"""Cursor pagination: where a page ends, as an opaque text. Knows nothing of HTTP or SQL."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate
from typing import Any
from uuid import UUID

from asiento.errors import RequestError


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """The place of a row in the order of creation: rows are unique by (*at*, *id*), and new ones come after."""

    at: str
    id: UUID


MAX_PAGE_BYTES = 2 * 10**6
"""Of the rows of a page as JSON. Lambda answers 6 MB at most, in which each quote is written as two characters."""
BEFORE_ALL = Cursor(at="-infinity", id=UUID(int=0))
AFTER_ALL = Cursor(at="infinity", id=UUID(int=2**128 - 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The rows of a page, and the cursor of the next one if there are more."""

    rows: Sequence[Mapping[Any, Any]]
    next_cursor: str | None


def page_of(rows: Sequence[Mapping[Any, Any]], limit: int) -> Page:
    """Cut *rows*, of which one more than *limit* was asked for, into a page. Rows have `created_at` and `id`.

    A page ends early where more rows would not fit into an answer; it has one at least.
    """
    fitting = rows[: max(1, _fitting(rows[:limit]))]
    more = len(rows) > len(fitting)
    return Page(rows=fitting, next_cursor=_encode(fitting[-1]) if more else None)


def _fitting(rows: Sequence[Mapping[Any, Any]]) -> int:
    """Return how many of *rows* fit into `MAX_PAGE_BYTES`."""
    sizes = accumulate(len(json.dumps(dict(row), default=str)) for row in rows)
    return sum(size <= MAX_PAGE_BYTES for size in sizes)


def _encode(row: Mapping[Any, Any]) -> str:
    place = f"{row['created_at'].astimezone(UTC).isoformat()} {row['id']}"
    return urlsafe_b64encode(place.encode()).decode().rstrip("=")


def read_cursor(cursor: str | None, start: Cursor) -> Cursor:
    """Return the place that *cursor* names, *start* for none. Raises `RequestError("bad_cursor")`."""
    if cursor is None:
        return start
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        at, _, item_id = urlsafe_b64decode(padded).decode("ascii").partition(" ")
        return Cursor(at=datetime.fromisoformat(at).astimezone(UTC).isoformat(), id=UUID(item_id))
    except (ValueError, OverflowError) as error:
        message = "This cursor is not one of ours. Leave it out to begin at the first page."
        raise RequestError(422, "bad_cursor", message, field="cursor") from error
