"""JSON from outside, strictly: nothing is changed silently, and nothing comes through that Postgres could not keep."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from asiento.codes import Param
from asiento.errors import AsientoError

MAX_DEPTH = 32
PLAIN = frozenset({int, float, bool, type(None)})
"""What needs no look once it is parsed; there can be millions of them."""
# Postgres keeps neither NUL characters nor halves of surrogate pairs.
UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")


class JsonError(AsientoError):
    """What is wrong with a JSON text; *field* is the path to it, empty for the whole."""

    def __init__(self, name: str, /, *, field: str = "", **params: Param) -> None:
        super().__init__(name, **params)
        self.field = field


@dataclass(frozen=True, slots=True)
class _LossyNumber:
    """A number that cannot be kept as it was written."""

    text: str


@dataclass(frozen=True, slots=True)
class _RepeatedName:
    """An object in which *name* stands twice: which of the two is meant, nobody can know."""

    name: str


def read_json(text: str) -> Any:
    """Return the JSON value that *text* is.

    Raises `JsonError`: `malformed_json`, `lossy_number`, `bad_characters`, `repeated_name`, `too_deep`.
    """
    value = _parsed(text)
    for path, part in _leaves(value):
        _check(path, part)
    return value


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_object, parse_float=_float, parse_constant=_LossyNumber)
    except json.JSONDecodeError as error:
        raise JsonError("malformed_json.syntax", line=error.lineno, column=error.colno) from error
    except (ValueError, RecursionError) as error:  # an integer of more than 4,300 digits, or what is nested too deeply
        raise JsonError("malformed_json.unreadable") from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any] | _RepeatedName:
    value = dict(pairs)
    if len(value) == len(pairs):
        return value
    counted = Counter(name for name, _ in pairs)
    return _RepeatedName(next(name for name, count in counted.items() if count > 1))


def _float(text: str) -> float | _LossyNumber:
    """Return the number if all of its digits are kept: an amount is never changed silently."""
    number = float(text)
    try:
        kept = Decimal(repr(number)) == Decimal(text)
    except ArithmeticError:
        kept = False
    return number if kept else _LossyNumber(text)


def _leaves(value: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every key and every scalar below *value* that needs a look, with its path."""
    waiting: list[tuple[tuple[str, ...], Any]] = [((), value)]
    while waiting:
        path, part = waiting.pop()
        if len(path) > MAX_DEPTH:
            raise JsonError("too_deep", field=".".join(path[:3]), most=MAX_DEPTH)
        if isinstance(part, dict):
            yield from ((path, key) for key in part)
            waiting.extend(((*path, key), below) for key, below in part.items() if type(below) not in PLAIN)
        elif isinstance(part, list):
            waiting.extend(((*path, str(index)), below) for index, below in enumerate(part) if type(below) not in PLAIN)
        else:
            yield path, part


def _check(path: tuple[str, ...], part: Any) -> None:
    if isinstance(part, _RepeatedName):
        raise JsonError("repeated_name", field=_shown((*path, part.name)))
    if isinstance(part, _LossyNumber):
        raise JsonError("lossy_number", field=_shown(path), number=part.text[:40])
    if isinstance(part, str) and UNKEEPABLE.search(part):
        raise JsonError("bad_characters", field=_shown(path))


def _shown(path: tuple[str, ...]) -> str:
    return UNKEEPABLE.sub("\ufffd", ".".join(path))
