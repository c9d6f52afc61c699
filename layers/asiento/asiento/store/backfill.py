"""What a backfill asks of Postgres and writes there beside its items."""

from uuid import UUID

from sqlalchemy import Connection, text

FIND_TENANT = text("SELECT 1 FROM tenants WHERE id = :tenant_id")

OPEN = text("""
    INSERT INTO batches (tenant_id, id, name) VALUES (:tenant_id, :id, :name) ON CONFLICT (tenant_id, id) DO NOTHING
""")


def has_tenant(connection: Connection, tenant_id: UUID) -> bool:
    """Say whether there is such a tenant."""
    return connection.execute(FIND_TENANT, {"tenant_id": tenant_id}).first() is not None


def open_batch(connection: Connection, tenant_id: UUID, batch_id: UUID, name: str) -> None:
    """Add a batch, unless it is there."""
    connection.execute(OPEN, {"tenant_id": tenant_id, "id": batch_id, "name": name})
