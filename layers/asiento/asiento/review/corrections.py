"""A person's corrections of a document, by path. Knows the shape of `Document` from its type hints, and no rule."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import is_dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from asiento.document import IDENTITIES, MAX_IDENTITY, MAX_TEXT, Document, Field, Source, Transaction
from asiento.errors import RequestError
from asiento.tax_ids import compact_tax_id

NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,10})?", re.ASCII)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
INDEX = re.compile(r"\d{1,6}", re.ASCII)

CODES = frozenset({"tax_id", "iban", "currency", "country"})
"""Fields that documents keep in upper case and without separators."""


def apply_corrections[T: (Document, Transaction)](document: T, fields: Mapping[str, Any]) -> T:
    """Return *document*, or one row of a statement, with each path of *fields* set.

    Paths are `total`, `supplier.tax_id`, `lines.2.amount`, `doc_type`.

    Values are strings (numbers as `1234.56`, dates as `2025-03-14`), or None to clear. What a person sets has the
    source `person` and confidence 1. Raises `RequestError` 422 `unknown_field` or `invalid_value`, with the path.
    """
    for path, value in fields.items():
        document = _corrected(document, path.split("."), value, path)
    return document


def values_at(document: Any, paths: Iterable[str]) -> dict[str, Any]:
    """Return what *document*, as JSON, holds at each path: of a field its value, None where there is nothing."""
    return {path: _value_at(document, path.split(".")) for path in paths}


def _value_at(node: Any, parts: list[str]) -> Any:
    for part in parts:
        match node:
            case list():
                node = node[int(part)]
            case Mapping():
                node = node.get(part)
            case _:
                return None
    return node["value"] if isinstance(node, Mapping) and "value" in node else node


def _corrected(node: Any, parts: list[str], value: Any, path: str) -> Any:
    """Return a copy of *node*, a dataclass or a tuple of them, with the leaf at *parts* set."""
    head, *rest = parts
    if isinstance(node, tuple):
        if not INDEX.fullmatch(head) or int(head) >= len(node) or not rest:
            raise _unknown(path)
        index = int(head)
        return (*node[:index], _corrected(node[index], rest, value, path), *node[index + 1 :])
    hint = get_type_hints(type(node)).get(head)
    if hint is None:
        raise _unknown(path)
    if not rest:
        return replace(node, **{head: _leaf(hint, head, value, path)})
    child = getattr(node, head)
    if not isinstance(child, tuple) and (not is_dataclass(child) or isinstance(child, Field)):
        raise _unknown(path)
    return replace(node, **{head: _corrected(child, rest, value, path)})


def _leaf(hint: Any, name: str, value: Any, path: str) -> Any:
    """Return the new content of an attribute of type *hint*: `Field[T] | None`, an enumeration or text."""
    kinds = [kind for kind in (get_args(hint) or (hint,)) if kind is not NoneType]
    kind = kinds[0]
    if get_origin(kind) is Field:
        if value is None:
            return None
        if is_dataclass(get_args(kind)[0]):
            raise _unknown(path)
        content = _read(get_args(kind)[0], name, value, path)
        return Field(value=content, confidence=1.0, source=Source.PERSON)
    if kind is str or (isinstance(kind, type) and issubclass(kind, StrEnum)):
        return _read(kind, name, value, path)
    raise _unknown(path)


def _read(kind: Any, name: str, value: Any, path: str) -> Any:
    text = _text(name, value) if isinstance(value, str) else ""
    if not text:
        raise RequestError(422, "invalid_value.text", field=path, path=path)
    most = MAX_IDENTITY if name in IDENTITIES else MAX_TEXT
    if len(text) > most:
        raise RequestError(422, "invalid_value.length", field=path, path=path, most=most)
    if kind is str:
        return text
    try:
        return _READERS.get(kind, kind)(text)
    except ValueError as error:
        raise _invalid(kind, path) from error


def _text(name: str, value: str) -> str:
    if name in CODES:
        return compact_tax_id(value) if name == "tax_id" else re.sub(r"[\W_]", "", value).upper()
    return value.strip()


def _decimal(text: str) -> Decimal:
    if not NUMBER.fullmatch(text):
        raise ValueError(text)
    return Decimal(text)


def _day(text: str) -> date:
    if not DAY.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)


_READERS: dict[Any, Callable[[str], Any]] = {Decimal: _decimal, date: _day}


def _unknown(path: str) -> RequestError:
    return RequestError(422, "unknown_field.document", field=path, path=path)


def _invalid(kind: Any, path: str) -> RequestError:
    if kind is Decimal:
        return RequestError(422, "invalid_value.number", field=path, path=path)
    if kind is date:
        return RequestError(422, "invalid_value.date", field=path, path=path)
    return RequestError(422, "invalid_value.choice", field=path, path=path, choices=list(kind))
