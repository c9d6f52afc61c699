"""Items of all batches, found by how they stand and what they say."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from asiento.model import State
from asiento.store.paging import AFTER_ALL, READ_TEXT, place_of
from asiento.store.statements import statement


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFilter:
    """Which items are wanted; None for all.

    With one of *states*, pairs of stage and state; with *code* as their error's or a finding's; with *supplier* in the
    supplier's name or tax id; with a total *total_from* to *total_to*, both included; with *said* in the name, number
    or supplier.
    """

    states: Sequence[tuple[str, State]] | None = None
    code: str | None = None
    supplier: str | None = None
    total_from: Decimal | None = None
    total_to: Decimal | None = None
    said: str | None = None


def page_of_all_items(
    connection: Connection, tenant_id: UUID, wanted: ItemFilter, *, after: UUID | None, most: int
) -> Sequence[Mapping[Any, Any]]:
    """Return those after *after*, the newest first; `asked` is the first finding that asks a person, or asked.

    Raises `RequestError("bad_cursor")`.
    """
    states = None if wanted.states is None else [{"stage": stage, "state": state} for stage, state in wanted.states]
    alike = {state for _, state in wanted.states or ()}
    parameters = {
        "tenant_id": tenant_id,
        **asdict(wanted),
        "states": None if states is None else json.dumps(states),
        "state": alike.pop() if len(alike) == 1 else None,
        "most": most,
        "most_text": READ_TEXT,
        **place_of(connection, "items", tenant_id, after, AFTER_ALL).values,
    }
    return connection.execute(statement("page_of_all_items"), parameters).mappings().all()
