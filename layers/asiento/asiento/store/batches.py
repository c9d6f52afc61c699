"""Batches in Postgres. A batch stores no status: it is counted from its items."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from asiento.files import UNCLAIMED_HOURS
from asiento.store.paging import AFTER_ALL, KEY, PLACE, place_of

INSERT = text("""
    INSERT INTO batches (tenant_id, id, name) VALUES (:tenant_id, :id, :name) RETURNING id, name, created_at, expired_at
""")

FIND = text("SELECT id, name, created_at, expired_at FROM batches WHERE tenant_id = :tenant_id AND id = :id")

PAGE = text(f"""
    SELECT id, name, created_at, expired_at FROM batches
    WHERE tenant_id = :tenant_id AND ({", ".join(KEY)}) < {PLACE}
    ORDER BY {", ".join(f"{column} DESC" for column in KEY)} LIMIT :most
""")  # noqa: S608 (made of constants)

# Weaker than FOR UPDATE: stages may add children to the batch meanwhile.
LOCK = text("""
    SELECT expired_at, forms_at < clock_timestamp() - make_interval(hours => :hours) AS unclaimed
    FROM batches WHERE tenant_id = :tenant_id AND id = :id FOR NO KEY UPDATE
""")

FORMS = text("""
    UPDATE batches SET forms_at = clock_timestamp() WHERE tenant_id = :tenant_id AND id = :id RETURNING expired_at
""")

# An item that became several others is done before the last stage: its children are counted in its place.
COUNTS = text("""
    SELECT i.stage, i.state, count(i.id) AS items
    FROM batches b LEFT JOIN items i ON i.tenant_id = b.tenant_id AND i.batch_id = b.id
        AND NOT (i.state = 'done' AND i.stage <> :last)
    WHERE b.tenant_id = :tenant_id AND b.id = :id
    GROUP BY i.stage, i.state
""")


def insert_batch(connection: Connection, tenant_id: UUID, batch_id: UUID, name: str) -> Mapping[Any, Any]:
    """Add a batch and return its row."""
    return connection.execute(INSERT, {"tenant_id": tenant_id, "id": batch_id, "name": name}).mappings().one()


def find_batch(connection: Connection, tenant_id: UUID, batch_id: UUID) -> Mapping[Any, Any] | None:
    """Return the row of a batch."""
    return connection.execute(FIND, {"tenant_id": tenant_id, "id": batch_id}).mappings().one_or_none()


def page_of_batches(
    connection: Connection, tenant_id: UUID, after: UUID | None, most: int
) -> Sequence[Mapping[Any, Any]]:
    """Return the batches older than *after*, the newest first. Raises `RequestError("bad_cursor")`."""
    place = place_of(connection, "batches", tenant_id, after, AFTER_ALL)
    return connection.execute(PAGE, {"tenant_id": tenant_id, "most": most, **place.values}).mappings().all()


def lock_batch(connection: Connection, tenant_id: UUID, batch_id: UUID) -> Mapping[Any, Any] | None:
    """Make other requests that add to this batch wait for the end of the transaction; None: no such batch.

    Returns when its documents were deleted (*expired_at*), if they were, and whether uploads that were not ingested
    may be deleted by now (*unclaimed*).
    """
    parameters = {"tenant_id": tenant_id, "id": batch_id, "hours": UNCLAIMED_HOURS}
    return connection.execute(LOCK, parameters).mappings().one_or_none()


def note_forms(connection: Connection, tenant_id: UUID, batch_id: UUID) -> Mapping[Any, Any] | None:
    """Note that forms for uploads are given now; return *expired_at*, None if there is no such batch."""
    return connection.execute(FORMS, {"tenant_id": tenant_id, "id": batch_id}).mappings().one_or_none()


def count_leaves(
    connection: Connection, tenant_id: UUID, batch_id: UUID, last_stage: str
) -> Sequence[Mapping[Any, Any]]:
    """Return (stage, state, items) of a batch's leaves; one row without a stage if it has none, no row if no batch."""
    parameters = {"tenant_id": tenant_id, "id": batch_id, "last": last_stage}
    return connection.execute(COUNTS, parameters).mappings().all()
