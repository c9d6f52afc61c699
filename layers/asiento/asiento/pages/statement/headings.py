"""The columns of a printed statement, by the words above them. Knows no movement."""

from collections.abc import Iterator, Mapping, Sequence

from asiento.pages.statement.weights import PLACE
from asiento.reading.layout import Line, Span
from asiento.tables.columns import EXACT, closeness_of, meaning_of
from asiento.tables.columns_by_content import is_figure, is_when
from asiento.tables.meanings import Meaning

DATES = frozenset((Meaning.DATE, Meaning.VALUE_DATE))
MONEY = frozenset((Meaning.AMOUNT, Meaning.DEBIT, Meaning.CREDIT, Meaning.BALANCE))
MOVED = MONEY - {Meaning.BALANCE}

Columns = Mapping[Meaning, Span]


def heading_at(lines: Sequence[Line], at: int) -> Columns | None:
    """Return the columns that line *at* of *lines*, alone or with the line above, names; None if it is not a heading.

    A table of dates and balances only is one without movements: it has no columns.
    """
    line = lines[at]
    if not _may_be_heading(line):
        return None
    found = _columns([*_titles(line)], line)
    above = lines[at - 1] if at else None
    if above and above.page == line.page and _may_be_heading(above) and line.box[1] - above.box[3] < line.height:
        stacked = _columns([*_stacked(above, line)], line, above)
        found = max((found, stacked), key=len) if not _stands_over_days(stacked) else found
    money = found.keys() & MONEY
    if not money or not (found.keys() & DATES or (len(money) > 1 and len(found) > PLACE.few_titles)):
        return None
    return found if found.keys() & MOVED else {}


def _stands_over_days(columns: Columns) -> bool:
    """Return whether a title of money begins where the days do: it is that of the whole table."""
    day = columns.get(Meaning.DATE)
    return day is not None and any(span.box[0] <= day.box[0] for one, span in columns.items() if one in MOVED)


def column_of(span: Span, columns: Columns) -> Meaning | None:
    """Return the money column under whose title *span* stands, or the one beside it that ends the nearest."""
    money = [
        (_gap(span, title), abs(title.box[2] - span.box[2]), meaning)
        for meaning, title in columns.items()
        if meaning in MONEY
    ]
    nearest = min(money, default=None)
    return nearest[2] if nearest and nearest[0] < PLACE.figure else None


def _gap(one: Span, other: Span) -> float:
    return max(one.box[0] - other.box[2], other.box[0] - one.box[2], 0.0)


def _may_be_heading(line: Line) -> bool:
    return not any(is_figure(word.text) or is_when(word.text) for word in line.words)


def _titles(line: Line) -> Iterator[tuple[Meaning, Span]]:
    """Yield the titles of *line*: words that are a known title as they stand, else cells that hold one."""
    for cell in line.cells:
        known = list(_exact(cell))
        # `Kwota operacji` is one title, though one of its words is one as well.
        known = [(meaning, cell) for meaning, _ in known] if len(known) == 1 else known
        meaning = meaning_of(cell.text) if not known and len(cell.words) <= PLACE.title_words else None
        yield from [(meaning, cell)] if meaning else known


def _exact(cell: Span) -> Iterator[tuple[Meaning, Span]]:
    start = 0
    while start < len(cell.words):
        spans = (cell.cut(start, stop) for stop in range(min(start + PLACE.title_words, len(cell.words)), start, -1))
        found = next((span for span in spans if closeness_of(span.text) == EXACT and _is_one(span)), None)
        if found and (meaning := meaning_of(found.text)):
            yield meaning, found
        start += len(found.words) if found else 1


def _is_one(span: Span) -> bool:
    """Tell a title from two side by side: `Debit Credit` names one column in a file, on paper two."""
    return len(span.words) == 1 or meaning_of(span.text) is not Meaning.DIRECTION


def _stacked(above: Line, line: Line) -> Iterator[tuple[Meaning, Span]]:
    """Yield the titles of two lines, each cell read with the one above it (`Money` over `out`)."""
    for cell in line.cells:
        over = [word for word in above.words if min(word.box[2], cell.box[2]) > max(word.box[0], cell.box[0])]
        both = Span((*over, *cell.words), cell.page)
        better = over and (closeness_of(both.text) == EXACT or not meaning_of(cell.text))
        meaning = meaning_of(both.text) if better else None
        yield from [(meaning, both)] if meaning else _titles(Line(cell.words, cell.page, (cell,)))
    under = line.words
    for cell in above.cells:
        if not any(min(word.box[2], cell.box[2]) > max(word.box[0], cell.box[0]) for word in under):
            yield from _titles(Line(cell.words, cell.page, (cell,)))


def _columns(titles: Sequence[tuple[Meaning, Span]], *lines: Line) -> dict[Meaning, Span]:
    """Return one title a meaning: of dates the first (a second one is the value date), of amounts the last."""
    columns: dict[Meaning, Span] = {}
    for meaning, span in sorted(titles, key=lambda title: title[1].box[0]):
        if meaning is Meaning.DATE and meaning in columns:
            columns.setdefault(Meaning.VALUE_DATE, span)
        elif meaning in MONEY or meaning not in columns:
            columns[meaning] = span
    text, amount = columns.get(Meaning.DESCRIPTION), columns.get(Meaning.AMOUNT)
    if text and amount and amount.box[0] < text.box[0] and columns.keys() & {Meaning.DEBIT, Meaning.CREDIT}:
        # `Valor` is an amount, and left of the text the day of value.
        columns.setdefault(Meaning.VALUE_DATE, columns.pop(Meaning.AMOUNT))
    words = sum(len(span.words) for _, span in titles)
    return columns if words >= PLACE.titles_share * len(lines[0].words) else {}
