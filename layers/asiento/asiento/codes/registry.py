"""The registered codes: what each may be, and which parameters each of its sentences takes, by type."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from asiento.codes.said import MOST_TEXT, MOST_TEXTS, Said


class Kind(StrEnum):
    """What a code may be: an error by whose fault it is, a finding by its severity, a doubt, a note or a reason."""

    DOCUMENT = "document"
    TRANSIENT = "transient"
    REQUEST = "request"
    ERROR = "error"
    REVIEW = "review"
    WARNING = "warning"
    DOUBT = "doubt"
    NOTE = "note"
    REASON = "reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A sentence of the registry, by its *name*: the code, with a variant after a dot where there are several.

    *contradicts*: it says that two statements cannot both be right, or that a check fails.
    """

    name: str
    kinds: frozenset[Kind]
    params: Mapping[str, str]
    contradicts: bool = False

    @property
    def code(self) -> str:
        """The public code."""
        return self.name.partition(".")[0]


def table(name: str) -> dict[str, Any]:
    """Return the TOML file *name* of this package."""
    return tomllib.loads((files("asiento.codes") / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def registry() -> Mapping[str, Entry]:
    """Return every sentence that is registered, by its name."""
    return {entry.name: entry for code, said in table("registry").items() for entry in _entries(code, said)}


def _entries(code: str, said: Mapping[str, Any]) -> Iterator[Entry]:
    kinds = frozenset(map(Kind, said["kinds"]))
    for variant, params in said.get("variants", {"": said.get("params", {})}).items():
        name = f"{code}.{variant}" if variant else code
        yield Entry(name=name, kinds=kinds, params=params, contradicts=said.get("contradicts", False))


def is_registered(said: Said, *kinds: Kind) -> bool:
    """Return whether the registry has *said* for one of *kinds*, with just its parameters, each in bounds."""
    entry = registry().get(said.name)
    if entry is None or entry.kinds.isdisjoint(kinds):
        return False
    needed = {name for name, kind in entry.params.items() if kind not in OPTIONAL}
    if not needed <= said.params.keys() <= entry.params.keys():
        return False
    return all(_fits(entry.params[name], value) for name, value in said.params.items())


def _fits(kind: str, value: Any) -> bool:
    return kind in TYPES and TYPES[kind](value)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= MOST_TEXT


def _is_number(value: Any) -> bool:
    return _is_text(value) and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value) is not None


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**15


def _is_date(value: Any) -> bool:
    try:
        return _is_text(value) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_period(value: Any) -> bool:
    return _is_text(value) and value.count("/") == 1 and all(not day or _is_date(day) for day in value.split("/"))


def _is_word(value: Any) -> bool:
    return _is_text(value) and re.fullmatch(r"[a-z][a-z0-9_]*", value) is not None


def _each(fits: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and len(value) <= MOST_TEXTS and all(map(fits, value))


TYPES: Mapping[str, Callable[[Any], bool]] = {
    "text": _is_text,
    "value": _is_text,
    "money": _is_number,
    "number": _is_number,
    "date": _is_date,
    "count": _is_count,
    "position": _is_count,
    "bytes": _is_count,
    "more": _is_count,
    "word": _is_word,
    "words": _each(_is_word),
    "texts": _each(_is_text),
    "names": _each(_is_text),
    "sum": _each(_is_number),
    "periods": _each(_is_period),
    "where": _each(_is_text),
    "cells": _each(_is_text),
}
"""Of parameters as JSON. A `value` is an amount, a day or a text; `where` a row or a line (`row:3`), `cells` such
places each with a text. `more` is how many others the sentence is true of as well, and may be missing."""

OPTIONAL = frozenset({"more"})
