"""How one file writes its amounts and dates, decided once from all its cells, with the cells that show it.

Two readings are told apart only by proof: no country, language or majority decides between them. Knows no column.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from asiento.document import Doubt, Notice
from asiento.money.countries import MONTH_FIRST_COUNTRIES, POINT_COUNTRIES
from asiento.reading.amounts import decimal_shown, read_amount
from asiento.reading.convention import Convention
from asiento.reading.dates import day_first_shown, read_date, short_year_shown
from asiento.reading.dialect import Decimals, Dialect

DateOrder = Literal["day_first", "month_first", "year_first"]

_LAST, _FIRST = (Dialect(decimal=".", day_first=True, year_first=first) for first in (False, True))

MAX_SHOWN = 40
"""Characters of a cell that are quoted."""

DECIMAL, DATE_ORDER = "decimal", "date_order"
"""The names under which people are asked for it: `,` or `.`, and `day_first` or `month_first`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The text of a cell that holds an amount or a date, and where it stands: `row:3`, as sentences name places."""

    text: str
    where: str

    @property
    def shown(self) -> str:
        """The text as it is quoted."""
        shown = " ".join(self.text.split())
        return shown if len(shown) <= MAX_SHOWN else f"{shown[:MAX_SHOWN]}…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """How a file writes: its decimal separator, and whether its dates give the day first; None where nothing says so.

    *year_first*: whether years of two digits come first; None where they may.
    *decimal_by* and *order_by*: the cell that says so, or the two that contradict each other, each with its place
    (`row:3 1,50`); or a word for who said so.
    *signed*: whether a minus is what tells money out from money in, as a person says; False: money in from money out.
    *convention*: of a row, how those that came with it tell money in from money out.
    *currencies*: those, ISO codes or signs, that a workbook shows beside its numbers; of a row, beside its amounts.
    *named*: the currencies, ISO codes, that stand around the table for all of it.
    *doubts*: what the file says against the total of a row, or of all rows.
    *notices*: of a row, what is told of all that came with it.
    *entries*: of a file that waits, that the rows which did not wait became entries.
    *other_types*: of a row, that the column of types which it stands in holds other words than types of documents.
    *sums_up*: of a row, that its figure is the sum of the rows above it, so that it may be no entry of its own.
    *swapped*: of a row, that day and month of its date may have changed places.
    """

    decimal: Decimals | None = None
    day_first: bool | None = None
    year_first: bool | None = False
    decimal_by: tuple[str, ...] | str | None = None
    order_by: tuple[str, ...] | str | None = None
    signed: bool | None = None
    convention: Convention | None = None
    currencies: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    notices: tuple[Notice, ...] = ()
    entries: bool = False
    other_types: bool = False
    sums_up: bool = False
    swapped: bool = False

    def or_as(self, other: "Writing", by: str | None = None) -> "Writing":
        """Return this writing with what it leaves open as *other* says, because of *by*: a word of `codes/en.toml`."""
        found = self
        if found.decimal is None and other.decimal is not None:
            found = replace(found, decimal=other.decimal, decimal_by=by)
        if found.day_first is None and other.day_first is not None:
            found = replace(found, day_first=other.day_first, order_by=by)
        if found.year_first is None and other.says_order:
            found = replace(found, year_first=other.year_first, order_by=by)
        return replace(found, signed=other.signed) if found.signed is None else found

    @property
    def date_order(self) -> DateOrder | None:
        """The order of dates, by the name under which people give it."""
        if self.year_first:
            return "year_first"
        return None if self.day_first is None else "day_first" if self.day_first else "month_first"

    @property
    def says_order(self) -> bool:
        """Whether it says anything of the order of dates."""
        return self.day_first is not None or bool(self.year_first)

    @property
    def bare(self) -> "Writing":
        """What a row keeps of its file's: without the cells that show it."""
        return Writing(
            decimal=self.decimal,
            day_first=self.day_first,
            year_first=self.year_first,
            signed=self.signed,
            convention=self.convention,
            currencies=self.currencies,
            named=self.named,
            doubts=self.doubts,
        )

    def readings(self, country: str | None) -> tuple[Dialect, Dialect]:
        """Return the dialect that *country* suggests where this leaves it open, and the one that it could be instead.

        Both are the same where nothing is open.
        """
        point = country in POINT_COUNTRIES
        first = country not in MONTH_FIRST_COUNTRIES
        usual, other = self.decimal or ("." if point else ","), self.decimal or ("," if point else ".")
        day_first = first if self.day_first is None else self.day_first
        return (
            Dialect(decimal=usual, day_first=day_first, year_first=bool(self.year_first)),
            Dialect(
                decimal=other,
                day_first=not day_first if self.day_first is None else day_first,
                year_first=self.year_first is not False,
            ),
        )


def writing_of(amounts: Iterable[Cell], dates: Iterable[Cell]) -> Writing:
    """Return how a file with these cells writes, as far as a cell proves it and none proves the contrary."""
    found: tuple[Decimals | None, tuple[str, ...] | None] = _shown(amounts, decimal_shown)
    days = list(dates)
    day_first, order_by = _shown(days, day_first_shown)
    return Writing(
        decimal=found[0],
        day_first=day_first,
        year_first=_year_first(days),
        decimal_by=found[1],
        order_by=order_by,
    )


def _year_first(dates: Sequence[Cell]) -> bool | None:
    """Return None if years of two digits may come first in all dates that have some; nothing proves that they do."""
    if any(short_year_shown(cell.text) is False for cell in dates):
        return False
    may = any(open_date(cell.text, (_LAST, _FIRST)) for cell in dates)
    return None if may else False


def _shown[T](cells: Iterable[Cell], shows: Callable[[str], T | None]) -> tuple[T | None, tuple[str, ...] | None]:
    """Return what the *cells* prove, None if they prove nothing or two things, and the first cell for each."""
    proofs: dict[T, Cell] = {}
    for cell in cells:
        proof = shows(cell.text)
        if proof is not None and proof not in proofs:
            proofs[proof] = cell
            if len(proofs) > 1:
                break
    only = next(iter(proofs)) if len(proofs) == 1 else None
    return only, tuple(f"{cell.where} {cell.shown}" for cell in proofs.values()) or None


def open_amount(text: str, readings: tuple[Dialect, Dialect]) -> bool:
    """Return whether *text* is one amount by the first of *readings* and another by the second."""
    one, other = (read_amount(text, dialect) for dialect in readings)
    return one is not None and other is not None and one != other


def open_date(text: str, readings: tuple[Dialect, Dialect]) -> bool:
    """Return whether *text* is one day by the first of *readings* and another by the second."""
    one, other = (read_date(text, dialect) for dialect in readings)
    return one is not None and other is not None and one != other
