"""Cursor pagination: where a page ends, as an opaque text. Knows nothing of HTTP or SQL."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from asiento.errors import RequestError


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """The place of a row in the order of creation: rows are unique by (*at*, *id*), and new ones come after."""

    at: str
    id: UUID


BEFORE_ALL = Cursor(at="-infinity", id=UUID(int=0))
AFTER_ALL = Cursor(at="infinity", id=UUID(int=2**128 - 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The rows of a page, and the cursor of the next one if there are more."""

    rows: Sequence[Mapping[Any, Any]]
    next_cursor: str | None


def page_of(rows: Sequence[Mapping[Any, Any]], limit: int) -> Page:
    """Cut *rows*, of which one more than *limit* was asked for, into a page. Rows have `created_at` and `id`."""
    more = len(rows) > limit
    return Page(rows=rows[:limit], next_cursor=_encode(rows[limit - 1]) if more else None)


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
