"""A tenant as the stages know it."""

from uuid import UUID

from sqlalchemy import Connection, text

from asiento.model import Tenant
from asiento.store.mappings import mappings_of

FIND = text("SELECT id, name, country, currency, tax_ids FROM tenants WHERE id = :id")


def find_tenant(connection: Connection, tenant_id: UUID) -> Tenant:
    """Return the tenant with its column mappings."""
    row = connection.execute(FIND, {"id": tenant_id}).one()
    return Tenant(
        id=row.id,
        name=row.name,
        country=row.country,
        currency=row.currency,
        tax_ids=tuple(row.tax_ids),
        mappings=mappings_of(connection, tenant_id),
    )
