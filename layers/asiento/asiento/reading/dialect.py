"""The dialect of one document: how it writes its numbers and dates, decided once. Knows no layouts and no fields."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, Self

from asiento.money.countries import MONTH_FIRST_COUNTRIES, POINT_COUNTRIES

Decimals = Literal[",", "."]

MAX_LENGTH = 64
"""Characters of the longest text that may be an amount or a date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """The decimal separator of a document, whether its dates give the day before the month, and the year first.

    *year_first* is for years of two digits: those of four are seen where they stand.
    """

    decimal: Decimals
    day_first: bool
    year_first: bool = False

    @property
    def swapped(self) -> Self:
        """The dialect with the other decimal separator."""
        return replace(self, decimal="." if self.decimal == "," else ",")


# Candidates inside longer text: not part of a word, a path, a number with hyphens or a longer number.
_FIGURE = re.compile(r"(?<![\w.,/-])-?(\d[\d.,']*[.,]\d+)(?![\w/]|[.,-]\d)", re.ASCII)
_SLASHED = re.compile(r"(?<![\w.,/-])(\d{1,2})([/.-])(\d{1,2})\2(?:(?:19|20)\d\d|\d{2})(?![\w/]|[.-]\d)", re.ASCII)
GROUPED = re.compile(r"[1-9]\d{0,2}([.,' ])\d{3}(?:\1\d{3})*|[1-9]\d?(?:,\d\d)+,\d{3}", re.ASCII)
"""Groups of three digits, or as in India two and at last three: `1,41,600` (Unicode CLDR)."""


_SAME = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "−": "-", "–": "-", "—": "-", "‑": "-"})  # noqa: RUF001


def detect_dialect(texts: Iterable[str], country: str | None = None, *, whole: bool = False) -> Dialect:
    """Decide how a document writes, from all its amounts and dates.

    *country* (ISO 3166-1 alpha-2: of the supplier if known, else of the tenant) breaks ties; without it and without
    evidence a document is taken to write 1.234,56 and the day first, as most of the world that we serve does.
    *whole*: its money has no decimals, so that three digits behind a mark are thousands.
    """
    decimals: Counter[Decimals] = Counter()
    grouped: Counter[Decimals] = Counter()
    orders: Counter[bool] = Counter()
    for text in map(normalized, texts):
        figures = _FIGURE.findall(text)
        decimals.update(mark for figure in figures if (mark := decimal_of(figure)))
        grouped.update("," if "." in figure else "." for figure in figures if whole and not decimal_of(figure))
        orders.update(order for found in _SLASHED.finditer(text) if (order := _order_on_page(found)) is not None)
    return Dialect(
        decimal=_winner(decimals or grouped, "." if country in POINT_COUNTRIES else ","),
        day_first=_winner(orders, country not in MONTH_FIRST_COUNTRIES),
    )


def shows_decimals(texts: Iterable[str]) -> bool:
    """Return whether a figure in *texts* proves what stands before the decimals."""
    return any(decimal_of(figure) for text in map(normalized, texts) for figure in _FIGURE.findall(text))


def _winner[T](votes: Counter[T], otherwise: T) -> T:
    best = votes.most_common(2)
    if not best or (len(best) > 1 and best[0][1] == best[1][1]):
        return otherwise
    return best[0][0]


def decimal_of(figure: str) -> Decimals | None:
    """Return the decimal separator that *figure* proves; None for `1.234`, which may be either."""
    last: Decimals = "," if figure.rfind(",") > figure.rfind(".") else "."
    other: Decimals = "." if last == "," else ","
    whole, _, fraction = figure.rpartition(last)
    if last in whole:
        return other if GROUPED.fullmatch(figure) else None
    if other in whole:
        return last if GROUPED.fullmatch(whole) else None
    return last if len(fraction) != 3 or not GROUPED.fullmatch(figure) else None  # noqa: PLR2004 (a thousands group)


def _order_on_page(found: re.Match[str]) -> bool | None:
    """Return what `order_of` does, but of `10.15.44`: the number of a part, for months stand before no point (CLDR)."""
    first = order_of(found)
    return first if first or found[2] != "." else None


def order_of(found: re.Match[str]) -> bool | None:
    """Return whether the day comes first, where the figures prove it."""
    first, second = int(found[1]), int(found[3])
    return first > 12 if (first > 12) != (second > 12) else None  # noqa: PLR2004 (months in a year)


def normalized(text: str) -> str:
    """Return *text* with one kind of space, apostrophe and minus."""
    return unicodedata.normalize("NFKC", text.translate(_SAME))


def may_be_read(text: str) -> bool:
    """Return whether *text* may be an amount or a date at all: most words of a page hold no digit."""
    return len(text) <= MAX_LENGTH and any(map(str.isdigit, text))
