"""The e-invoice and the paper of one purchase that state other figures: the approval of either takes the e-invoice's.

The one that waits says `unlike_posted`, and names what is posted. No HTTP.
"""

from uuid import UUID, uuid4

from sqlalchemy import Connection

from asiento.errors import RequestError
from asiento.intake.services import ApiServices
from asiento.model import Delivery, ItemRef, Kind, State
from asiento.pipeline import LAST, STATUS
from asiento.review.attachments import attach_item, write_down
from asiento.review.decisions import UNLIKE, Decision, Row, Verdict, accepted_by, decide, lock_waiting
from asiento.review.postings import Change, claimed, reverse_row, validated
from asiento.store import items as store
from asiento.store.attachments import attach, find_live_bills
from asiento.store.history import Act, Action, Subject, record
from asiento.store.outcomes import Outcome, serialized
from asiento.store.work import save_within


def decide_or_join(services: ApiServices, tenant_id: UUID, item_id: UUID, verdict: Verdict) -> tuple[Row, bool]:
    """Decide about an item as `decide` does; approved beside other figures of the same purchase it is joined with them.

    The paper is attached to its posted e-invoice. An e-invoice is posted, the posting of its paper reversed, and the
    paper attached to it, at once. Raises `RequestError` as `decide` and `attach_item`, and `correction_held`.
    """
    if verdict.decision is not Decision.APPROVE or verdict.fields:
        return decide(services, tenant_id, item_id, verdict)
    with services.database.transaction([tenant_id]) as connection:
        item = lock_waiting(connection, tenant_id, item_id, verdict)
    if not any(finding["code"] == UNLIKE for finding in item["findings"]):
        return decide(services, tenant_id, item_id, verdict)
    if item["kind"] != Kind.XML:
        return attach_item(services, tenant_id, item_id, item["duplicate_of"], verdict), False
    with services.database.transaction([tenant_id], in_turn=[tenant_id]) as connection:
        return _taken(
            services, connection, tenant_id, lock_waiting(connection, tenant_id, item_id, verdict), verdict
        ), False


def _taken(services: ApiServices, connection: Connection, tenant_id: UUID, item: Row, verdict: Verdict) -> Row:
    paper = item["duplicate_of"]
    paper_before = store.lock_item(connection, tenant_id, paper)
    _reverse(connection, tenant_id, paper, item["id"], verdict.by)
    _post(services, connection, tenant_id, item, verdict)
    row = store.lock_item(connection, tenant_id, item["id"]) or item
    if State(row["state"]) is not State.DONE:
        raise RequestError(409, "correction_held.duplicate", field="decision", item=str(row["duplicate_of"]))
    if paper_before:
        write_down(connection, tenant_id, verdict.by, paper_before, attach(connection, tenant_id, paper, item["id"]))
    before, after = ({"status": STATUS[each["stage"], State(each["state"])]} for each in (item, row))
    act = Act(Subject.ITEM, item["id"], Action.APPROVE)
    record(connection, tenant_id, verdict.by, act, before=before, after=after, at=row["updated_at"])
    return row


def _reverse(connection: Connection, tenant_id: UUID, paper: UUID, e_invoice: UUID, by: UUID) -> None:
    """Reverse what *paper* posted. The reason is read by people of any language: the id alone."""
    for table, row_id in find_live_bills(connection, tenant_id, paper):
        reverse_row(connection, Change(tenant_id=tenant_id, table=table, row_id=row_id, by=by, reason=str(e_invoice)))


def _post(services: ApiServices, connection: Connection, tenant_id: UUID, item: Row, verdict: Verdict) -> None:
    """Post a locked item in this transaction, if nothing but the paper holds it."""
    document = item["document"]
    accepted, other = accepted_by(item, verdict), item["no_duplicate"]
    store.revalidate(connection, tenant_id, item["id"], LAST.name, document, accepted=accepted, no_duplicate=other)
    delivery = Delivery(ref=ItemRef(tenant_id, item["id"]), message_id=uuid4(), attempt=1)
    work = validated(claimed(connection, delivery), services.tools, approve=False)
    outcome = Outcome(delivery=delivery, item=work, stage=LAST, state=State.DONE, same_document=True)
    save_within(connection, LAST, [serialized(outcome)], services.limits.max_items_per_batch)
