"""The column mappings that a tenant saved."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from asiento.codec import to_plain
from asiento.reading.writing import Writing

COLUMNS = "fingerprint, name, mapping, writing, created_at"

LIST = text(f"SELECT {COLUMNS} FROM column_mappings WHERE tenant_id = :tenant_id ORDER BY name, fingerprint")  # noqa: S608 (made of constants)

# Past :most only a mapping that is there already can be saved again.
SAVE = text(f"""
    INSERT INTO column_mappings (tenant_id, fingerprint, name, mapping, writing)
    SELECT :tenant_id, :fingerprint, :name, CAST(:mapping AS jsonb), CAST(:writing AS jsonb)
    WHERE (SELECT count(*) FROM column_mappings WHERE tenant_id = :tenant_id AND fingerprint <> :fingerprint) < :most
    ON CONFLICT (tenant_id, fingerprint) DO UPDATE SET name = excluded.name, mapping = excluded.mapping,
        writing = excluded.writing
    RETURNING {COLUMNS}
""")  # noqa: S608

DELETE = text("""
    DELETE FROM column_mappings WHERE tenant_id = :tenant_id AND fingerprint = :fingerprint RETURNING fingerprint
""")


def list_mappings(connection: Connection, tenant_id: UUID) -> Sequence[Mapping[Any, Any]]:
    """Return all mappings of a tenant, by name."""
    return connection.execute(LIST, {"tenant_id": tenant_id}).mappings().all()


def save_mapping(
    connection: Connection,
    tenant_id: UUID,
    fingerprint: str,
    *,
    name: str,
    mapping: Mapping[str, str | None],
    writing: Writing | None,
    most: int,
) -> Mapping[Any, Any] | None:
    """Save a mapping, in place of one with the same fingerprint; None if the tenant has *most* others."""
    parameters = {
        "tenant_id": tenant_id,
        "fingerprint": fingerprint,
        "name": name,
        "mapping": json.dumps(mapping),
        "writing": json.dumps(to_plain(writing)) if writing else None,
        "most": most,
    }
    return connection.execute(SAVE, parameters).mappings().one_or_none()


def delete_mapping(connection: Connection, tenant_id: UUID, fingerprint: str) -> bool:
    """Forget a mapping. False: there is none."""
    parameters = {"tenant_id": tenant_id, "fingerprint": fingerprint}
    return connection.execute(DELETE, parameters).first() is not None
