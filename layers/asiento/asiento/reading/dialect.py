"""How one document writes its numbers and dates, decided once, and the reading of single amounts and dates by it.

Knows nothing of layouts or fields. What is not surely an amount or a date is None, never a guess.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from asiento.lexicon.folding import fold
from asiento.money.countries import MONTH_FIRST_COUNTRIES, POINT_COUNTRIES
from asiento.money.signs import MARK
from asiento.reading.months import DAYS, MONTHS, WEEKDAYS

Decimals = Literal[",", "."]

MAX_LENGTH = 64
"""Characters of the longest text that may be an amount or a date."""

MAX_WHOLE_DIGITS = 15
MAX_FRACTION_DIGITS = 10
"""Digits of an amount before and behind its decimal separator; what has more is a number of something."""

YEARS = range(1900, 2100)
SHORT_YEARS = range(16, 36)
"""Years of two digits that a document which is booked today is likely to have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """The decimal separator of a document, whether its dates give the day before the month, and the year first.

    *year_first* is for years of two digits: those of four are seen where they stand.
    """

    decimal: Decimals
    day_first: bool
    year_first: bool = False


# Candidates inside longer text: not part of a word, a path, a number with hyphens or a longer number.
_FIGURE = re.compile(r"(?<![\w.,/-])-?(\d[\d.,']*[.,]\d+)(?![\w/]|[.,-]\d)", re.ASCII)
_SLASHED = re.compile(r"(?<![\w.,/-])(\d{1,2})([/.-])(\d{1,2})\2(?:\d{4}|\d{2})(?![\w/]|[.-]\d)", re.ASCII)
_GROUPED = re.compile(r"[1-9]\d{0,2}([.,' ])\d{3}(?:\1\d{3})*|[1-9]\d?(?:,\d\d)+,\d{3}", re.ASCII)
"""Groups of three digits, or as in India two and at last three: `1,41,600` (Unicode CLDR)."""


def detect_dialect(texts: Iterable[str], country: str | None = None) -> Dialect:
    """Decide how a document writes, from all its amounts and dates.

    *country* (ISO 3166-1 alpha-2: of the supplier if known, else of the tenant) breaks ties; without it and without
    evidence a document is taken to write 1.234,56 and the day first, as most of the world that we serve does.
    """
    decimals: Counter[Decimals] = Counter()
    orders: Counter[bool] = Counter()
    for text in map(_plain, texts):
        decimals.update(mark for figure in _FIGURE.findall(text) if (mark := _decimal_shown(figure)))
        orders.update(first for found in _SLASHED.finditer(text) if (first := _order_shown(found)) is not None)
    return Dialect(
        decimal=_winner(decimals, "." if country in POINT_COUNTRIES else ","),
        day_first=_winner(orders, country not in MONTH_FIRST_COUNTRIES),
    )


def shows_decimals(texts: Iterable[str]) -> bool:
    """Return whether a figure in *texts* proves what stands before the decimals."""
    return any(_decimal_shown(figure) for text in map(_plain, texts) for figure in _FIGURE.findall(text))


def _winner[T](votes: Counter[T], otherwise: T) -> T:
    best = votes.most_common(2)
    if not best or (len(best) > 1 and best[0][1] == best[1][1]):
        return otherwise
    return best[0][0]


def _decimal_shown(figure: str) -> Decimals | None:
    """Return the decimal separator that *figure* proves; None for `1.234`, which may be either."""
    last: Decimals = "," if figure.rfind(",") > figure.rfind(".") else "."
    other: Decimals = "." if last == "," else ","
    whole, _, fraction = figure.rpartition(last)
    if last in whole:
        return other if _GROUPED.fullmatch(figure) else None
    if other in whole:
        return last if _GROUPED.fullmatch(whole) else None
    return last if len(fraction) != 3 or not _GROUPED.fullmatch(figure) else None  # noqa: PLR2004 (a thousands group)


def _order_shown(found: re.Match[str]) -> bool | None:
    """Return whether the day comes first, where the figures prove it."""
    first, second = int(found[1]), int(found[3])
    return first > 12 if (first > 12) != (second > 12) else None  # noqa: PLR2004 (months in a year)


def _plain(text: str) -> str:
    """Return *text* with one kind of space, apostrophe and minus."""
    return unicodedata.normalize("NFKC", text.translate(_SAME))


_SAME = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "−": "-", "–": "-", "—": "-", "‑": "-"})  # noqa: RUF001
_AMOUNT = re.compile(r"([^\d]*?)((?:(?<![a-z/])[.,])?\d(?:[\d.,' ]*\d)?)([^\d]*)", re.ASCII)
_RAISED = re.compile("[²³¹⁰-⁹₀-₉¼-¾⅐-↉①-⓿]")
"""Digits of notes and of small cents, which NFKC would put behind the others: `125¹` is not 1251."""
_HEAD = re.compile(rf"(?:{MARK}|[-+(\s])*")
_TAIL = re.compile(rf"(?:{MARK}|(?P<debit>dr|db)\b|(?P<credit>cr)\b|[-+)\s])*\.?")
_SIGN = re.compile(r"[-+(]|\b(?:cr|dr|db)\b")
_NO_CENTS = re.compile(r"(?<=\d)([.,])--?(?![-\d])")


def _may_be_read(text: str) -> bool:
    """Return whether *text* may be an amount or a date at all: most words of a page hold no digit."""
    return len(text) <= MAX_LENGTH and any(map(str.isdigit, text))


@lru_cache(maxsize=10_000)  # several rules ask about the same words
def read_amount(text: str, dialect: Dialect) -> Decimal | None:
    """Return the amount that *text* is, signed, or None if it is anything else or could be two different amounts.

    Takes currency signs and codes on either side, a minus on either side, parentheses, CR and DR (a debit is
    negative), and points, commas, spaces or apostrophes between thousands. The dialect decides only where the figure
    itself does not: `1.234` is 1234 under a decimal comma, `12.10` is 12.10 under both.
    """
    found = _amount_in(text)
    tail = _TAIL.fullmatch(found[3]) if found else None
    if found is None or tail is None or not _HEAD.fullmatch(found[1]):
        return None
    negative, digits = _is_negative(found[1], tail), _digits(found[2], dialect)
    if negative is None or digits is None:
        return None
    whole, _, fraction = digits.partition(".")
    if len(whole) > MAX_WHOLE_DIGITS or len(fraction) > MAX_FRACTION_DIGITS:
        return None
    amount = Decimal(digits)
    return -amount if negative and amount else amount


def shows_sign(text: str) -> bool:
    """Return whether the amount *text* says by itself if it was added or taken: by `+`, `-`, `(…)`, CR or DR."""
    return _SIGN.search(_NO_CENTS.sub(r"\1", _plain(text).casefold())) is not None


def decimal_shown(text: str) -> Decimals | None:
    """Return the decimal separator that the amount *text* proves by itself; None for `1.234`, `15` and other texts."""
    found = _amount_in(text)
    mark = _decimal_shown(found[2]) if found and re.search("[.,]", found[2]) else None
    return mark if mark and read_amount(text, Dialect(decimal=mark, day_first=True)) is not None else None


def _amount_in(text: str) -> re.Match[str] | None:
    """Return head, number and tail of what may be an amount."""
    if not _may_be_read(text) or _RAISED.search(text):
        return None
    return _AMOUNT.fullmatch(_NO_CENTS.sub(r"\g<1>00", _plain(text).strip().casefold()))


def _is_negative(head: str, tail: re.Match[str]) -> bool | None:
    """Return the sign that the marks around a figure give it; None if they contradict each other."""
    marks = head + tail[0]
    minus, opened, closed = marks.count("-"), head.count("("), tail[0].count(")")
    if minus > 1 or opened != closed or opened > 1:
        return None
    negative = bool(minus or opened or tail["debit"])
    return None if negative and (tail["credit"] or "+" in marks) else negative


def _digits(number: str, dialect: Dialect) -> str | None:
    """Return *number* as a machine writes it (`1234.56`), or None if its separators make no sense."""
    point = _decimal_point(number, dialect)
    whole, fraction = (number[:point], number[point + 1 :]) if point is not None else (number, "")
    if not fraction.isdigit() and fraction:
        return None
    if not (whole.isdigit() or _GROUPED.fullmatch(whole) or (not whole and fraction)):
        return None
    if whole.startswith("0") and len(whole) > 1 and len(fraction) == 3:  # noqa: PLR2004 (`012.345` is no amount)
        return None
    bare = re.sub(r"\D", "", whole) or "0"
    return f"{bare}.{fraction}" if fraction else bare


def _decimal_point(number: str, dialect: Dialect) -> int | None:
    """Return where the decimal separator of *number* stands; None if it has none."""
    last = max(number.rfind("."), number.rfind(","))
    if last < 0 or number.count(number[last]) > 1:
        return None
    may_be_thousands = _GROUPED.fullmatch(number) is not None
    return None if may_be_thousands and number[last] != dialect.decimal else last


_TIME = re.compile(r"[t, ]+\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?( ?[ap]\.? ?m\.?| ?h(rs?)?\.?)?( ?(z|[+-]\d{2}:?\d{2}))?$")
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})|(\d{4})(\d{2})(\d{2})", re.ASCII)
_NUMERIC = re.compile(r"(\d{1,2}) ?([-/. ]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})", re.ASCII)
_NAMED = re.compile(r"[a-z0-9\s.,/'-]*")
_FILLERS = frozenset({"de", "del", "d", "of", "the", "st", "nd", "rd", "th", "er", "o"})


@lru_cache(maxsize=10_000)
def read_date(text: str, dialect: Dialect) -> date | None:
    """Return the date that *text* is (a time after it is dropped), or None if it is anything else or impossible.

    Years of two digits are 2000 to 2099; years of four must lie in 1900 to 2099. Serial numbers of spreadsheets are
    not guessed.
    """
    if not _may_be_read(text):
        return None
    bare = _bare_date(text)
    if found := _ISO.fullmatch(bare):
        year, month, day = (found[1], found[3], found[4]) if found[1] else (found[5], found[6], found[7])
        return _date(year, int(month), day)
    if found := _NUMERIC.fullmatch(bare):
        if dialect.year_first and len(found[1]) == len(found[4]) == 2:  # noqa: PLR2004 (years of two digits)
            return _date(found[1], int(found[3]), found[4])
        day, month = (found[1], found[3]) if dialect.day_first else (found[3], found[1])
        return _date(found[4], int(month), day)
    return _named_date(bare) if _NAMED.fullmatch(bare) else None


def day_first_shown(text: str) -> bool | None:
    """Return whether the date *text* proves by itself that the day comes first; None if it may be either or neither."""
    found = _NUMERIC.fullmatch(_bare_date(text)) if _may_be_read(text) else None
    return _order_shown(found) if found else None


def short_year_shown(text: str) -> Literal[False] | None:
    """Return False if the date *text* proves that its year of two digits comes last; None if it may come first as well.

    It may where the first figure is one of `SHORT_YEARS`. Dates of other forms prove nothing.
    """
    found = _NUMERIC.fullmatch(_bare_date(text)) if _may_be_read(text) else None
    if found is None or len(found[4]) != 2 or len(found[1]) != 2:  # noqa: PLR2004 (years of two digits)
        return None
    may_come_first = int(found[1]) in SHORT_YEARS and _date(found[1], int(found[3]), found[4]) is not None
    return None if may_come_first else False


def _bare_date(text: str) -> str:
    """Return *text* in lower case and plain letters, without a time."""
    spaced = " ".join(fold(_plain(text)).split())
    bare = _TIME.sub("", spaced).removesuffix(".")  # `2026.03.05.` in Hungarian
    head, _, rest = bare.partition(" ")
    # `mar` is Tuesday where the month is a number.
    after_weekday = head.rstrip(".,") in WEEKDAYS | {"mar"} and (_NUMERIC.fullmatch(rest) or _ISO.fullmatch(rest))
    return rest if after_weekday else bare


def _named_date(folded: str) -> date | None:
    """Return the date that spells its month (`5 de marzo de 2026`, `march 5th, 2026`, `05-mar-26`)."""
    spelled = re.findall(r"[a-z]+|\d+", folded.replace("treinta y uno", "31"))
    tokens = [str(DAYS.get(token, token)) for token in spelled]
    numbers = [token for token in tokens if token.isdigit()]
    words = [token for token in tokens if not token.isdigit() and token not in _FILLERS]
    months = [MONTHS[word] for word in words if word in MONTHS]
    if len(numbers) != 2 or len(months) != 1 or any(word not in WEEKDAYS for word in words if word not in MONTHS):  # noqa: PLR2004 (day and year)
        return None
    day, year = reversed(numbers) if len(numbers[0]) == 4 else numbers  # noqa: PLR2004 (a full year)
    return _date(year, months[0], day)


def _date(year: str, month: int, day: str) -> date | None:
    full = int(year) + 2000 if len(year) == 2 else int(year)  # noqa: PLR2004 (the rule for short years)
    if len(year) not in (2, 4) or len(day) not in (1, 2) or full not in YEARS:
        return None
    try:
        return date(full, month, int(day))
    except ValueError:
        return None
