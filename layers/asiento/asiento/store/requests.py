"""Requests in Postgres: those that are to happen once, and how many of a kind a tenant had of late."""

import json
from datetime import datetime
from decimal import Decimal
from math import ceil
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

FRESH = "created_at > clock_timestamp() - interval '24 hours'"
"""How long an answer is kept; docs/api.md and OpenAPI say so too."""

# A bounded few at a time; those that another request looks at are left to the next.
FORGET = text(f"""
    DELETE FROM idempotency_keys WHERE tenant_id = :tenant_id AND key IN (
        SELECT key FROM idempotency_keys WHERE tenant_id = :tenant_id AND key <> :key AND NOT {FRESH}
        ORDER BY created_at LIMIT 100 FOR UPDATE SKIP LOCKED)
""")  # noqa: S608 (made of constants)

# Waits for a transaction that has the key right now.
CLAIM = text("""
    INSERT INTO idempotency_keys AS k (tenant_id, key, request) VALUES (:tenant_id, :key, :request)
    ON CONFLICT (tenant_id, key) DO UPDATE
        SET request = excluded.request, answer = NULL, created_at = excluded.created_at
        WHERE NOT k.created_at > clock_timestamp() - interval '24 hours'
    RETURNING key
""")

FIND = text(f"SELECT request, answer FROM idempotency_keys WHERE tenant_id = :tenant_id AND key = :key AND {FRESH}")  # noqa: S608

KEEP = text("""
    UPDATE idempotency_keys SET answer = CAST(:answer AS jsonb) WHERE tenant_id = :tenant_id AND key = :key
""")

RECENT = "unnest(w.times) AS t (at) WHERE t.at > clock_timestamp() - make_interval(secs => :seconds)"

# One statement: the row's lock makes requests of a tenant follow each other, wherever they run, and each looks at
# the clock once it has the row. What is older than the window goes with each new one.
TAKE_PLACE = text(f"""
    INSERT INTO request_windows AS w (tenant_id, kind, times) VALUES (:tenant_id, :kind, ARRAY[clock_timestamp()])
    ON CONFLICT (tenant_id, kind) DO UPDATE
        SET times = ARRAY(SELECT t.at FROM {RECENT} ORDER BY t.at) || clock_timestamp()
    WHERE (SELECT count(*) FROM {RECENT}) < :most
    RETURNING times[cardinality(times)]
""")  # noqa: S608

# The request may come when so many of the window's have left it that one place is free.
FREE_IN = text(f"""
    SELECT COALESCE((
        SELECT extract(epoch FROM t.at) + :seconds - extract(epoch FROM clock_timestamp())
        FROM request_windows w, {RECENT} AND w.tenant_id = :tenant_id AND w.kind = :kind
        ORDER BY t.at DESC OFFSET :most - 1 LIMIT 1
    ), 0)
""")  # noqa: S608


def claim_request(connection: Connection, tenant_id: UUID, key: str, request: str) -> bool:
    """Make *key* this transaction's. False: an earlier request has it. Waits for one that has it right now."""
    parameters = {"tenant_id": tenant_id, "key": key}
    connection.execute(FORGET, parameters)
    return connection.execute(CLAIM, {**parameters, "request": request}).first() is not None


def find_answer(connection: Connection, tenant_id: UUID, key: str) -> tuple[str, Any] | None:
    """Return what was asked under *key* in the last 24 hours, as its hash, and the answer."""
    found = connection.execute(FIND, {"tenant_id": tenant_id, "key": key}).one_or_none()
    return (found.request, found.answer) if found else None


def keep_answer(connection: Connection, tenant_id: UUID, key: str, answer: Any) -> None:
    """Keep what the request under *key* was told, JSON-ready."""
    connection.execute(KEEP, {"tenant_id": tenant_id, "key": key, "answer": json.dumps(answer)})


def take_place(connection: Connection, tenant_id: UUID, kind: str, most: int, seconds: float) -> datetime | None:
    """Take one of a tenant's *most* places for a *kind* in any *seconds*; return when, None if all are taken.

    Ends others' waiting only with the transaction: keep it short.
    """
    parameters = {"tenant_id": tenant_id, "kind": kind, "most": most, "seconds": seconds}
    at: datetime | None = connection.execute(TAKE_PLACE, parameters).scalar_one_or_none()
    return at


def free_in(connection: Connection, tenant_id: UUID, kind: str, most: int, seconds: float) -> int:
    """Return the whole seconds, at least one, until `take_place` with the same figures has a place again."""
    parameters = {"tenant_id": tenant_id, "kind": kind, "most": most, "seconds": seconds}
    left: Decimal = connection.execute(FREE_IN, parameters).scalar_one()
    return max(1, ceil(left))
