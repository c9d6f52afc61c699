"""The values of one row, from a spreadsheet, a table or a JSON request, by what they mean.

Nothing that cannot be read is dropped: it raises an error that names the column. Knows no document.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from asiento.document import Doubt, Field, Source
from asiento.errors import DocumentError
from asiento.reading.currencies import is_currency
from asiento.reading.dialect import (
    MAX_FRACTION_DIGITS,
    MAX_WHOLE_DIGITS,
    Dialect,
    read_amount,
    read_date,
    shows_sign,
)
from asiento.reading.writing import Cell, Writing, writing_of
from asiento.tables.columns import columns_of, fold, meaning_of
from asiento.tables.columns_by_content import is_figure, is_when
from asiento.tables.meanings import Meaning

CERTAIN = 1.0
"""Confidence of a cell: the sender wrote it as data, nobody had to find or recognise it."""

NOTHING = frozenset({"", "-", "--", "–", "—", "n/a", "#n/a", "none", "null", "nan"})  # noqa: RUF001 (dashes of people)
"""What people and programs write for no value."""

EXEMPT = frozenset({"exento", "exenta", "exempt", "isento", "isenta", "no sujeto", "no sujeta", "no objeto", "exent"})
"""What stands for a rate where there is no tax (folded)."""

MAX_SHOWN = 40
MAX_RATE = 100

_AGAIN = re.compile(r" \(\d+\)$")
_TITLE_RATE = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d{1,2})?)(?![\d.,])", re.ASCII)
# `IVA (2)` is a second column of one name, `IVA 1` to `IVA 3` are numbered: no rate is that low without its `%`.
_NUMBERED = re.compile(r" \(\d+\)$| [1-3]$")
_RATE_WORDS = re.compile(r"(?i)%|\b(iva|vat|igic|ipsi|irpf|ice|por ciento|percent)\b")
FIGURES = frozenset(
    {
        Meaning.NET,
        Meaning.TAX,
        Meaning.TAX_RATE,
        Meaning.WITHHOLDING,
        Meaning.WITHHOLDING_RATE,
        Meaning.TIP,
        Meaning.TOTAL,
        Meaning.PAYABLE,
        Meaning.AMOUNT,
        Meaning.DEBIT,
        Meaning.CREDIT,
        Meaning.BALANCE,
        Meaning.QUANTITY,
        Meaning.UNIT_PRICE,
    }
)
DATES = frozenset({Meaning.DATE, Meaning.VALUE_DATE, Meaning.DUE_DATE})
_LISTS = frozenset({Meaning.LINES, Meaning.TAXES, Meaning.WITHHOLDINGS})
_MAY_BE_RATES = (
    (Meaning.TYPE, Meaning.TAX_RATE),
    (Meaning.TAX, Meaning.TAX_RATE),
    (Meaning.WITHHOLDING, Meaning.WITHHOLDING_RATE),
)
"""Columns that hold a rate if their values say so: `Base | Tipo | Cuota`, or `21%` below `IVA`."""

_FREE = frozenset({Meaning.DESCRIPTION, Meaning.CATEGORY, Meaning.TYPE, Meaning.COUNTERPARTY})
"""Texts that may stand in several columns and say different things."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowValues:
    """*values* and the *names* of their columns by meaning; *where* tells people which row it is.

    *empty*: the meanings of the columns that are there and say nothing.
    *other*: the dialect in which the row may be written as well, where its file does not tell.
    *rivals*: the names and values of further columns with the same title, by meaning.
    *rated*: the net and tax of each rate that stands in a title (`Base 21%`, `IVA 21%`, `Base 10%`, …).
    """

    names: Mapping[Meaning, str]
    values: Mapping[Meaning, object]
    dialect: Dialect
    other: Dialect | None = None
    empty: frozenset[Meaning] = frozenset()
    where: str = ""
    rivals: Mapping[Meaning, Mapping[str, object]] = field(default_factory=dict)
    rated: Mapping[Decimal, "RowValues"] = field(default_factory=dict)

    def text(self, meaning: Meaning) -> Field[str] | None:
        """Return the value as text in single spaces; None if there is none."""
        value = self.values.get(meaning)
        if value is None or isinstance(value, list | Mapping):
            return None
        text = _plain(value)
        rivals = self.rivals.get(meaning, {}) if meaning not in _FREE else {}
        apart = next(((name, said) for name, said in rivals.items() if fold(_plain(said)) != fold(text)), None)
        return _certain(text, self._two_columns(meaning, *apart) if apart else None) if text else None

    def amount(self, meaning: Meaning) -> Field[Decimal] | None:
        """Return the value as an amount; raise `DocumentError("unreadable_value")` if it is no amount."""
        value = self.values.get(meaning)
        if value is None:
            return None
        amount, doubt = self._read(meaning, value, number)
        if amount is None:
            raise self.unreadable(meaning, "no amount", "like 1234.56")
        return _certain(amount, doubt)

    def shows_sign(self, meaning: Meaning) -> bool:
        """Return whether the amount says by itself if money came in or went out: a bare positive one does not."""
        value = self.values.get(meaning)
        return shows_sign(value) if isinstance(value, str) else isinstance(value, int | float | Decimal) and value < 0

    def rate(self, meaning: Meaning) -> Field[Decimal] | None:
        """Return the value as a percentage of 0 to 100; raise `DocumentError("unreadable_value")` if it is none."""
        value = self.values.get(meaning)
        if value is None or (isinstance(value, str) and fold(value) in EXEMPT):
            return None
        bare = _RATE_WORDS.sub("", value).strip(" ()") if isinstance(value, str) else value
        rate = number(bare, self.dialect)
        if rate is None or not 0 <= rate <= MAX_RATE:
            raise self.unreadable(meaning, "no percentage", "like 21 or 21%")
        return _certain(rate)

    def day(self, meaning: Meaning) -> Field[date] | None:
        """Return the value as a date; raise `DocumentError("unreadable_value")` if it is no date."""
        value = self.values.get(meaning)
        if value is None:
            return None
        day, doubt = self._read(meaning, value, _day)
        if day is None:
            order = "31/12/2026" if self.dialect.day_first else "12/31/2026"
            raise self.unreadable(meaning, "no date", f"like 2026-12-31 or {order}")
        return _certain(day, doubt)

    def _read[T](
        self, meaning: Meaning, value: object, read: Callable[[object, Dialect], T | None]
    ) -> tuple[T | None, Doubt | None]:
        """Return what *read* makes of *value*, and the doubt if the other dialect or another column says otherwise."""
        found = read(value, self.dialect)
        second = read(value, self.other) if self.other and isinstance(value, str) else None
        if found is None or (second is not None and second != found):
            return (found or second), self._two_readings(meaning, found, second) if found is not None else None
        for name, said in self.rivals.get(meaning, {}).items():
            if read(said, self.dialect) != found:
                return found, self._two_columns(meaning, name, said)
        return found, None

    def _two_readings(self, meaning: Meaning, found: object, second: object) -> Doubt:
        return Doubt(
            code="two_readings",
            message=f"{self.where}The column '{self.names[meaning]}' says '{self._shown(meaning)}', which is {found} "
            f"or {second}: nothing that came with it shows which. Correct it, or accept {found}.",
        )

    def differing(self, meaning: Meaning, other: Meaning) -> Doubt:
        """Return the doubt that the column of *other* says something else than that of *meaning*."""
        return self._two_columns(meaning, self.names[other], self.values[other])

    def _two_columns(self, meaning: Meaning, name: str, said: object) -> Doubt:
        return Doubt(
            code="two_columns",
            message=f"{self.where}The column '{self.names[meaning]}' says '{self._shown(meaning)}', but the column "
            f"'{name}' says '{_cut(said)}'. Correct it, or accept '{self._shown(meaning)}'.",
        )

    def _shown(self, meaning: Meaning) -> str:
        return _cut(self.values.get(meaning, ""))

    def unreadable(self, meaning: Meaning, what: str, example: str) -> DocumentError:
        """Return the error that names the column, its value and what to write instead."""
        return DocumentError(
            "unreadable_value",
            f"{self.where}The column '{self.names[meaning]}' says '{self._shown(meaning)}', which is {what}. "
            f"Write it {example} and send it again.",
        )


def row_values(row: Mapping[str, object], country: str | None, writing: Writing | None = None) -> RowValues:
    """Return the values of a spreadsheet or JSON *row* (nested objects are laid flat) by the meaning of their keys.

    *writing* is that of the file or request that the row came in; without one it is the row's own. What it leaves open
    is read as people in *country* (of the tenant) write, and doubted.
    """
    laid = dict(_flat(row))
    flat = {name: value for name, value in laid.items() if not is_nothing(value, meaning_of(name))}
    named = _named(list(laid), flat)
    usual, other = (writing or writing_of_row(flat)).readings(country)
    rated = _by_rate(flat, usual, other)
    for meaning in (Meaning.NET, Meaning.TAX):
        titles = {part.names[meaning] for part in rated.values() if meaning in part.names}
        if len(titles) > 1 and named.get(meaning) in titles:
            del named[meaning]  # the part of one rate is not the whole
    silent = {known for name in laid if name not in flat and (known := meaning_of(name))}
    return RowValues(
        names=named,
        values={key: flat[name] for key, name in named.items()},
        dialect=usual,
        other=other if other != usual else None,
        empty=frozenset(silent) - named.keys(),
        rivals=_rivals(flat, named),
        rated=rated,
    )


def _named(keys: Sequence[str], flat: Mapping[str, object]) -> dict[Meaning, str]:
    """Return the filled column of each meaning, by its title and, where that may be two things, by its value.

    Empty columns count too: which column holds a meaning must not depend on what else the row fills.
    """
    named = {meaning: keys[index] for meaning, index in columns_of(keys).items() if keys[index] in flat}
    for said, rate in _MAY_BE_RATES:
        value = flat.get(named.get(said, ""))
        if rate not in named and isinstance(value, str) and is_rate(value, said):
            named[rate] = named.pop(said)
    dates = (name for name in flat if meaning_of(name) is Meaning.VALUE_DATE)
    coded = next((name for name in dates if is_currency(str(flat[name]))), None)
    if coded:  # `Valuta` is Italian and Dutch for currency
        named = {meaning: name for meaning, name in named.items() if name != coded}
        named.setdefault(Meaning.CURRENCY, coded)
    return named


def _rivals(flat: Mapping[str, object], named: Mapping[Meaning, str]) -> dict[Meaning, dict[str, object]]:
    """Return the other filled columns of the same title: `Total` and `Total (2)`, `total` and `TOTAL`."""
    titles: dict[str, list[str]] = {}
    for name in flat:
        titles.setdefault(fold(_AGAIN.sub("", name)), []).append(name)
    return {
        meaning: {other: flat[other] for other in same if other != name}
        for meaning, name in named.items()
        if len(same := titles[fold(_AGAIN.sub("", name))]) > 1
    }


def writing_of_row(row: Mapping[str, object]) -> Writing:
    """Return how the texts in the columns of amounts and dates of *row* are written."""
    amounts, dates = row_cells(row, "this row")
    return writing_of(amounts, dates)


def row_cells(row: Mapping[str, object], where: str) -> tuple[list[Cell], list[Cell]]:
    """Return the amounts and the dates that *row* gives as text."""
    amounts, dates = list[Cell](), list[Cell]()
    for name, value in _flat(row):
        meaning = meaning_of(name)
        if meaning in DATES:
            dates += [Cell(text=text, where=where) for text in _texts(value)]
        elif meaning in FIGURES | _LISTS:
            amounts += [Cell(text=text, where=where) for text in _texts(value)]
    return amounts, dates


def _by_rate(flat: Mapping[str, object], dialect: Dialect, other: Dialect) -> dict[Decimal, RowValues]:
    """Return the net and tax columns whose titles give a rate, by that rate."""
    titles: dict[Decimal, dict[Meaning, str]] = {}
    for name in flat:
        found, meaning = _TITLE_RATE.search(_NUMBERED.sub("", name)), meaning_of(name)
        if found and meaning in (Meaning.NET, Meaning.TAX):
            titles.setdefault(Decimal(found[1].replace(",", ".")), {}).setdefault(meaning, name)
    return {
        rate: RowValues(
            names=names,
            values={meaning: flat[name] for meaning, name in names.items()},
            dialect=dialect,
            other=other if other != dialect else None,
        )
        for rate, names in titles.items()
    }


def is_rate(value: str, meaning: Meaning) -> bool:
    """Tell whether the *value* of a column of *meaning* is a percentage: it says so, or a type is a figure."""
    return "%" in value or (meaning is Meaning.TYPE and is_figure(value))


def _texts(value: object) -> Iterator[str]:
    """Yield the amounts and dates in *value*, a text or a list of objects."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        inner = (text for entry in value if isinstance(entry, Mapping) for text in entry.values())
        yield from (text for text in inner if isinstance(text, str) and (is_figure(text) or is_when(text)))


def is_nothing(value: object, meaning: Meaning | None) -> bool:
    """Tell whether *value* stands for no value. In a column of signs `-` is one."""
    if meaning is Meaning.DIRECTION:
        return value in (None, "")
    return value is None or (isinstance(value, str) and value.strip().casefold() in NOTHING) or value in ([], {})


def number(value: object, dialect: Dialect) -> Decimal | None:
    """Return a JSON number as it was written, or a text as its dialect reads it; None if it is no amount."""
    if isinstance(value, str):
        return read_amount(value, dialect)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    amount = Decimal(str(value))
    if not amount.is_finite():
        return None
    _, digits, exponent = amount.as_tuple()
    whole = len(digits) + int(exponent)
    return amount if whole <= MAX_WHOLE_DIGITS and -int(exponent) <= MAX_FRACTION_DIGITS else None


def _day(value: object, dialect: Dialect) -> date | None:
    return read_date(_plain(value), dialect)


def _flat(row: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for name, value in row.items():
        if isinstance(value, Mapping):
            yield from ((f"{name} {inner}", deep) for inner, deep in value.items())
        else:
            yield str(name), value


def _certain[T](value: T, doubt: Doubt | None = None) -> Field[T]:
    return Field(value=value, confidence=CERTAIN, source=Source.ROW, doubt=doubt)


def _plain(value: object) -> str:
    """Return *value* as text in single spaces; a number without exponent and `.0`."""
    if isinstance(value, float) and abs(value) < 10**MAX_WHOLE_DIGITS:
        value = int(value) if value.is_integer() else Decimal(str(value))
    if isinstance(value, Decimal):
        value = f"{value:f}"
    return " ".join(str(value).split())


def _cut(value: object) -> str:
    shown = _plain(value)
    return shown if len(shown) <= MAX_SHOWN else f"{shown[:MAX_SHOWN]}…"
