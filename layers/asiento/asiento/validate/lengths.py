"""Rules on the length of what a document says."""

from collections.abc import Iterator
from dataclasses import is_dataclass
from typing import Any

from asiento.document import MAX_TEXT, Document, Field
from asiento.model import Finding
from asiento.validate.finding import Context, warning


def texts_whole(document: Document, _: Context) -> Iterator[Finding]:
    """Tell of texts that were cut where they were read: of the first, and how many more there are."""
    cut = list(_cut_texts(document, ""))
    if cut:
        yield warning("text_cut", cut[0], most=MAX_TEXT, more=len(cut) - 1)


def _cut_texts(node: Any, path: str) -> Iterator[str]:
    """Yield the path of each text of *node* that was cut."""
    value = node.value if isinstance(node, Field) else node
    if isinstance(value, str):
        if len(value) == MAX_TEXT and value.endswith("…"):
            yield path
    elif isinstance(value, tuple):
        for index, each in enumerate(value):
            yield from _cut_texts(each, f"{path}.{index}")
    elif is_dataclass(value):
        for name in value.__dataclass_fields__:
            yield from _cut_texts(getattr(value, name), f"{path}.{name}" if path else name)
