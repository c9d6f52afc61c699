"""Models of requests and answers about items. An unknown field is refused."""

from datetime import datetime
from math import isfinite
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, Strict, WithJsonSchema, model_validator

from asiento.api.bodies import NextCursor, Party, Request, Shortened, Version
from asiento.api.refusals import refused
from asiento.api.statuses import Stage, Status
from asiento.store.attachments import MOST_SHOWN


def _new_value(value: Any) -> Any:
    """Refuse a list, an object, a truth value, and what is no number in JSON."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
    if value is None or isinstance(value, str) or is_number:
        return value
    raise refused("invalid_request.new_value", name="")


NewValue = Annotated[
    Any,
    BeforeValidator(_new_value),
    WithJsonSchema(
        {"anyOf": [{"type": "string"}, {"type": "number"}, {"type": "null"}], "examples": ["121.00", 121.5]}
    ),
]


class Correction(Request):
    """What a person says about an item: values for fields, a decision, or both."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"fields": {"total": "121.00", "supplier.tax_id": "B12345674"}}]}
    )

    fields: dict[str, NewValue] = Field(
        default_factory=dict,
        max_length=500,
        description="Path into the document to its new value: `total`, `supplier.tax_id`, `lines.2.amount`. "
        "Values are taken as rows have them: amounts as numbers or as text (`12.10`, `12,10`), dates as YYYY-MM-DD or "
        "in the order of your country (05/03/2026); what has two readings, such as `1.234`, is refused. Null empties a "
        "field. A table that asks how it "
        "writes is answered by `decimal` (`,` or `.`) and `date_order` (`day_first`, `month_first` or `year_first`).",
    )
    decision: Literal["approve", "reject", "no_duplicate", "attach_to", "undo"] | None = Field(
        default=None,
        description="`approve` accepts what validation wanted a person to look at; `reject` ends the item; "
        "`no_duplicate` says that what another item posted is something else; `attach_to` keeps it with another item "
        "as evidence, and nothing is posted of it; `undo` takes the last decision "
        "back, as long as nothing was posted by it. A correction without a decision is validated anew.",
    )
    to: Annotated[UUID, Strict(strict=False)] | None = Field(
        default=None,
        description="For `attach_to`: the other item, or the row of the ledger that it posted. If it is left out, that "
        "of `duplicate_of`.",
    )

    dry_run: bool = Field(
        default=False,
        description="Answers with the findings and status that the item would have after validation, and writes "
        "nothing. Whether the ledger has it already is not looked at. Not for a table that asks how it writes: see "
        "POST /previews.",
    )

    @model_validator(mode="after")
    def says_something(self) -> "Correction":
        """Refuse a body that changes nothing, and corrections of what is thrown away."""
        if not self.fields and self.decision is None:
            raise refused("invalid_request.nothing_said")
        if self.fields and self.decision == "reject":
            raise refused("invalid_request.rejected_with_fields")
        if self.fields and self.decision == "undo":
            raise refused("invalid_request.undone_with_fields")
        if self.fields and self.decision == "attach_to":
            raise refused("invalid_request.attached_with_fields")
        if self.to and self.decision != "attach_to":
            raise refused("invalid_request.to_without_attach_to")
        return self


class Item(BaseModel):
    """One document, or one row, on its way."""

    id: UUID
    version: Version
    batch_id: UUID
    parent_id: UUID | None = Field(description="The item it was found in: a spreadsheet or a stack, say.")
    position: int = Field(description="Its place in the request or in its parent, from 0.")
    name: str
    status: Status
    stage: Stage
    kind: str | None = Field(examples=["pdf"])
    media_type: str | None = Field(examples=["application/pdf"])
    pages: int | None
    doc_type: str | None = Field(examples=["invoice"])
    error: dict[str, Any] | None = Field(
        description="Why it failed, or is a duplicate: code, message in the language of the answer, and what the "
        "message names.",
        examples=[{"code": "password_protected", "variant": "pdf", "params": {}, "message": "…"}],
    )
    duplicate_of: UUID | None = Field(
        description="The item that was posted before, if this is a duplicate or, where it needs review, may be one."
    )
    attached_to: UUID | None = Field(description="The item that it is kept with, as evidence; nothing is posted of it.")
    created_at: datetime
    updated_at: datetime
    shortened: Shortened


class FoundItem(Item):
    """An item among those of all batches, with what it says in short and why it is not posted."""

    supplier: Party
    number: str | None
    issued_on: str | None = Field(examples=["2026-03-05"])
    total: str | None = Field(examples=["121.00"])
    currency: str | None = Field(examples=["EUR"])
    reason: dict[str, Any] | None = Field(
        description="The first reason why it is not posted: its error, or the finding that asks a person. Code, "
        "message in the language of the answer, and what the message names (variant, params); null if nothing holds it."
    )


class FoundItems(BaseModel):
    """Items of all batches, the newest first."""

    items: list[FoundItem]
    next_cursor: NextCursor


class ItemPage(BaseModel):
    """Items, the oldest first."""

    items: list[Item]
    next_cursor: NextCursor


class Evidence(BaseModel):
    """What speaks for a value, and how likely it is right."""

    field: str = Field(examples=["total"])
    certainty: float = Field(
        description="How likely it is right, 0 to 1, by documents whose truth is known.", examples=[0.97]
    )
    vouched_by: list[dict[str, Any]] = Field(
        description="What vouches for it, the best first: code, variant, message in the language of the answer. If "
        "there is none, nothing but its reader does.",
        examples=[
            [
                {
                    "code": "vouched",
                    "variant": "sums",
                    "params": {},
                    "message": "The lines make it.",
                }
            ]
        ],
    )


class Attachment(BaseModel):
    """An item that is kept with another one, as evidence. GET /items/{item_id}/file has its file."""

    item_id: UUID
    name: str
    status: Status
    kind: str | None = Field(examples=["image"])
    media_type: str | None
    pages: int | None
    doc_type: str | None = Field(examples=["receipt"])


class Holder(BaseModel):
    """What is attached to an item."""

    attachments: list[Attachment] = Field(
        description=f"The first {MOST_SHOWN} items that are attached to it: another picture, a delivery note, the "
        "paper of an e-invoice."
    )
    attachment_count: int = Field(description="How many they are.")


class ItemDetail(Item, Holder):
    """An item with what was read from it."""

    row: dict[str, Any] | None = Field(
        description="The row as it was sent or found. A long value that is neither text nor number is shown as text."
    )
    classification: dict[str, Any] | None = Field(
        description="Document type, score, and the reasons in sentences, in the language of the answer.",
        examples=[
            {"doc_type": "invoice", "score": 0.88, "reasons": ["'factura' stands in the heading."], "others": []}
        ],
    )
    document: dict[str, Any] | None = Field(
        description="The canonical document. Each field has value, confidence, source, and page and box where known.",
        examples=[{"doc_type": "receipt", "total": {"value": "12.10", "confidence": 0.97, "source": "pdf_text"}}],
    )
    evidence: list[Evidence] = Field(description="For each field of a bill that its posting needs, what speaks for it.")
    findings: list[dict[str, Any]] = Field(
        description="What validation found: code, severity, field, message in the language of the answer, and what the "
        "message names (variant, params). The severity is `error`, which fails the item, `review`, which holds it for "
        "a person, `accepted`, if a person accepted just that, or `warning`, which only tells."
    )
    approved: bool = Field(description="A person accepted what it asked then. What is found later holds it again.")
    next_offset: int | None = Field(
        description="Where the lists of the document, findings or cells of the row go on: give it as `offset`. "
        "Null if these are all."
    )


class Decided(ItemDetail):
    """The item after a correction or decision."""

    pipeline_enqueued: bool = Field(description="It is on its way to be validated again; false for a rejected one.")
    dry_run: bool = Field(default=False, description="Nothing was written: this is what the item would be.")
