"""Words with places become lines, and lines become cells. Geometry only: knows no label, number or field."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from math import floor
from statistics import median

from asiento.document import Box, Source
from asiento.lexicon.folding import plain
from asiento.reading import Page, Reading, Word

SAME_LINE = 0.5
"""Share of the lower of two words' heights by which they must overlap to stand on one line."""

TALLER = 2.6
"""A word this many times as tall as its neighbour is a logo or a heading of its own."""

NARROW = 0.62
"""Width over height under which a page is a strip from a till; A4 is 0.71, letter paper 0.77."""

CELL_GAP = 1.15
"""Gap between two cells of a line, in heights of that line; the space between two words is about a third."""

GLUED = re.compile(r"^([^\W\d][^\d:]*[:#°º])([^\s:/].*)$")
"""A label and its value in one word: `Fecha:12/03/2024`, `n°42`, but no URL."""

FULLWIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
"""The wide forms of ASCII (Unicode FF01 to FF5E), which readers trained on Chinese put for `(`, `:` and others."""

TILTS = sorted((step * 0.003 for step in range(-30, 31)), key=abs)
"""Tilts that a page may have, the smallest first: heights of the page per width of it, up to about five degrees."""

MIN_HEIGHT = 0.002
"""Of the page: a line cannot be lower, however small its boxes are."""

BETTER = 1.05
"""How much sharper the lines must be under a tilt than on the page as it is; below is chance."""


def around(boxes: Iterable[Box]) -> Box:
    """Return the smallest box around *boxes*."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))


@dataclass(frozen=True)
class Span:
    """Words that stand side by side on a line of *page*."""

    words: tuple[Word, ...]
    page: int

    @cached_property
    def text(self) -> str:
        """Return the words as read, with single spaces."""
        return " ".join(word.text for word in self.words)

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """Return each word as labels are compared: `N.I.F.:` is `nif`, a lone `:` is empty."""
        return tuple(plain(word.text) for word in self.words)

    @cached_property
    def box(self) -> Box:
        """Return the box around the words."""
        return around(word.box for word in self.words)

    @cached_property
    def confidence(self) -> float:
        """Return the lowest confidence of the words: a chain is as strong as its weakest link."""
        return min(word.confidence for word in self.words)

    @property
    def height(self) -> float:
        """Return the height as a share of the page's."""
        return self.box[3] - self.box[1]

    def cut(self, start: int, stop: int) -> "Span":
        """Return the words from *start* to before *stop*."""
        return Span(self.words[start:stop], self.page)


@dataclass(frozen=True)
class Line(Span):
    """The words of one printed line, and its *cells*: runs of words without a wide gap."""

    cells: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Layout:
    """The lines of all pages from top to bottom, and each page's width over its height."""

    lines: tuple[Line, ...]
    aspects: tuple[float, ...]

    @cached_property
    def text_height(self) -> float:
        """Return the usual height of a line as a share of the page's."""
        heights = [median(word.box[3] - word.box[1] for word in line.words) for line in self.lines]
        return max(median(heights or [0.0]), MIN_HEIGHT)

    def page(self, number: int) -> tuple[Line, ...]:
        """Return the lines of page *number*, from 1."""
        return tuple(line for line in self.lines if line.page == number)


def layout_of(reading: Reading) -> Layout:
    """Return the lines of *reading*. A page without words has none."""
    lines = tuple(line for page in reading.pages for line in _lines(page, reading.source))
    return Layout(lines, tuple(page.width / max(page.height, 1) for page in reading.pages))


def _lines(page: Page, source: Source) -> list[Line]:
    words = [part for word in page.words if word.text.strip() for part in _unglued(word)]
    rows = _rows(words, 0.0 if source is Source.PDF_TEXT and _is_typeset(words) else _tilt(words))
    return [_line(row, page) for row in rows]


def _is_typeset(words: Sequence[Word]) -> bool:
    """Return whether most words stand exactly level with another: a program set them, no scanner read them."""
    return 2 * len({_middle(word) for word in words}) <= len(words)


def _tilt(words: Sequence[Word]) -> float:
    """Return by how much lines fall from left to right: the tilt under which the words crowd into the fewest lines.

    The projection profile of scanning programs, made of boxes instead of pixels.
    """
    if not words:
        return 0.0
    height = max(median(word.box[3] - word.box[1] for word in words), MIN_HEIGHT)
    sharpness = {tilt: _sharpness(words, tilt, height) for tilt in TILTS}
    best = max(TILTS, key=lambda tilt: sharpness[tilt])
    return best if sharpness[best] > BETTER * sharpness[0.0] else 0.0


def _sharpness(words: Sequence[Word], tilt: float, height: float) -> int:
    """Return the sum of the squares of how many words each strip of the page holds, over two sets of strips."""
    levels = [(_middle(word) - tilt * word.box[0]) / height for word in words]
    return sum(count**2 for shift in (0, 0.5) for count in Counter(floor(level + shift) for level in levels).values())


def _rows(words: Sequence[Word], tilt: float) -> list[list[Word]]:
    """Return the words line by line, once the page is set level."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda each: each.box[0]):
        row = _row_of(word, rows, tilt)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    return sorted(rows, key=lambda row: median(_middle(word) - tilt * word.box[0] for word in row))


def _unglued(word: Word) -> tuple[Word, ...]:
    if not word.text.isascii():
        word = replace(word, text=word.text.translate(FULLWIDTH))
    glued = GLUED.match(word.text)
    if not glued:
        return (word,)
    left, top, right, bottom = word.box
    middle = left + (right - left) * len(glued[1]) / len(word.text)
    return (
        Word(text=glued[1], box=(left, top, middle, bottom), confidence=word.confidence),
        Word(text=glued[2], box=(middle, top, right, bottom), confidence=word.confidence),
    )


def _row_of(word: Word, rows: Sequence[list[Word]], tilt: float) -> list[Word] | None:
    """Return the row whose last word stands beside *word*: so a row may also bend, as on crumpled paper."""
    _, top, _, bottom = word.box
    # Most rows lie far above or below: they are left out before anything is computed.
    slack = abs(tilt) + (bottom - top) * TALLER
    near = [row for row in rows if row[-1].box[1] < bottom + slack and row[-1].box[3] > top - slack]
    beside = [(abs(drop), row) for row in near if abs(drop := _drop(row[-1], word, tilt)) < _reach(row[-1], word)]
    return min(beside, key=lambda pair: pair[0])[1] if beside else None


def _middle(word: Word) -> float:
    return (word.box[1] + word.box[3]) / 2


def _drop(first: Word, second: Word, tilt: float) -> float:
    """Return how much lower *second* stands than *first*, the page set level."""
    return _middle(second) - _middle(first) - tilt * (second.box[0] - first.box[0])


def _reach(first: Word, second: Word) -> float:
    """Return the drop up to which two words stand on one line: they must overlap by half of the lower one."""
    low, high = sorted((first.box[3] - first.box[1], second.box[3] - second.box[1]))
    if high > TALLER * low:
        return high / 2 if not any(map(str.isalnum, first.text + second.text)) else 0.0
    return (low + high) / 2 - SAME_LINE * low


def _line(row: Sequence[Word], page: Page) -> Line:
    heights = sorted(word.box[3] - word.box[1] for word in row)
    widest = CELL_GAP * heights[(3 * len(heights)) // 4] * page.height / max(page.width, 1)
    starts = [0, *(i for i, (one, two) in enumerate(pairwise(row), 1) if two.box[0] - one.box[2] > widest), len(row)]
    cells = tuple(Span(tuple(row[start:stop]), page.number) for start, stop in pairwise(starts))
    return Line(tuple(row), page.number, cells)
