"""Dead letters in Postgres: how the items of messages stand, and what the letters have in common."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from asiento.model import ItemRef, State
from asiento.store.statements import statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where an item stands, with the code of its error if it has one."""

    stage: str
    state: State
    code: str | None


def standings_of(connection: Connection, refs: Collection[ItemRef]) -> dict[ItemRef, Standing]:
    """Return how the items stand; those that are not there, or another tenant's, are missing."""
    ids = [{"tenant_id": str(each.tenant_id), "item_id": str(each.item_id)} for each in refs]
    rows = connection.execute(statement("find_standings"), {"refs": json.dumps(ids)})
    return {
        ItemRef(tenant, item): Standing(stage=stage, state=State(state), code=code)
        for tenant, item, stage, state, code in rows
    }


def count_by_cause(connection: Connection, most: int) -> Sequence[Mapping[Any, Any]]:
    """Return stage, code, cause, items, oldest and newest of the *most* frequent causes, over all tenants.

    Counted is the latest letter of each item that still stands failed at its stage.
    """
    return connection.execute(statement("count_dead_letters"), {"most": most}).mappings().all()
