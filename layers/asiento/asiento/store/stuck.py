"""What a crash left behind, in Postgres: found across tenants, then failed or queued again as its tenants."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from asiento.model import State

# Across tenants, by a function that gives ids only: a crash names no tenant.
FIND = text("SELECT tenant_id, item_id, stage, state FROM find_stuck_items(CAST(:waits AS jsonb), :most)")

# Said again: what went on since it was found, or another sweep has just sent, is no longer stuck.
STUCK = """
    jsonb_to_recordset(CAST(:stuck AS jsonb)) AS s (tenant_id uuid, item_id uuid, stage text, state text, wait integer)
    WHERE i.tenant_id = s.tenant_id AND i.id = s.item_id AND i.stage = s.stage AND i.state = s.state
      AND (i.state = 'queued' OR i.state = 'running' AND i.lease_until < clock_timestamp())
      AND i.updated_at < clock_timestamp() - patience(s.wait, i.resends)
"""

FAIL = text(f"""
    WITH failed AS (
        UPDATE items i
        SET state = 'failed', error = CAST(:error AS jsonb), lease = NULL, lease_until = NULL,
            updated_at = clock_timestamp()
        FROM {STUCK} AND i.state = 'running' AND i.attempt >= :max_attempts
        RETURNING i.tenant_id, i.id, i.stage, i.attempt
    )
    INSERT INTO dead_letters (tenant_id, item_id, stage, attempt, code, cause, message, payload)
    SELECT f.tenant_id, f.id, f.stage, f.attempt, e.code, e.code, e.message,
        jsonb_build_object('tenant_id', f.tenant_id, 'item_id', f.id, 'attempt', f.attempt)
    FROM failed f, jsonb_to_record(CAST(:error AS jsonb)) AS e (code text, message text)
    RETURNING tenant_id, item_id, stage
""")  # noqa: S608 (made of constants)

# Touched and counted, so that the next run waits for them, twice as long as this one did.
QUEUE_AGAIN = text(f"""
    UPDATE items i
    SET updated_at = clock_timestamp(), state = 'queued', lease = NULL, lease_until = NULL, resends = i.resends + 1
    FROM {STUCK}
    RETURNING i.tenant_id, i.id, i.stage, s.state
""")  # noqa: S608


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuck:
    """An item that nobody works on, and where it stood when it was found: `queued` or `running`."""

    tenant_id: UUID
    item_id: UUID
    stage: str
    state: State


def find_stuck(connection: Connection, waits: Mapping[str, int], most: int) -> list[Stuck]:
    """Return at most *most* items, the tenants in turn; *waits* says for each stage how many seconds.

    Those that are queued so long, and those that a worker held so long and whose lease is over.
    """
    rows = connection.execute(FIND, {"waits": json.dumps(dict(waits)), "most": most})
    return [_stuck(tenant, item, stage, state) for tenant, item, stage, state in rows]


def fail_abandoned(
    connection: Connection,
    stuck: Sequence[Stuck],
    waits: Mapping[str, int],
    error: Mapping[str, str],
    max_attempts: int,
) -> list[Stuck]:
    """Fail those whose worker was lost at the last try, with a dead letter each; return them."""
    parameters = {"stuck": _plain(stuck, waits), "error": json.dumps(dict(error)), "max_attempts": max_attempts}
    rows = connection.execute(FAIL, parameters)
    return [_stuck(tenant, item, stage, State.RUNNING) for tenant, item, stage in rows]


def queue_again(connection: Connection, stuck: Sequence[Stuck], waits: Mapping[str, int]) -> list[Stuck]:
    """Put the others back to `queued`; return them."""
    rows = connection.execute(QUEUE_AGAIN, {"stuck": _plain(stuck, waits)})
    return [_stuck(tenant, item, stage, state) for tenant, item, stage, state in rows]


def _stuck(tenant: UUID, item: UUID, stage: str, state: str) -> Stuck:
    return Stuck(tenant_id=tenant, item_id=item, stage=stage, state=State(state))


def _plain(stuck: Sequence[Stuck], waits: Mapping[str, int]) -> str:
    plain: list[dict[str, Any]] = [
        {
            "tenant_id": str(one.tenant_id),
            "item_id": str(one.item_id),
            "stage": one.stage,
            "state": one.state,
            "wait": waits[one.stage],
        }
        for one in stuck
    ]
    return json.dumps(plain)
