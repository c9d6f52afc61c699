"""Dead letters in Postgres: the states of their items, and what the letters have in common."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from asiento.model import ItemRef, State
from asiento.store.statements import statement


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemState:
    """The stage and state of an item, with the code of its error if it has one."""

    stage: str
    state: State
    code: str | None


def states_of_items(connection: Connection, refs: Collection[ItemRef]) -> dict[ItemRef, ItemState]:
    """Return the states of the items. Those that are not there, or another tenant's, are missing."""
    ids = [{"tenant_id": str(each.tenant_id), "item_id": str(each.item_id)} for each in refs]
    rows = connection.execute(statement("find_item_states"), {"refs": json.dumps(ids)})
    return {
        ItemRef(tenant, item): ItemState(stage=stage, state=State(state), code=code)
        for tenant, item, stage, state, code in rows
    }


def count_by_cause(connection: Connection, most: int) -> Sequence[Mapping[Any, Any]]:
    """Return stage, code, cause, items, oldest and newest of the *most* frequent causes, over all tenants.

    Counted is the latest letter of each item that still stands failed at its stage.
    """
    return connection.execute(statement("count_dead_letters"), {"most": most}).mappings().all()
