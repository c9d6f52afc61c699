"""The numbers and percentages of a line, as one dialect reads them. What is not surely a number is left out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from asiento.money.iso4217 import decimals_of
from asiento.money.signs import EXPECTED_CODES, MARK
from asiento.reading.amounts import read_amount
from asiento.reading.dialect import Dialect
from asiento.reading.layout import Line, Span

PERCENT = re.compile(r"[(\[]?[-\u2212]?(\d{1,2}(?:[.,]\d{1,3})?)%[)\]:,]?")
CURRENCY = re.compile(rf"^(?:{MARK}|rm)[.:]?$|[€£$₹¥]|^(?:rm|rs\.?)\s?\d", re.IGNORECASE)
CODE = re.compile(rf"\b(?:{'|'.join(sorted(EXPECTED_CODES))})\b")
"""The code of a currency beside a number without decimals: `638 JPY`."""
WHOLE = re.compile(rf"¥|\b(?:{'|'.join(sorted(code for code in EXPECTED_CODES if not decimals_of(code)))})\b")
"""A currency without decimals."""

SIGN_BEFORE = re.compile(rf"^(?:{'|'.join(sorted(EXPECTED_CODES))}|[€$£])(?=[-+(]?\d)")
"""What is glued before the first group of digits: `PLN5 421,80`."""

TAX_CODE = re.compile(r"(?<=\d[.,]\d\d)[*x]?[A-Z]{0,2}$")
"""The letter of the tax group that tills print behind an amount, sometimes read as one word with it."""


@dataclass(frozen=True)
class Figure:
    """A number on line *at*, its words *start* to before *stop*. *money*: it has decimals or a currency sign."""

    value: Decimal
    at: int
    start: int
    stop: int
    span: Span
    money: bool

    @property
    def right(self) -> float:
        """Return the right edge: amounts of a column end there."""
        return self.span.box[2]


def names_whole_money(texts: Iterable[str]) -> bool:
    """Return whether *texts* name a currency without decimals: then any number may be money."""
    return any(WHOLE.search(text) for text in texts)


def figures_in(line: Line, at: int, dialect: Dialect, *, whole: bool = False) -> Iterator[Figure]:
    """Yield the numbers of *line* from left to right. *whole*: money has no decimals there."""
    start = 0
    while start < len(line.words):
        found = _figure(line, start, at, dialect, whole=whole)
        if found:
            yield found
        start = found.stop if found else start + 1


def _figure(line: Line, start: int, at: int, dialect: Dialect, *, whole: bool) -> Figure | None:
    """Return the number that begins at word *start*; `1 234,56 €` is one number of three words."""
    if _is_behind(line, start):
        return None
    for stop in range(min(start + 4, len(line.words)), start, -1):
        span = line.cut(start, stop)
        text = TAX_CODE.sub("", span.text.strip("|:;*_"))
        if (stop - start > 1 and (not _is_one(span) or _ends_in_next(line, stop))) or _is_percent(line, stop):
            continue
        value = read_amount(_close(text), dialect)
        if value is not None:
            money = bool(CURRENCY.search(text) or CODE.search(text) or re.search(r"[.,]\d{2}(?!\d)", _close(text)))
            return Figure(value, at, start, stop, span, money or (whole and value == value.to_integral_value()))
    return None


def _is_behind(line: Line, start: int) -> bool:
    """Return whether word *start* is a sign that stands nearer to the figure before it than to what follows."""
    words = line.words
    if (
        words[start].text not in ("-", "+")
        or not 0 < start < len(words) - 1
        or not words[start - 1].text[-1:].isdigit()
    ):
        return False
    before, sign, after = words[start - 1 : start + 2]
    return sign.box[0] - before.box[2] < after.box[0] - sign.box[2]


def _ends_in_next(line: Line, stop: int) -> bool:
    """Return whether the last word is the sign of money of the figure behind: it opens one, or stands nearer to it."""
    words = line.words
    last = words[stop - 1]
    if not CURRENCY.match(last.text.strip("-+()")) or not any(map(str.isdigit, words[stop - 2].text)):
        return False
    if last.text[0] in "-+(":
        return True
    follows = stop < len(words) and words[stop].text.lstrip("-+(")[:1].isdigit()
    return follows and words[stop].box[0] - last.box[2] < last.box[0] - words[stop - 2].box[2]


def _close(text: str) -> str:
    """Return *text* without the space that OCR puts before the cents (`17, 06`), and without a ringgit's `RM`."""
    return re.sub(r"^(?:rm|rs\.?)\s?(?=[\d-])", "", re.sub(r"(?<=\d[.,]) (?=\d\d$)", "", text), flags=re.IGNORECASE)


def _is_one(span: Span) -> bool:
    """Return whether words are one number: a sign beside it, or groups of three digits close together."""
    text = SIGN_BEFORE.sub("", span.text.rstrip(":;"))
    if re.fullmatch(
        r"[-+(]?\d{1,3}(?: \d{3})+(?:[.,]\d{2})?[-+)]?(?: ?(?:(?:[A-Z]{1,2})?[€$£]|[A-Z]{3}))?[-+)]?|-?\d+[.,] \d\d",
        text,
    ):
        return _gaps(span) < 1
    bare = [
        i
        for i, word in enumerate(span.words)
        if not CURRENCY.match(word.text.strip("-+()")) and word.text not in "-+()"
    ]
    if len(bare) <= 1:
        return True
    figure = span.cut(bare[0], bare[-1] + 1)
    grouped = len(bare) < len(span.words) and re.fullmatch(r"[-+(]?\d{1,3}(?: \d{3})+[.,]\d\d[-+)]?", figure.text)
    return bool(grouped) and _gaps(figure) < 1


def _gaps(span: Span) -> float:
    """Return the widest gap between the words, in heights (the page is taken to be upright)."""
    words = span.words
    widest = max(two.box[0] - one.box[2] for one, two in pairwise(words))
    return widest / max(span.height, 1e-6)


def _is_percent(line: Line, stop: int) -> bool:
    return line.words[stop - 1].text.endswith("%") or (stop < len(line.words) and line.words[stop].text.startswith("%"))


def rates_in(line: Line, at: int, dialect: Dialect) -> Iterator[Figure]:
    """Yield the percentages of *line* from left to right."""
    for start, word in enumerate(line.words):
        stop = start + 2 if start + 1 < len(line.words) and line.words[start + 1].text.startswith("%") else start + 1
        found = PERCENT.fullmatch(line.cut(start, stop).text.replace(" ", "")) or PERCENT.search(word.text)
        rate = read_amount(found[1], dialect) if found else None
        if rate is not None:
            yield Figure(rate, at, start, stop, line.cut(start, stop), money=False)
