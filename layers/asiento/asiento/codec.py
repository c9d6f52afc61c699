"""Our dataclasses to JSON and back: decimals as strings, dates in ISO form, nothing lost."""

import json
from functools import cache
from typing import Any

from pydantic import TypeAdapter


@cache
def _adapter[T](kind: type[T]) -> TypeAdapter[T]:
    return TypeAdapter(kind)


def to_json(value: object) -> bytes:
    """Return *value*, an instance of one of our dataclasses, as JSON."""
    return _adapter(type(value)).dump_json(value, exclude_none=True)


def from_json[T](kind: type[T], data: bytes | str) -> T:
    """Return the *kind* that `to_json` wrote."""
    return _adapter(kind).validate_json(data)


def to_plain(value: object) -> Any:
    """Return *value* as dicts, lists and strings, ready for a JSON column."""
    return json.loads(to_json(value))


def from_plain[T](kind: type[T], value: Any) -> T:
    """Return the *kind* that `to_plain` took apart."""
    return _adapter(kind).validate_python(value)
