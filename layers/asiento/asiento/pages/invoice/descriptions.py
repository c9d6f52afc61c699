"""What was bought: the words of a row of the table of items, and of the lines below that go on with them."""

from collections.abc import Sequence
from itertools import takewhile

from asiento.pages.annotated import AnnotatedPages
from asiento.pages.annotated.figures import Figure
from asiento.pages.annotated.mentions import Mention
from asiento.pages.annotated.near import overlaps
from asiento.pages.invoice.weights import ITEM
from asiento.reading.layout import Span


def description_of(
    pages: AnnotatedPages, heading: Mention | None, at: int, taken: Sequence[Figure], position: int
) -> Span | None:
    """Return the words left of the first figure of the row (or between figures, under their heading)."""
    line = pages.lines[at]
    left = [figure.start for figure in taken]
    if heading and any(figure.span.box[2] < heading.span.box[0] for figure in taken):
        left = [figure.start for figure in taken if figure.span.box[0] > heading.span.box[0]]
    start = max((figure.stop for figure in taken if figure.start < min(left, default=0)), default=0)
    span = line.cut(start, min(left, default=len(line.words)))
    if len(span.words) > 1 and span.words[0].text.strip(".") == str(position):
        span = span.cut(1, len(span.words))
    span = span.cut(_in_columns_before(pages, heading, at, span), len(span.words)) if heading else span
    return span if any(letter.isalpha() for letter in span.text) else None


def _in_columns_before(pages: AnnotatedPages, heading: Mention, at: int, span: Span) -> int:
    """Return how many words of *span* are cells under headings left of the description's: an item's code and number."""
    others = [cell for cell in pages.lines[heading.at].cells if cell.box[2] < heading.span.box[0]]
    cells = [cell for cell in pages.lines[at].cells if cell.words[-1] in span.words]
    under = takewhile(lambda cell: any(overlaps(cell, other) for other in others), cells[:-1])
    return sum(word in span.words for cell in under for word in cell.words)


def continues(pages: AnnotatedPages, amounts: Mention | None, last: tuple[int, Span], at: int) -> bool:
    """Return whether line *at* goes on with the description above it: same left edge, close below, no figures."""
    above, line = pages.lines[last[0]], pages.lines[at]
    close = line.box[1] - above.box[3] < (ITEM.wrapped - 1) * max(line.height, above.height)
    aligned = abs(line.box[0] - last[1].box[0]) < ITEM.left_edge
    return (
        close
        and aligned
        and not any(f.money for f in pages.figures[at])
        and not (amounts and line.box[2] > amounts.span.box[2])
    )
