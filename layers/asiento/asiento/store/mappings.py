"""The column mappings that a tenant saved."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from asiento.codec import to_plain
from asiento.reading.writing import Writing
from asiento.store.paging import bad_cursor
from asiento.store.statements import statement


def page_of_mappings(
    connection: Connection, tenant_id: UUID, after: UUID | None, most: int
) -> Sequence[Mapping[Any, Any]]:
    """Return the mappings of a tenant after the one whose fingerprint is *after*, by name.

    A fingerprint has the digits of a UUID, so that it is the `id` in a cursor. Raises `RequestError("bad_cursor")`.
    """
    place = {"tenant_id": tenant_id, "name": "", "fingerprint": after.hex if after else ""}
    if after:
        place["name"] = connection.execute(statement("find_mapping_name"), place).scalar_one_or_none()
        if place["name"] is None:
            raise bad_cursor()
    return connection.execute(statement("page_of_mappings"), {**place, "most": most}).mappings().all()


def mappings_of(connection: Connection, tenant_id: UUID) -> dict[str, dict[str, Any]]:
    """Return the `columns` and the `writing` of each mapping of a tenant by its fingerprint."""
    rows = connection.execute(statement("mappings_of_tenant"), {"tenant_id": tenant_id}).mappings()
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
    """Save a mapping, in place of one with the same fingerprint, which the row has as `before`.

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
    connection.execute(statement("lock_tenant"), parameters)
    return connection.execute(statement("save_mapping"), parameters).mappings().one_or_none()


def delete_mapping(connection: Connection, tenant_id: UUID, fingerprint: str) -> Mapping[Any, Any] | None:
    """Forget a mapping and return its name, mapping and writing. None: there is none."""
    parameters = {"tenant_id": tenant_id, "fingerprint": fingerprint}
    return connection.execute(statement("delete_mapping"), parameters).mappings().one_or_none()
