"""The day of a purchase on a till receipt: the date for which label, time of day and repetition speak together."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from asiento.document import Field
from asiento.pages.annotated import AnnotatedPages
from asiento.pages.receipt.day_weights import DAY, DAY_CONFIDENCE
from asiento.reading.dates import read_date
from asiento.reading.dialect import Dialect
from asiento.reading.layout import Line, Span

D = r"[\doOlI|]"
NUMERIC = re.compile(
    rf"(?:(?<![\w/.-])|(?<=date)|(?<=dt)|(?<=[a-z]-))({D}{{1,2}}) ?([-/.,]) ?({D}{{1,2}}) ?([-/.,])(?! \d\d?:\d) ?"
    rf"(2[o0]{D}{{2}}|{D}{{2}})(?={D}{{1,2}}[:;.]\d\d|[^\w/-]|[Tt]\d|[a-z]{{2}}|$)",
    re.IGNORECASE,
)
"""A day in figures. What stands behind a separator and a space may be a time instead of the year: `15.04. 16:14`."""

YEAR_FIRST = re.compile(
    rf"(?<![\w/.-])(2[o0]{D}{{2}}) ?([-/.]) ?({D}{{1,2}}) ?\2 ?({D}{{1,2}})(?={D}{{2}}:|[^\w]|[Tt]\d|$)"
)
NAMED = re.compile(
    r"(?<![\w/.])(?:(\d{1,2}) ?(?:st|nd|rd|th|\.)?[ \-/.]*([^\W\d_]{3,9})[ \-/.,']*(\d{4}|\d{2})|"
    r"([^\W\d_]{3,9})[ \-/.]+(\d{1,2})(?:st|nd|rd|th)?[ ,\-/.]+(\d{4}))(?=\d{2}:|\W|$)",
    re.IGNORECASE,
)
LABEL = re.compile(r"\b(?:date|datum|fecha|tarikh|data|dt)\b|\bdated?\d", re.IGNORECASE)
CLOCK = re.compile(
    r"(?<!\d)[012]?\d ?[:;.] ?[0-5]\d(?: ?[:;.] ?[0-5]\d)?(?: ?[ap]m)?\b(?![.,/-]\d)|\b\d{1,2}:\d\d", re.IGNORECASE
)
OTHER = re.compile(
    r"\b(?:exp\w*|due|valid\w*|until|bis|before|since|seit|from|to|act|effective|birth|signed|warranty|return\w*|"
    r"caduc\w*|vence|gultig|gueltig|redeem\w*|member since|start)\b",
    re.IGNORECASE,
)
"""Words beside a date that is not the day of the purchase."""

DIGITS = str.maketrans("oOlI|", "00111")
"""Letters that OCR puts for digits."""

YEARS = range(2000, 2100)


@dataclass(frozen=True)
class FoundDate:
    """A date on line *at*. *corrected*: letters were taken for digits, or its separators differ."""

    value: date
    at: int
    span: Span
    corrected: bool


def receipt_date(pages: AnnotatedPages, *, day_first: bool, latest: date = date.max) -> Field[date] | None:
    """Return the day of the purchase, *latest* or before; None if none is printed.

    *day_first* as the country of the document writes.
    """
    found = [one for at, line in enumerate(pages.lines) for one in dates_in(line, at, day_first) if one.value <= latest]
    if not found:
        return None
    counts = Counter(
        {value: len({one.at for one in found if one.value == value}) for value in {o.value for o in found}}
    )
    best = max(found, key=lambda one: (_score(pages, one, counts), -one.at))
    return _field(pages, best, found, counts)


def dates_in(line: Line, at: int, day_first: bool) -> Iterator[FoundDate]:
    """Yield the dates of *line*, however the till glues and parts them."""
    for hit in NUMERIC.finditer(line.text):
        first, second, year = (hit[group].translate(DIGITS) for group in (1, 3, 5))
        value = _day(year, *((second, first) if day_first else (first, second)))
        raw = hit[1] + hit[3] + hit[5]
        if value:
            yield FoundDate(value, at, _span(line, hit), not raw.isdigit() or hit[2] != hit[4] or hit[2] == ",")
    for hit in YEAR_FIRST.finditer(line.text):
        value = _day(*(hit[group].translate(DIGITS) for group in (1, 3, 4)))
        if value:
            yield FoundDate(value, at, _span(line, hit), not (hit[1] + hit[3] + hit[4]).isdigit())
    for hit in NAMED.finditer(line.text):
        text = " ".join(part for part in hit.groups() if part)
        value = read_date(text, Dialect(decimal=".", day_first=True))
        if value and value.year in YEARS:
            yield FoundDate(value, at, _span(line, hit), corrected=False)


def _day(year: str, month: str, day: str) -> date | None:
    if not (year + month + day).isdigit():
        return None
    full = int(year) + 2000 if len(year) <= len("99") else int(year)
    try:
        return date(full, int(month), int(day))
    except ValueError:
        return None


def _span(line: Line, hit: re.Match[str]) -> Span:
    """Return the words of *line* that *hit* touches."""
    place, first, stop = 0, 0, len(line.words)
    for at, word in enumerate(line.words):
        if place <= hit.start():
            first = at
        place += len(word.text) + 1
        if place > hit.end():
            stop = at + 1
            break
    return line.cut(first, stop)


def _agreeing(pages: AnnotatedPages, one: FoundDate, counts: Counter[date]) -> tuple[bool, bool, bool]:
    """Return whether a label, a time of day and another line of the receipt speak for the date."""
    text = pages.lines[one.at].text
    above = pages.lines[one.at - 1].text if one.at else ""
    labelled = LABEL.search(text) or (LABEL.search(above) and not any(map(str.isdigit, above)))
    rest = text.replace(one.span.text, " ", 1) if not CLOCK.search(one.span.text) else one.span.text
    return bool(labelled), bool(CLOCK.search(rest)), counts[one.value] > 1


def _score(pages: AnnotatedPages, one: FoundDate, counts: Counter[date]) -> float:
    labelled, timed, repeated = _agreeing(pages, one, counts)
    score = DAY.labelled * labelled + DAY.timed * timed + DAY.repeated * repeated - DAY.corrected * one.corrected
    foreign = bool(OTHER.search(pages.lines[one.at].text))
    return score - DAY.of_something_else * foreign + DAY.legible * one.span.confidence


def _field(pages: AnnotatedPages, best: FoundDate, found: Sequence[FoundDate], counts: Counter[date]) -> Field[date]:
    agreeing = sum(_agreeing(pages, best, counts))
    sure = DAY_CONFIDENCE.agreeing[agreeing] - DAY_CONFIDENCE.corrected * best.corrected
    if len({one.value for one in found}) > 1:
        sure -= DAY_CONFIDENCE.another
    if counts[best.value] == 1:
        sure = min(sure, 0.5 + best.span.confidence / 2)
    if agreeing <= 1:  # a digit read wrong makes another date, and nothing would tell
        sure = min(sure, 0.35 + 0.6 * best.span.confidence)
    return pages.judged(best.value, best.span, max(sure, DAY_CONFIDENCE.least))
