"""Long things in parts: lists within an answer from an offset on, and texts cut where they would have no end."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from asiento.store.paging import MAX_PAGE_BYTES, MOST_TEXT, how_many_fit

MOST_PARTS = 500
"""Elements of each list that one answer shows."""
MOST_CELL = 5 * MOST_TEXT
"""Characters of JSON that are shown of a list or object within a row."""

Placed = Sequence[tuple[str, Any]]
"""Elements of a list, each with its path in what is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownParts:
    """What one answer shows of lists, the paths of texts that were cut there, and where the lists go on."""

    lists: Mapping[str, list[Any]]
    cut: Sequence[str]
    next_offset: int | None


def numbered(name: str, elements: Iterable[Any], offset: int = 0) -> Placed:
    """Return *elements* with their paths in the list *name*, of which the first is the one at *offset*."""
    return [(f"{name}.{index}", element) for index, element in enumerate(elements, offset)]


def cells(row: Mapping[str, Any], offset: int = 0) -> Placed:
    """Return the cells of a *row*, the first of which is its *offset*-th, each as a row. Titles may be cut."""
    named = [
        (name if len(name) <= MOST_TEXT else f"{name[:MOST_TEXT]}…{index}", value)
        for index, (name, value) in enumerate(row.items(), offset)
    ]
    return [("row", {name: _cell(value)}) for name, value in named]


def _cell(value: Any) -> Any:
    """Return a value within a row; what is nested and longer than any cell becomes text, which is then cut."""
    if isinstance(value, dict | list) and len(written := json.dumps(value)) > MOST_CELL:
        return written
    return value


def cut(value: Any, path: str) -> tuple[Any, list[str]]:
    """Return *value*, which stands at *path*, with texts cut at `MOST_TEXT` characters, and the paths of these."""
    paths: list[str] = []
    return _cut(value, path, paths), paths


def shortened(row: Mapping[Any, Any]) -> dict[str, Any]:
    """Return *row* with long texts cut, and the paths of these as `shortened`."""
    shown, paths = cut(row, "")
    return {**shown, "shortened": paths}


def _cut(value: Any, path: str, paths: list[str]) -> Any:
    if isinstance(value, str) and len(value) > MOST_TEXT:
        paths.append(path)
        return value[:MOST_TEXT]
    if isinstance(value, Mapping):
        return {name: _cut(each, f"{path}.{name}" if path else name, paths) for name, each in value.items()}
    if isinstance(value, list):
        return [_cut(each, f"{path}.{index}", paths) for index, each in enumerate(value)]
    return value


def parts_of(
    lists: Mapping[str, Placed], offset: int, most: int = MOST_PARTS, most_bytes: int = MAX_PAGE_BYTES
) -> ShownParts:
    """Return what one answer shows of *lists*, each of which begins at *offset* of its whole.

    That is the same number of elements of each: *most*, or as many as fit into *most_bytes*, one at least. Each list
    has one element more than *most* where it goes on.
    """
    short = {name: [cut(element, path) for path, element in elements[:most]] for name, elements in lists.items()}
    rows = list(zip_longest(*short.values(), fillvalue=(None, [])))
    number = how_many_fit(rows, most_bytes)
    return ShownParts(
        lists={name: [element for element, _ in elements[:number]] for name, elements in short.items()},
        cut=[path for row in rows[:number] for _, paths in row for path in paths],
        next_offset=offset + number if any(len(elements) > number for elements in lists.values()) else None,
    )
