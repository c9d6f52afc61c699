"""The values of one row, from a spreadsheet, a table or a JSON request, by what they mean.

Nothing that cannot be read is dropped: it raises an error that names the column. Knows no document.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from asiento.document import Doubt, Field, Source
from asiento.errors import DocumentError
from asiento.lexicon.folding import bare_words
from asiento.lexicon.hints import Hint, phrases_hinting
from asiento.reading.amounts import MAX_WHOLE_DIGITS, shows_sign
from asiento.reading.dates import read_date
from asiento.reading.dialect import Dialect
from asiento.tables.meanings import Meaning
from asiento.tables.numbers import number
from asiento.tables.units import unit_in

CERTAIN = 1.0
"""Confidence of a cell: the sender wrote it as data, nobody had to find or recognise it."""

NOTHING = frozenset({"", "-", "--", "–", "—", "n/a", "#n/a", "none", "null", "nan"})  # noqa: RUF001 (dashes of people)
"""What people and programs write for no value."""

EXEMPT = phrases_hinting(Hint.EXEMPT)
"""What stands for a rate where there is no tax (folded)."""

MAX_SHOWN = 40
MAX_RATE = 100

_RATE_WORDS = re.compile(r"(?i)%|\b(iva|vat|igic|ipsi|irpf|ice|por ciento|percent)\b")
FIGURES = frozenset(
    {
        Meaning.NET,
        Meaning.TAX,
        Meaning.TAX_RATE,
        Meaning.WITHHOLDING,
        Meaning.WITHHOLDING_RATE,
        Meaning.SURCHARGE,
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
_FREE = frozenset({Meaning.DESCRIPTION, Meaning.CATEGORY, Meaning.TYPE, Meaning.COUNTERPARTY})
"""Texts that may stand in several columns and say different things."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowValues:
    """*values* and the *names* of their columns by meaning; *where* tells people which row it is: `row:3`.

    *empty*: the meanings of the columns that are there and say nothing.
    *other*: the dialect in which the row may be written as well, where its file does not tell.
    *rivals*: the names and values of further columns with the same title, by meaning.
    *columns*: every filled column by its title, also those that mean nothing to us or a meaning that another has.
    *currencies*: what the columns of currencies say where none of them is surely that of the amount.
    *rated*: the net and tax of each rate that stands in a title (`Base 21%`, `IVA 21%`, `Base 10%`, …).
    """

    names: Mapping[Meaning, str]
    values: Mapping[Meaning, object]
    dialect: Dialect
    other: Dialect | None = None
    empty: frozenset[Meaning] = frozenset()
    where: tuple[str, ...] = ()
    rivals: Mapping[Meaning, Mapping[str, object]] = field(default_factory=dict)
    columns: Mapping[str, object] = field(default_factory=dict)
    currencies: tuple[object, ...] = ()
    rated: Mapping[Decimal, "RowValues"] = field(default_factory=dict)

    def text(self, meaning: Meaning) -> Field[str] | None:
        """Return the value as text in single spaces; None if there is none."""
        value = self.values.get(meaning)
        if value is None or isinstance(value, list | Mapping):
            return None
        text = _plain(value)
        rivals = self.rivals.get(meaning, {}) if meaning not in _FREE else {}
        apart = next(
            ((name, said) for name, said in rivals.items() if bare_words(_plain(said)) != bare_words(text)), None
        )
        return _certain(text, self.two_columns(meaning, *apart) if apart else None) if text else None

    def amount(self, meaning: Meaning) -> Field[Decimal] | None:
        """Return the value as an amount; raise `DocumentError("unreadable_value")` if it is no amount."""
        value = self.values.get(meaning)
        if value is None:
            return None
        amount, doubt = self._read(meaning, value, number)
        if amount is None:
            raise DocumentError(
                "unreadable_value.amount",
                where=self.where,
                column=self.names[meaning],
                value=self.shown(meaning),
            )
        return _certain(amount, doubt or self._unit(meaning))

    def readable_amount(self, meaning: Meaning) -> Decimal | None:
        """Return the value as an amount, None if it has none that can be read."""
        try:
            found = self.amount(meaning)
        except DocumentError:
            return None
        return found.value if found else None

    def shows_sign(self, meaning: Meaning) -> bool:
        """Return whether the amount says by itself if money came in or went out: a bare positive one does not."""
        value = self.values.get(meaning)
        return shows_sign(value) if isinstance(value, str) else isinstance(value, int | float | Decimal) and value < 0

    def rate(self, meaning: Meaning) -> Field[Decimal] | None:
        """Return the value as a percentage of 0 to 100; raise `DocumentError("unreadable_value")` if it is none."""
        value = self.values.get(meaning)
        if value is None or (isinstance(value, str) and bare_words(value) in EXEMPT):
            return None
        bare = _RATE_WORDS.sub("", value).strip(" ()") if isinstance(value, str) else value
        rate = number(bare, self.dialect)
        if rate is None or not 0 <= rate <= MAX_RATE:
            raise DocumentError(
                "unreadable_value.rate", where=self.where, column=self.names[meaning], value=self.shown(meaning)
            )
        return _certain(rate)

    def day(self, meaning: Meaning) -> Field[date] | None:
        """Return the value as a date; raise `DocumentError("unreadable_value")` if it is no date."""
        value = self.values.get(meaning)
        if value is None:
            return None
        day, doubt = self._read(meaning, value, _day)
        if day is None:
            raise DocumentError(
                "unreadable_value.date",
                where=self.where,
                column=self.names[meaning],
                value=self.shown(meaning),
                example="31/12/2026" if self.dialect.day_first else "12/31/2026",
            )
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
            # `IVA incluido: sí` is no figure that differs.
            wordy = isinstance(said, str) and not any(map(str.isdigit, said))
            if not wordy and read(said, self.dialect) != found:
                return found, self.two_columns(meaning, name, said)
        return found, None

    def _unit(self, meaning: Meaning) -> Doubt | None:
        """Return the doubt that the title names another unit than whole money."""
        if not unit_in(self.names[meaning]):
            return None
        return Doubt.of("unit_in_title", where=self.where, column=self.names[meaning], cell=self.shown(meaning))

    def _two_readings(self, meaning: Meaning, found: Any, second: Any) -> Doubt:
        return Doubt.of(
            "two_readings.column",
            where=self.where,
            column=self.names[meaning],
            cell=self.shown(meaning),
            one=found,
            other=second,
        )

    def differing(self, meaning: Meaning, other: Meaning) -> Doubt:
        """Return the doubt that the column of *other* says something else than that of *meaning*."""
        return self.two_columns(meaning, self.names[other], self.values[other])

    def two_columns(self, meaning: Meaning, name: str, said: object) -> Doubt:
        """Return the doubt that the column *name*, which has *said*, may be meant instead of that of *meaning*."""
        return Doubt.of(
            "two_columns.differ",
            where=self.where,
            column=self.names[meaning],
            cell=self.shown(meaning),
            other=name,
            said=shown(said),
        )

    def shown(self, meaning: Meaning) -> str:
        """Return the value as sentences quote it."""
        return shown(self.values.get(meaning, ""))


def is_nothing(value: object, meaning: Meaning | None) -> bool:
    """Return whether *value* stands for no value. In a column of signs `-` is one."""
    if meaning is Meaning.DIRECTION:
        return value in (None, "")
    return value is None or (isinstance(value, str) and value.strip().casefold() in NOTHING) or value in ([], {})


def _day(value: object, dialect: Dialect) -> date | None:
    return read_date(_plain(value), dialect)


def _certain[T](value: T, doubt: Doubt | None = None) -> Field[T]:
    return Field(value=value, confidence=CERTAIN, source=Source.ROW, doubt=doubt)


def _plain(value: object) -> str:
    """Return *value* as text in single spaces; a number without exponent and `.0`."""
    if isinstance(value, float) and abs(value) < 10**MAX_WHOLE_DIGITS:
        value = int(value) if value.is_integer() else Decimal(str(value))
    if isinstance(value, Decimal):
        value = f"{value:f}"
    return " ".join(str(value).split())


def shown(value: object) -> str:
    """Return *value* as sentences quote it, the end of a long one cut."""
    text = _plain(value)
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}…"
