"""How documents come in: batches, presigned uploads, ingest. Knows nothing of HTTP."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from os.path import commonprefix
from typing import Any
from uuid import UUID, uuid4

from aws_lambda_powertools import Logger
from sqlalchemy import Connection

from asiento.errors import RequestError, TransientError
from asiento.files import UPLOAD_EXPIRES, S3Files
from asiento.files.names import UploadKey, read_key, safe_name
from asiento.model import Delivery, Limits, Tools
from asiento.pipeline import FIRST
from asiento.queues import Queue, send_each
from asiento.store.batches import find_batch, insert_batch, lock_batch
from asiento.store.database import Database
from asiento.store.items import count_ingested, insert_items
from asiento.store.mappings import mappings_of
from asiento.tables.headers import mapped_row

logger = Logger(service="asiento")


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiServices:
    """The outside that the API works with. With *enabled* false nothing new is ingested; *tools* are for previews."""

    database: Database
    files: S3Files
    queue: Queue
    limits: Limits
    enabled: bool
    tools: Tools


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFile:
    """A file that a client is about to upload; *size* in bytes, if it is known."""

    name: str
    size: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """Where and how to upload a file: a form (POST) to *url* with *fields*, valid for *expires_in* seconds."""

    name: str
    key: str
    url: str
    fields: Mapping[str, str]
    expires_in: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """The items of a request in its order, how many of them are new, and whether those are on their way."""

    items: Sequence[UUID]
    created: int
    pipeline_enqueued: bool


def create_batch(services: ApiServices, tenant_id: UUID, name: str) -> Mapping[Any, Any]:
    """Open a batch and return its row."""
    with services.database.transaction([tenant_id]) as connection:
        return insert_batch(connection, tenant_id, uuid4(), name)


def existing_batch(connection: Connection, tenant_id: UUID, batch_id: UUID) -> Mapping[Any, Any]:
    """Return the row of a batch. Raises `RequestError("batch_not_found")`."""
    batch = find_batch(connection, tenant_id, batch_id)
    if batch is None:
        raise no_batch()
    return batch


def no_batch() -> RequestError:
    """Return the error for a batch that is not there, or another tenant's."""
    return RequestError(404, "batch_not_found", "There is no such batch. Check its id.", field="batch_id")


def presign(services: ApiServices, tenant_id: UUID, batch_id: UUID, files: Sequence[NewFile]) -> list[Upload]:
    """Return an upload for each file. Raises `RequestError("file_too_large")` or `("batch_not_found")`."""
    most = services.limits.max_file_bytes
    for index, file in enumerate(files):
        if file.size is not None and file.size > most:
            message = f"A file may have at most {most:,} bytes. Split it, or scan it at a lower resolution."
            raise RequestError(413, "file_too_large", message, field=f"files.{index}.size")
    with services.database.transaction([tenant_id]) as connection:
        existing_batch(connection, tenant_id, batch_id)
    return [_upload(services, tenant_id, batch_id, file) for file in files]


def _upload(services: ApiServices, tenant_id: UUID, batch_id: UUID, file: NewFile) -> Upload:
    key = UploadKey(tenant_id=tenant_id, batch_id=batch_id, upload_id=uuid4(), name=safe_name(file.name))
    signed = services.files.presign_upload(str(key), services.limits.max_file_bytes)
    return Upload(name=key.name, key=str(key), url=signed["url"], fields=signed["fields"], expires_in=UPLOAD_EXPIRES)


def ingest_files(services: ApiServices, tenant_id: UUID, batch_id: UUID, keys: Sequence[str]) -> Ingested:
    """Make an item of each uploaded file: its id is the upload's, so that the same key never makes a second item.

    Raises `RequestError`: `unknown_key`, `file_missing`, `too_many_items`, `batch_not_found`, `intake_closed`.
    """
    _refuse_if_closed(services)
    _refuse_too_many(services, len(keys))
    with services.database.transaction([tenant_id]) as connection:
        existing_batch(connection, tenant_id, batch_id)
    uploads = [_own_key(tenant_id, batch_id, index, key) for index, key in enumerate(keys)]
    stored = services.files.sizes(commonprefix(keys))  # noqa: RUF071 (a prefix of characters is what S3 lists by)
    for index, key in enumerate(keys):
        if key not in stored:
            message = "This file was never uploaded. Upload it to its presigned address, then ingest it."
            raise RequestError(422, "file_missing", message, field=f"keys.{index}")
    distinct = {upload.upload_id: upload for upload in uploads}
    items = [
        {"id": str(upload.upload_id), "position": index, "name": upload.name, "file_key": str(upload)}
        for index, upload in enumerate(distinct.values())
    ]
    return _ingest(services, tenant_id, batch_id, items)


def _own_key(tenant_id: UUID, batch_id: UUID, index: int, key: str) -> UploadKey:
    found = read_key(key)
    if found is None or (found.tenant_id, found.batch_id) != (tenant_id, batch_id):
        message = "This is not the key of a file of this batch. Send the keys that POST /batches/{id}/files gave."
        raise RequestError(422, "unknown_key", message, field=f"keys.{index}")
    return found


def ingest_rows(services: ApiServices, tenant_id: UUID, batch_id: UUID, rows: Sequence[Mapping[str, Any]]) -> Ingested:
    """Make an item of each JSON row, with its keys renamed if the tenant saved a mapping for them.

    Raises `RequestError`: `too_many_items`, `batch_not_found`, `intake_closed`.
    """
    _refuse_if_closed(services)
    _refuse_too_many(services, len(rows))
    with services.database.transaction([tenant_id]) as connection:
        mappings = mappings_of(connection, tenant_id)
    items = [
        {"id": str(uuid4()), "position": index, "name": f"row {index + 1}", "row": mapped_row(row, mappings)}
        for index, row in enumerate(rows)
    ]
    return _ingest(services, tenant_id, batch_id, items)


def _refuse_if_closed(services: ApiServices) -> None:
    if not services.enabled:
        message = "Nothing is taken in at the moment. Your batch is kept; ingest again later."
        raise RequestError(503, "intake_closed", message)


def _refuse_too_many(services: ApiServices, count: int) -> None:
    most = services.limits.max_items_per_batch
    if count > most:
        message = f"A batch may have at most {most:,} items. Put the others into another batch."
        raise RequestError(413, "too_many_items", message)


def _ingest(services: ApiServices, tenant_id: UUID, batch_id: UUID, items: Sequence[Mapping[str, Any]]) -> Ingested:
    with services.database.transaction([tenant_id]) as connection:
        if not lock_batch(connection, tenant_id, batch_id):
            raise no_batch()
        created = insert_items(connection, tenant_id, batch_id, items)
        _refuse_too_many(services, count_ingested(connection, tenant_id, batch_id))
    sent = enqueue(services.queue, tenant_id, [(item_id, FIRST.name) for item_id in created])
    return Ingested(items=[UUID(item["id"]) for item in items], created=len(created), pipeline_enqueued=sent)


def enqueue(queue: Queue, tenant_id: UUID, items: Iterable[tuple[UUID, str]]) -> bool:
    """Send (item, stage) to the queues of their stages. False if a queue is away: the sweep sends them later."""
    try:
        send_each(queue, ((stage, Delivery(tenant_id=tenant_id, item_id=item_id)) for item_id, stage in items))
    except TransientError as error:
        logger.warning("queue away, items left to the sweep", code=error.code)
        return False
    return True
