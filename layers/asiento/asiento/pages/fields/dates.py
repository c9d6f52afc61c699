"""The dates of issue and of payment. A date that is not printed stays missing."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from asiento.document import Doubt, Field
from asiento.pages.annotated import AnnotatedPages
from asiento.pages.annotated.labels import Label
from asiento.pages.annotated.mentions import Mention
from asiento.pages.annotated.near import COLUMN_SLACK, captioned, is_within, lines_below, overlaps
from asiento.pages.fields.weights import DATE
from asiento.reading.dates import read_date
from asiento.reading.layout import Line, Span
from asiento.reading.months import DAYS, MONTHS, WEEKDAYS

MAX_WORDS = 7
COMMA = re.compile(r"(?<=\d),(?=\d)")
"""A comma between digits of a date is a badly printed point."""
AROUND = " .,;:()[]|'*\u2018\u2019"
CLOCK = re.compile(r"\d{1,2}:\d{2}")
LONGEST_LABELLED = 3
"""How many words may stand between a label and its date (`Fecha y lugar: Quito, …`)."""

BARE = frozenset(("fecha", "date", "data", "datum"))
OF = frozenset(("de", "del", "di", "da", "do", "d", "of", "van"))
"""Labels of any date, and what joins them to what the date is of."""

ALSO = frozenset(("hora", "hour", "time", "heure", "ora", "uhrzeit", "tijd", "lugar", "place", "lieu", "luogo"))
"""What stands beside a date, and does not say of what it is."""

UNLABELLED = Doubt.of("unlabelled_date")

DATED = (Label.ISSUED, Label.DUE, Label.OTHER_DATE)


@dataclass(frozen=True)
class Found:
    """A date on line *at* and its words."""

    value: date
    at: int
    start: int
    span: Span


def dates_of(pages: AnnotatedPages, *, billed: bool = False) -> tuple[Field[date] | None, Field[date] | None]:
    """Return the day of issue and the day of payment, each None if the document does not say.

    *billed*: it is a bill, which names its day: one without a label is doubted.
    """
    found = [one for at, line in enumerate(pages.lines) for one in dates_in(pages, line, at)]
    due = _labelled(pages, found, Label.DUE)
    issued = _labelled(pages, found, Label.ISSUED)
    if issued is None:
        alone = _unlabelled(pages, found)
        issued = replace(alone, doubt=UNLABELLED) if alone and billed else alone
    return issued, due


def dates_in(pages: AnnotatedPages, line: Line, at: int) -> Iterator[Found]:
    """Yield the dates of *line*, the longest reading at each place; one across cells only where none is in a cell."""
    inside = {found.start: found for found in _dates_between(pages, line, at, _cells(line))}
    taken = sorted((one.start, one.start + len(one.span.words)) for one in inside.values())
    free = [(before, after) for (_, before), (after, _) in pairwise([(0, 0), *taken, (len(line.words), 0)])]
    across = {found.start: found for found in _dates_between(pages, line, at, free)}
    yield from (found for _, found in sorted((inside | across).items()))


def _cells(line: Line) -> list[tuple[int, int]]:
    """Return where the cells of *line* begin and end, as indices of words."""
    first = {id(cell.words[0]) for cell in line.cells}
    borders = (at for at, word in enumerate(line.words) if at and id(word) in first)
    return list(pairwise([0, *borders, len(line.words)]))


def _dates_between(pages: AnnotatedPages, line: Line, at: int, parts: Iterable[tuple[int, int]]) -> Iterator[Found]:
    for begin, stop in parts:
        start = begin
        while start < stop:
            found = _date_at(pages, line, start, stop, at)
            if found:
                yield found
            start = start + len(found.span.words) if found else start + 1


def _date_at(pages: AnnotatedPages, line: Line, start: int, end: int, at: int) -> Found | None:
    if not _may_begin(line.plain[start]):
        return None
    for stop in range(min(start + MAX_WORDS, end), start, -1):
        span = line.cut(start, stop)
        text = span.text.strip(AROUND)
        value = read_date(COMMA.sub(".", text), pages.dialect)
        if value and not _is_number(text):
            return Found(value, at, start, span)
    return None


def _may_begin(word: str) -> bool:
    """Return whether a date may begin with *word*: with a figure, a month or a day."""
    return bool(word) and (any(map(str.isdigit, word)) or word in MONTHS or word in WEEKDAYS or word in DAYS)


def _is_number(text: str) -> bool:
    """Return whether a date without separators would only be a guess (`20240131` may be a number)."""
    return text.isdigit()


def _labelled(pages: AnnotatedPages, found: list[Found], label: Label) -> Field[date] | None:
    """Return the date beside or below the first *label* that has one; longer labels say more, sentences less.

    One behind the number of another document is doubted where a better label has lost its date: it may be that one's.
    """
    mentions = sorted(
        pages.every(label),
        key=lambda one: (_is_of_else(pages, one), _is_in_sentence(pages, one), -len(one.text)),
    )
    for mention in mentions:
        one = _beside(pages, mention, found) or _under(pages, mention, found)
        if one:
            field = pages.field(one.value, one.span, _sure(pages, mention))
            lost = mention is not mentions[0] and _is_of_another(pages, mention)
            return replace(field, doubt=UNLABELLED) if lost and label is Label.ISSUED else field
    return None


def _is_in_sentence(pages: AnnotatedPages, mention: Mention) -> bool:
    """Return whether other words lead to the label in its cell: `Relates to invoice no. 7 dated …`."""
    return is_within(pages, mention) and not any(other.stop == mention.start for other in pages.mentions[mention.at])


def _is_of_another(pages: AnnotatedPages, mention: Mention) -> bool:
    """Return whether the number of another document leads to the label: `Rectifica la factura 7 de fecha …`."""
    return any(one.label is Label.OTHER_NUMBER and one.stop <= mention.start for one in pages.mentions[mention.at])


def _sure(pages: AnnotatedPages, mention: Mention) -> float:
    """Return how much the label of a date says."""
    if _is_of_else(pages, mention):
        return DATE.of_else
    return DATE.label if len(mention.text) > DATE.bare_letters else DATE.bare_label


def _is_of_else(pages: AnnotatedPages, mention: Mention) -> bool:
    """Return whether words that we do not know say of what the date is: `Fecha de cargo`, `Print date`."""
    line = pages.lines[mention.at]
    cell = next((cell for cell in line.cells if mention.span.words[0] in cell.words), mention.span)
    place = cell.words.index(mention.span.words[0])
    known = any(other.stop == mention.start for other in pages.mentions[mention.at])
    before = place > 0 and not known and cell.plain[place - 1].isalpha()
    after = place + 1 < len(cell.words) and (cell.plain[place + 1] in OF or _goes_on(cell, place + 1))
    return mention.text in BARE and (before or after)


def _goes_on(cell: Span, at: int) -> bool:
    """Return whether a word that says of what a date is ends the label, with a colon: `Data DDT: 25-04-2026`."""
    word = cell.plain[at]
    return word.isalpha() and word not in ALSO and cell.words[at].text.endswith(":")


def _beside(pages: AnnotatedPages, mention: Mention, found: list[Found]) -> Found | None:
    later = [one for one in found if one.at == mention.at and one.start >= mention.stop]
    nearest = min(later, key=lambda one: one.start, default=None)
    between = [
        other
        for other in pages.mentions[mention.at]
        if other.label in DATED and nearest and mention.stop <= other.start < nearest.start
    ]
    return nearest if nearest and not between and nearest.start - mention.stop <= LONGEST_LABELLED else None


def _under(pages: AnnotatedPages, mention: Mention, found: list[Found]) -> Found | None:
    caption = captioned(pages, mention)
    over = [one for one in found if caption and one.at == caption[0] and overlaps(one.span, caption[1])]
    if over:
        return over[0]
    rows = set(lines_below(pages, mention))
    under = [one for one in found if one.at in rows and overlaps(one.span, mention.span, COLUMN_SLACK)]
    # A long date reaches under the next label: the one that begins nearest to its label is meant.
    nearest = [one for one in under if one.at == under[0].at]
    return min(nearest, key=lambda one: abs(one.span.box[0] - mention.span.box[0]), default=None)


def _unlabelled(pages: AnnotatedPages, found: list[Found]) -> Field[date] | None:
    """Return the date that stands beside a time, else the first that no other label claims."""
    free = [
        one
        for one in found
        if not any(mention.label in (Label.DUE, Label.OTHER_DATE) for mention in pages.mentions[one.at])
    ]
    timed = [one for one in free if CLOCK.search(pages.lines[one.at].text)]
    values = {one.value for one in free}
    for one in (*timed, *free):
        sure = DATE.timed_or_alone if timed or len(values) == 1 else DATE.first_of_several
        return pages.field(one.value, one.span, sure)
    return None
