"""Codes with parameters into sentences: figures, days and lists as each language writes them."""

import re
import string
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from asiento.codes.languages import ENGLISH, Language, language
from asiento.codes.registry import registry
from asiento.codes.said import Plain, Said

WHERE = re.compile(r"(row|line|entry|transaction|path):(\d+|)(?::?)(.*)", re.DOTALL)
NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?", re.ASCII)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
CENTS = 2
"""Decimals that money has at least."""
UNITS = ((2**20, "MB"), (10**6, "MB"), (2**10, "kB"))
"""Units of bytes, the first that leaves no rest counts."""


def sentence(said: Said, name: str = ENGLISH) -> str:
    """Return what *said* tells people in the language *name*: what is wrong, then what to do.

    Never fails: what was stored by an older or newer version is shown as far as it is known.
    """
    spoken = language(name)
    if said.message is not None:
        return _joined(spoken, said.message, "", said.params.get("more"))
    if said.name not in spoken.sentences:
        return said.code.replace("_", " ").capitalize() + "."
    entry = registry()[said.name]
    form = _Formatter(spoken, entry.params)
    says, do = (form.vformat(text, (), dict(said.params)) for text in spoken.sentences[said.name])
    return _joined(spoken, says[:1].upper() + says[1:], do, said.params.get("more") if "more" in entry.params else 0)


def shown_by(cells: Sequence[str] | str, name: str = ENGLISH) -> str:
    """Return *cells*, each a place and a text (`row:3 1,5`), or a word, in the language *name*."""
    spoken = language(name)
    return _word(spoken, cells, "") if isinstance(cells, str) else _cells(spoken, list(cells), "")


def _joined(spoken: Language, says: str, do: str, more: Plain | None) -> str:
    others = _Formatter(spoken, {"more": "count"}).vformat(spoken.form["more"], (), {"more": more}) if more else ""
    return " ".join(filter(None, (says, others, do)))


class _Formatter(string.Formatter):
    """Fills the placeholders of a sentence by the types of its parameters."""

    def __init__(self, spoken: Language, types: Mapping[str, str]) -> None:
        self.spoken = spoken
        self.types = types

    def get_field(self, field_name: str, _args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[Any, str]:
        """Return the parameter with its type: a name is not a path into an object."""
        return (self.types.get(field_name, "text"), kwargs.get(field_name)), field_name

    def format_field(self, value: Any, format_spec: str) -> str:
        """Return the parameter as the language writes it."""
        kind, plain = value
        if plain is None:
            return "…"
        try:
            return WRITERS[kind](self.spoken, plain, format_spec)
        except (ValueError, TypeError, ArithmeticError, KeyError):
            return str(plain)


def _chosen(text: str, spec: str, *, first: bool) -> str:
    """Return which of the two forms in *spec* is meant, with *text* for its `#`; without forms *text* alone."""
    one, bar, other = spec.partition("|")
    return (one if first else other).replace("#", text) if bar else text


def _text(_: Language, value: Any, spec: str) -> str:
    return _chosen(str(value), spec, first=bool(value))


def _count(spoken: Language, value: Any, spec: str) -> str:
    return _chosen(_grouped(spoken, str(int(value))), spec, first=value == 1)


def _position(_spoken: Language, value: Any, _spec: str) -> str:
    return str(value)


def _grouped(spoken: Language, digits: str) -> str:
    return f"{int(digits):,}".replace(",", spoken.form["group"])


def _figure(spoken: Language, number: Decimal, places: int) -> str:
    """Return *number* with all of its decimals, *places* of them at least."""
    exponent = number.as_tuple().exponent
    digits = f"{abs(number):.{max(places, -int(exponent))}f}"
    whole, _, rest = digits.partition(".")
    sign = "-" if number < 0 else ""
    return sign + _grouped(spoken, whole) + (f"{spoken.form['decimal']}{rest}" if rest else "")


def _money(spoken: Language, value: Any, _spec: str) -> str:
    return _figure(spoken, Decimal(value), CENTS)


def _number(spoken: Language, value: Any, _spec: str) -> str:
    number = Decimal(value)
    return _figure(spoken, number.quantize(Decimal(1)) if number == number.to_integral() else number.normalize(), 0)


def _date(spoken: Language, value: Any, _spec: str) -> str:
    day = date.fromisoformat(value)
    written: str = spoken.form["date"].format(
        day=day.day, number=day.month, month=spoken.form["months"][day.month - 1], year=day.year
    )
    return written


def _value(spoken: Language, value: Any, _spec: str) -> str:
    """Return an amount with the decimals that it has, a day, or a text as it is."""
    if DAY.fullmatch(value):
        return _date(spoken, value, "")
    return _figure(spoken, Decimal(value), 0) if NUMBER.fullmatch(value) else str(value)


def _bytes(spoken: Language, value: Any, _spec: str) -> str:
    size, unit = next(
        ((value // unit, name) for unit, name in UNITS if value >= unit and value % unit == 0), (value, "")
    )
    return f"{_grouped(spoken, str(size))} {unit or 'bytes'}"


def _word(spoken: Language, value: Any, _spec: str) -> str:
    return spoken.words.get(value, str(value))


def _words(spoken: Language, value: Any, _spec: str) -> str:
    return _listed(spoken, [_word(spoken, each, "") for each in value])


def _texts(spoken: Language, value: Any, _spec: str) -> str:
    return _listed(spoken, list(map(str, value)))


def _names(spoken: Language, value: Any, _spec: str) -> str:
    return _listed(spoken, [spoken.form["quote"].format(text=each) for each in value])


def _listed(spoken: Language, texts: Sequence[str]) -> str:
    *most, last = texts or ("",)
    return f"{', '.join(most)}{spoken.form['and']}{last}" if most else last


def _sum(spoken: Language, value: Any, _spec: str) -> str:
    return " + ".join(_money(spoken, each, "") for each in value)


def _periods(spoken: Language, value: Any, _spec: str) -> str:
    return _listed(spoken, [_period(spoken, *each.split("/")) for each in value])


def _period(spoken: Language, start: str, end: str) -> str:
    named = (("from", "start", start), ("until", "end", end))
    return " ".join(spoken.form[word].format(**{name: _date(spoken, day, "")}) for word, name, day in named if day)


def _where(spoken: Language, value: Any, _spec: str) -> str:
    """Return the places in words, with a colon after them; nothing for none."""
    return ", ".join(_place(spoken, each) for each in value) + ": " if value else ""


def _place(spoken: Language, place: str) -> str:
    """Return `row:3`, `line:3`, `transaction:3`, `entry:3:taxes` or `path:rows.3` in words."""
    found = WHERE.fullmatch(place)
    if found is None or found[1] == "path":
        return place.removeprefix("path:")
    written: str = spoken.form[found[1]].format(number=found[2], list=found[3])
    return written


def _cells(spoken: Language, value: Any, _spec: str) -> str:
    cells = (each.partition(" ") for each in value)
    return _listed(
        spoken,
        [
            spoken.form["cell"].format(quoted=spoken.form["quote"].format(text=text), where=_place(spoken, place))
            for place, _, text in cells
        ],
    )


WRITERS: Mapping[str, Callable[[Language, Any, str], str]] = {
    "text": _text,
    "value": _value,
    "money": _money,
    "number": _number,
    "date": _date,
    "count": _count,
    "position": _position,
    "bytes": _bytes,
    "more": _count,
    "word": _word,
    "words": _words,
    "texts": _texts,
    "names": _names,
    "sum": _sum,
    "periods": _periods,
    "where": _where,
    "cells": _cells,
}
"""How each type of parameter (`registry.TYPES`) is written."""
