"""The reading of single dates by a dialect. What is not surely a date is None, never a guess."""

import re
from datetime import date
from functools import lru_cache
from typing import Literal

from asiento.lexicon.folding import fold
from asiento.reading.dialect import Dialect, may_be_read, normalized, order_of
from asiento.reading.months import DAYS, MONTHS, WEEKDAYS

YEARS = range(1900, 2100)
SHORT_YEARS = range(16, 36)
"""Years of two digits that a document which is booked today is likely to have."""

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
    if not may_be_read(text):
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
    found = _NUMERIC.fullmatch(_bare_date(text)) if may_be_read(text) else None
    return order_of(found) if found else None


def short_year_shown(text: str) -> Literal[False] | None:
    """Return False if the date *text* proves that its year of two digits comes last; None if it may come first as well.

    It may where the first figure is one of `SHORT_YEARS`. Dates of other forms prove nothing.
    """
    found = _NUMERIC.fullmatch(_bare_date(text)) if may_be_read(text) else None
    if found is None or len(found[4]) != 2 or len(found[1]) != 2:  # noqa: PLR2004 (years of two digits)
        return None
    may_come_first = int(found[1]) in SHORT_YEARS and _date(found[1], int(found[3]), found[4]) is not None
    return None if may_come_first else False


def _bare_date(text: str) -> str:
    """Return *text* in lower case and plain letters, without a time."""
    spaced = " ".join(fold(normalized(text)).split())
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
