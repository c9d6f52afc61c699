"""The last decision about an item taken back: it is again what it was, until it is posted. No HTTP."""

from uuid import UUID

from sqlalchemy import Connection

from asiento.errors import RequestError
from asiento.intake import batch_expired
from asiento.intake.services import ApiServices
from asiento.model import State
from asiento.pipeline import LAST, STATUS
from asiento.review.decisions import Row, Verdict, lock_seen
from asiento.store import items as store
from asiento.store.waiting import undo_items


def take_back(services: ApiServices, tenant_id: UUID, item_id: UUID, verdict: Verdict) -> Row:
    """Take the last decision about an item back, and return its row.

    Raises `RequestError`: `item_not_found`, `changed_meanwhile`, and as `check_undoable`.
    """
    with services.database.transaction([tenant_id]) as connection:
        item = lock_seen(connection, tenant_id, item_id, verdict)
        check_undoable(item)
        if not undone(connection, tenant_id, verdict.by, [item]):
            raise RequestError(409, "not_undoable.running", status=_status(item["stage"], item["state"]))
        return store.lock_item(connection, tenant_id, item_id) or item


def undone(connection: Connection, tenant_id: UUID, by: UUID, items: list[Row]) -> set[UUID]:
    """Take the last decision about each of *items* back; return the ids of those that did not change meanwhile."""
    told = [
        {
            "id": each["id"],
            "updated_at": each["updated_at"],
            "before": _status(each["stage"], each["state"]),
            "after": _status(each["undo_stage"], each["undo_state"]),
        }
        for each in items
    ]
    return undo_items(connection, tenant_id, by, told)


def _status(stage: str, state: str) -> str:
    return STATUS[stage, State(state)]


def check_undoable(item: Row) -> None:
    """Raise `RequestError`, `not_undoable` or `batch_expired`, if no decision about *item* can be taken back."""
    stage, state = item["stage"], State(item["state"])
    if item["error"] and item["error"]["code"] == "expired":
        raise batch_expired()
    if (stage, state) == (LAST.name, State.DONE):
        raise RequestError(409, "not_undoable.posted")
    if item["undo_state"] is None:
        raise RequestError(409, "not_undoable.nothing")
    if state is State.RUNNING:
        raise RequestError(409, "not_undoable.running", status=_status(stage, state))
