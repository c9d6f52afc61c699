"""The first part of a number that is printed apart from it: a point of sale, a series, an establishment."""

import re
from collections.abc import Iterator

from asiento.pages.annotated import AnnotatedPages
from asiento.pages.annotated.mentions import Mention
from asiento.pages.annotated.near import overlaps
from asiento.reading.layout import Span

POINT_OF_SALE = re.compile(r"\b(?:punto|pto\.?) (?:de )?(?:venta|vta\.?):? ?n?[°º]?:? ?(\d{4,5})\b", re.IGNORECASE)
"""The point of sale that a form prints apart, before the number: `Punto de Venta: 00001   Comp. Nro: 00000125`."""

LABEL = re.compile(
    r"(?:serie|series|prefijo|(?:punto|pto\.?) (?:de )?(?:venta|vta\.?)|"
    r"estab(?:\.|lecimiento)? ?[-/] ?(?:pto\.?|punto) (?:de )?emisi[oó]n) ?:?(?=\s|$)",
    re.IGNORECASE,
)
"""What a cell begins with that holds the first part: `Serie: A`, of Argentina, Ecuador, Mexico and Spain."""

PART = re.compile(r"[A-Z0-9]{1,6}(?:[-/ ][A-Z0-9]{1,6})?")
LINES = 4
"""How far from the label of the number that of its first part may stand, in lines."""


def with_series(pages: AnnotatedPages, at: int, number: str, direction: int = 0) -> str:
    """Return *number*, whose label is on line *at*, with the part before it that stands apart.

    *direction*: whether values stand beside their labels (0), below them (1) or above them (-1).
    """
    if not number.isdigit():
        return number
    point = POINT_OF_SALE.search(pages.lines[at].text)
    first = point[1] if point else next(_series_near(pages, at, direction), None)
    return f"{first}-{number}" if first else number


def direction_of(mention: Mention, value: Span) -> int:
    """Return whether *value* stands beside its label (0), below it (1) or above it (-1)."""
    middle = (value.box[1] + value.box[3]) / 2
    return (middle > mention.span.box[3]) - (middle < mention.span.box[1])


def _series_near(pages: AnnotatedPages, at: int, direction: int) -> Iterator[str]:
    """Yield the parts on the lines around line *at*, the nearest first."""
    rows = range(max(at - LINES, 0), min(at + LINES + 1, len(pages.lines)))
    for row in sorted(rows, key=lambda row: abs(row - at)):
        for cell in pages.lines[row].cells if pages.lines[row].page == pages.lines[at].page else ():
            label = LABEL.match(cell.text)
            text = label and (cell.text[label.end() :].strip(" :") or _value(pages, row, cell, direction))
            if text and PART.fullmatch(text):
                yield text


def _value(pages: AnnotatedPages, at: int, label: Span, direction: int) -> str:
    """Return the cell beside *label*, or the one below or above it in its column."""
    if direction == 0:
        return next((cell.text for cell in pages.lines[at].cells if cell.box[0] > label.box[2]), "")
    row = at + direction
    cells = pages.lines[row].cells if 0 <= row < len(pages.lines) else ()
    return next((cell.text for cell in cells if overlaps(cell, label)), "")
