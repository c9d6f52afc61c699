"""The amounts of a line of a statement with the letters that banks print behind them: CR, DR, S, H. Knows no column."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from asiento.pages.annotated import AnnotatedPages
from asiento.pages.annotated.figures import Figure
from asiento.pages.statement.weights import PLACE
from asiento.reading.layout import Line, Span

IN, OUT = (
    frozenset(("cr", "c", "h", "+", "haben", "credit")),
    frozenset(("dr", "db", "d", "s", "od", "-", "soll", "debit")),
)
"""What stands behind an amount: credit (German `Haben`), debit (`Soll`), overdrawn, or a sign."""

_GLUED = re.compile(r"\d(CR|DR|DB|OD|[CDHS])[.)]?$")


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


def money_of(pages: AnnotatedPages, at: int) -> Iterator[Money]:
    """Yield the amounts with decimals or a currency sign on line *at*, from left to right."""
    line = pages.lines[at]
    for figure in pages.figures[at]:
        if figure.money:
            yield _money(line, figure)


def _money(line: Line, figure: Figure) -> Money:
    glued = _GLUED.search(figure.span.text)
    if glued:
        return Money(abs(figure.value), _side(glued[1]), figure.start, figure.stop, figure.span)
    for at in (figure.stop, figure.start - 1):
        side = _side(line.words[at].text) if 0 <= at < len(line.words) else 0
        lone = at > figure.start or line.words[max(at, 0)].text == "-"
        if side and lone and _gap(line, figure, at) < PLACE.side and not figure.value < 0:
            start, stop = min(at, figure.start), max(at + 1, figure.stop)
            return Money(figure.value, side, start, stop, figure.span)
    return Money(figure.value, 0, figure.start, figure.stop, figure.span)


def _side(word: str) -> int:
    bare = word.strip(".()[]").casefold()
    return 1 if bare in IN else -1 if bare in OUT else 0


def _gap(line: Line, figure: Figure, at: int) -> float:
    box, other = figure.span.box, line.words[at].box
    return max(other[0] - box[2], box[0] - other[2])
