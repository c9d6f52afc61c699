"""Queries of a backfill beside those of its items."""

from uuid import UUID

from sqlalchemy import Connection

from asiento.store.statements import statement


def has_tenant(connection: Connection, tenant_id: UUID) -> bool:
    """Return whether there is such a tenant."""
    return connection.execute(statement("tenant_exists"), {"tenant_id": tenant_id}).first() is not None


def open_batch(connection: Connection, tenant_id: UUID, batch_id: UUID, name: str) -> None:
    """Add a batch, unless it is there."""
    connection.execute(statement("open_batch"), {"tenant_id": tenant_id, "id": batch_id, "name": name})
