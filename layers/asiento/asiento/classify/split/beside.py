"""Whether several documents lie side by side on one page, as when receipts are photographed together."""

from dataclasses import replace

from asiento.classify.split.boundary import Boundary, boundary_before
from asiento.classify.split.pages import facts_of
from asiento.model import Item
from asiento.reading import Page, Reading

GUTTER = 0.04
"""Width of a gap between two documents, as a share of the page's."""

LEFTMOST = 0.25
RIGHTMOST = 0.75
"""Between which shares of the page's width that gap lies."""

WIDE = 0.9
"""Width over height from which a page may hold two documents side by side; a sheet upright has columns of one."""


def are_side_by_side(reading: Reading, item: Item) -> bool:
    """Return whether the only page of *reading* has two documents, parted by a gap from its top to its bottom."""
    page = reading.pages[0]
    gap = _gap(page) if page.width > WIDE * page.height else None
    if gap is None:
        return False
    left, right = (facts_of(_strip(page, *sides), reading, item) for sides in ((0.0, gap), (gap, 1.0)))
    return boundary_before(right, [left]) is Boundary.CLEAR


def _gap(page: Page) -> float | None:
    """Return the middle of the widest gap that no word reaches into, None if there is none near the middle."""
    reach, gaps = 0.0, []
    for word in sorted(page.words, key=lambda word: word.box[0]):
        middle = (reach + word.box[0]) / 2
        if word.box[0] - reach >= GUTTER and LEFTMOST < middle < RIGHTMOST:
            gaps.append((word.box[0] - reach, middle))
        reach = max(reach, word.box[2])
    return max(gaps)[1] if gaps else None


def _strip(page: Page, left: float, right: float) -> Page:
    """Return the part of *page* between two shares of its width, as a page of its own."""
    width = right - left
    words = tuple(
        replace(word, box=((word.box[0] - left) / width, word.box[1], (word.box[2] - left) / width, word.box[3]))
        for word in page.words
        if left <= word.box[0] and word.box[2] <= right
    )
    return replace(page, width=page.width * width, words=words)
