"""Models of requests and answers about batches and items. An unknown field is refused."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from asiento.api.bodies import Answer, Request
from asiento.api.refusals import refused
from asiento.tables.row_size import MAX_COLUMNS, MAX_ROW, RowTooLongError, TooManyColumnsError, written_row

MAX_FILES = 100
MAX_PAGE = 200
Limit = Annotated[int, Field(ge=1, le=MAX_PAGE)]
NextCursor = Annotated[str | None, Field(description="Give it as `cursor` for the next page; null on the last.")]
Shortened = Annotated[
    list[str],
    Field(description="Paths of texts of more than 2,500 characters, of which only these are shown. Most often empty."),
]


def check_rows(rows: Iterable[Mapping[str, Any]]) -> None:
    """Refuse a row that is empty or too large."""
    for index, row in enumerate(rows):
        if not row:
            raise refused("invalid_request.empty_row", row=index)
        try:
            written_row(row)
        except TooManyColumnsError as error:
            raise refused("invalid_request.row_columns", row=index, most=MAX_COLUMNS) from error
        except RowTooLongError as error:
            raise refused("invalid_request.row_characters", row=index, most=MAX_ROW) from error


class NewBatch(Request):
    """A batch to open."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = Field(
        default="", description="Shown to people.", examples=["March receipts"]
    )


class FileToUpload(Request):
    """A file that you are about to upload."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=1024)] = Field(
        description="Its name; made safe and shortened where needed.", examples=["factura 118.pdf"]
    )
    size: Annotated[int, Field(ge=0)] | None = Field(
        default=None, description="Bytes. A file that is too large is then refused before its upload.", examples=[48213]
    )
    content_type: Annotated[str, StringConstraints(max_length=200)] | None = Field(
        default=None, description="For your own records: what a file is, is decided by its content."
    )


class FilesToUpload(Request):
    """Files to get uploads for."""

    files: Annotated[list[FileToUpload], Field(min_length=1, max_length=MAX_FILES)]


class ToIngest(Request):
    """What to process: exactly one of `keys` and `rows`."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"rows": [{"date": "2025-03-14", "supplier": "Papelería Sol", "total": "12,10"}]}]
        }
    )

    keys: Annotated[list[str], Field(min_length=1)] | None = Field(
        default=None, description="Keys of uploaded files, as POST /batches/{batch_id}/files gave them."
    )
    rows: list[dict[str, Any]] | None = Field(
        default=None,
        min_length=1,
        description="Expenses or invoices, one JSON object each, with the column names of a spreadsheet.",
    )

    @model_validator(mode="after")
    def exactly_one(self) -> "ToIngest":
        """Refuse both and neither, and rows that say nothing."""
        if (self.keys is None) == (self.rows is None):
            raise refused("invalid_request.keys_or_rows")
        check_rows(self.rows or ())
        return self


class Correction(Request):
    """What a person says about an item: values for fields, a decision, or both."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"fields": {"total": "121.00", "supplier.tax_id": "B12345674"}}]}
    )

    fields: dict[str, str | None] = Field(
        default_factory=dict,
        max_length=500,
        description="Path into the document to its new value: `total`, `supplier.tax_id`, `lines.2.amount`. "
        "Amounts as text with a decimal point, dates as YYYY-MM-DD, null to empty a field. A table that asks how it "
        "writes is answered by `decimal` (`,` or `.`) and `date_order` (`day_first`, `month_first` or `year_first`).",
    )
    decision: Literal["approve", "reject"] | None = Field(
        default=None,
        description="`approve` accepts what validation wanted a person to look at; `reject` ends the item. "
        "A correction without a decision is validated anew.",
    )

    @model_validator(mode="after")
    def says_something(self) -> "Correction":
        """Refuse a body that changes nothing, and corrections of what is thrown away."""
        if not self.fields and self.decision is None:
            raise refused("invalid_request.nothing_said")
        if self.fields and self.decision == "reject":
            raise refused("invalid_request.rejected_with_fields")
        return self


class Batch(BaseModel):
    """What one request brought in. How it stands is counted from its items: see its status."""

    id: UUID
    name: str = Field(description="Empty if none was given.")
    created_at: datetime
    expired_at: datetime | None = Field(
        default=None, description="When its documents were deleted, since they had been kept for their time."
    )


class BatchPage(BaseModel):
    """Batches, the newest first."""

    items: list[Batch]
    next_cursor: NextCursor


class Upload(Answer):
    """A presigned upload: POST a form to *url* with all *fields* and then the file as `file`."""

    name: str = Field(description="The name as it is kept.")
    key: str = Field(description="Give it to POST /batches/{batch_id}/ingest when the upload is done.")
    url: str
    fields: dict[str, str]
    expires_in: int = Field(description="Seconds.", examples=[3600])


class Uploads(BaseModel):
    """Uploads in the order of the request."""

    files: list[Upload]


class Accepted(BaseModel):
    """The items that stand for what was sent."""

    accepted: int = Field(description="Items of this request, each distinct key or row once.")
    created: int = Field(description="How many of them are new; a key sent before makes no second item.")
    items: list[UUID] = Field(description="Their ids in the order of the request, at most the first 5,000.")
    pipeline_enqueued: bool = Field(
        description="False if the queue was away: they are kept, and sent by themselves within minutes."
    )


class Failure(BaseModel):
    """An item that failed, and why."""

    item_id: UUID
    name: str
    status: str = Field(examples=["preprocess_failed"])
    code: str | None = Field(examples=["password_protected"])
    message: str | None = Field(
        description="A sentence for people that ends in what to do, in the language of the answer."
    )


class BatchStatus(BaseModel):
    """How far a batch is. An item that became several others is not counted, they are."""

    batch_id: UUID
    total: int
    finished: int = Field(description="published + failed + review + rejected.")
    percent: float = Field(description="Finished in percent; 100 only when all are.", examples=[62.5])
    published: int
    failed: int
    review: int = Field(description="Waiting for a person.")
    rejected: int
    running: int = Field(description="Everything that is not finished.")
    by_status: dict[str, int] = Field(examples=[{"published": 5, "extracting": 2, "preprocess_failed": 1}])
    by_stage: dict[str, dict[str, int]] = Field(
        description="By stage, and there by state.",
        examples=[{"publish": {"done": 5}, "extract": {"running": 2}, "preprocess": {"failed": 1}}],
    )
    errors: list[Failure] = Field(description="The first 100 failed items; `failed` counts all.")


class Item(BaseModel):
    """One document, or one row, on its way."""

    id: UUID
    batch_id: UUID
    parent_id: UUID | None = Field(description="The item it was found in: a spreadsheet or a stack, say.")
    position: int = Field(description="Its place in the request or in its parent, from 0.")
    name: str
    status: str = Field(examples=["needs_review"])
    stage: str = Field(examples=["validate"])
    split: bool = Field(description="It became several items, which go on in its place.")
    kind: str | None = Field(examples=["pdf"])
    media_type: str | None = Field(examples=["application/pdf"])
    pages: int | None
    doc_type: str | None = Field(examples=["invoice"])
    error: dict[str, Any] | None = Field(
        description="Why it failed: code, message in the language of the answer, and what the message names.",
        examples=[{"code": "password_protected", "variant": "pdf", "params": {}, "message": "…"}],
    )
    created_at: datetime
    updated_at: datetime
    shortened: Shortened


class ItemPage(BaseModel):
    """Items, the oldest first."""

    items: list[Item]
    next_cursor: NextCursor


class ItemDetail(Item):
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
    findings: list[dict[str, Any]] = Field(
        description="What validation found: code, severity, field, message in the language of the answer, and what the "
        "message names (variant, params)."
    )
    approved: bool = Field(description="A person accepted the findings.")
    next_offset: int | None = Field(
        description="Where the lists of the document, findings or cells of the row go on: give it as `offset`. "
        "Null if these are all."
    )


class Decided(ItemDetail):
    """The item after a correction or decision."""

    pipeline_enqueued: bool = Field(description="It is on its way to be validated again; false for a rejected one.")


class Retried(BaseModel):
    """What a retry did."""

    retried: int = Field(description="Failed items that run again at the stage where they failed.")
    pipeline_enqueued: bool
