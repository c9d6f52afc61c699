"""The amounts of a line of a statement with the letters that banks print behind them: CR, DR, S, H. Knows no column."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from asiento.lexicon.folding import bare_words
from asiento.pages.annotated import AnnotatedPages
from asiento.pages.annotated.figures import Figure
from asiento.pages.statement.weights import PLACE
from asiento.reading.layout import Line, Span
from asiento.tables.sides import IN, OUT

NO_SIDES = frozenset(("k", "kr", "in", "out", "a", "c"))
"""What stands behind an amount and may be money or another word; `a` and `c` are told by each other."""

SIGNS_IN, SIGNS_OUT = frozenset("+"), frozenset(("-", "od"))
"""Signs, and what is overdrawn."""

_REST = re.compile(r"\d{3}(?!\d)")
_GLUED = re.compile(r"\d(CR|DR|DB|OD|[ACDHS])[.)]?$", re.IGNORECASE)


@dataclass(frozen=True)
class Sides:
    """What stands behind amounts that came in, and that went out."""

    came: frozenset[str]
    went: frozenset[str]

    def of(self, word: str) -> int:
        """Return 1 for a *word* of money in, -1 for one of money out, 0 for another."""
        bare = bare_words(word) or word.strip(".()[] ")
        return 1 if bare in self.came else -1 if bare in self.went else 0


CREDIT = Sides(IN - NO_SIDES | SIGNS_IN | {"c"}, OUT - NO_SIDES | SIGNS_OUT)
AVERE = Sides(CREDIT.came | {"a"}, CREDIT.went)
CARGO = Sides(IN - NO_SIDES | SIGNS_IN | {"a"}, OUT - NO_SIDES | SIGNS_OUT | {"c"})
"""`C` is credit, but cargo beside `A` for abono; beside `D` for dare `A` is avere."""


@dataclass(frozen=True)
class Money:
    """An amount as printed, its words, and *side*: 1 for money in, -1 for money out, 0 where no letter tells.

    *start* and *stop* are its words on the line, the letter included.
    """

    value: Decimal
    side: int
    start: int
    stop: int
    span: Span


class StatementPages(AnnotatedPages):
    """Annotated pages with the amounts of each line, found once."""

    @cached_property
    def money(self) -> tuple[tuple[Money, ...], ...]:
        """Return the amounts with decimals or a currency sign, from left to right on each line."""
        sides = _sides_on(self)
        return tuple(
            tuple(
                _money(self.lines[at], figure, sides)
                for figure in figures
                if figure.money and not _is_cut(self.lines[at], figure)
            )
            for at, figures in enumerate(self.figures)
        )


def statement_pages(pages: AnnotatedPages) -> StatementPages:
    """Return *pages* as those of a statement."""
    return StatementPages(pages.layout, pages.dialect, pages.source, pages.whole)


def _is_cut(line: Line, figure: Figure) -> bool:
    """Return whether *figure* may be the rest of a longer one: `520,63` right behind `zl13`."""
    before = line.words[figure.start - 1] if figure.start else None
    if before is None or not before.text[-1:].isdigit() or not _REST.match(figure.span.text):
        return False
    return figure.span.box[0] - before.box[2] < PLACE.group


def _sides_on(pages: AnnotatedPages) -> Sides:
    """Return what the letters behind amounts mean, by those that there are."""
    letters = {
        text
        for at, figures in enumerate(pages.figures)
        for figure in figures
        if figure.money and (text := _letter(pages.lines[at], figure))
    }
    if "a" not in letters or letters & {"h", "cr"}:
        return CREDIT
    return CARGO if "c" in letters and "d" not in letters else AVERE


def _letter(line: Line, figure: Figure) -> str:
    glued = _GLUED.search(figure.span.text)
    if glued:
        return glued[1].casefold()
    behind = figure.stop < len(line.words) and _gap(line, figure, figure.stop) < PLACE.side
    return bare_words(line.words[figure.stop].text) if behind else ""


def _money(line: Line, figure: Figure, sides: Sides) -> Money:
    glued = _GLUED.search(figure.span.text)
    if glued and (side := sides.of(glued[1])):
        return Money(abs(figure.value), side, figure.start, figure.stop, figure.span)
    if "+" in figure.span.text:
        return Money(figure.value, 1, figure.start, figure.stop, figure.span)
    for at in (figure.stop, figure.start - 1):
        side = sides.of(line.words[at].text) if 0 <= at < len(line.words) else 0
        lone = at > figure.start or line.words[max(at, 0)].text == "-"
        if side and lone and _gap(line, figure, at) < PLACE.side and not figure.value < 0:
            start, stop = min(at, figure.start), max(at + 1, figure.stop)
            return Money(figure.value, side, start, stop, figure.span)
    return Money(figure.value, 0, figure.start, figure.stop, figure.span)


def _gap(line: Line, figure: Figure, at: int) -> float:
    box, other = figure.span.box, line.words[at].box
    return max(other[0] - box[2], box[0] - other[2])
