"""Batches in Postgres. A batch stores no status: it is counted from its items."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from asiento.files import UNCLAIMED_HOURS
from asiento.store.paging import AFTER_ALL, place_of
from asiento.store.statements import statement


def insert_batch(connection: Connection, tenant_id: UUID, batch_id: UUID, name: str) -> Mapping[Any, Any]:
    """Add a batch and return its row."""
    parameters = {"tenant_id": tenant_id, "id": batch_id, "name": name}
    return connection.execute(statement("insert_batch"), parameters).mappings().one()


def find_batch(connection: Connection, tenant_id: UUID, batch_id: UUID) -> Mapping[Any, Any] | None:
    """Return the row of a batch."""
    parameters = {"tenant_id": tenant_id, "id": batch_id}
    return connection.execute(statement("find_batch"), parameters).mappings().one_or_none()


def page_of_batches(
    connection: Connection, tenant_id: UUID, after: UUID | None, most: int
) -> Sequence[Mapping[Any, Any]]:
    """Return the batches older than *after*, the newest first. Raises `RequestError("bad_cursor")`."""
    place = place_of(connection, "batches", tenant_id, after, AFTER_ALL)
    parameters = {"tenant_id": tenant_id, "most": most, **place.values}
    return connection.execute(statement("page_of_batches"), parameters).mappings().all()


def lock_batch(connection: Connection, tenant_id: UUID, batch_id: UUID) -> Mapping[Any, Any] | None:
    """Make other requests that add to this batch wait for the end of the transaction; None: no such batch.

    Returns when its documents were deleted (*expired_at*), if they were, and whether uploads that were not ingested
    may be deleted by now (*unclaimed*).
    """
    parameters = {"tenant_id": tenant_id, "id": batch_id, "hours": UNCLAIMED_HOURS}
    return connection.execute(statement("lock_batch"), parameters).mappings().one_or_none()


def note_forms(connection: Connection, tenant_id: UUID, batch_id: UUID) -> Mapping[Any, Any] | None:
    """Note that forms for uploads are given now; return *expired_at*, None if there is no such batch."""
    parameters = {"tenant_id": tenant_id, "id": batch_id}
    return connection.execute(statement("note_forms"), parameters).mappings().one_or_none()


def hold_kept(connection: Connection, tenant_id: UUID, batch_id: UUID) -> bool:
    """Keep retention from a batch until the end of the transaction. False: its documents are deleted already."""
    parameters = {"tenant_id": tenant_id, "batch_id": batch_id}
    return connection.execute(statement("hold_kept_batch"), parameters).first() is not None


def count_items(connection: Connection, tenant_id: UUID, batch_id: UUID) -> Sequence[Mapping[Any, Any]]:
    """Return (stage, state, items, found) of a batch: one row without a stage if it has none, no row if no batch."""
    parameters = {"tenant_id": tenant_id, "id": batch_id}
    return connection.execute(statement("count_items"), parameters).mappings().all()
