"""The dry run: what a table or JSON rows would become, found out by the very stages that import them.

Nothing is written: what the stages store stays in memory, and no item is made.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Literal
from uuid import UUID, uuid4

from asiento.document import Document
from asiento.errors import DocumentError, RequestError
from asiento.files.names import UploadKey, read_key
from asiento.intake.services import ApiServices
from asiento.intake.windows import Window, take_turn
from asiento.model import Files, Finding, Item, Kind, Program, Severity, Tenant, Tools
from asiento.pipeline import STAGES, Stage
from asiento.preprocess import read_file
from asiento.preprocess.formats import Format, recognise
from asiento.preprocess.found_tables import find_tables
from asiento.preprocess.json_rows import json_rows, with_json_rows
from asiento.preprocess.row_children import with_rows
from asiento.preprocess.workbooks import read_sheets
from asiento.reading.writing import Writing
from asiento.store.tenants import find_tenant
from asiento.tables.columns import confidence_of, meaning_of
from asiento.tables.headers import ColumnMapping, fingerprint, mapped_row, renamed, titles_of
from asiento.tables.meanings import Meaning
from asiento.tables.table_writing import saved_writing, writing_of_rows
from asiento.timelimit import OutOfTimeError, time_limit

MOST_SHOWN = 20
"""Rows that are read as documents, and transactions that are shown of a statement."""

MAX_SECONDS = 20
"""The API's function ends after 29."""

STAGE = Stage(
    name="preview",
    function="asiento.tables.preview:dry_run",
    doing="previewing",
    did="previewed",
    memory=1024,
    soft_limit=MAX_SECONDS,
    programs=frozenset({Program.WORKBOOK}),
)
"""As what the preview of a file runs in a child process."""

ROW_STAGES = ("preprocess", "classify", "extract", "validate")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column with what it is taken for, and how sure that is (0 to 1; 1 when the tenant said so)."""

    title: str
    confidence: float
    meaning: Meaning | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewTable:
    """A table that was found: *mapped* if a mapping of the tenant fits it. A table without a header has no columns."""

    name: str
    fingerprint: str
    mapped: bool
    columns: tuple[Column, ...]
    writing: Writing


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What would end an item: code and sentence of its `DocumentError`."""

    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewItem:
    """An item that would be made: its document and findings, or the fault that would end it."""

    name: str
    document: Document | None = None
    findings: tuple[Finding, ...] = ()
    error: Fault | None = None

    @property
    def expected(self) -> Literal["published", "needs_review", "failed"]:
        """How it would stand at the end."""
        severities = {finding.severity for finding in self.findings}
        if self.error or Severity.ERROR in severities:
            return "failed"
        return "needs_review" if Severity.REVIEW in severities else "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What would be imported: *total* items in all, of which the first are shown.

    *findings*: what the file asks before the rows that it concerns are imported.
    """

    total: int
    tables: tuple[PreviewTable, ...]
    items: tuple[PreviewItem, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class DryFiles:
    """`Files` that read through to others, and keep what is written in memory."""

    below: Files
    written: dict[str, bytes] = field(default_factory=dict)

    def read(self, key: str) -> bytes:
        """Return the bytes; raise `DocumentError("file_missing")` if there is no such object."""
        return self.written[key] if key in self.written else self.below.read(key)

    def write(self, key: str, data: bytes) -> None:
        """Keep *data* until the preview ends."""
        self.written[key] = data

    def quarantine(self, key: str) -> None:
        """Mark it for good: malware is no dry run."""
        self.below.quarantine(key)


def preview_file(services: ApiServices, tenant_id: UUID, key: str, columns: ColumnMapping | None = None) -> Preview:
    """Return what the uploaded table *key* would become, with *columns* as if they were saved for its header.

    Raises `RequestError` 422: `unknown_key`, `file_missing`, `not_a_table`, `took_too_long`, and the codes of a file
    that cannot be read; 429 `too_many_previews`; `TransientError` if the scanner is away.
    """
    take_turn(services, tenant_id, Window.PREVIEW)
    upload = read_key(key)
    if upload is None or upload.tenant_id != tenant_id:
        raise RequestError(422, "unknown_key", "This is not the key of an uploaded file. Upload it first.", field="key")
    # Asked by its list: the API may list one batch only, and to such S3 says "forbidden" of a file that is not there.
    if key not in services.files.stored([key]):
        message = "This file was never uploaded. Upload it to its presigned address first."
        raise RequestError(422, "file_missing", message, field="key")
    tools = replace(services.tools, files=DryFiles(services.tools.files))
    item = replace(_item(_tenant(services, tenant_id, columns), upload.name), **_place(upload))
    with _reading("key"):
        return services.readers.make(STAGE, item, tools, Preview) if services.readers else dry_run(item, tools)


def dry_run(item: Item, tools: Tools) -> Preview:
    """Return what the table in the file of *item* would become.

    Raises `DocumentError`: `not_a_table`, and the codes of a file that cannot be read.
    """
    data = read_file(item, tools)
    found = recognise(data)
    if found.kind is not Kind.TABLE:
        message = "Only tables have a preview: CSV, XLSX, XLS, ODS or JSON rows. Ingest this file instead."
        raise DocumentError("not_a_table", message)
    sheets = [] if found is Format.JSON else read_sheets(data, found)

    def read(as_said: Item) -> Item:
        return with_json_rows(as_said, data, tools) if found is Format.JSON else with_rows(as_said, sheets, tools)

    asked = read(replace(item, kind=Kind.TABLE))
    whole = read(replace(item, kind=Kind.TABLE, writing=_usual(item.tenant))) if asked.findings else asked
    if found is Format.JSON:
        rows = json_rows(data, tools.limits.max_items_per_batch)
        tables = [_table("", list(rows[0]), item.tenant, writing_of_rows(rows))]
    else:
        tables = [_table(each.sheet.name, each.titles, item.tenant, each.writing) for each in find_tables(sheets, item)]
    return Preview(
        total=len(whole.children) or 1,
        tables=tuple(tables),
        items=tuple(_items(whole, asked, tools)),
        findings=asked.findings,
    )


def _usual(tenant: Tenant) -> Writing:
    """Return how a table of *tenant* is read that a person approves without a word."""
    usual, _ = Writing().readings(tenant.country)
    return Writing(decimal=usual.decimal, day_first=usual.day_first)


def _place(upload: UploadKey) -> dict[str, Any]:
    return {"id": upload.upload_id, "batch_id": upload.batch_id, "file_key": str(upload)}


def preview_rows(
    services: ApiServices, tenant_id: UUID, rows: Sequence[Mapping[str, Any]], columns: ColumnMapping | None = None
) -> Preview:
    """Return what JSON *rows* would become, the columns as in the first of them.

    Raises `RequestError`: 429 `too_many_previews`, 422 as `preview_file`.
    """
    take_turn(services, tenant_id, Window.PREVIEW)
    tenant = _tenant(services, tenant_id, columns)
    with _reading("rows"):
        return _rows_preview(services.tools, tenant, rows)


def _rows_preview(tools: Tools, tenant: Tenant, rows: Sequence[Mapping[str, Any]]) -> Preview:
    writing = writing_of_rows(rows)
    shown = [
        replace(
            _item(tenant, f"row {number}"),
            row=mapped_row(row, tenant.mappings),
            writing=writing.or_as(saved_writing(row, tenant)).bare,
        )
        for number, row in enumerate(rows[:MOST_SHOWN], 1)
    ]
    items = tuple(_run(item, tools, ROW_STAGES) for item in shown)
    return Preview(total=len(rows), tables=(_table("", list(rows[0]), tenant, writing),), items=items)


def _tenant(services: ApiServices, tenant_id: UUID, columns: ColumnMapping | None) -> Tenant:
    with services.database.transaction([tenant_id]) as connection:
        tenant = find_tenant(connection, tenant_id)
    return replace(tenant, mappings={**tenant.mappings, fingerprint(columns): columns}) if columns else tenant


def _item(tenant: Tenant, name: str) -> Item:
    return Item(id=uuid4(), tenant=tenant, batch_id=uuid4(), name=name, received_at=datetime.now(UTC))


@contextmanager
def _reading(name: str) -> Iterator[None]:
    """Make a fault of the document one of the field *name*, and end what takes too long."""
    try:
        with time_limit(MAX_SECONDS):
            yield
    except DocumentError as error:
        raise RequestError(422, error.code, error.message, field=name) from error
    except OutOfTimeError as error:
        message = "Reading this takes too long for a preview. Send a part of it, or ingest it."
        raise RequestError(422, "took_too_long", message, field=name) from error


def _table(name: str, header: Sequence[str], tenant: Tenant, writing: Writing) -> PreviewTable:
    titles = titles_of(header)
    mark = fingerprint(titles)
    mapping = tenant.mappings.get(mark)
    read = renamed(header, mapping)[: len(titles)] if mapping is not None else titles
    columns = (
        Column(title=title, meaning=meaning_of(name), confidence=confidence_of(name) if mapping is None else 1.0)
        for title, name in zip(titles, read, strict=True)
    )
    return PreviewTable(
        name=name, fingerprint=mark, mapped=mapping is not None, columns=tuple(columns), writing=writing
    )


def _items(item: Item, asked: Item, tools: Tools) -> Iterable[PreviewItem]:
    """Read the first rows of *item*; those that are missing among the children of *asked* wait for its questions."""
    if not item.children:
        return [_held(_run(item, tools, ROW_STAGES[1:]), asked.findings)]
    goes_on = {child.position for child in asked.children}
    rows = (
        (
            replace(_item(item.tenant, child.name), batch_id=item.batch_id, row=child.row, writing=child.writing),
            () if child.position in goes_on else asked.findings,
        )
        for child in item.children[:MOST_SHOWN]
    )
    return [_held(_run(row, tools, ROW_STAGES), questions) for row, questions in rows]


def _held(item: PreviewItem, questions: Sequence[Finding]) -> PreviewItem:
    return replace(item, findings=(*questions, *item.findings))


def _run(item: Item, tools: Tools, stages: Iterable[str]) -> PreviewItem:
    """Run the stage functions one after the other, as the pipeline would."""
    try:
        for name in stages:
            item = STAGES[name].load()(item, tools)
    except DocumentError as error:
        return PreviewItem(name=item.name, error=Fault(code=error.code, message=error.message))
    document = item.document
    if document is not None:
        document = replace(document, transactions=document.transactions[:MOST_SHOWN])
    return PreviewItem(name=item.name, document=document, findings=item.findings)
