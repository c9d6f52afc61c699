"""What stands beside or below a label. Geometry between mentions and words: knows no field."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import takewhile

from asiento.pages.annotated import AnnotatedPages
from asiento.pages.annotated.figures import Figure
from asiento.pages.annotated.labels import Label
from asiento.pages.annotated.mentions import Mention
from asiento.reading.layout import Span

BELOW_LINES = 4
"""How many lines below a label its value may stand."""

BELOW_HEIGHTS = 3.5
"""How far below, in heights of the label."""

CELL_SLACK = 0.005
"""Share of the page's width by which two cells may miss each other and still be of one column."""

COLUMN_SLACK = 0.02
"""The same of a figure or date and the label that heads its column, whose edges are less often aligned."""

ONE_EDGE = 0.015
"""Share of the page's width up to which two left edges are one: lines of an address or of a name."""

ROUNDING = 0.001
"""Share of the page's width up to which two edges differ by rounding only."""

NEARER = 0.85
"""How much nearer to the value above it than to what stands below a label must be, if it is a caption."""

CAPTION_HEIGHTS = 1.5
"""How far above its caption a value may stand, in heights of the caption."""

SENTENCE = 20
"""Letters from which the words around an amount are a sentence."""

SIGNS = frozenset(("", "n", "no", "nr", "nro", "num", "numero", "number", "nummer"))
"""Words between a label and its number: `R.U.C. N° 20653278633`, `CUIT Nro: 30-50268797-9`, `Factura Nro 066`."""

HEADINGS = frozenset((Label.DESCRIPTION, Label.QUANTITY, Label.UNIT_PRICE))


def with_sign(pages: AnnotatedPages, mention: Mention) -> Mention:
    """Return *mention* as far as the sign for a number behind it reaches."""
    line, stop = pages.lines[mention.at], mention.stop
    while stop < len(line.words) - 1 and line.plain[stop] in SIGNS:
        stop += 1
    return replace(mention, stop=stop)


def right_of(pages: AnnotatedPages, mention: Mention) -> Span | None:
    """Return the words after *mention*, up to the next label of its line."""
    later = [other.start for other in pages.mentions[mention.at] if other.start >= mention.stop]
    line = pages.lines[mention.at]
    span = line.cut(mention.stop, min(later, default=len(line.words)))
    while span.words and not span.plain[0]:
        span = span.cut(1, len(span.words))
    return span if span.words else None


def is_within(pages: AnnotatedPages, mention: Mention) -> bool:
    """Return whether *mention* stands inside a cell, not at its beginning: in a sentence."""
    return not any(cell.words[0] is mention.span.words[0] for cell in pages.lines[mention.at].cells)


def in_one_cell(pages: AnnotatedPages, at: int, span: Span) -> Span:
    """Return the words of *span*, which stands on line *at*, up to the end of the cell in which it begins."""
    cell = next((cell for cell in pages.lines[at].cells if span.words[0] in cell.words), span)
    return span.cut(0, sum(word in cell.words for word in span.words))


def below(pages: AnnotatedPages, mention: Mention) -> Iterator[Span]:
    """Yield the cells under *mention*, the nearest line first."""
    for at in lines_below(pages, mention):
        yield from (cell for cell in pages.lines[at].cells if overlaps(cell, mention.span))


def lines_below(pages: AnnotatedPages, mention: Mention) -> Iterator[int]:
    """Yield the lines close enough under *mention* to hold its value."""
    top = mention.span
    for at in range(mention.at + 1, min(mention.at + 1 + BELOW_LINES, len(pages.lines))):
        line = pages.lines[at]
        if line.page != top.page or line.box[1] - top.box[3] > BELOW_HEIGHTS * top.height:
            return
        yield at


def captioned(pages: AnnotatedPages, mention: Mention) -> tuple[int, Span] | None:
    """Return the line and cell right above *mention* if it is nearer than what stands below: what a caption is of.

    A cell that begins with a label is none: that label's value may stand here.
    """
    label = mention.span
    above = next(_in_column(pages, label, range(mention.at - 1, max(mention.at - 1 - BELOW_LINES, -1), -1)), None)
    if above is None or label.box[1] - above[1].box[3] > CAPTION_HEIGHTS * label.height:
        return None
    at, cell = above
    if any(other.span.words[0] is cell.words[0] for other in pages.mentions[at]):
        return None
    under = next(_in_column(pages, label, lines_below(pages, mention)), None)
    nearer = under is None or label.box[1] - cell.box[3] < NEARER * (under[1].box[1] - label.box[3])
    return above if nearer else None


def _in_column(pages: AnnotatedPages, label: Span, rows: Iterable[int]) -> Iterator[tuple[int, Span]]:
    """Yield the cells on *rows* of the page of *label* that begin or end where it does."""
    for at in rows:
        for cell in pages.lines[at].cells if pages.lines[at].page == label.page else ():
            if min(abs(cell.box[edge] - label.box[edge]) for edge in (0, 2)) < ONE_EDGE:
                yield at, cell


def overlaps(one: Span, other: Span, slack: float = CELL_SLACK) -> bool:
    """Return whether two spans share a column of the page."""
    return min(one.box[2], other.box[2]) - max(one.box[0], other.box[0]) > -slack


def figures_beside(pages: AnnotatedPages, mention: Mention) -> list[Figure]:
    """Return the amounts after *mention*, up to the next label that has an amount of its own."""
    later = [other.start for other in pages.mentions[mention.at] if other.start >= mention.stop]
    end = min(
        (start for start in later if _has_money(pages, mention, start)), default=len(pages.lines[mention.at].words)
    )
    # A currency code may be the end of the label and the beginning of the amount: `TOTAL EUR 12,00`.
    beside = [figure for figure in pages.figures[mention.at] if figure.stop > mention.stop and figure.start < end]
    return [figure for figure in beside if figure.money] or beside


def _has_money(pages: AnnotatedPages, mention: Mention, start: int) -> bool:
    """Return whether an amount stands between *mention* and word *start*: only then is the next label another's."""
    later = (figure for figure in pages.figures[mention.at] if figure.stop > mention.stop)
    return any(figure.money and figure.start < start for figure in later)


def figures_below(pages: AnnotatedPages, mention: Mention) -> list[Figure]:
    """Return the amounts in the column that *mention* heads; none below the heading of a table of items.

    The column ends where another label stands in it.
    """
    if is_heading(pages, mention.at):
        return []
    rows = takewhile(lambda at: not _heads_again(pages, mention, at), lines_below(pages, mention))
    return [figure for at in rows for figure in pages.figures[at] if _is_in_column(pages, figure, mention.span)]


def _is_in_column(pages: AnnotatedPages, figure: Figure, span: Span) -> bool:
    """Return whether an amount stands under *span*, and not in a sentence."""
    cells = pages.lines[figure.at].cells
    whole = next((cell for cell in cells if figure.span.words[0] in cell.words), figure.span)
    return figure.money and overlaps(figure.span, span, COLUMN_SLACK) and sum(map(str.isalpha, whole.text)) < SENTENCE


def _heads_again(pages: AnnotatedPages, mention: Mention, at: int) -> bool:
    return any(overlaps(other.span, mention.span) for other in pages.mentions[at])


def nearest_below(pages: AnnotatedPages, span: Span, at: int) -> list[Figure]:
    """Return the amounts under *span*, on line *at*: those of the first line that has any there, and no label."""
    for below_it in range(at + 1, min(at + 1 + BELOW_LINES, len(pages.lines))):
        line = pages.lines[below_it]
        if line.page != span.page or line.box[1] - span.box[3] > BELOW_HEIGHTS * span.height:
            break
        found = [one for one in pages.figures[below_it] if _is_in_column(pages, one, span)]
        if found:
            return [] if pages.mentions[below_it] else found
    return []


def is_heading(pages: AnnotatedPages, at: int) -> bool:
    """Return whether line *at* heads the table of items: what stands below it are lines, not totals."""
    kinds = {mention.label for mention in pages.mentions[at]}
    return len(kinds) > 1 and bool(kinds & HEADINGS) and not any(figure.money for figure in pages.figures[at])
