"""The suppliers of a tenant: what the ledger knows of them, and what the tenant decided about them."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from asiento.store.paging import BEFORE_ALL, READ_TEXT, Place, place_of
from asiento.store.statements import statement

MOST_IBANS = 20
"""Accounts that are shown of a supplier, those seen last."""


def page_of_suppliers(
    connection: Connection, tenant_id: UUID, *, after: UUID | None, most: int
) -> Sequence[Mapping[Any, Any]]:
    """Return the suppliers after *after*, the newest last. Raises `RequestError("bad_cursor")`."""
    return _page(connection, tenant_id, None, place_of(connection, "suppliers", tenant_id, after, BEFORE_ALL), most)


def find_supplier(connection: Connection, tenant_id: UUID, supplier_id: UUID) -> Mapping[Any, Any] | None:
    """Return a supplier as the list has it."""
    found = _page(connection, tenant_id, supplier_id, BEFORE_ALL, 1)
    return found[0] if found else None


def _page(
    connection: Connection, tenant_id: UUID, supplier_id: UUID | None, place: Place, most: int
) -> Sequence[Mapping[Any, Any]]:
    parameters = {
        "tenant_id": tenant_id,
        "id": supplier_id,
        "most": most,
        "most_text": READ_TEXT,
        "most_ibans": MOST_IBANS,
        **place.values,
    }
    return connection.execute(statement("page_of_suppliers"), parameters).mappings().all()


def save_policy(
    connection: Connection, tenant_id: UUID, supplier_id: UUID, policy: Mapping[str, Any]
) -> Mapping[Any, Any] | None:
    """Save what is changed of a supplier's policy; return `policy` and `policy_before`, None without the supplier."""
    parameters = {"tenant_id": tenant_id, "id": supplier_id, "policy": json.dumps(policy)}
    return connection.execute(statement("save_policy"), parameters).mappings().one_or_none()
