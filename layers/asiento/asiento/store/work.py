"""Queries of the runner: claim items for a stage, save what became of them. Two statements, sets only.

The save of the last stage posts as well, and finds duplicates.
A third one goes before the save of what has children: how large their families are already.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from asiento.classification import Classification
from asiento.codec import from_plain
from asiento.document import Document
from asiento.errors import FOR_GOOD
from asiento.model import Delivery, Finding, Item, ItemRef, Kind, State
from asiento.pipeline import LAST, Stage
from asiento.reading.writing import Writing
from asiento.store.database import Database
from asiento.store.families import admitted
from asiento.store.outcomes import SerializedOutcome, payload_of
from asiento.store.statements import statement
from asiento.store.tenants import tenant_of
from asiento.tenant import MOST_BILLS, KnownSupplier

MOST_CLAIMED = 4 * 2**20
"""Bytes of rows and documents that are claimed at once; what has more is claimed alone. In memory they take about
eight times that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedItem:
    """An item that was delivered but not claimed, with where it stands: past the stage, or held by another run."""

    ref: ItemRef
    stage: str
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a claim gave: the items to work on, the others with where they stand, and what is to be claimed next."""

    items: tuple[Item, ...]
    passed: tuple[PassedItem, ...]
    waiting: tuple[ItemRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """The items that a save changed, and the children that it made."""

    items: frozenset[ItemRef] = frozenset()
    children: tuple[ItemRef, ...] = ()


def claim(database: Database, stage: Stage, deliveries: Sequence[Delivery]) -> Claim:
    """Take the delivered items from `queued` (or `failed`, or a lease that is over) to `running`.

    As many of the oldest as fit into memory together, one at least; the others are for the next claim.
    """
    with database.transaction({delivery.ref.tenant_id for delivery in deliveries}) as connection:
        return claim_within(connection, stage, deliveries)


def claim_within(connection: Connection, stage: Stage, deliveries: Sequence[Delivery]) -> Claim:
    """Do the same in a transaction that names the tenants."""
    parameters = {
        "deliveries": json.dumps([payload_of(delivery) for delivery in deliveries]),
        "most_bytes": MOST_CLAIMED,
        "stage": stage.name,
        "lease_seconds": stage.lease,
        "for_good": sorted(FOR_GOOD),
        "needs_mappings": stage.needs_mappings,
        "needs_suppliers": stage.needs_suppliers,
        "needs_ledger": stage.needs_ledger,
        "most_bills": MOST_BILLS,
    }
    rows = connection.execute(statement("claim_items"), parameters).mappings().all()
    return Claim(
        items=tuple(_item(row) for row in rows if row["how"] == "claimed"),
        passed=tuple(_passed_item(row) for row in rows if row["how"] == "passed"),
        waiting=tuple(_ref(row) for row in rows if row["how"] == "waits"),
    )


def save(database: Database, stage: Stage, outcomes: Sequence[SerializedOutcome], most: int) -> Saved:
    """Write all outcomes, the children and the postings, in one transaction.

    An outcome whose item was claimed by another run in between changes nothing and is not in the answer. One whose
    children would make the family of their upload larger than *most* is written as failed, `too_many_items`. What is
    posted already by another item ends as a duplicate.
    """
    tenants = {each.outcome.item.tenant.id for each in outcomes}
    with database.transaction(tenants, in_turn=tenants if stage.name == LAST.name else ()) as connection:
        return save_within(connection, stage, outcomes, most)


def save_within(connection: Connection, stage: Stage, outcomes: Sequence[SerializedOutcome], most: int) -> Saved:
    """Do the same in a transaction that names the tenants, and of the last stage has its turn with them."""
    taken = admitted(connection, stage, outcomes, most)
    parameters = {"outcomes": f"[{', '.join(each.text for each in taken)}]", "stage": stage.name}
    saving = statement("post_outcomes") if stage.name == LAST.name else statement("save_outcomes")
    rows = connection.execute(saving, parameters).all()
    return Saved(
        items=frozenset(ItemRef(tenant, item) for is_child, tenant, item in rows if not is_child),
        children=tuple(ItemRef(tenant, item) for is_child, tenant, item in rows if is_child),
    )


def _passed_item(row: Mapping[Any, Any]) -> PassedItem:
    return PassedItem(ref=_ref(row), stage=row["stage"], state=State(row["state"]))


def _ref(row: Mapping[Any, Any]) -> ItemRef:
    return ItemRef(row["tenant_id"], row["id"])


def _item(row: Mapping[Any, Any]) -> Item:
    return Item(
        id=row["id"],
        tenant=tenant_of(row),
        batch_id=row["batch_id"],
        parent_id=row["parent_id"],
        name=row["name"],
        received_at=row["created_at"],
        kind=Kind(row["kind"]) if row["kind"] else None,
        file_key=row["file_key"],
        row=row["row"],
        media_type=row["media_type"],
        sha256=row["sha256"],
        pages=row["pages"],
        content_key=row["content_key"],
        writing=from_plain(Writing, row["writing"]) if row["writing"] else None,
        classification=from_plain(Classification, row["classification"]) if row["classification"] else None,
        document=from_plain(Document, row["document"]) if row["document"] else None,
        findings=tuple(from_plain(Finding, finding) for finding in row["findings"]),
        known_supplier=from_plain(KnownSupplier, row["known_supplier"]) if row["known_supplier"] else None,
        accepted=tuple(from_plain(Finding, finding) for finding in row["accepted"] or ()),
        no_duplicate=row["no_duplicate"],
    )
