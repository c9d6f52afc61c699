"""What kind of document an item is, and what speaks for it."""

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator

from asiento.codes.said import Remark
from asiento.document import DocType


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason(Remark):
    """What speaks for the type of a document."""


def _reasons(kept: Any) -> Any:
    """Return *kept* with each text, which is how reasons were kept before they were codes, as what a reason keeps."""
    return [{"code": "type_reason", "message": each} if isinstance(each, str) else each for each in kept]


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """The document type with a score (0 to 1) and the reasons for it.

    *advice* is the name of the sentence that says to the sender of an `other` document what it looks like and what to
    do, where that is known. What was classified before codes had names has the sentence itself.
    *others*: pages (from 1) on which another document may begin; 1 if there may be several on that page.
    """

    doc_type: DocType
    score: float
    reasons: Annotated[tuple[Reason, ...], BeforeValidator(_reasons)] = ()
    advice: str | None = None
    others: tuple[int, ...] = ()
