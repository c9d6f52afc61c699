"""An item attached by a person to another one, or to what that posted: kept as evidence, never posted. No HTTP."""

from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from asiento.codec import to_plain
from asiento.errors import FOR_GOOD, RequestError
from asiento.intake import batch_expired
from asiento.intake.services import ApiServices
from asiento.model import State
from asiento.pipeline import LAST, STATUS
from asiento.review.decisions import Decision, Row, Verdict, check_waiting, lock_seen, no_item
from asiento.store import items as store
from asiento.store.attachments import attach, attached_to, find_target
from asiento.store.history import Act, Action, Subject, record
from asiento.store.outcomes import sentence_fields

ENDED = (State.FAILED, State.REJECTED, State.DUPLICATE)
"""States of items to which nothing is attached."""


def attach_item(
    services: ApiServices, tenant_id: UUID, item_id: UUID, to: UUID | None, verdict: Verdict, *, dry_run: bool = False
) -> Row:
    """Attach an item that waits, failed or is a duplicate to an item or a row of the ledger (*to*); return its row.

    Without *to* to the item that it is, or may be, a duplicate of. Raises `RequestError`: `item_not_found` of either,
    `changed_meanwhile`, `not_waiting`, `batch_expired`, `infected`; 409 `not_attachable` if *to* is the item itself,
    ended without a posting, voided or attached; 422 `not_attachable` if nothing says to what.
    """
    with services.database.transaction([tenant_id]) as connection:
        target = _target(connection, tenant_id, to or _like(connection, tenant_id, item_id))
        item = _locked(connection, tenant_id, item_id, target["item_id"], verdict)
        if target["reversed"]:
            raise RequestError(409, "not_attachable.voided", field="to")
        if dry_run:
            return _as_attached(item, target["item_id"])
        row = attach(connection, tenant_id, item_id, target["item_id"])
        write_down(connection, tenant_id, verdict.by, item, row)
    return row


def write_down(connection: Connection, tenant_id: UUID, by: UUID, item: Row, row: Row) -> None:
    """Write into the history of an item that it was attached: *item* is its row before, *row* that after."""
    before, after = (
        {"status": STATUS[each["stage"], State(each["state"])], "attached_to": each["attached_to"]}
        for each in (item, row)
    )
    act = Act(Subject.ITEM, item["id"], Action.ATTACH)
    record(connection, tenant_id, by, act, before=before, after=after, at=row["updated_at"])


def _like(connection: Connection, tenant_id: UUID, item_id: UUID) -> UUID:
    item = store.find_item(connection, tenant_id, item_id, offset=0, most=1)
    if item is None:
        raise no_item()
    if item["duplicate_of"] is None:
        raise RequestError(422, "not_attachable.nowhere", field="to")
    other: UUID = item["duplicate_of"]
    return other


def _target(connection: Connection, tenant_id: UUID, to: UUID) -> Row:
    target = find_target(connection, tenant_id, to)
    if target is None:
        raise RequestError(404, "item_not_found", field="to")
    return target


def _locked(connection: Connection, tenant_id: UUID, item_id: UUID, other: UUID, verdict: Verdict) -> Row:
    """Return the item, which can be attached to *other*. Both are locked, in one order: so no circle is made."""
    if item_id == other:
        raise RequestError(409, "not_attachable.itself", field="to")
    if other < item_id:
        store.lock_item(connection, tenant_id, other)
    item = lock_seen(connection, tenant_id, item_id, verdict)
    _check(item)
    target = store.lock_item(connection, tenant_id, other)
    if target is None:
        raise no_item()
    if target["attached_to"]:
        raise RequestError(409, "not_attachable.attached", field="to", item=str(target["attached_to"]))
    state = State(target["state"])
    if state in ENDED or (state is State.DONE and target["stage"] != LAST.name):
        raise RequestError(409, "not_attachable.ended", field="to", status=STATUS[target["stage"], state])
    return item


def _check(item: Row) -> None:
    if item["error"] and item["error"]["code"] in FOR_GOOD:
        raise batch_expired() if item["error"]["code"] == "expired" else RequestError(409, "infected.unnamed")
    check_waiting(item, Decision.ATTACH_TO)


def _as_attached(item: Row, other: UUID) -> dict[str, Any]:
    error = to_plain(sentence_fields(attached_to(other)))
    return {**item, "state": State.DUPLICATE, "duplicate_of": other, "attached_to": other, "error": error}
