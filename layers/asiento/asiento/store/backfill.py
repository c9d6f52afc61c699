"""What a backfill asks of Postgres and writes there beside its items."""

import json
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Connection, text

FIND_TENANT = text("SELECT 1 FROM tenants WHERE id = :tenant_id")

KNOWN = text("""
    SELECT i.id FROM items i JOIN jsonb_array_elements_text(CAST(:ids AS jsonb)) AS w (id) ON i.id = CAST(w.id AS uuid)
    WHERE i.tenant_id = :tenant_id
""")

OPEN = text("""
    INSERT INTO batches (tenant_id, id, name) VALUES (:tenant_id, :id, :name) ON CONFLICT (tenant_id, id) DO NOTHING
""")


def has_tenant(connection: Connection, tenant_id: UUID) -> bool:
    """Say whether there is such a tenant."""
    return connection.execute(FIND_TENANT, {"tenant_id": tenant_id}).first() is not None


def known_items(connection: Connection, tenant_id: UUID, ids: Iterable[UUID]) -> set[UUID]:
    """Return those of *ids* that are items already."""
    parameters = {"tenant_id": tenant_id, "ids": json.dumps([str(item_id) for item_id in ids])}
    return set(connection.execute(KNOWN, parameters).scalars())


def open_batch(connection: Connection, tenant_id: UUID, batch_id: UUID, name: str) -> None:
    """Add a batch, unless it is there."""
    connection.execute(OPEN, {"tenant_id": tenant_id, "id": batch_id, "name": name})
