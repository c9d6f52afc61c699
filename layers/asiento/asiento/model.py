"""The words of the pipeline as types. Immutable; knows nothing of queues, files or SQL."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, NamedTuple, Protocol, Self
from uuid import UUID

from pydantic import FailFast

from asiento.classification import Classification
from asiento.codes import Param, Said
from asiento.codes.said import parts_of, plain
from asiento.document import Document
from asiento.reading.writing import Writing
from asiento.tenant import KnownSupplier, Tenant


class State(StrEnum):
    """How an item stands in its stage.

    `rejected` is a person's no, `duplicate` one whose posting another item has; the other ends are `failed` and `done`.
    """

    QUEUED = "queued"
    RUNNING = "running"
    REVIEW = "review"
    FAILED = "failed"
    REJECTED = "rejected"
    DUPLICATE = "duplicate"
    DONE = "done"


class Kind(StrEnum):
    """What an item is to the reading stages, decided by its content in preprocess. Rows are created as `row`."""

    ROW = "row"
    TABLE = "table"
    PDF = "pdf"
    IMAGE = "image"
    XML = "xml"
    BANK = "bank"
    CONTAINER = "container"


class Severity(StrEnum):
    """What a finding does: `error` fails the item, `review` holds it for a person, `warning` only tells.

    `accepted` held it until a person accepted just that.
    """

    ERROR = "error"
    REVIEW = "review"
    ACCEPTED = "accepted"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Said):
    """Something validation found at *field*, a path into the document: `total`, `supplier.tax_id`, `lines.2.amount`."""

    severity: Severity
    field: str

    @classmethod
    def of(cls, severity: Severity, name: str, field: str, /, **params: Param) -> Self:
        """Return a finding at *field* by the *name* of its sentence, with its parameters."""
        code, variant = parts_of(name)
        return cls(code=code, variant=variant, severity=severity, field=field, params=plain(params))


UNRANKED = -(2**62)
"""The rank of what nothing is known of: before all others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """How many fields of a document are expected to be wrong; its *rank* among what waits: the least comes first."""

    wrong_fields: float
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """A new item that a stage found inside its own: the row of a spreadsheet, or a file in a file.

    *position* counts from 0. Either *row* is given, or *file_key*, where the stage stored the child's bytes in the
    folder of its own item; with *content_key* where it stored the child's `Reading` as well. *writing* is that of the
    table that the row stands in, *sha256* of a row that of its file with its place there.
    """

    position: int
    name: str
    row: Mapping[str, Any] | None = None
    file_key: str | None = None
    sha256: str | None = None
    content_key: str | None = None
    writing: Writing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """One row of a ledger table, or of `supplier_memory`; *values* are its columns, JSON-ready.

    An invoice carries `lines` and `taxes`.
    *line* counts from 0 within the item: (tenant, item, line) is posted once, however often the stage runs.
    """

    table: str
    line: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One document, or one row of a spreadsheet, on its way. A stage returns a changed copy (`dataclasses.replace`).

    *parent_id*: the item that it was found in. *sha256* is that of the file, of a row that of its file with its place
    there, or of what it says if it was sent as such. *content_key*: where in `Files` the machine-readable content
    lies, a `Reading` for a PDF or image, a `Table` for a table, the XML itself for XML (of a PDF, the one attached to
    it). *children*, *postings* and *risk* are what this stage run made, never loaded again. *accepted*: findings that
    a person saw and approved; *no_duplicate* says that a person said so. *writing*: how the file or request of a table
    or row writes, by its cells or by what a person said of it; None if nobody looked yet. *known_supplier*: None where
    it was not asked for, or the document names none.
    """

    id: UUID
    tenant: Tenant
    batch_id: UUID
    parent_id: UUID | None = None
    name: str
    received_at: datetime
    kind: Kind | None = None
    file_key: str | None = None
    row: Mapping[str, Any] | None = None
    media_type: str | None = None
    sha256: str | None = None
    pages: int | None = None
    content_key: str | None = None
    writing: Writing | None = None
    classification: Classification | None = None
    document: Document | None = None
    findings: Annotated[tuple[Finding, ...], FailFast()] = ()
    known_supplier: KnownSupplier | None = None
    accepted: Annotated[tuple[Finding, ...], FailFast()] = ()
    no_duplicate: bool = False
    risk: Risk | None = None
    children: Annotated[tuple[Child, ...], FailFast()] = field(default=())
    postings: Annotated[tuple[Posting, ...], FailFast()] = field(default=())


class ItemRef(NamedTuple):
    """Who: whose item, and which. All that a message says."""

    tenant_id: UUID
    item_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One receipt of a message about the item *ref*: *attempt* counts from 1.

    The same message, received again, keeps its *message_id*. *receipt* is the queue's handle, if it has one.
    """

    ref: ItemRef
    message_id: UUID
    attempt: int
    receipt: str | None = None


class Files(Protocol):
    """The bytes of a tenant's documents. Keys begin with the tenant's id: `{tenant}/{batch}/{item}/…`."""

    def read(self, key: str) -> bytes:
        """Return the bytes; raise `DocumentError("file_missing")` if there is no such object."""

    def write(self, key: str, data: bytes) -> None:
        """Store *data* under *key*, replacing what was there."""

    def quarantine(self, key: str) -> None:
        """Mark the file at *key* as infected: from then on reading it raises `DocumentError("infected")`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one item may cost, and how often a tenant may ask. Each is set by `IMPORTS_` and its name in capitals."""

    max_file_bytes: int = 20 * 2**20
    """Bytes of one file."""
    max_pages: int = 100
    """Pages of one document."""
    max_pixels: int = 60_000_000
    """Pixels of one page or picture."""
    max_items_per_batch: int = 5_000
    """Items of one batch. Also the most rows of a spreadsheet, and the most items that one upload becomes over all
    levels."""
    max_ingests_per_min: int = 60
    """Requests to ingest of one tenant in any 60 seconds."""
    max_form_requests_per_min: int = 60
    """Requests for upload forms of one tenant in any 60 seconds. Each gives up to 100 forms."""
    max_previews_per_min: int = 30
    """Previews of tables of one tenant in any 60 seconds."""
    max_pictures_per_min: int = 120
    """Pages of one tenant that are drawn in any 60 seconds. A page that was drawn once does not count."""


class Engine(StrEnum):
    """What reads the words of pictures. `rapidocr` is optional: where its packages are missing, all else goes on."""

    TESSERACT = "tesseract"
    RAPIDOCR = "rapidocr"


class Program(StrEnum):
    """What a stage may have started for it: the OCR engine, and our own reader of workbooks, which may abort."""

    TESSERACT = "tesseract"
    WORKBOOK = "workbook"


Scanner = Callable[[str, bytes], str | None]
"""Returns the name of the malware found in the file, given as key and bytes, or None if it is clean.

Raises `TransientError` if it cannot tell yet, `DocumentError` if it never can.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What a stage function may use of the outside, given by argument. *engines* may read pictures."""

    files: Files
    limits: Limits
    scan: Scanner
    tesseract: str = "tesseract"
    engines: frozenset[Engine] = frozenset(Engine)


StageFunction = Callable[[Item, Tools], Item]
"""Item in, item out, or `DocumentError` or `TransientError`. No session, queue, clock or environment inside."""
