"""A verdict that is tried: what validation would say of it. It is carried out, looked at, and rolled back."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection

from asiento.codec import to_plain
from asiento.errors import RequestError
from asiento.intake.services import ApiServices
from asiento.model import Delivery, Item, ItemRef, State, Tools
from asiento.pipeline import STAGES
from asiento.review.decisions import VALIDATE, Decision, Row, Verdict, asks_how_it_writes, carry_out, lock_waiting
from asiento.runner import settled
from asiento.store.outcomes import stored_error
from asiento.store.work import claim_within


def tried(services: ApiServices, tenant_id: UUID, item_id: UUID, verdict: Verdict) -> Row:
    """Return the row that the item would have after *verdict* and validation, with the version that it has now.

    Validation is told of the supplier as ever; whether the ledger has the item already is not asked. Nothing is kept,
    and nothing read from files. Raises `RequestError` as `decide`, and `no_dry_run` for an undo, and for a table, whose
    file would have to be read.
    """
    if verdict.decision is Decision.UNDO:
        raise RequestError(422, "no_dry_run.undo", field="dry_run")
    with services.database.transaction([tenant_id]) as connection:
        item = lock_waiting(connection, tenant_id, item_id, verdict)
        if verdict.decision is Decision.REJECT:
            return {**item, "state": State.REJECTED, "approved": False}
        if asks_how_it_writes(item):
            raise RequestError(422, "no_dry_run.table", field="dry_run")
        with connection.begin_nested() as trial:
            row = carry_out(connection, tenant_id, item, verdict).row
            work = _claimed(connection, ItemRef(tenant_id, item_id))
            trial.rollback()
    return {**item, "document": row["document"], "approved": row["approved"], **_judged(work, services.tools)}


def _claimed(connection: Connection, ref: ItemRef) -> Item:
    """Return the item with all that validation is told of it."""
    return claim_within(connection, STAGES[VALIDATE], [Delivery(ref=ref, message_id=uuid4(), attempt=1)]).items[0]


def _judged(item: Item, tools: Tools) -> Mapping[str, Any]:
    judged = STAGES[VALIDATE].load()(item, tools)
    stage, state, error = settled(STAGES[VALIDATE], judged)
    return {
        "stage": stage.name,
        "state": state,
        "findings": to_plain(judged.findings),
        "error": stored_error(error) if error else None,
    }
