"""Our dataclasses to JSON and back: decimals as strings, dates in ISO form, nothing lost."""

import json
from typing import Any

from pydantic import TypeAdapter

_adapters: dict[object, TypeAdapter[Any]] = {}


def _adapter(kind: Any) -> TypeAdapter[Any]:
    """Return the adapter of *kind*: building one takes milliseconds, so each is built once."""
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


def prepare(*kinds: Any) -> None:
    """Build the adapters of *kinds* now: the first use of one costs tens of milliseconds."""
    for kind in kinds:
        _adapter(kind)


def to_json(value: object) -> bytes:
    """Return *value*, an instance of one of our dataclasses, as JSON."""
    return _adapter(type(value)).dump_json(value, exclude_none=True)


def from_json[T](kind: type[T], data: bytes | str) -> T:
    """Return the *kind* that `to_json` wrote."""
    value: T = _adapter(kind).validate_json(data)
    return value


def to_plain(value: object) -> Any:
    """Return *value* as dicts, lists and strings, ready for a JSON column."""
    return json.loads(to_json(value))


def from_plain[T](kind: type[T], value: Any) -> T:
    """Return the *kind* that `to_plain` took apart."""
    plain: T = _adapter(kind).validate_python(value)
    return plain
