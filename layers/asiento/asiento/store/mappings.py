"""The column mappings that a tenant saved."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from asiento.codec import to_plain
from asiento.reading.writing import Writing
from asiento.store.paging import bad_cursor

COLUMNS = "fingerprint, name, mapping, writing, created_at"

OF_TENANT = text("SELECT fingerprint, mapping, writing FROM column_mappings WHERE tenant_id = :tenant_id")

NAME = text("SELECT name FROM column_mappings WHERE tenant_id = :tenant_id AND fingerprint = :fingerprint")

PAGE = text(f"""
    SELECT {COLUMNS}, CAST(fingerprint AS uuid) AS id FROM column_mappings
    WHERE tenant_id = :tenant_id AND (name, fingerprint) > (:name, :fingerprint) ORDER BY name, fingerprint LIMIT :most
""")  # noqa: S608 (made of constants)

# Those who save at the same time follow each other, and each sees what the one before it saved.
LOCK = text("SELECT FROM tenants WHERE id = :tenant_id FOR NO KEY UPDATE")

# Past :most, or past :most_bytes together, only what takes the place of another can be saved.
SAVE = text(f"""
    INSERT INTO column_mappings (tenant_id, fingerprint, name, mapping, writing)
    SELECT :tenant_id, :fingerprint, :name, CAST(:mapping AS jsonb), CAST(:writing AS jsonb)
    WHERE (
        SELECT count(*) < :most
            AND coalesce(sum(octet_length(mapping::text)), 0) + octet_length(:mapping) <= :most_bytes
        FROM column_mappings WHERE tenant_id = :tenant_id AND fingerprint <> :fingerprint)
    ON CONFLICT (tenant_id, fingerprint) DO UPDATE SET name = excluded.name, mapping = excluded.mapping,
        writing = excluded.writing
    RETURNING {COLUMNS}
""")  # noqa: S608

DELETE = text("""
    DELETE FROM column_mappings WHERE tenant_id = :tenant_id AND fingerprint = :fingerprint RETURNING fingerprint
""")


def page_of_mappings(
    connection: Connection, tenant_id: UUID, after: UUID | None, most: int
) -> Sequence[Mapping[Any, Any]]:
    """Return the mappings of a tenant after the one whose fingerprint is *after*, by name.

    A fingerprint has the digits of a UUID, so that it is the `id` in a cursor. Raises `RequestError("bad_cursor")`.
    """
    place = {"tenant_id": tenant_id, "name": "", "fingerprint": after.hex if after else ""}
    if after:
        place["name"] = connection.execute(NAME, place).scalar_one_or_none()
        if place["name"] is None:
            raise bad_cursor()
    return connection.execute(PAGE, {**place, "most": most}).mappings().all()


def mappings_of(connection: Connection, tenant_id: UUID) -> dict[str, dict[str, Any]]:
    """Return the `columns` and the `writing` of each mapping of a tenant by its fingerprint."""
    rows = connection.execute(OF_TENANT, {"tenant_id": tenant_id}).mappings()
    return {row["fingerprint"]: {"columns": row["mapping"], "writing": row["writing"]} for row in rows}


def save_mapping(
    connection: Connection,
    tenant_id: UUID,
    fingerprint: str,
    *,
    name: str,
    mapping: Mapping[str, str | None],
    writing: Writing | None,
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
        "writing": json.dumps(to_plain(writing)) if writing else None,
        "most": most,
        "most_bytes": most_bytes,
    }
    connection.execute(LOCK, parameters)
    return connection.execute(SAVE, parameters).mappings().one_or_none()


def delete_mapping(connection: Connection, tenant_id: UUID, fingerprint: str) -> bool:
    """Forget a mapping. False: there is none."""
    parameters = {"tenant_id": tenant_id, "fingerprint": fingerprint}
    return connection.execute(DELETE, parameters).first() is not None
