"""Intake of documents: batches and what is ingested into them. Knows nothing of HTTP."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from aws_lambda_powertools import Logger
from sqlalchemy import Connection

from asiento.codec import to_plain
from asiento.errors import RequestError, TransientError
from asiento.files.names import UploadKey, read_key
from asiento.intake.checksums import checksums
from asiento.intake.idempotency import IdempotentRequest, claim, earlier_answer, keep
from asiento.intake.rate_limits import RateLimit, enforce_rate_limit
from asiento.intake.services import ApiServices
from asiento.model import ItemRef
from asiento.pipeline import FIRST
from asiento.queues import Queue, send_each
from asiento.store.batches import find_batch, insert_batch, lock_batch
from asiento.store.items import count_ingested, insert_items, known_items
from asiento.store.tenants import find_tenant
from asiento.tables.headers import mapped_row, unmapped
from asiento.tables.rows_together import writings_together
from asiento.tables.table_writing import saved_writing, writing_of_rows
from asiento.tables.untaken_figures import telling

logger = Logger(service="asiento")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """The items of a request in its order, how many of them are new, and whether those are on their way."""

    items: Sequence[UUID]
    created: int
    pipeline_enqueued: bool


def create_batch(
    services: ApiServices, tenant_id: UUID, name: str, request: IdempotentRequest | None = None
) -> Mapping[Any, Any]:
    """Open a batch and return its row. The same request sent again returns the first one's.

    Raises `RequestError("idempotency_key_reused")`.
    """
    with services.database.transaction([tenant_id]) as connection:
        batch: dict[str, Any] | None = claim(connection, tenant_id, request, dict)
        if batch is None:
            batch = dict(insert_batch(connection, tenant_id, uuid4(), name))
            keep(connection, tenant_id, request, batch)
        return batch


def existing_batch(connection: Connection, tenant_id: UUID, batch_id: UUID) -> Mapping[Any, Any]:
    """Return the row of a batch. Raises `RequestError("batch_not_found")`."""
    batch = find_batch(connection, tenant_id, batch_id)
    if batch is None:
        raise no_batch()
    return batch


def no_batch() -> RequestError:
    """Return the error for a batch that is not there, or another tenant's."""
    return RequestError(404, "batch_not_found", field="batch_id")


def batch_expired() -> RequestError:
    """Return the error for a batch whose documents were deleted, since their time was over."""
    return RequestError(409, "batch_expired", field="batch_id")


def check_open(batch: Mapping[Any, Any] | None) -> Mapping[Any, Any]:
    """Return a batch that takes something in. Raises `RequestError`: `batch_not_found`, `batch_expired`."""
    if batch is None:
        raise no_batch()
    if batch["expired_at"]:
        raise batch_expired()
    return batch


def ingest_files(
    services: ApiServices,
    tenant_id: UUID,
    batch_id: UUID,
    keys: Sequence[str],
    request: IdempotentRequest | None = None,
) -> Ingested:
    """Make an item of each uploaded file: its id is the upload's, so that the same key never makes a second item.

    Raises `RequestError`: `unknown_key`, `file_missing`, and as `_admitted` and `_ingest`.
    """
    earlier = _admitted(services, tenant_id, "keys", len(keys), request)
    if earlier:
        return earlier
    with services.database.transaction([tenant_id]) as connection:
        existing_batch(connection, tenant_id, batch_id)
        uploads = [_own_key(tenant_id, batch_id, index, key) for index, key in enumerate(keys)]
        known = known_items(connection, tenant_id, [upload.upload_id for upload in uploads])
    _check_uploaded(services, {index: key for index, key in enumerate(keys) if uploads[index].upload_id not in known})
    distinct = {upload.upload_id: upload for upload in uploads}
    items = [
        {"id": str(upload.upload_id), "position": index, "name": upload.name, "file_key": str(upload)}
        for index, upload in enumerate(distinct.values())
    ]
    return _ingest(services, tenant_id, batch_id, items, request)


def _check_uploaded(services: ApiServices, keys: Mapping[int, str]) -> None:
    """Raise `RequestError("file_missing")` if an upload is not there; *keys* by their place in the request."""
    stored = services.files.stored(list(keys.values())) if keys else frozenset()
    for index, key in keys.items():
        if key not in stored:
            raise RequestError(422, "file_missing.not_uploaded", field=f"keys.{index}")


def _own_key(tenant_id: UUID, batch_id: UUID, index: int, key: str) -> UploadKey:
    found = read_key(key)
    if found is None or (found.tenant_id, found.batch_id) != (tenant_id, batch_id):
        raise RequestError(422, "unknown_key.batch", field=f"keys.{index}")
    return found


def ingest_rows(
    services: ApiServices,
    tenant_id: UUID,
    batch_id: UUID,
    rows: Sequence[Mapping[str, Any]],
    request: IdempotentRequest | None = None,
) -> Ingested:
    """Make an item of each JSON row, with its keys renamed if the tenant saved a mapping for them.

    Raises `RequestError` as `_admitted` and `_ingest`.
    """
    earlier = _admitted(services, tenant_id, "rows", len(rows), request)
    if earlier:
        return earlier
    with services.database.transaction([tenant_id]) as connection:
        tenant = find_tenant(connection, tenant_id)
    mapped = [mapped_row(row, tenant.mappings) for row in rows]
    writing = writing_of_rows(mapped).bare
    writings = telling(writings_together(mapped, writing, tenant.country), unmapped(rows, mapped))
    items = [
        {
            "id": str(uuid4()),
            "position": index,
            "name": f"row {index + 1}",
            "row": row,
            "sha256": checksum,
            "writing": to_plain(writings[index].or_as(saved_writing(rows[index], tenant))),
        }
        for index, (row, checksum) in enumerate(zip(mapped, checksums(rows), strict=True))
    ]
    return _ingest(services, tenant_id, batch_id, items, request)


def _admitted(
    services: ApiServices, tenant_id: UUID, field: str, count: int, request: IdempotentRequest | None
) -> Ingested | None:
    """Return what the same request was told before, or None if it may go on, with its slot in the window taken.

    Raises `RequestError`: `idempotency_key_reused`, `intake_closed`, `too_many_items`, `too_many_ingests`.
    """
    if request:
        with services.database.transaction([tenant_id]) as connection:
            earlier = earlier_answer(connection, tenant_id, request, Ingested)
        if earlier:
            return earlier
    if not services.enabled:
        raise RequestError(503, "intake_closed")
    _refuse_too_many(services, field, count)
    enforce_rate_limit(services, tenant_id, RateLimit.INGEST)
    return None


def _refuse_too_many(services: ApiServices, field: str, count: int) -> None:
    most = services.limits.max_items_per_batch
    if count > most:
        raise RequestError(413, "too_many_items.batch", field=field, most=most)


def _ingest(
    services: ApiServices,
    tenant_id: UUID,
    batch_id: UUID,
    items: Sequence[Mapping[str, Any]],
    request: IdempotentRequest | None,
) -> Ingested:
    """Add the items and send those that are new.

    Raises `RequestError`: `batch_not_found`, `batch_expired`, `too_many_items`, `file_missing`.
    """
    with services.database.transaction([tenant_id]) as connection:
        earlier = claim(connection, tenant_id, request, Ingested)
        if earlier:
            return earlier
        _take_batch(services, connection, tenant_id, batch_id, items)
        created = insert_items(connection, tenant_id, batch_id, items)
        field = "rows" if "row" in items[0] else "keys"
        _refuse_too_many(services, field, count_ingested(connection, tenant_id, batch_id))
        done = Ingested(items=[UUID(item["id"]) for item in items], created=len(created), pipeline_enqueued=True)
        keep(connection, tenant_id, request, done)
    if enqueue(services.queue, tenant_id, [(item_id, FIRST.name) for item_id in created]):
        return done
    unsent = replace(done, pipeline_enqueued=False)
    with services.database.transaction([tenant_id]) as connection:
        keep(connection, tenant_id, request, unsent)
    return unsent


def _take_batch(
    services: ApiServices, connection: Connection, tenant_id: UUID, batch_id: UUID, items: Sequence[Mapping[str, Any]]
) -> None:
    """Make others that add to the batch wait. Raises `RequestError`: `batch_not_found`, `batch_expired`."""
    batch = check_open(lock_batch(connection, tenant_id, batch_id))
    if batch["unclaimed"] and "file_key" in items[0]:
        # Some may have been deleted since we looked; while we hold the batch none is. An item has its own copy.
        known = known_items(connection, tenant_id, [UUID(item["id"]) for item in items])
        new = {index: item["file_key"] for index, item in enumerate(items) if UUID(item["id"]) not in known}
        _check_uploaded(services, new)


def enqueue(queue: Queue, tenant_id: UUID, items: Iterable[tuple[UUID, str]]) -> bool:
    """Send (item, stage) to the queues of their stages. False if a queue is away: the sweep sends them later."""
    try:
        send_each(queue, ((stage, ItemRef(tenant_id, item_id)) for item_id, stage in items))
    except TransientError as error:
        logger.warning("queue away, items left to the sweep", code=error.code)
        return False
    return True
