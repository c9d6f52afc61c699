"""Items that are kept as evidence of another one: a second picture, a delivery note, the paper of an e-invoice."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from asiento.codec import to_plain
from asiento.codes import Said
from asiento.codes.said import said
from asiento.store.items import MOST_NAMED
from asiento.store.outcomes import sentence_fields
from asiento.store.paging import READ_TEXT
from asiento.store.statements import statement

MOST_SHOWN = 50
"""Attachments that are shown of an item; it says how many there are."""

Row = Mapping[Any, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachments:
    """The first items that are attached to one, and how many there are."""

    first: Sequence[Row] = ()
    count: int = 0


def find_attachments(connection: Connection, tenant_id: UUID, item_id: UUID) -> Attachments:
    """Return what is attached to an item, or to what is, the oldest first."""
    parameters = {"tenant_id": tenant_id, "id": item_id, "most_text": MOST_NAMED, "most": MOST_SHOWN}
    rows = connection.execute(statement("find_attachments"), parameters).mappings().all()
    return Attachments(first=rows, count=rows[0]["all_of_them"] if rows else 0)


def find_target(connection: Connection, tenant_id: UUID, named: UUID) -> Row | None:
    """Return `item_id`: the item that *named* is, or that posted this row; and whether that is `reversed`."""
    parameters = {"tenant_id": tenant_id, "id": named}
    return connection.execute(statement("find_target"), parameters).mappings().one_or_none()


def find_live_bills(connection: Connection, tenant_id: UUID, item_id: UUID) -> Sequence[tuple[str, UUID]]:
    """Return table and id of what an item posted as a bill, and nobody reversed."""
    rows = connection.execute(statement("find_live_bills"), {"tenant_id": tenant_id, "id": item_id}).all()
    return [(table, row_id) for table, row_id in rows]


def attach(connection: Connection, tenant_id: UUID, item_id: UUID, other: UUID) -> Row:
    """End a locked item as attached to *other*; one that is posted stays so."""
    parameters = {
        "tenant_id": tenant_id,
        "id": item_id,
        "other": other,
        "error": json.dumps(to_plain(sentence_fields(attached_to(other)))),
        "most_text": READ_TEXT,
    }
    return connection.execute(statement("attach_item"), parameters).mappings().one()


def attached_to(other: UUID) -> Said:
    """Return what is said of an item that a person attached to *other*."""
    return said("duplicate.attached", item=str(other))
