"""Whether a field was read where it stands: its box has at least half of the true one, and is not the whole page."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from asiento.document import Box
from asiento.evaluate.manifest import Truth
from asiento.evaluate.outcome import Reading

LEAST_SHARE, MOST_TIMES = 0.5, 10.0
"""Of the true box that must lie in the given one, and how many times as large that may be."""


def compare_places(truth: Truth, reading: Reading) -> Mapping[str, bool]:
    """Return, of each field that was given with a box and whose places are known, whether it covers one of them."""
    covers = {}
    for name, places in truth.details.places.items():
        given = reading.fields.get(name)
        if given is not None and given.box is not None and places:
            covers[name] = any(one.page == given.page and _covers(given.box, one.box) for one in places)
    return covers


def figures_of(compared: Iterable[Mapping[str, bool]]) -> dict[str, Any] | None:
    """Return of how many fields the box covers the true one, over all and by field; None if none is known."""
    counts: dict[str, Counter[bool]] = defaultdict(Counter)
    for one in compared:
        for name, covers in one.items():
            counts[name][covers] += 1
    if not counts:
        return None
    return {
        **_share(sum(counts.values(), Counter())),
        "fields": {name: _share(counts[name]) for name in sorted(counts)},
    }


def _share(counts: Mapping[bool, int]) -> dict[str, Any]:
    given = sum(counts.values())
    return {"given": given, "covering": counts[True], "covering_share": round(counts[True] / given, 4)}


def _covers(given: Box, true: Box) -> bool:
    wide = min(given[2], true[2]) - max(given[0], true[0])
    high = min(given[3], true[3]) - max(given[1], true[1])
    size = _area(true)
    return wide > 0 and high > 0 and wide * high >= LEAST_SHARE * size and _area(given) <= MOST_TIMES * size


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
