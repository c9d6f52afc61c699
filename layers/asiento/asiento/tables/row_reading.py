"""The values of one row by what its columns mean, read in the writing of its file.

Which column holds a meaning is decided by all titles of the row, filled or not.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from asiento.lexicon.folding import bare_words
from asiento.money.signs import is_currency
from asiento.reading.dialect import Dialect
from asiento.reading.writing import Cell, Writing, writing_of
from asiento.tables.columns import EXACT, closeness_of, columns_of, is_bare_number, meaning_of
from asiento.tables.columns_by_content import is_figure, is_when
from asiento.tables.currency_columns import paired
from asiento.tables.meanings import Meaning
from asiento.tables.row_values import DATES, EXEMPT, FIGURES, RowValues, is_nothing

_AGAIN = re.compile(r" \(\d+\)$")
_TITLE_RATE = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d{1,2})?)(?![\d.,])", re.ASCII)
# `IVA (2)` is a second column of one name, `IVA 1` to `IVA 3` are numbered: no rate is that low without its `%`.
_NUMBERED = re.compile(r" \(\d+\)$| [1-3]$")
OF_CURRENCY = (Meaning.TOTAL, Meaning.AMOUNT, Meaning.DEBIT, Meaning.CREDIT)
"""The figures whose currency is that of the row."""

_LISTS = frozenset({Meaning.LINES, Meaning.TAXES, Meaning.WITHHOLDINGS})
_MAY_BE_RATES = (
    (Meaning.TYPE, Meaning.TAX_RATE),
    (Meaning.TAX, Meaning.TAX_RATE),
    (Meaning.WITHHOLDING, Meaning.WITHHOLDING_RATE),
)
"""Columns that hold a rate if their values say so: `Base | Tipo | Cuota`, or `21%` below `IVA`."""


def row_values(row: Mapping[str, object], country: str | None, writing: Writing | None = None) -> RowValues:
    """Return the values of a spreadsheet or JSON *row* (nested objects are laid flat) by the meaning of their keys.

    *writing* is that of the file or request that the row came in; without one it is the row's own. What it leaves open
    is read as people in *country* (of the tenant) write, and doubted.
    """
    laid = dict(flat_row(row))
    flat = {name: value for name, value in laid.items() if not is_nothing(value, meaning_of(name))}
    named = _named(list(laid), flat)
    currency, currencies = _own_currency(row, named, flat, list(laid))
    named = {meaning: name for meaning, name in named.items() if meaning is not Meaning.CURRENCY}
    named |= {Meaning.CURRENCY: currency} if currency else {}
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
        columns=flat,
        currencies=currencies,
        rated=rated,
    )


def _own_currency(
    row: Mapping[str, object], named: Mapping[Meaning, str], flat: Mapping[str, object], keys: Sequence[str]
) -> tuple[str | None, tuple[object, ...]]:
    """Return the key of the currency of the amount, and what all say of which one may be it if that is not sure."""
    nested, key = _nested_currencies(row), named.get(Meaning.CURRENCY)
    if not nested:
        columns = columns_of(keys) | ({Meaning.CURRENCY: keys.index(key)} if key else {})
        found = paired(keys, columns, ordered=False)
        at = found.columns.get(Meaning.CURRENCY)
        own = keys[at] if at is not None and key else key
        return own if own in flat else None, tuple(flat[keys[at]] for at in found.open if keys[at] in flat)
    figures = (named[meaning] for meaning in OF_CURRENCY if meaning in named)
    beside = list(dict.fromkeys(nested[name] for name in figures if name in nested))
    of_row = [name for name in flat if name not in nested.values() and meaning_of(name) is Meaning.CURRENCY]
    sure = beside or of_row
    may_be = [name for name in sure or nested.values() if name in flat]
    return next(iter(may_be), None), () if sure and len(may_be) <= 1 else tuple(flat[name] for name in may_be)


def _named(keys: Sequence[str], flat: Mapping[str, object]) -> dict[Meaning, str]:
    """Return the filled column of each meaning, by its title and, where that may be two things, by its value.

    Empty columns count too: which column holds a meaning must not depend on what else the row fills.
    """
    named = {meaning: keys[index] for meaning, index in columns_of(keys).items() if keys[index] in flat}
    if Meaning.TAXES in named and not isinstance(flat[named[Meaning.TAXES]], list):
        named.setdefault(Meaning.TAX, named.pop(Meaning.TAXES))
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
    """Return the other filled columns of the same title (`Total`, `Total (2)`), or that are a total as well."""
    titles: dict[str, list[str]] = {}
    for name in flat:
        titles.setdefault(_kin(name), []).append(name)
    return {
        meaning: {other: flat[other] for other in same if other != name}
        for meaning, name in named.items()
        if len(same := titles[_kin(name)]) > 1
    }


def _kin(name: str) -> str:
    """Return what the columns share that must agree: their title, or that they are known names of total or number."""
    title = _AGAIN.sub("", name)
    known = meaning_of(title) if closeness_of(title) == EXACT else None
    alike = known in (Meaning.TOTAL, Meaning.AMOUNT) or (known is Meaning.NUMBER and not is_bare_number(title))
    return str(known) if alike else bare_words(title)


def writing_of_row(row: Mapping[str, object]) -> Writing:
    """Return how the texts in the columns of amounts and dates of *row* are written."""
    amounts, dates = row_cells(row, "this row")
    return writing_of(amounts, dates)


def row_cells(row: Mapping[str, object], where: str) -> tuple[list[Cell], list[Cell]]:
    """Return the amounts and the dates that *row* gives as text."""
    amounts, dates = list[Cell](), list[Cell]()
    for name, value in flat_row(row):
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
    if titles:
        for name in flat:
            if bare_words(name) in EXEMPT:
                titles.setdefault(Decimal(0), {}).setdefault(Meaning.NET, name)
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
    """Return whether the *value* of a column of *meaning* is a percentage: it says so, or a type is a figure."""
    return "%" in value or (meaning is Meaning.TYPE and is_figure(value))


def _texts(value: object) -> Iterator[str]:
    """Yield the amounts and dates in *value*, a text or a list of objects."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        inner = (text for entry in value if isinstance(entry, Mapping) for text in entry.values())
        yield from (text for text in inner if isinstance(text, str) and (is_figure(text) or is_when(text)))


def flat_row(row: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """Yield the keys and values of *row*, nested objects laid flat; the currency in one is a currency of the row."""
    for name, value, _ in _laid(row):
        yield name, value


def _nested_currencies(row: Mapping[str, object]) -> dict[str, str]:
    """Return for each key of a nested object, as it is laid flat, the key of the currency in the same object."""
    found = list(_laid(row))
    currencies = {owner: name for name, _, owner in found if owner and name.startswith("currency")}
    return {name: currencies[owner] for name, _, owner in found if owner in currencies}


def _laid(row: Mapping[str, object]) -> Iterator[tuple[str, object, str]]:
    """Yield the keys and values of *row* laid flat, with the key of the object in which each stands, else empty."""
    currencies = 1 if "currency" in row else 0
    for name, value in row.items():
        if not isinstance(value, Mapping):
            yield str(name), value, ""
            continue
        for inner, deep in value.items():
            if _match_is_currency(str(inner)):
                currencies += 1
                yield "currency" if currencies == 1 else f"currency ({currencies})", deep, str(name)
            else:
                yield f"{name} {inner}", deep, str(name)


def _match_is_currency(name: str) -> bool:
    return meaning_of(name) is Meaning.CURRENCY and closeness_of(name) == EXACT
