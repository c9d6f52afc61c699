"""Pages and their cursors: opaque to clients, garbage is refused, and whatever is long has an end."""

import json
from base64 import urlsafe_b64encode
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asiento.api.parts import cells, cut, numbered, parts_of
from asiento.errors import RequestError
from asiento.store.paging import MAX_PAGE_BYTES, MOST_TEXT, Ranked, page_of, read_cursor, read_ranked_cursor

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(max_size=5), below, max_size=3),
    max_leaves=8,
)


def as_cursor(said: str) -> str:
    """Return *said* as a cursor is written."""
    return urlsafe_b64encode(said.encode()).decode().rstrip("=")


def test_a_cursor_names_the_last_row_of_its_page() -> None:
    """What a page ends with comes back from its cursor."""
    rows = [{"id": UUID(int=number)} for number in range(3)]

    page = page_of(rows, 2)

    assert rows[:2] == list(page.rows)
    assert read_cursor(page.next_cursor) == UUID(int=1)


@pytest.mark.parametrize("rank", [-(2**62), -(10**17) - 5, 0])
def test_a_cursor_of_a_list_by_rank_names_the_rank_that_was_shown(rank: int) -> None:
    """And is none of another list, nor is theirs one of it."""
    page = page_of([{"id": UUID(int=7), "rank": rank}] * 2, 1, rank="rank")
    plain = page_of([{"id": UUID(int=7)}] * 2, 1).next_cursor

    assert read_ranked_cursor(page.next_cursor) == Ranked(rank, UUID(int=7))
    assert read_ranked_cursor(None) is None
    with pytest.raises(RequestError, match="bad_cursor"):
        read_cursor(page.next_cursor)
    for other in (plain, as_cursor(f"{'9' * 19}/{UUID(int=7)}"), as_cursor(f"/{UUID(int=7)}"), as_cursor("1/2"), "é"):
        with pytest.raises(RequestError, match="bad_cursor"):
            read_ranked_cursor(other)


def test_a_cursor_of_before_is_still_one() -> None:
    """Cursors that named a time and an id were handed out, and name the same row now."""
    assert read_cursor(as_cursor(f"2025-03-14T14:30:00.123457+00:00 {UUID(int=7)}")) == UUID(int=7)


def test_the_last_page_has_no_cursor() -> None:
    """A page that is not followed by another says so."""
    assert page_of([{"id": UUID(int=7)}], 1).next_cursor is None
    assert page_of([], 1).next_cursor is None


def test_no_cursor_is_the_start() -> None:
    """Without a cursor the first page begins where its list begins."""
    assert read_cursor(None) is None


@given(st.text() | st.binary().map(lambda raw: urlsafe_b64encode(raw).decode()))
def test_garbage_is_refused(cursor: str) -> None:
    """Whatever is not one of our cursors is a 422 that names the parameter."""
    with pytest.raises(RequestError) as caught:
        read_cursor(cursor)

    assert (caught.value.status, caught.value.code, caught.value.field) == (422, "bad_cursor", "cursor")


@pytest.mark.parametrize("place", ["infinity 0", "2025-13-01 x", f"{UUID(int=7)} 2025-01-01", " "])
def test_a_well_formed_lie_is_refused(place: str) -> None:
    """A cursor that decodes, but to no row, is refused as well."""
    with pytest.raises(RequestError):
        read_cursor(as_cursor(place))


@pytest.mark.parametrize("row", [{"x": "x" * MAX_PAGE_BYTES * 2}, {"x": "x" * (MAX_PAGE_BYTES // 2)}])
def test_a_page_ends_where_it_would_not_fit_and_has_one_row_at_least(row: dict[str, str]) -> None:
    """One row that is too large does not keep the next page from being asked for."""
    page = page_of([{**row, "id": UUID(int=number)} for number in range(5)], 4)

    assert len(page.rows) == 1
    assert page.next_cursor


@given(VALUES)
def test_what_is_short_is_shown_as_it_is(value: Any) -> None:
    """Nothing is changed and nothing told of where nothing is long."""
    assert cut(value, "x") == (value, [])


def test_long_texts_are_cut_and_named() -> None:
    """However deep they stand; a text that just fits is whole."""
    just, long = "ñ" * MOST_TEXT, "ñ" * (MOST_TEXT + 1)

    shown, paths = cut({"name": long, "lines": [{"description": just}, {"description": long}]}, "")

    assert shown == {"name": just, "lines": [{"description": just}, {"description": just}]}
    assert paths == ["name", "lines.1.description"]


@given(st.lists(st.integers(0, 3000), max_size=40), st.lists(st.integers(0, 3000), max_size=40), st.integers(1, 9))
def test_walking_the_parts_shows_each_element_once(lines: list[int], taxes: list[int], most: int) -> None:
    """Lists of any lengths, elements of any size: one offset walks all of them, and each answer has an end."""
    lists = {name: ["x" * size for size in sizes] for name, sizes in (("lines", lines), ("taxes", taxes))}
    seen: dict[str, list[str]] = {"lines": [], "taxes": []}
    offset: int | None = 0
    while offset is not None:
        given = {name: numbered(name, each[offset : offset + most + 1], offset) for name, each in lists.items()}
        part = parts_of(given, offset, most, 4_000)
        for name in lists:
            seen[name] += part.lists[name]
        assert len(json.dumps(part.lists)) < 4_000 + 2 * MOST_TEXT
        assert part.next_offset is None or part.next_offset > offset
        offset = part.next_offset

    assert seen == {name: [each[:MOST_TEXT] for each in elements] for name, elements in lists.items()}


def test_the_cells_of_a_row_keep_apart() -> None:
    """Titles with the same endless beginning stay two; a nested value that is long is shown as text, and named."""
    title = "x" * (MOST_TEXT + 1)
    row = {"a": 1, f"{title}1": "1", f"{title}2": "2", "deep": {"x": ["y" * 100] * 1_000}}

    part = parts_of({"row": cells(row)}, 0)

    shown = {name: value for each in part.lists["row"] for name, value in each.items()}
    assert [value for name, value in shown.items() if name != "deep"] == [1, "1", "2"]
    assert len(shown["deep"]) == MOST_TEXT
    assert part.cut == ["row.deep"]
    assert part.next_offset is None
