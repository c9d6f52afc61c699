"""The reading of single amounts by a dialect. What is not surely an amount is None, never a guess."""

import re
from decimal import Decimal
from functools import lru_cache

from asiento.money.signs import MARK
from asiento.reading.dialect import GROUPED, Decimals, Dialect, decimal_of, may_be_read, normalized

MAX_WHOLE_DIGITS = 15
MAX_FRACTION_DIGITS = 10
"""Digits of an amount before and behind its decimal separator; what has more is a number of something."""

_AMOUNT = re.compile(r"([^\d]*?)((?:(?<![a-z/])[.,])?\d(?:[\d.,' ]*\d)?)([^\d]*)", re.ASCII)
_RAISED = re.compile("[²³¹⁰-⁹₀-₉¼-¾⅐-↉①-⓿]")
"""Digits of notes and of small cents, which NFKC would put behind the others: `125¹` is not 1251."""
_HEAD = re.compile(rf"(?:{MARK}|[-+(\s])*")
_TAIL = re.compile(rf"(?:{MARK}|(?P<debit>dr|db)\b|(?P<credit>cr)\b|[-+)\s])*\.?")
_SIGN = re.compile(r"[-+(]|\b(?:cr|dr|db)\b")
_NO_CENTS = re.compile(r"(?<=\d)([.,])--?(?![-\d])")


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
    return _SIGN.search(_NO_CENTS.sub(r"\1", normalized(text).casefold())) is not None


def decimal_shown(text: str) -> Decimals | None:
    """Return the decimal separator that the amount *text* proves by itself; None for `1.234`, `15` and other texts."""
    found = _amount_in(text)
    mark = decimal_of(found[2]) if found and re.search("[.,]", found[2]) else None
    return mark if mark and read_amount(text, Dialect(decimal=mark, day_first=True)) is not None else None


def _amount_in(text: str) -> re.Match[str] | None:
    """Return head, number and tail of what may be an amount."""
    if not may_be_read(text) or _RAISED.search(text):
        return None
    return _AMOUNT.fullmatch(_NO_CENTS.sub(r"\g<1>00", normalized(text).strip().casefold()))


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
    if not (whole.isdigit() or GROUPED.fullmatch(whole) or (not whole and fraction)):
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
    may_be_thousands = GROUPED.fullmatch(number) is not None
    return None if may_be_thousands and number[last] != dialect.decimal else last
