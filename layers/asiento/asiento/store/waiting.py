"""Items of all batches that wait for a person."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from asiento.store.paging import BEFORE_ALL, READ_TEXT, place_of
from asiento.store.statements import statement

MOST_FINDINGS = 5
"""Of an item in a list; it says how many ask."""


def page_of_waiting(
    connection: Connection, tenant_id: UUID, batch_id: UUID | None, code: str | None, *, after: UUID | None, most: int
) -> Sequence[Mapping[Any, Any]]:
    """Return those after *after*, the oldest first; of *batch_id*, and with a finding *code*, if these are given.

    Raises `RequestError("bad_cursor")`.
    """
    parameters = {
        "tenant_id": tenant_id,
        "batch_id": batch_id,
        "code": code,
        "most": most,
        "most_text": READ_TEXT,
        "most_findings": MOST_FINDINGS,
        **place_of(connection, "items", tenant_id, after, BEFORE_ALL).values,
    }
    return connection.execute(statement("page_of_waiting"), parameters).mappings().all()


def count_waiting(connection: Connection, tenant_id: UUID, batch_id: UUID | None) -> dict[str | None, int]:
    """Return how many wait, under None, and for each code of findings how many of them it asks about."""
    rows = connection.execute(statement("count_waiting"), {"tenant_id": tenant_id, "batch_id": batch_id})
    return {row.code: row.items for row in rows}
