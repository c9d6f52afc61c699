"""How much a document may say. What comes of a stranger's file must not outgrow the functions that carry it on.

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


def bounded(document: Document) -> Document:
    """Return *document* with its descriptions cut at `MAX_TEXT`.

    Raises `DocumentError`: `too_many_` and the name of a list, such as lines, `text_too_long` for identities,
    `document_too_large` for all together.
    """
    for name, most in MOST.items():
        count = len(getattr(document, name))
        if count > most:
            raise DocumentError(
                f"too_many_{name}",
                f"The document has {count:,} {name}, at most {most:,} are taken. Split it, or ask its issuer for a "
                "summary.",
            )
    cut: Document = _Walk().cut(document, "")
    return cut


class _Walk:
    """Goes through a document once, and knows its *size* so far."""

    def __init__(self) -> None:
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
        if self.size > MAX_DOCUMENT:
            most = MAX_DOCUMENT / 2**20
            raise DocumentError(
                "document_too_large", f"The document says more than {most:.0f} MB of text. Split it and send the parts."
            )


def _short(text: str, name: str, path: str) -> str:
    if name in IDENTITIES and len(text) > MAX_IDENTITY:
        raise DocumentError(
            "text_too_long",
            f"The field '{path}' has {len(text):,} characters, at most {MAX_IDENTITY} are taken. Check the document, "
            "and send it again with the right one.",
        )
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…"
