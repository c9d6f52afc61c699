"""Splits a file of several pages into its documents. Decides by words alone, and opens and writes no file."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from asiento.classify.split.beside import are_side_by_side
from asiento.classify.split.boundary import Boundary, boundary_before
from asiento.classify.split.counters import counter_of
from asiento.classify.split.pages import Facts, alone, facts_of
from asiento.model import Item
from asiento.reading import Reading
from asiento.reading.layout import layout_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """The pages (from 1) of each document, and the pages on which yet another may begin; of one page, that page."""

    parts: tuple[tuple[int, ...], ...]
    doubtful: tuple[int, ...] = ()


def split_of(reading: Reading, item: Item) -> Split:
    """Return the documents that *reading* clearly holds, one in most cases. Pages without words go with those before.

    A part, split again by itself, stays whole: what is between two pages depends on its document's pages only.
    """
    numbers = tuple(page.number for page in reading.pages)
    if len(numbers) == 1:
        return Split(parts=(numbers,), doubtful=numbers if are_side_by_side(reading, item) else ())
    if not numbers or _counts_itself(reading):
        return Split(parts=(numbers,))
    facts = [facts_of(page, reading, item) for page in reading.pages]
    return _split(facts)


def _split(facts: Sequence[Facts]) -> Split:
    parts, doubtful = [[facts[0]]], []
    for page in facts[1:]:
        boundary = boundary_before(page, parts[-1])
        if boundary is Boundary.CLEAR:
            parts.append([page])
            continue
        parts[-1].append(page)
        if boundary is Boundary.DOUBTFUL:
            doubtful.append(page.page)
    return Split(parts=tuple(tuple(page.page for page in part) for part in parts), doubtful=tuple(doubtful))


def _counts_itself(reading: Reading) -> bool:
    """Return whether the pages count themselves as one document, as those of most invoices: no more is read then."""
    counters = [counter_of(layout_of(alone(page, reading))) for page in reading.pages]
    return all(one and two and one.is_followed_by(two) for one, two in pairwise(counters))
