"""Requests in Postgres: their idempotency keys, and the rate limits of a tenant."""

import json
from datetime import datetime
from decimal import Decimal
from math import ceil
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from asiento.store.statements import statement


def claim_request(connection: Connection, tenant_id: UUID, key: str, request: str) -> bool:
    """Make *key* this transaction's. False: an earlier request has it. Waits for one that has it right now."""
    parameters = {"tenant_id": tenant_id, "key": key}
    connection.execute(statement("forget_answers"), parameters)
    return connection.execute(statement("claim_request"), {**parameters, "request": request}).first() is not None


def find_answer(connection: Connection, tenant_id: UUID, key: str) -> tuple[str, Any] | None:
    """Return what was asked under *key* in the last 24 hours, as its hash, and the answer."""
    found = connection.execute(statement("find_answer"), {"tenant_id": tenant_id, "key": key}).one_or_none()
    return (found.request, found.answer) if found else None


def keep_answer(connection: Connection, tenant_id: UUID, key: str, answer: Any) -> None:
    """Keep what the request under *key* was told, JSON-ready."""
    connection.execute(statement("keep_answer"), {"tenant_id": tenant_id, "key": key, "answer": json.dumps(answer)})


def take_slot(connection: Connection, tenant_id: UUID, kind: str, most: int, seconds: float) -> datetime | None:
    """Take one of a tenant's *most* slots for a *kind* in any *seconds*; return when, None if all are taken.

    Ends others' waiting only with the transaction: keep it short.
    """
    parameters = {"tenant_id": tenant_id, "kind": kind, "most": most, "seconds": seconds}
    at: datetime | None = connection.execute(statement("take_slot"), parameters).scalar_one_or_none()
    return at


def retry_after(connection: Connection, tenant_id: UUID, kind: str, most: int, seconds: float) -> int:
    """Return the whole seconds, at least one, until `take_slot` with the same figures has a slot again."""
    parameters = {"tenant_id": tenant_id, "kind": kind, "most": most, "seconds": seconds}
    left: Decimal = connection.execute(statement("retry_after"), parameters).scalar_one()
    return max(1, ceil(left))
