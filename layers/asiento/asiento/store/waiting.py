"""Items of all batches that wait for a person: listed, counted, decided about together."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, TextClause

from asiento.store.paging import BEFORE_ALL, BEFORE_ALL_RANKS, PLACE_KEYS, READ_TEXT, Ranked, beyond, place_of
from asiento.store.statements import statement, statement_with

MOST_FINDINGS = 5
"""Of an item in a list; it says how many ask."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingFilter:
    """Which items that wait are wanted; None for all.

    Those of a batch; with a finding *code*; with *supplier* in the supplier's name or tax id; with a total *total_from*
    to *total_to*, both included; that came in more than *older_than* days ago.
    """

    batch_id: UUID | None = None
    code: str | None = None
    supplier: str | None = None
    total_from: Decimal | None = None
    total_to: Decimal | None = None
    older_than: int | None = None


def page_of_waiting(
    connection: Connection,
    tenant_id: UUID,
    wanted: WaitingFilter,
    *,
    after: UUID | None,
    most: int,
    most_findings: int = MOST_FINDINGS,
) -> Sequence[Mapping[Any, Any]]:
    """Return those after *after*, the oldest first, of each item its first *most_findings* findings that ask.

    Raises `RequestError("bad_cursor")`.
    """
    place = place_of(connection, "items", tenant_id, after, BEFORE_ALL).values
    parameters = _parameters(tenant_id, wanted, most) | {"most_findings": most_findings, **place}
    return connection.execute(_in_order(PLACE_KEYS), parameters).mappings().all()


def page_of_worst(
    connection: Connection, tenant_id: UUID, wanted: WaitingFilter, *, after: Ranked | None, most: int
) -> Sequence[Mapping[Any, Any]]:
    """Return those after *after*, the worst first, each with its rank; those of one rank the oldest first.

    Raises `RequestError("bad_cursor")`.
    """
    rank, row_id = after or Ranked(BEFORE_ALL_RANKS, None)
    place = place_of(connection, "items", tenant_id, row_id, BEFORE_ALL).values
    parameters = _parameters(tenant_id, wanted, most) | {"most_findings": MOST_FINDINGS, "rank": rank, **place}
    return connection.execute(worst_first(), parameters).mappings().all()


def worst_first() -> TextClause:
    """Return the statement of `page_of_worst`."""
    return _in_order({"review_rank": "CAST(:rank AS bigint)"} | PLACE_KEYS)


def _in_order(keys: Mapping[str, str]) -> TextClause:
    return statement_with("page_of_waiting", beyond=beyond(keys), ordering=", ".join(keys))


def _parameters(tenant_id: UUID, wanted: WaitingFilter, most: int) -> dict[str, Any]:
    return {"tenant_id": tenant_id, **asdict(wanted), "most": most, "most_text": READ_TEXT}


def count_waiting(connection: Connection, tenant_id: UUID, batch_id: UUID | None) -> dict[str | None, int]:
    """Return how many wait, under None, and for each code of findings how many of them it asks about."""
    rows = connection.execute(statement("count_waiting"), {"tenant_id": tenant_id, "batch_id": batch_id})
    return {row.code: row.items for row in rows}


def choose_items(connection: Connection, tenant_id: UUID, ids: Iterable[UUID]) -> Sequence[Mapping[Any, Any]]:
    """Return how those of *ids* stand that are items, the oldest first, with what is counted of them.

    `undo_stage`, `undo_state`: how it stood before the last decision about it, None where none can be taken back;
    `read`: it has a document; `codes`: what asks about it; `wrong`: its fields that are expected to be wrong.
    """
    parameters = {
        "tenant_id": tenant_id,
        "ids": json.dumps([str(item_id) for item_id in ids]),
    }
    return connection.execute(statement("choose_items"), parameters).mappings().all()


def decide_items(
    connection: Connection,
    tenant_id: UUID,
    by: UUID,
    items: Sequence[Mapping[Any, Any]],
    *,
    decision: str,
    stage: str,
    status: str,
) -> set[UUID]:
    """Decide about *items* (id, updated_at, status) by the key *by*, and write it down; return those decided about.

    One that changed since its `updated_at` is left as it is. *status*: the word for how they stand then.
    """
    parameters = {
        "tenant_id": tenant_id,
        "key_id": by,
        "items": json.dumps(items, default=str),
        "decision": decision,
        "stage": stage,
        "status": status,
    }
    return set(connection.execute(statement("decide_items"), parameters).scalars())


def undo_items(connection: Connection, tenant_id: UUID, by: UUID, items: Sequence[Mapping[str, Any]]) -> set[UUID]:
    """Take the last decision about *items* back by the key *by*, and write it down; return those that were.

    Items are given as id, updated_at, and the words for how they stand `before` and `after`. One that changed since its
    `updated_at` is left as it is, and so is one that runs or is posted.
    """
    parameters = {"tenant_id": tenant_id, "key_id": by, "items": json.dumps(items, default=str)}
    return set(connection.execute(statement("undo_items"), parameters).scalars())
