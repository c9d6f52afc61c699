"""Bounds of a document. What comes of a stranger's file must not outgrow the functions that carry it on.

A number that is cut is another number, so that identities are refused; descriptions are cut, and validate tells of it.
"""

from dataclasses import is_dataclass, replace
from json.encoder import encode_basestring
from typing import Any

from asiento.document import IDENTITIES, MAX_IDENTITY, MAX_TEXT, Document, Field
from asiento.errors import DocumentError

MOST = {"lines": 10_000, "taxes": 500, "withholdings": 500, "transactions": 50_000}
"""Of each list; a year of a busy account has fewer movements than that, and the bill of a telephone company lines."""

MAX_DOCUMENT = 24 * 2**20
"""Bytes of a document as JSON, by estimate: 50,000 movements with 130 characters of text each. In memory they take
about eight times that."""

FIELD = 60
"""Bytes of a field as JSON besides its text."""

NODE = 20
"""Bytes of what holds fields, as JSON besides them."""


def bounded(document: Document, most: int = MAX_DOCUMENT) -> Document:
    """Return *document*, of *most* bytes as JSON, with its descriptions cut at `MAX_TEXT`.

    Raises `DocumentError`: `too_many_` and the name of a list, such as lines, `text_too_long` for identities,
    `document_too_large` for all together.
    """
    for name, many in MOST.items():
        count = len(getattr(document, name))
        if count > many:
            raise _too_many(name, count, many)
    cut: Document = _Walk(most).cut(document, "")
    return cut


def _too_many(name: str, count: int, most: int) -> DocumentError:
    match name:
        case "taxes":
            return DocumentError("too_many_taxes", count=count, most=most)
        case "withholdings":
            return DocumentError("too_many_withholdings", count=count, most=most)
        case "transactions":
            return DocumentError("too_many_transactions", count=count, most=most)
    return DocumentError("too_many_lines", count=count, most=most)


class _Walk:
    """Goes through a document of *most* bytes once, and knows its *size* so far."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.size = 0

    def cut(self, node: Any, path: str) -> Any:
        """Return *node*, a dataclass of a document, with its texts cut."""
        self._add(NODE)
        changes: dict[str, Any] = {}
        for name in node.__dataclass_fields__:
            value = getattr(node, name)
            changed = value if value is None or value == () else self._value(value, name, f"{path}{name}")
            if changed is not value:
                changes[name] = changed
        return replace(node, **changes) if changes else node

    def _value(self, value: Any, name: str, path: str) -> Any:
        if isinstance(value, Field):
            text = self._value(value.value, name, path)
            self._add(FIELD)
            return value if text is value.value else replace(value, value=text)
        if isinstance(value, str):
            short = _short(value, name, path)
            self._add(len(encode_basestring(short).encode(errors="replace")))
            return short
        if isinstance(value, tuple):
            cut = tuple(self.cut(each, f"{path}.{index}.") for index, each in enumerate(value))
            return cut if any(one is not other for one, other in zip(cut, value, strict=True)) else value
        return self.cut(value, f"{path}.") if is_dataclass(value) else value

    def _add(self, size: int) -> None:
        self.size += size
        if self.size > self.most:
            raise DocumentError("document_too_large", most=self.most)


def _short(text: str, name: str, path: str) -> str:
    if name in IDENTITIES and len(text) > MAX_IDENTITY:
        raise DocumentError("text_too_long", path=path, length=len(text), most=MAX_IDENTITY)
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…"
