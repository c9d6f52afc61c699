"""Pages of lists: where one ends, and the opaque text from which the next begins. Knows nothing of HTTP."""

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection

from asiento.errors import RequestError
from asiento.store.statements import statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The place of a row in its list.

    *number* is taken in the order in which a tenant's transactions end (migration 0012): new rows come after it. Rows
    from before that migration have 0, and stand by the time of their insert, *at*, and their *id*.
    """

    number: int
    at: str
    id: UUID

    @property
    def values(self) -> dict[str, Any]:
        """The parameters of a page that begins after it."""
        return {"place": self.number, "at": self.at, "after_id": self.id}


BEFORE_ALL = Place(number=-1, at="-infinity", id=UUID(int=0))
AFTER_ALL = Place(number=2**63 - 1, at="infinity", id=UUID(int=2**128 - 1))

PLACE_KEYS = {
    "place": "CAST(:place AS bigint)",
    "created_at": "CAST(:at AS timestamptz)",
    "id": "CAST(:after_id AS uuid)",
}
"""Column to what stands for it in `Place.values`: the keys that end the order of every list."""

BEFORE_ALL_RANKS = -(2**63)

LISTS = ("batches", "items", "expenses", "invoices", "bank_transactions", "suppliers", "history")
PLACES = {table: f"place_in_{table}" for table in LISTS}
MAX_PAGE_BYTES = 2 * 10**6
"""Of the rows of a page as JSON. Lambda answers 6 MB at most, in which each quote is written as two characters."""
MOST_TEXT = 2_500
"""Characters that a list shows of a text: the longest that Facturae has (TextMax2500Type). So a row has an end."""
OF_RANK = "/"
"""Between a rank and an id in a cursor; no cursor of another list has it."""
RANK = re.compile(r"-?\d{1,18}|-4611686018427387904", re.ASCII)
"""A rank that Postgres can compare."""
READ_TEXT = MOST_TEXT + 1
"""Characters that are read of a text: one more than is shown, so that it is seen that there is more."""


class Ranked(NamedTuple):
    """Where a page of a list by rank ended: the rank that its last row had then, and its id; None for no row."""

    rank: int
    id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The rows of a page, and the cursor of the next one if there are more."""

    rows: Sequence[Mapping[Any, Any]]
    next_cursor: str | None


def page_of(rows: Sequence[Mapping[Any, Any]], limit: int, rank: str | None = None) -> Page:
    """Cut *rows*, of which one more than *limit* was asked for, into a page. Rows have an `id`.

    A page ends early where more rows would not fit into an answer; it has one at least. *rank*: the column of the rank,
    of a list by rank.
    """
    shown = rows[: how_many_fit(rows[:limit])]
    if len(rows) == len(shown):
        return Page(rows=shown, next_cursor=None)
    last = shown[-1]
    return Page(rows=shown, next_cursor=_encode(f"{last[rank]}{OF_RANK}{last['id']}" if rank else str(last["id"])))


def how_many_fit(elements: Iterable[Any], most_bytes: int = MAX_PAGE_BYTES) -> int:
    """Return how many of *elements*, from the first on, have at most *most_bytes* as JSON: one at least, if any."""
    sizes = accumulate(len(json.dumps(_plain(element), default=str)) for element in elements)
    return sum(number == 0 or size <= most_bytes for number, size in enumerate(sizes))


def _plain(element: Any) -> Any:
    return dict(element) if isinstance(element, Mapping) else element


def _encode(place: str) -> str:
    return urlsafe_b64encode(place.encode()).decode().rstrip("=")


def read_cursor(cursor: str | None) -> UUID | None:
    """Return the id of the row that *cursor* names. Raises `RequestError("bad_cursor")`.

    Cursors of before places were kept name the time as well, and go on to be served.
    """
    if cursor is None:
        return None
    try:
        return UUID(_decoded(cursor).split(" ")[-1])
    except ValueError as error:
        raise bad_cursor() from error


def read_ranked_cursor(cursor: str | None) -> Ranked | None:
    """Return the rank and id that *cursor* names, which is one of a list by rank. Raises `RequestError("bad_cursor")`.

    The rank is the one that was shown: an item that has another by now ends its page where it was.
    """
    if cursor is None:
        return None
    try:
        rank, _, row_id = _decoded(cursor).partition(OF_RANK)
        if not RANK.fullmatch(rank):
            raise bad_cursor()
        return Ranked(int(rank), UUID(row_id))
    except ValueError as error:
        raise bad_cursor() from error


def _decoded(cursor: str) -> str:
    """Return what `_encode` encoded. Raises `ValueError`."""
    padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
    return urlsafe_b64decode(padded).decode("ascii")


def beyond(keys: Mapping[str, str], *, descending: bool = False) -> str:
    """Return the SQL for what comes after a row in the order of *keys*: column to what has the row's value."""
    return f"({', '.join(keys)}) {'<' if descending else '>'} ({', '.join(keys.values())})"


def place_of(connection: Connection, table: str, tenant_id: UUID, row_id: UUID | None, start: Place) -> Place:
    """Return where *row_id* stands in a list of *table*, *start* for none. Raises `RequestError("bad_cursor")`."""
    if row_id is None:
        return start
    found = find_place(connection, table, tenant_id, row_id)
    number, at, its_id, *_ = found.values()
    return Place(number=number, at=at, id=its_id)


def find_place(connection: Connection, table: str, tenant_id: UUID, row_id: UUID) -> Mapping[Any, Any]:
    """Return place, time and id of a row, and by what else its list is ordered, all but place and id as text.

    Raises `RequestError("bad_cursor")`.
    """
    values = {"tenant_id": tenant_id, "id": row_id}
    found = connection.execute(statement(PLACES[table]), values).mappings().one_or_none()
    if found is None:
        raise bad_cursor()
    return found


def bad_cursor() -> RequestError:
    """Return the error for a cursor that names no row of the list."""
    return RequestError(422, "bad_cursor", field="cursor")
