"""A person's corrections of a document, by path. Knows the shape of `Document` from its type hints, and no rule."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import is_dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import NoneType
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from asiento.document import IDENTITIES, MAX_IDENTITY, MAX_TEXT, Document, Field, Source, Transaction
from asiento.errors import RequestError
from asiento.review.written import Said, day_said, number_said
from asiento.tax_ids import compact_tax_id

INDEX = re.compile(r"\d{1,6}", re.ASCII)

CODES = frozenset({"tax_id", "iban", "currency", "country"})
"""Fields that documents keep in upper case and without separators."""


def apply_corrections[T: (Document, Transaction)](document: T, fields: Mapping[str, Said], country: str) -> T:
    """Return *document*, or one row of a statement, with each path of *fields* set.

    Paths are `total`, `supplier.tax_id`, `lines.2.amount`, `doc_type`.

    Values are texts or numbers, written as people in *country* write (`written.py`), or None to clear. What a person
    sets has the source `person` and confidence 1. Raises `RequestError` 422 `unknown_field` or `invalid_value`, with
    the path.
    """
    for path, value in fields.items():
        document = _corrected(document, path.split("."), _Set(value, path, country))
    return document


class _Set(NamedTuple):
    """What a person sets, and how it is written."""

    value: Said
    path: str
    country: str


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


def _corrected(node: Any, parts: list[str], new: _Set) -> Any:
    """Return a copy of *node*, a dataclass or a tuple of them, with the leaf at *parts* set."""
    head, *rest = parts
    if isinstance(node, tuple):
        if not INDEX.fullmatch(head) or int(head) >= len(node) or not rest:
            raise _unknown(new.path)
        index = int(head)
        return (*node[:index], _corrected(node[index], rest, new), *node[index + 1 :])
    hint = get_type_hints(type(node)).get(head)
    if hint is None:
        raise _unknown(new.path)
    if not rest:
        return replace(node, **{head: _leaf(hint, head, new)})
    child = getattr(node, head)
    if not isinstance(child, tuple) and (not is_dataclass(child) or isinstance(child, Field)):
        raise _unknown(new.path)
    return replace(node, **{head: _corrected(child, rest, new)})


def _leaf(hint: Any, name: str, new: _Set) -> Any:
    """Return the new content of an attribute of type *hint*: `Field[T] | None`, an enumeration or text."""
    kinds = [kind for kind in (get_args(hint) or (hint,)) if kind is not NoneType]
    kind = kinds[0]
    if get_origin(kind) is Field:
        if new.value is None:
            return None
        if is_dataclass(get_args(kind)[0]):
            raise _unknown(new.path)
        return Field(value=_read(get_args(kind)[0], name, new), confidence=1.0, source=Source.PERSON)
    if kind is str or (isinstance(kind, type) and issubclass(kind, StrEnum)):
        return _read(kind, name, new)
    raise _unknown(new.path)


def _read(kind: Any, name: str, new: _Set) -> Any:
    value, path = new.value.strip() if isinstance(new.value, str) else new.value, new.path
    if kind is Decimal:
        return number_said(value, new.country, path)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    text = _text(name, value) if isinstance(value, str) else ""
    if not text:
        raise RequestError(422, "invalid_value.text", field=path, path=path)
    most = MAX_IDENTITY if name in IDENTITIES else MAX_TEXT
    if len(text) > most:
        raise RequestError(422, "invalid_value.length", field=path, path=path, most=most)
    if kind is str:
        return text
    if kind is date:
        return day_said(text, new.country, path)
    known = {"true": True, "false": False} if kind is bool else {each.value: each for each in kind}
    if text not in known:
        raise RequestError(422, "invalid_value.choice", field=path, path=path, choices=list(known))
    return known[text]


def _text(name: str, value: str) -> str:
    if name in CODES:
        return compact_tax_id(value) if name == "tax_id" else re.sub(r"[\W_]", "", value).upper()
    return value.strip()


def _unknown(path: str) -> RequestError:
    return RequestError(422, "unknown_field.document", field=path, path=path)
