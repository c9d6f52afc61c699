"""Items that a crash left behind, in Postgres: found across tenants, then failed or queued again as its tenants."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from asiento.codec import to_plain
from asiento.codes import Said
from asiento.model import State
from asiento.store.statements import statement


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
    rows = connection.execute(statement("find_stuck_items"), {"waits": json.dumps(dict(waits)), "most": most})
    return [_stuck(tenant, item, stage, state) for tenant, item, stage, state in rows]


def fail_abandoned(
    connection: Connection,
    stuck: Sequence[Stuck],
    waits: Mapping[str, int],
    error: Said,
    max_attempts: int,
) -> list[Stuck]:
    """Fail those whose worker was lost at the last try, with a dead letter each; return them."""
    parameters = {"stuck": _plain(stuck, waits), "error": json.dumps(to_plain(error)), "max_attempts": max_attempts}
    rows = connection.execute(statement("fail_abandoned_items"), parameters)
    return [_stuck(tenant, item, stage, State.RUNNING) for tenant, item, stage in rows]


def queue_again(connection: Connection, stuck: Sequence[Stuck], waits: Mapping[str, int]) -> list[Stuck]:
    """Put the others back to `queued`; return them."""
    rows = connection.execute(statement("queue_stuck_items"), {"stuck": _plain(stuck, waits)})
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
