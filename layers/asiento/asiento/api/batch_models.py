"""Models of requests and answers about batches. An unknown field is refused."""

import re
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from asiento.api.bodies import Answer, NextCursor, Request
from asiento.api.refusals import refused
from asiento.api.row_schema import ROW
from asiento.api.rows import Row, check_rows
from asiento.api.statuses import Status

MAX_FILES = 100
BASE64 = re.compile("(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")


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
    sha256: Annotated[str, StringConstraints(pattern="^[0-9a-fA-F]{64}$", to_lower=True)] | None = Field(
        default=None, description="Of its bytes, in hexadecimal digits. The answer then says if they are known already."
    )
    content_type: Annotated[str, StringConstraints(max_length=200)] | None = Field(
        default=None, description="For your own records: what a file is, is decided by its content."
    )


class FilesToUpload(Request):
    """Files to get uploads for."""

    files: Annotated[list[FileToUpload], Field(min_length=1, max_length=MAX_FILES)]


def _base64(value: object) -> object:
    """Refuse what is not written as RFC 4648 has it (section 4)."""
    if isinstance(value, str) and not BASE64.fullmatch(value):
        raise refused("invalid_request.base64", name="")
    return value


class FileToSend(Request):
    """A small file, with its bytes."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=1024)] = Field(
        description="Its name; made safe and shortened where needed.", examples=["breakfast.jpg"]
    )
    content: Annotated[
        str, BeforeValidator(_base64), WithJsonSchema({"type": "string", "pattern": f"^{BASE64.pattern}$"})
    ] = Field(description="Its bytes in Base64 (RFC 4648), without line breaks: about 3.7 MB go into a request.")


class ToIngest(Request):
    """What to process: exactly one of `keys` and `rows`."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"rows": [ROW]}]})

    keys: Annotated[list[str], Field(min_length=1)] | None = Field(
        default=None, description="Keys of uploaded files, as POST /batches/{batch_id}/files gave them."
    )
    rows: list[Row] | None = Field(
        default=None, min_length=1, description="Expenses, invoices or bank transactions, an object each."
    )

    @model_validator(mode="after")
    def exactly_one(self) -> "ToIngest":
        """Refuse both and neither, and rows that say nothing."""
        if (self.keys is None) == (self.rows is None):
            raise refused("invalid_request.keys_or_rows")
        check_rows(self.rows or ())
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
    known_as: UUID | None = Field(
        description="The item that has the same bytes and did not fail, if you gave their `sha256`."
    )


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
    status: Status
    code: str | None = Field(examples=["password_protected"])
    message: str | None = Field(
        description="A sentence for people that ends in what to do, in the language of the answer."
    )


class BatchStatus(BaseModel):
    """How far a batch is. Its counts have the words that items have as their status, and lists as their filter."""

    batch_id: UUID
    done: bool = Field(description="Nothing of it goes on by itself; so of an empty one.")
    total: int = Field(
        description="sent + found - split. It grows while files are unpacked.",
        examples=[8],
    )
    sent: int = Field(description="Items of your requests: a file or row each.")
    found: int = Field(description="Items that were found in others, such as the rows of a table, as far as known.")
    split: int = Field(description="Items that became others, which are counted in their place.")
    finished: int = Field(description="published + failed + needs_review + rejected + duplicate.")
    percent: float = Field(description="Finished in percent of the total; 100 only when all are.", examples=[62.5])
    published: int = Field(description="In the ledger.")
    failed: int = Field(description="Of whatever stage.")
    needs_review: int = Field(description="Waiting for a person.")
    rejected: int = Field(description="Ended by a person.")
    duplicate: int = Field(description="Not posted, since another item was before: each names it in `duplicate_of`.")
    running: int = Field(description="Everything that is not finished: total - finished.")
    by_status: dict[str, int] = Field(
        description="Items by their status, those that were split as well.",
        examples=[{"published": 5, "extracting": 2, "preprocess_failed": 1, "split": 1}],
    )
    errors: list[Failure] = Field(description="The first 100 failed items; `failed` counts all.")


class Retried(BaseModel):
    """What a retry did."""

    retried: int = Field(description="Failed items that run again at the stage where they failed.")
    pipeline_enqueued: bool
