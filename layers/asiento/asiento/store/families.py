"""Sizes of families, with the items of all levels: the files of its ZIP, the rows of those, the pages of a stack."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from asiento.codes.said import said
from asiento.model import State
from asiento.pipeline import Stage
from asiento.store.outcomes import Error, Outcome, SerializedOutcome, serialized
from asiento.store.statements import statement


def admitted(
    connection: Connection, stage: Stage, outcomes: Sequence[SerializedOutcome], most: int
) -> list[SerializedOutcome]:
    """Return *outcomes*, those as failed (`too_many_items`) whose children make a family of more than *most* items.

    Until the transaction ends no other adds to these families.
    """
    parents = [_ids(each.outcome) for each in outcomes if each.children]
    if not parents:
        return list(outcomes)
    rows = connection.execute(statement("lock_families"), {"parents": json.dumps(parents)}).all()
    root_of = {item: root for _, item, root, _ in rows}
    sizes: dict[UUID, int] = {root: family for _, _, root, family in rows}
    return [_admitted(each, stage, root_of, sizes, most) for each in outcomes]


def _admitted(
    one: SerializedOutcome, stage: Stage, root_of: dict[UUID, UUID], sizes: dict[UUID, int], most: int
) -> SerializedOutcome:
    item_id = one.outcome.item.id
    root = root_of.get(item_id)
    if not one.children or root is None:  # an item that is gone: saving it changes nothing
        return one
    # A parent inside the family was one of its items; its children are in its place.
    size = sizes[root] + one.children - (root != item_id)
    if size > most:
        return serialized(replace(one.outcome, stage=stage, state=State.FAILED, error=_too_many(most)))
    sizes[root] = size
    return one


def _too_many(most: int) -> Error:
    return Error.of(said("too_many_items.upload", most=most))


def _ids(outcome: Outcome) -> dict[str, Any]:
    return {"tenant_id": str(outcome.item.tenant.id), "item_id": str(outcome.item.id)}
