"""What a crash left behind, in Postgres: found across tenants, then failed or queued again as its tenants."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

# Across tenants, by a function that gives ids only: a crash names no tenant.
FIND = text("SELECT tenant_id, item_id, stage FROM find_stuck_items(make_interval(secs => :idle), :most)")

STUCK = """
    jsonb_to_recordset(CAST(:stuck AS jsonb)) AS s (tenant_id uuid, item_id uuid, stage text, hidden integer)
    WHERE i.tenant_id = s.tenant_id AND i.id = s.item_id AND i.stage = s.stage
"""
# Until its queue's visibility timeout is over, the worker's own message brings the item back.
ABANDONED = """
    i.state = 'running' AND i.lease_until < clock_timestamp()
    AND i.updated_at < clock_timestamp() - make_interval(secs => s.hidden)
"""

FAIL = text(f"""
    WITH failed AS (
        UPDATE items i
        SET state = 'failed', error = CAST(:error AS jsonb), lease = NULL, lease_until = NULL,
            updated_at = clock_timestamp()
        FROM {STUCK} AND {ABANDONED} AND i.attempt >= :max_attempts
        RETURNING i.tenant_id, i.id, i.stage, i.attempt
    )
    INSERT INTO dead_letters (tenant_id, item_id, stage, attempt, code, message, payload)
    SELECT f.tenant_id, f.id, f.stage, f.attempt, e.code, e.message,
        jsonb_build_object('tenant_id', f.tenant_id, 'item_id', f.id, 'attempt', f.attempt)
    FROM failed f, jsonb_to_record(CAST(:error AS jsonb)) AS e (code text, message text)
    RETURNING item_id
""")  # noqa: S608 (made of constants)

# Touched, so that the next run does not send them again before they had their chance.
QUEUE_AGAIN = text(f"""
    UPDATE items i SET updated_at = clock_timestamp(), state = 'queued', lease = NULL, lease_until = NULL
    FROM {STUCK} AND (i.state = 'queued' OR {ABANDONED})
    RETURNING i.tenant_id, i.id, i.stage
""")  # noqa: S608


def find_stuck(connection: Connection, idle: int, most: int) -> Sequence[tuple[UUID, UUID, str]]:
    """Return (tenant, item, stage) of at most *most* items: queued for *idle* seconds, or held by a lease that ended.

    The longest untouched come first.
    """
    return [(tenant, item, stage) for tenant, item, stage in connection.execute(FIND, {"idle": idle, "most": most})]


def fail_abandoned(
    connection: Connection, stuck: Sequence[Mapping[str, Any]], error: Mapping[str, str], max_attempts: int
) -> int:
    """Fail those whose worker was lost at the last try, with a dead letter each; return how many."""
    parameters = {"stuck": json.dumps(stuck), "error": json.dumps(error), "max_attempts": max_attempts}
    return len(connection.execute(FAIL, parameters).all())


def queue_again(connection: Connection, stuck: Sequence[Mapping[str, Any]]) -> Sequence[tuple[UUID, UUID, str]]:
    """Put the others back to `queued`; return (tenant, item, stage) of each."""
    rows = connection.execute(QUEUE_AGAIN, {"stuck": json.dumps(stuck)})
    return [(tenant, item, stage) for tenant, item, stage in rows]
