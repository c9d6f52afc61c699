"""A verdict that is tried: what validation would say of it. Nothing is written, nothing is read from files."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from asiento.classification import Classification
from asiento.codec import from_plain, to_plain
from asiento.document import Document
from asiento.errors import RequestError
from asiento.intake.services import ApiServices
from asiento.model import Finding, Item, State
from asiento.pipeline import STAGES
from asiento.review.decisions import (
    VALIDATE,
    Decision,
    Row,
    Verdict,
    accepted_by,
    asks_how_it_writes,
    corrected,
    lock_waiting,
)
from asiento.runner import settled
from asiento.store.outcomes import stored_error
from asiento.store.tenants import find_tenant
from asiento.tenant import Tenant


def tried(services: ApiServices, tenant_id: UUID, item_id: UUID, verdict: Verdict) -> Row:
    """Return the row that the item would have after *verdict* and validation; what the ledger has is not asked.

    Raises `RequestError` as `decide`, and `no_dry_run` for an undo, and for a table, whose file would have to be read.
    """
    if verdict.decision is Decision.UNDO:
        raise RequestError(422, "no_dry_run.undo", field="dry_run")
    with services.database.transaction([tenant_id]) as connection:
        item = lock_waiting(connection, tenant_id, item_id, verdict)
        if verdict.decision is Decision.REJECT:
            return {**item, "state": State.REJECTED, "approved": False}
        if asks_how_it_writes(item):
            raise RequestError(422, "no_dry_run.table", field="dry_run")
        tenant = find_tenant(connection, tenant_id)
        document = corrected(item, verdict.fields, tenant.country)
    return {**item, "document": document, **_validated(services, tenant, item, document, verdict)}


def _validated(services: ApiServices, tenant: Tenant, row: Row, document: Any, verdict: Verdict) -> Mapping[str, Any]:
    accepted = accepted_by(row, verdict)
    item = Item(
        id=row["id"],
        tenant=tenant,
        batch_id=row["batch_id"],
        name=row["name"],
        received_at=row["created_at"],
        classification=from_plain(Classification, row["classification"]) if row["classification"] else None,
        document=from_plain(Document, document),
        accepted=tuple(from_plain(Finding, finding) for finding in accepted or ()),
    )
    judged = STAGES[VALIDATE].load()(item, services.tools)
    stage, state, error = settled(STAGES[VALIDATE], judged)
    return {
        "stage": stage.name,
        "state": state,
        "approved": accepted is not None,
        "findings": to_plain(judged.findings),
        "error": stored_error(error) if error else None,
    }
