"""A drawn paper with what is true of it: fields, lines, and where each stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from made_documents.printed.sheet import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """*fields* are columns of a manifest. *lines* have description, quantity and amount. *places* may be empty.

    *group* is the program that printed it, *end* the ending of its file's name.
    """

    family: str
    doc_type: str
    country: str
    language: str
    group: str
    data: bytes
    fields: Mapping[str, str]
    lines: Sequence[Mapping[str, str]] = ()
    places: Mapping[str, Sequence[Place]] = field(default_factory=dict)
    end: str = "pdf"
