"""Cursors: opaque to clients, exact to the microsecond, and garbage is refused."""

from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asiento.errors import RequestError
from asiento.store.paging import AFTER_ALL, BEFORE_ALL, page_of, read_cursor


def test_a_cursor_names_the_last_row_of_its_page() -> None:
    """What a page ends with comes back from its cursor, to the microsecond and whatever the time zone."""
    at = datetime(2025, 3, 14, 9, 30, 0, 123457, tzinfo=timezone(timedelta(hours=-5)))
    rows = [{"created_at": at, "id": UUID(int=7)} for _ in range(3)]

    page = page_of(rows, 2)

    cursor = read_cursor(page.next_cursor, BEFORE_ALL)
    assert rows[:2] == list(page.rows)
    assert (rows[1]["id"], "2025-03-14T14:30:00.123457+00:00") == (cursor.id, cursor.at)


def test_the_last_page_has_no_cursor() -> None:
    """A page that is not followed by another says so."""
    rows = [{"created_at": datetime.now(UTC), "id": UUID(int=7)}]

    assert page_of(rows, 1).next_cursor is None
    assert page_of([], 1).next_cursor is None


def test_no_cursor_is_the_start() -> None:
    """Without a cursor the first page begins where its list begins."""
    assert read_cursor(None, AFTER_ALL) is AFTER_ALL


@given(st.text() | st.binary().map(lambda raw: urlsafe_b64encode(raw).decode()))
def test_garbage_is_refused(cursor: str) -> None:
    """Whatever is not one of our cursors is a 422 that names the parameter."""
    with pytest.raises(RequestError) as caught:
        read_cursor(cursor, BEFORE_ALL)

    assert (caught.value.status, caught.value.code, caught.value.field) == (422, "bad_cursor", "cursor")


@pytest.mark.parametrize("place", ["infinity 0", "0001-01-01T00:00:00+23:59 " + str(UUID(int=7)), "2025-13-01 x"])
def test_a_well_formed_lie_is_refused(place: str) -> None:
    """A cursor that decodes, but to no place, is refused as well."""
    with pytest.raises(RequestError):
        read_cursor(urlsafe_b64encode(place.encode()).decode(), BEFORE_ALL)
