"""The column mappings that a tenant saved."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

COLUMNS = "fingerprint, name, mapping, created_at"

LIST = text(f"SELECT {COLUMNS} FROM column_mappings WHERE tenant_id = :tenant_id ORDER BY name, fingerprint")  # noqa: S608 (made of constants)

# Those who save at the same time follow each other, and each sees what the one before it saved.
LOCK = text("SELECT FROM tenants WHERE id = :tenant_id FOR NO KEY UPDATE")

# Past :most, or past :most_bytes together, only what takes the place of another can be saved.
SAVE = text(f"""
    INSERT INTO column_mappings (tenant_id, fingerprint, name, mapping)
    SELECT :tenant_id, :fingerprint, :name, CAST(:mapping AS jsonb)
    WHERE (
        SELECT count(*) < :most
            AND coalesce(sum(octet_length(mapping::text)), 0) + octet_length(:mapping) <= :most_bytes
        FROM column_mappings WHERE tenant_id = :tenant_id AND fingerprint <> :fingerprint)
    ON CONFLICT (tenant_id, fingerprint) DO UPDATE SET name = excluded.name, mapping = excluded.mapping
    RETURNING {COLUMNS}
""")  # noqa: S608

DELETE = text("""
    DELETE FROM column_mappings WHERE tenant_id = :tenant_id AND fingerprint = :fingerprint RETURNING fingerprint
""")


def list_mappings(connection: Connection, tenant_id: UUID) -> Sequence[Mapping[Any, Any]]:
    """Return all mappings of a tenant, by name."""
    return connection.execute(LIST, {"tenant_id": tenant_id}).mappings().all()


def mappings_of(connection: Connection, tenant_id: UUID) -> dict[str, Mapping[str, str | None]]:
    """Return the mappings of a tenant by fingerprint, as `Tenant.mappings` holds them."""
    return {row["fingerprint"]: row["mapping"] for row in list_mappings(connection, tenant_id)}


def save_mapping(
    connection: Connection,
    tenant_id: UUID,
    fingerprint: str,
    *,
    name: str,
    mapping: Mapping[str, str | None],
    most: int,
    most_bytes: int,
) -> Mapping[Any, Any] | None:
    """Save a mapping, in place of one with the same fingerprint.

    None if the tenant has *most* others, or if all of them would have more than *most_bytes* as JSON.
    """
    parameters = {
        "tenant_id": tenant_id,
        "fingerprint": fingerprint,
        "name": name,
        "mapping": json.dumps(mapping),
        "most": most,
        "most_bytes": most_bytes,
    }
    connection.execute(LOCK, parameters)
    return connection.execute(SAVE, parameters).mappings().one_or_none()


def delete_mapping(connection: Connection, tenant_id: UUID, fingerprint: str) -> bool:
    """Forget a mapping. False: there is none."""
    parameters = {"tenant_id": tenant_id, "fingerprint": fingerprint}
    return connection.execute(DELETE, parameters).first() is not None
