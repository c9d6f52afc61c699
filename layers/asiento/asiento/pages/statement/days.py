"""The days of a printed statement, whose rows often leave out the year: it is that of the period. Knows no amount."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from asiento.lexicon.folding import bare_words
from asiento.pages.annotated import AnnotatedPages
from asiento.pages.fields.dates import MAX_WORDS, Found, dates_in
from asiento.pages.statement.weights import SURE
from asiento.reading.layout import Line, Span
from asiento.reading.months import MONTHS

STATEMENT_DATES = (
    "statement date; date statement; statement closing date; closing date; statement end date; fecha corte; "
    "fecha extracto; fecha emision; fecha cierre; date releve; date arrete; auszugsdatum; datum auszugs; erstellt am; "
    "kontoauszug vom; data estratto; data emissao; data extracte"
)
PERIODS = (
    "statement period; period; periodo; zeitraum; periode; du; from; desde; dal; vom; through; to; al; hasta; au; bis; "
    "statement; extracto; releve; auszug; movimientos"
)

_NUMERIC = re.compile(r"\W?(\d{1,2})([/.-])(\d{1,2})(?!\d)(?![.,/-]\d)")
_DAY_MONTH = re.compile(r"\W?(\d{1,2})[ ./-]?([^\W\d]{3,10})\b")
_MONTH_DAY = re.compile(r"\W?([^\W\d]{3,10})[ ./-]?(\d{1,2})\b(?![.,/:]\d)")
_MONTH = re.compile(r"\b([a-z]{3,10})\.? (?:de )?((?:19|20)\d\d)\b")
MIDDLE = 15
"""Day of the middle of a month: a day without a year is nearest to it."""


@dataclass(frozen=True)
class Day:
    """A date at the head of a line: *year* is None where it is not printed; *stop* is the word after it.

    *rest* is what OCR glued to it.
    """

    year: int | None
    first: int
    second: int
    named: bool
    stop: int
    span: Span

    def value(self, anchor: date | None, *, day_first: bool) -> date | None:
        """Return the date; of one without a year that nearest to *anchor*, None without one."""
        day, month = (self.first, self.second) if self.named or day_first else (self.second, self.first)
        years = [self.year] if self.year else [anchor.year + step for step in (-1, 0, 1)] if anchor else []
        days = [found for year in years if (found := _date(year, month, day))]
        return min(days, key=lambda one: abs(one - anchor) if anchor else 0, default=None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_at(pages: AnnotatedPages, at: int, start: int) -> Day | None:
    """Return the date that begins at word *start* of line *at*, with or without its year."""
    line = pages.lines[at]
    # Of the line only as many words as a date has: the rest holds other dates, and costs time on long statements.
    head = replace(line, words=line.words[: start + MAX_WORDS])
    whole = next((one for one in dates_in(pages, head, at) if one.start >= start), None)
    if whole and whole.start == start and _is_one(line, start, start + len(whole.span.words)):
        value = whole.value
        return Day(value.year, value.day, value.month, True, start + len(whole.span.words), whole.span)
    return _without_year(line, start)


def _is_one(line: Line, start: int, stop: int) -> bool:
    """Return whether the words from *start* to *stop* are one date.

    `17 Oct` and the `19` of `19 Oct` beside it are two.
    """
    last, behind = line.words[stop - 1].text, line.words[stop].text if stop < len(line.words) else ""
    if stop - start > 1 and len(last.strip(".,")) <= 2 and bare_words(behind) in MONTHS:  # noqa: PLR2004 (a short year)
        return False
    cell = next((cell for cell in line.cells if line.words[start] in cell.words), None)
    return cell is None or line.words[stop - 1] in cell.words


def _without_year(line: Line, start: int) -> Day | None:
    for stop in range(min(start + 2, len(line.words)), start, -1):
        span = line.cut(start, stop)
        text = span.text.casefold()
        numeric = _NUMERIC.match(text) if stop == start + 1 else None
        if numeric and _may_be_day(int(numeric[1]), int(numeric[3])):
            return Day(None, int(numeric[1]), int(numeric[3]), False, stop, span)
        named = _named(text, whole=stop > start + 1)
        if named and _is_whole(text, stop - start):
            return Day(None, *named, True, stop, span)
    return None


def _may_be_day(first: int, second: int) -> bool:
    return 1 <= min(first, second) <= 12 and max(first, second) <= 31  # noqa: PLR2004 (months, days)


def _named(text: str, *, whole: bool) -> tuple[int, int] | None:
    """Return day and month of `05 mar` and `mar 05`; *whole*: there is nothing else."""
    for pattern, day, month in ((_DAY_MONTH, 1, 2), (_MONTH_DAY, 2, 1)):
        found = pattern.fullmatch(text.rstrip(".,")) if whole else pattern.match(text)
        number = MONTHS.get(bare_words(found[month])) if found else None
        if found and number and 1 <= int(found[day]) <= 31:  # noqa: PLR2004 (days)
            return int(found[day]), number
    return None


def _is_whole(text: str, words: int) -> bool:
    """Return whether two words are both of the date, or one is it alone (`05mar`)."""
    return words > 1 or bool(re.search(r"\d", text) and re.search(r"[^\W\d]", text))


def day_first_of(days: Sequence[Day], *, otherwise: bool) -> bool:
    """Return whether dates without a year give the day first: as one of them proves, else as the document does."""
    bare = [one for one in days if not one.named]
    proven = {one.first > 12 for one in bare if (one.first > 12) != (one.second > 12)}  # noqa: PLR2004 (months)
    return proven.pop() if len(proven) == 1 else otherwise


def statement_day(pages: AnnotatedPages, rows: frozenset[int]) -> tuple[date, Span, float] | None:
    """Return the day of the statement, else the last of its period, else the first day above its *rows*; how sure."""
    lines = [at for at in range(len(pages.lines)) if at not in rows]
    labelled = _labelled(pages, lines, STATEMENT_DATES) or _labelled(pages, lines, PERIODS)
    if labelled:
        return *labelled, SURE.labelled_day
    above = (one for at in lines if at < min(rows, default=0) for one in dates_in(pages, pages.lines[at], at))
    return next(((one.value, one.span, SURE.day_above) for one in above), None)


def _labelled(pages: AnnotatedPages, lines: Sequence[int], labels: str) -> tuple[date, Span] | None:
    """Return the last date of the first line that names one of *labels*, or the one below the label."""
    known = {bare_words(label) for label in labels.split(";")}
    for at in lines:
        line = pages.lines[at]
        found = list(dates_in(pages, line, at))
        cell = next((cell for cell in line.cells if known & _phrases(cell)), None)
        if cell is None:
            continue
        cells = [other for other in line.cells if other.box[0] >= cell.box[0]]
        right = next((inside for other in cells if (inside := _inside(found, other))), None)
        if right:
            return right[-1].value, right[-1].span
        below = next(_under(pages, at, cell), None)
        if below:
            return below
    return None


def _under(pages: AnnotatedPages, at: int, cell: Span) -> Iterator[tuple[date, Span]]:
    """Yield the last date of the first cell with one that stands under *cell*."""
    for lower in range(at + 1, min(at + 3, len(pages.lines))):
        found = list(dates_in(pages, pages.lines[lower], lower))
        for under in pages.lines[lower].cells:
            if min(under.box[2], cell.box[2]) > max(under.box[0], cell.box[0]):
                yield from ((one.value, one.span) for one in _inside(found, under)[-1:])


def _inside(found: Sequence[Found], cell: Span) -> list[Found]:
    return [one for one in found if cell.box[0] <= one.span.box[0] < cell.box[2]]


def _phrases(cell: Span) -> set[str]:
    """Return the runs of up to three words of *cell*, folded."""
    words = bare_words(cell.text).split()
    return {" ".join(words[start : start + size]) for start in range(len(words)) for size in (1, 2, 3)}


def month_of(pages: AnnotatedPages) -> date | None:
    """Return the middle of the month that the head of the statement names (`March 2026`)."""
    for line in pages.lines:
        for found in _MONTH.finditer(bare_words(line.text)):
            if found[1] in MONTHS:
                return date(int(found[2]), MONTHS[found[1]], MIDDLE)
    return None
