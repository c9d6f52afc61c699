"""The values of one row, from a spreadsheet, a table or a JSON request, by what they mean.

Nothing that cannot be read is dropped: it raises an error that names the column. Knows no document.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from asiento.document import Field, Source
from asiento.errors import DocumentError
from asiento.reading.dialect import (
    MAX_FRACTION_DIGITS,
    MAX_WHOLE_DIGITS,
    Dialect,
    detect_dialect,
    read_amount,
    read_date,
)
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

_MACHINE_FIGURE = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_MACHINE_DATE = re.compile(r"\d{4}-\d{2}-\d{2}([T ].*)?", re.ASCII)
_TITLE_RATE = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d{1,2})?)(?![\d.,])", re.ASCII)
# `IVA (2)` is a second column of one name, `IVA 1` to `IVA 3` are numbered: no rate is that low without its `%`.
_NUMBERED = re.compile(r" \(\d+\)$| [1-3]$")
_RATE_WORDS = re.compile(r"(?i)%|\b(iva|vat|igic|ipsi|irpf|ice|por ciento|percent)\b")
_FIGURES = frozenset(
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
_DATES = frozenset({Meaning.DATE, Meaning.VALUE_DATE, Meaning.DUE_DATE})
_LISTS = frozenset({Meaning.LINES, Meaning.TAXES, Meaning.WITHHOLDINGS})
_MAY_BE_RATES = (
    (Meaning.TYPE, Meaning.TAX_RATE),
    (Meaning.TAX, Meaning.TAX_RATE),
    (Meaning.WITHHOLDING, Meaning.WITHHOLDING_RATE),
)
"""Columns that hold a rate if their values say so: `Base | Tipo | Cuota`, or `21%` below `IVA`."""

WRITTEN = _FIGURES | _DATES
"""The meanings whose values show how a row or table writes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowValues:
    """*values* and the *names* of their columns by meaning; *where* tells people which row it is.

    *rated*: the net and tax of each rate that stands in a title (`Base 21%`, `IVA 21%`, `Base 10%`, …).
    """

    names: Mapping[Meaning, str]
    values: Mapping[Meaning, object]
    dialect: Dialect
    where: str = ""
    rated: Mapping[Decimal, "RowValues"] = field(default_factory=dict)

    def text(self, meaning: Meaning) -> Field[str] | None:
        """Return the value as text in single spaces; None if there is none."""
        value = self.values.get(meaning)
        if value is None or isinstance(value, list | Mapping):
            return None
        plain = int(value) if isinstance(value, float) and value.is_integer() else value
        text = " ".join(str(plain).split())
        return _certain(text) if text else None

    def amount(self, meaning: Meaning) -> Field[Decimal] | None:
        """Return the value as an amount; raise `DocumentError("unreadable_value")` if it is no amount."""
        value = self.values.get(meaning)
        if value is None:
            return None
        amount = number(value, self.dialect)
        if amount is None:
            raise self.unreadable(meaning, "no amount", "like 1234.56")
        return _certain(amount)

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
        day = read_date(str(value), self.dialect)
        if day is None:
            order = "31/12/2026" if self.dialect.day_first else "12/31/2026"
            raise self.unreadable(meaning, "no date", f"like 2026-12-31 or {order}")
        return _certain(day)

    def unreadable(self, meaning: Meaning, what: str, example: str) -> DocumentError:
        """Return the error that names the column, its value and what to write instead."""
        shown = " ".join(str(self.values.get(meaning, "")).split())
        cut = shown if len(shown) <= MAX_SHOWN else f"{shown[:MAX_SHOWN]}…"
        return DocumentError(
            "unreadable_value",
            f"{self.where}The column '{self.names[meaning]}' says '{cut}', which is {what}. "
            f"Write it {example} and send it again.",
        )


def row_values(row: Mapping[str, object], country: str | None) -> RowValues:
    """Return the values of a spreadsheet or JSON *row* (nested objects are laid flat) by the meaning of their keys.

    The row's own values decide how it writes, with *country* (of its tenant) where they leave it open.
    """
    flat = {name: value for name, value in _flat(row) if not is_nothing(value, meaning_of(name))}
    names = list(flat)
    named = {meaning: names[index] for meaning, index in columns_of(names).items()}
    for said, rate in _MAY_BE_RATES:
        value = flat.get(named.get(said, ""))
        if rate not in named and isinstance(value, str) and is_rate(value, said):
            named[rate] = named.pop(said)
    written = [text for name, value in flat.items() if meaning_of(name) in WRITTEN | _LISTS for text in _texts(value)]
    dialect = row_dialect(written, country)
    rated = _by_rate(flat, dialect)
    for meaning in (Meaning.NET, Meaning.TAX):
        titles = {part.names[meaning] for part in rated.values() if meaning in part.names}
        if len(titles) > 1 and named.get(meaning) in titles:
            del named[meaning]  # the part of one rate is not the whole
    return RowValues(names=named, values={key: flat[name] for key, name in named.items()}, dialect=dialect, rated=rated)


def _by_rate(flat: Mapping[str, object], dialect: Dialect) -> dict[Decimal, RowValues]:
    """Return the net and tax columns whose titles give a rate, by that rate."""
    titles: dict[Decimal, dict[Meaning, str]] = {}
    for name in flat:
        found, meaning = _TITLE_RATE.search(_NUMBERED.sub("", name)), meaning_of(name)
        if found and meaning in (Meaning.NET, Meaning.TAX):
            titles.setdefault(Decimal(found[1].replace(",", ".")), {}).setdefault(meaning, name)
    return {
        rate: RowValues(names=names, values={meaning: flat[name] for meaning, name in names.items()}, dialect=dialect)
        for rate, names in titles.items()
    }


def row_dialect(texts: list[str], country: str | None) -> Dialect:
    """Return the dialect of a row's amounts and dates.

    A program wrote the row if its dates are ISO and its amounts have at most a point: then `1.234` is no thousand.
    """
    shown = detect_dialect(texts, country)
    dates = [text for text in texts if is_when(text) and not _MACHINE_FIGURE.fullmatch(text)]
    figures = [text for text in texts if text not in dates]
    by_machine = dates and all(map(_MACHINE_DATE.fullmatch, dates)) and all(map(_MACHINE_FIGURE.fullmatch, figures))
    return Dialect(decimal=".", day_first=shown.day_first) if by_machine else shown


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


def _flat(row: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for name, value in row.items():
        if isinstance(value, Mapping):
            yield from ((f"{name} {inner}", deep) for inner, deep in value.items())
        else:
            yield str(name), value


def _certain[T](value: T) -> Field[T]:
    return Field(value=value, confidence=CERTAIN, source=Source.ROW)
