"""Failed items run again at the stage where they failed: one, or all of a batch. No HTTP."""

from uuid import UUID

from asiento.errors import FOR_GOOD, RequestError
from asiento.intake import batch_expired, enqueue, existing_batch
from asiento.intake.services import ApiServices
from asiento.model import State
from asiento.pipeline import STAGES, STATUS
from asiento.review.decisions import Row, Verdict, lock_seen
from asiento.store import items as store
from asiento.store.history import Act, Action, Subject, record

WORDS = {stage: {"before": STATUS[stage, State.FAILED], "after": STATUS[stage, State.QUEUED]} for stage in STAGES}
"""How an item stands before and after it is run again, by its stage."""


def retry_batch(services: ApiServices, tenant_id: UUID, batch_id: UUID, by: UUID) -> tuple[int, bool]:
    """Run the failed items of a batch again at their stage, as the key *by* says.

    Return how many, and whether they are on their way.

    Raises `RequestError` if there are none but those that failed for good: `infected`, `expired`.
    """
    with services.database.transaction([tenant_id]) as connection:
        existing_batch(connection, tenant_id, batch_id)
        failed = store.retry_failed(connection, tenant_id, batch_id, by, WORDS)
        for_good = set() if failed else store.failed_for_good(connection, tenant_id, batch_id)
    if "expired" in for_good:
        raise batch_expired()
    if for_good:
        raise RequestError(409, "infected.batch")
    return len(failed), enqueue(services.queue, tenant_id, failed)


def retry_one(services: ApiServices, tenant_id: UUID, item_id: UUID, verdict: Verdict) -> tuple[Row, bool]:
    """Run a failed item again at its stage; return its row, and whether it is on its way.

    Raises `RequestError`: `item_not_found`, `changed_meanwhile`, `not_failed`, `batch_expired`, `infected`.
    """
    with services.database.transaction([tenant_id]) as connection:
        item = lock_seen(connection, tenant_id, item_id, verdict)
        if State(item["state"]) is not State.FAILED:
            raise RequestError(409, "not_failed", status=STATUS[item["stage"], State(item["state"])])
        if item["error"] and item["error"]["code"] in FOR_GOOD:
            raise batch_expired() if item["error"]["code"] == "expired" else RequestError(409, "infected.unnamed")
        queued = store.retry_item(connection, tenant_id, item_id)
        if queued is None:
            raise RequestError(409, "not_waiting.meanwhile")
        act = Act(Subject.ITEM, item_id, Action.RETRY)
        told = {when: {"status": word} for when, word in WORDS[queued["stage"]].items()}
        record(connection, tenant_id, verdict.by, act, **told, at=queued["updated_at"])
    row = {**item, **queued, "error": None}
    return row, enqueue(services.queue, tenant_id, [(item_id, queued["stage"])])
