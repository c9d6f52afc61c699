"""What a person says about an item that waits: corrections, approval, rejection. No HTTP."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from asiento.acceptance import asked, untouched
from asiento.codec import from_plain, to_plain
from asiento.document import Document
from asiento.errors import RequestError
from asiento.intake import batch_expired, enqueue
from asiento.intake.services import ApiServices
from asiento.model import Kind, State
from asiento.pipeline import FIRST, LAST, STATUS
from asiento.reading.writing import DATE_ORDER, DECIMAL, Writing
from asiento.review.answers import answered
from asiento.review.corrections import apply_corrections, values_at
from asiento.review.seen import check_version
from asiento.review.written import Said
from asiento.store import items as store
from asiento.store.history import Act, Action, Subject, Values, record
from asiento.store.tenants import find_tenant

VALIDATE = "validate"
UNLIKE = "unlike_posted"
"""The code of what an e-invoice and the paper of one purchase state otherwise (`joining.py`)."""

Row = Mapping[Any, Any]


class Decision(StrEnum):
    """A person's word on an item.

    `ATTACH_TO` keeps it with another one (`attachments.py`), `UNDO` takes the last one back (`undo.py`).
    """

    APPROVE = "approve"
    REJECT = "reject"
    NO_DUPLICATE = "no_duplicate"
    ATTACH_TO = "attach_to"
    UNDO = "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is said about an item by the key *by*: values for fields, by path, a decision, or both.

    *versions*: those of the item for which it is said, None for any.
    """

    by: UUID
    fields: Mapping[str, Said] = field(default_factory=dict)
    decision: Decision | None = None
    versions: Collection[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """An item after a verdict: its row, the stage it goes to, None for none, and the fields that a person set."""

    row: Row
    stage: str | None
    before: Values
    after: Values


def decide(services: ApiServices, tenant_id: UUID, item_id: UUID, verdict: Verdict) -> tuple[Row, bool]:
    """Correct, approve or reject an item; return its row and whether it is on its way to be validated again.

    An approval covers what the item asks now, and a correction alone takes an earlier one back. What is no duplicate is
    posted, though another item seems to have its posting. A table that asks how it writes is read again.

    Raises `RequestError`: what `lock_waiting` does, `nothing_to_correct`, and what `apply_corrections` or `answered`
    find wrong with the fields.
    """
    with services.database.transaction([tenant_id]) as connection:
        item = lock_waiting(connection, tenant_id, item_id, verdict)
        changed = carry_out(connection, tenant_id, item, verdict)
        _record(connection, tenant_id, item, changed, verdict)
    if changed.stage is None:
        return changed.row, False
    return changed.row, enqueue(services.queue, tenant_id, [(item_id, changed.stage)])


def carry_out(connection: Connection, tenant_id: UUID, item: Row, verdict: Verdict) -> Changed:
    """Do with a locked *item* what *verdict* says, and return what became of it. Raises `RequestError` as `decide`."""
    if verdict.decision is Decision.REJECT:
        row = _waiting(store.reject(connection, tenant_id, item["id"]))
        return Changed(row=row, stage=None, before={}, after={})
    if asks_how_it_writes(item):
        return _read_again(connection, tenant_id, item, verdict)
    document = corrected(item, verdict.fields, _country(connection, tenant_id, verdict))
    other = verdict.decision is Decision.NO_DUPLICATE
    row = _waiting(
        store.revalidate(
            connection,
            tenant_id,
            item["id"],
            VALIDATE,
            document,
            accepted=accepted_by(item, verdict),
            no_duplicate=other or (item["no_duplicate"] and not verdict.fields),
        )
    )
    before, after = (values_at(each, verdict.fields) for each in (item["document"], document))
    return Changed(row=row, stage=VALIDATE, before=before, after=after)


def _country(connection: Connection, tenant_id: UUID, verdict: Verdict) -> str:
    return find_tenant(connection, tenant_id).country if verdict.fields else ""


def accepted_by(item: Row, verdict: Verdict) -> list[Any] | None:
    """Return the findings about *item* that are approved after *verdict*, as JSON; None if it is not approved.

    Those that it has now or that were approved before, but for those about fields that *verdict* corrects.
    """
    seen: list[Any] | None = None
    match verdict.decision:
        case Decision.APPROVE:
            seen = [*(item["accepted"] or ()), *asked(item["findings"])]
        case Decision.NO_DUPLICATE:
            seen = item["accepted"]
    return untouched(seen, verdict.fields)


def asks_how_it_writes(item: Row) -> bool:
    """Return whether *item* is a table that waits to be read again."""
    return bool(item["stage"] == FIRST.name and item["kind"] == Kind.TABLE)


def _read_again(connection: Connection, tenant_id: UUID, item: Row, verdict: Verdict) -> Changed:
    before = from_plain(Writing, item["writing"]) if item["writing"] else Writing()
    after = _said(connection, tenant_id, before, verdict)
    row = _waiting(store.read_again(connection, tenant_id, item["id"], to_plain(after)))
    return Changed(row=row, stage=FIRST.name, before=_shown(before), after=_shown(after))


def _shown(writing: Writing) -> Values:
    return {DECIMAL: writing.decimal, DATE_ORDER: writing.date_order}


def _record(connection: Connection, tenant_id: UUID, item: Row, changed: Changed, verdict: Verdict) -> None:
    action = Action(verdict.decision or Action.CORRECT)
    before = {"status": STATUS[item["stage"], State(item["state"])], **changed.before}
    after = {"status": STATUS[changed.row["stage"], State(changed.row["state"])], **changed.after}
    act = Act(Subject.ITEM, item["id"], action)
    at = changed.row["updated_at"]
    record(connection, tenant_id, verdict.by, act, before=before, after=after, at=at)


def lock_waiting(connection: Connection, tenant_id: UUID, item_id: UUID, verdict: Verdict) -> Row:
    """Return an item that *verdict* can be said of, and that nobody else changes until the end of the transaction.

    Raises `RequestError` as `lock_seen` and `check_waiting`.
    """
    item = lock_seen(connection, tenant_id, item_id, verdict)
    check_waiting(item, verdict.decision)
    return item


def lock_seen(connection: Connection, tenant_id: UUID, item_id: UUID, verdict: Verdict) -> Row:
    """Return an item, of a version that was seen, that nobody else changes until the end of the transaction.

    Raises `RequestError`: `item_not_found`, `changed_meanwhile`.
    """
    item = store.lock_item(connection, tenant_id, item_id)
    if item is None:
        raise no_item()
    check_version(connection, tenant_id, item, verdict.versions)
    return item


def check_waiting(item: Row, decision: Decision | None) -> None:
    """Raise `RequestError`, `not_waiting` or `batch_expired`, if nothing like *decision* can be said of *item*."""
    state = State(item["state"])
    if item["error"] and item["error"]["code"] == "expired":
        raise batch_expired()
    if state is State.DUPLICATE and decision is Decision.APPROVE:
        raise RequestError(409, "not_waiting.duplicate")
    if decision is Decision.NO_DUPLICATE and item["duplicate_of"] is None:
        raise RequestError(409, "not_waiting.unlike")
    if state in (State.REVIEW, State.DUPLICATE) or (state is State.FAILED and item["stage"] == VALIDATE):
        return
    if state is State.FAILED and decision in (Decision.REJECT, Decision.ATTACH_TO):
        return
    raise _not_waiting(item["stage"], state)


def _not_waiting(stage: str, state: State) -> RequestError:
    status = STATUS[stage, state]
    match state:
        case State.REJECTED:
            return RequestError(409, "not_waiting.rejected")
        case State.FAILED:
            return RequestError(409, "not_waiting.failed", status=status)
        case State.DONE if stage == LAST.name:
            return RequestError(409, "not_waiting.posted")
        case State.DONE:
            return RequestError(409, "not_waiting.split", status=status)
    return RequestError(409, "not_waiting.running", status=status)


def _said(connection: Connection, tenant_id: UUID, before: Writing, verdict: Verdict) -> Writing:
    """Return how a table writes by what a person says; an approval takes the usual reading of the country."""
    writing = answered(before, verdict.fields)
    if verdict.decision is not Decision.APPROVE:
        return writing
    usual, _ = writing.readings(find_tenant(connection, tenant_id).country)
    return writing.or_as(Writing(decimal=usual.decimal, day_first=usual.day_first))


def no_item() -> RequestError:
    """Return the error for an item that is not there, or another tenant's."""
    return RequestError(404, "item_not_found", field="item_id")


def _waiting(changed: Row | None) -> Row:
    # The row is locked, so only a rule that differs between Python and SQL could end here.
    if changed is None:
        raise RequestError(409, "not_waiting.meanwhile")
    return changed


def nothing_read() -> RequestError:
    """Return the error for an item without a document."""
    return RequestError(409, "nothing_to_correct")


def corrected(item: Row, fields: Mapping[str, Said], country: str) -> Any:
    """Return the document of *item* with *fields* set, as JSON; *country* is the tenant's.

    Raises `RequestError`, as `decide`.
    """
    if item["document"] is None:
        raise nothing_read()
    if not fields:
        return item["document"]
    return to_plain(apply_corrections(from_plain(Document, item["document"]), fields, country))
