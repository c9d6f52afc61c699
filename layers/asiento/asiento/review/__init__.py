"""Review by people and clients: progress, corrections, approval, rejection, retry. No HTTP."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from asiento.codec import from_plain, to_plain
from asiento.document import Document
from asiento.errors import RequestError
from asiento.intake import batch_expired, enqueue, existing_batch, no_batch
from asiento.intake.services import ApiServices
from asiento.model import Kind, State
from asiento.pipeline import FIRST, LAST, STATUS
from asiento.reading.writing import Writing
from asiento.review.answers import answered
from asiento.review.corrections import apply_corrections
from asiento.store import items as store
from asiento.store.batches import count_leaves
from asiento.store.database import Database
from asiento.store.tenants import find_tenant

VALIDATE = "validate"
ENDS = (State.DONE, State.FAILED, State.REJECTED, State.DUPLICATE, State.REVIEW)
"""States of items that go no further by themselves."""

MOST_FAILURES = 100
"""Failed items that the status of a batch names; it counts them all."""

Row = Mapping[Any, Any]


class Decision(StrEnum):
    """A person's word on an item."""

    APPROVE = "approve"
    REJECT = "reject"
    NO_DUPLICATE = "no_duplicate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How the leaves of a batch stand: (stage, state) to their number, and the first failures."""

    by_state: Mapping[tuple[str, State], int]
    failures: tuple[Row, ...]

    @property
    def total(self) -> int:
        """All leaves."""
        return sum(self.by_state.values())

    def count(self, state: State) -> int:
        """Leaves in *state*, at whatever stage."""
        return sum(number for (_, its_state), number in self.by_state.items() if its_state is state)

    @property
    def finished(self) -> int:
        """Leaves that go no further by themselves."""
        return sum(self.count(state) for state in ENDS)

    @property
    def percent(self) -> float:
        """Share finished, cut to a tenth: 100 means all."""
        return self.finished * 1000 // self.total / 10 if self.total else 0.0

    def by_status(self) -> dict[str, int]:
        """Count by the words that users see."""
        counts: Counter[str] = Counter()
        for pair, number in self.by_state.items():
            counts[STATUS[pair]] += number
        return dict(counts)

    def by_stage(self) -> dict[str, dict[str, int]]:
        """Count by stage, and there by state."""
        counts: dict[str, dict[str, int]] = {}
        for (stage, state), number in self.by_state.items():
            counts.setdefault(stage, {})[state.value] = number
        return counts


def progress_of(database: Database, tenant_id: UUID, batch_id: UUID) -> Progress:
    """Count a batch. Raises `RequestError("batch_not_found")`."""
    with database.transaction([tenant_id]) as connection:
        counts = count_leaves(connection, tenant_id, batch_id, LAST.name)
        failures = store.first_failures(connection, tenant_id, batch_id, MOST_FAILURES)
    if not counts:
        raise no_batch()
    by_state = {(row["stage"], State(row["state"])): row["items"] for row in counts if row["stage"]}
    return Progress(by_state=by_state, failures=tuple(failures))


def decide(
    services: ApiServices, tenant_id: UUID, item_id: UUID, fields: Mapping[str, str | None], decision: Decision | None
) -> tuple[Row, bool]:
    """Correct, approve or reject an item; return its row and whether it is on its way to be validated again.

    A correction alone takes an earlier approval back. What is no duplicate is posted, though another item seems to have
    its posting. A table that asks how it writes is read again. Raises `RequestError`: `item_not_found`, `not_waiting`,
    `batch_expired`, `nothing_to_correct`, and what `apply_corrections` or `answered` find wrong with *fields*.
    """
    with services.database.transaction([tenant_id]) as connection:
        item = _lock_waiting(connection, tenant_id, item_id, decision)
        if decision is Decision.REJECT:
            return _waiting(store.reject(connection, tenant_id, item_id, VALIDATE)), False
        if item["stage"] == FIRST.name and item["kind"] == Kind.TABLE:
            writing = _said(connection, tenant_id, item, fields, decision)
            changed = _waiting(store.read_again(connection, tenant_id, item_id, to_plain(writing)))
            return changed, enqueue(services.queue, tenant_id, [(item_id, FIRST.name)])
        changed = _waiting(_validated_again(connection, tenant_id, item, fields, decision))
    return changed, enqueue(services.queue, tenant_id, [(item_id, VALIDATE)])


def _validated_again(
    connection: Connection, tenant_id: UUID, item: Row, fields: Mapping[str, str | None], decision: Decision | None
) -> Row | None:
    other = decision is Decision.NO_DUPLICATE
    return store.revalidate(
        connection,
        tenant_id,
        item["id"],
        VALIDATE,
        _corrected(item, fields),
        approved=decision is Decision.APPROVE or (other and item["approved"]),
        no_duplicate=other or (item["no_duplicate"] and not fields),
    )


def _lock_waiting(connection: Connection, tenant_id: UUID, item_id: UUID, decision: Decision | None) -> Row:
    item = store.lock_item(connection, tenant_id, item_id)
    if item is None:
        raise no_item()
    state = State(item["state"])
    if item["error"] and item["error"]["code"] == "expired":
        raise batch_expired()
    if state is State.DUPLICATE and decision is Decision.APPROVE:
        raise RequestError(409, "not_waiting.duplicate")
    if decision is Decision.NO_DUPLICATE and item["duplicate_of"] is None:
        raise RequestError(409, "not_waiting.unlike")
    if state in (State.REVIEW, State.DUPLICATE) or (state is State.FAILED and item["stage"] == VALIDATE):
        return item
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


def _said(
    connection: Connection, tenant_id: UUID, item: Row, fields: Mapping[str, str | None], decision: Decision | None
) -> Writing:
    """Return how the table *item* writes by what a person says; an approval takes the usual reading of the country."""
    before = from_plain(Writing, item["writing"]) if item["writing"] else Writing()
    writing = answered(before, fields)
    if decision is not Decision.APPROVE:
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


def _corrected(item: Row, fields: Mapping[str, str | None]) -> Any:
    if item["document"] is None:
        raise RequestError(409, "nothing_to_correct")
    if not fields:
        return item["document"]
    return to_plain(apply_corrections(from_plain(Document, item["document"]), fields))


def retry_batch(services: ApiServices, tenant_id: UUID, batch_id: UUID) -> tuple[int, bool]:
    """Run the failed items of a batch again at their stage; return how many, and whether they are on their way.

    Raises `RequestError` if there are none but those that failed for good: `infected`, `expired`.
    """
    with services.database.transaction([tenant_id]) as connection:
        existing_batch(connection, tenant_id, batch_id)
        failed = store.retry_failed(connection, tenant_id, batch_id)
        for_good = set() if failed else store.failed_for_good(connection, tenant_id, batch_id)
    if "expired" in for_good:
        raise batch_expired()
    if for_good:
        raise RequestError(409, "infected.batch")
    return len(failed), enqueue(services.queue, tenant_id, failed)


def existing_item(connection: Connection, tenant_id: UUID, item_id: UUID, *, offset: int, most: int) -> Row:
    """Return an item, of each list in it at most *most* elements from *offset* on.

    Raises `RequestError("item_not_found")`.
    """
    item = store.find_item(connection, tenant_id, item_id, offset=offset, most=most)
    if item is None:
        raise no_item()
    return item
