"""Decisions about many items at once: counted first, then made, each as if it were said of the item alone. No HTTP."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from hashlib import sha256
from uuid import UUID

from sqlalchemy import Connection

from asiento.codes import Said
from asiento.errors import RequestError
from asiento.intake import enqueue
from asiento.intake.idempotency import IdempotentRequest, claim, keep
from asiento.intake.services import ApiServices
from asiento.model import State
from asiento.pipeline import STATUS
from asiento.review.decisions import (
    UNLIKE,
    VALIDATE,
    Decision,
    Row,
    asks_how_it_writes,
    check_waiting,
    no_item,
    nothing_read,
)
from asiento.review.undo import check_undoable, undone
from asiento.store.versions import version_of
from asiento.store.waiting import WaitingFilter, choose_items, decide_items, page_of_waiting

MOST_DECIDED = 500
"""Items that one request decides about."""
MOST_COUNTED = 5_000
"""Items that a filter may choose: as many as a batch has."""
NO_CURRENCY = "XXX"
"""By ISO 4217."""


ENDS_HERE = (Decision.REJECT, Decision.UNDO)
"""Decisions after which nothing is validated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be decided, and about what: the items *ids*, or those that *by* chooses.

    *digest*: that of the dry run, which must still be theirs; None for any. *versions*: of the items that were seen in
    one; any will do for the others.
    """

    decision: Decision
    ids: Sequence[UUID] = ()
    versions: Mapping[UUID, str] = field(default_factory=dict)
    by: WaitingFilter | None = None
    digest: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """An item that is not decided about, and why."""

    item_id: UUID
    why: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """What a decision about many concerns, and what it did.

    *concerned* of the wanted items can be decided about so; *by_code*, *totals* by currency, and the number of fields
    that are expected to be *wrong* are of these. *decided*: how many it was done for; none yet if it was only tried.
    *digest* stands for those of them about which nothing is decided yet.
    """

    concerned: int
    by_code: Mapping[str, int]
    totals: Mapping[str, Decimal]
    wrong: Decimal
    skipped: Sequence[Skipped]
    decided: int = 0
    digest: str = ""
    pipeline_enqueued: bool = False


def counted(services: ApiServices, tenant_id: UUID, wanted: Wanted) -> Together:
    """Return what a decision would concern. Raises `RequestError("too_many_waiting")`."""
    with services.database.transaction([tenant_id]) as connection:
        items, skipped = _chosen(connection, tenant_id, wanted)
    return replace(_summed_up(items, skipped), digest=digest_of(wanted.decision, items))


def decide_together(
    services: ApiServices,
    tenant_id: UUID,
    by: UUID,
    wanted: Wanted,
    request: IdempotentRequest | None = None,
) -> Together:
    """Decide about the oldest `MOST_DECIDED` of what is wanted, as the key *by*. Nothing is done by halves.

    Raises `RequestError`: `choice_changed` if it is not what the digest stands for, also if that changes meanwhile;
    `too_many_waiting`, `idempotency_key_reused`.
    """
    try:
        answer, done = _decide(services, tenant_id, by, wanted, request)
    except _ChangedError:
        now = counted(services, tenant_id, wanted)
        raise RequestError(409, "choice_changed", field="digest", count=now.concerned, digest=now.digest) from None
    if not done or enqueue(services.queue, tenant_id, [(each, VALIDATE) for each in done]):
        return answer
    unsent = replace(answer, pipeline_enqueued=False)
    with services.database.transaction([tenant_id]) as connection:
        keep(connection, tenant_id, request, unsent)
    return unsent


class _ChangedError(Exception):
    """What is wanted is not what was counted."""


def _decide(
    services: ApiServices, tenant_id: UUID, by: UUID, wanted: Wanted, request: IdempotentRequest | None
) -> tuple[Together, set[UUID]]:
    """Return the answer, and which items are to be validated again. Raises `_ChangedError`, with nothing done."""
    with services.database.transaction([tenant_id]) as connection:
        earlier = claim(connection, tenant_id, request, Together)
        if earlier:
            return earlier, set()
        items, skipped = _chosen(connection, tenant_id, wanted)
        if wanted.digest not in (None, digest_of(wanted.decision, items)):
            raise _ChangedError
        some = items[:MOST_DECIDED]
        done = _decided(connection, tenant_id, by, wanted.decision, some)
        if wanted.digest and len(done) != len(some):
            raise _ChangedError
        late = [Skipped(item_id=each["id"], why=_meanwhile().said) for each in some if each["id"] not in done]
        summed = _summed_up([each for each in items if each["id"] in done or wanted.by], [*skipped, *late])
        left = digest_of(wanted.decision, items[MOST_DECIDED:])
        onward = done if wanted.decision not in ENDS_HERE else set()
        answer = replace(summed, decided=len(done), digest=left, pipeline_enqueued=bool(onward))
        keep(connection, tenant_id, request, answer)
    return answer, onward


def _decided(connection: Connection, tenant_id: UUID, by: UUID, decision: Decision, items: list[Row]) -> set[UUID]:
    if decision is Decision.UNDO:
        return undone(connection, tenant_id, by, items)
    after = (VALIDATE, State.QUEUED) if decision is not Decision.REJECT else (VALIDATE, State.REJECTED)
    told = [
        {"id": each["id"], "updated_at": each["updated_at"], "status": STATUS[each["stage"], State(each["state"])]}
        for each in items
    ]
    return decide_items(connection, tenant_id, by, told, decision=decision, stage=VALIDATE, status=STATUS[after])


def _chosen(connection: Connection, tenant_id: UUID, wanted: Wanted) -> tuple[list[Row], list[Skipped]]:
    """Return what the decision can be said of, and what it cannot."""
    ids = list(dict.fromkeys(wanted.ids))
    if wanted.by:
        page = page_of_waiting(connection, tenant_id, wanted.by, after=None, most=MOST_COUNTED + 1, most_findings=0)
        if len(page) > MOST_COUNTED:
            raise RequestError(422, "too_many_waiting", field="filter", most=MOST_COUNTED)
        ids = [row["id"] for row in page]
    found = {row["id"]: row for row in choose_items(connection, tenant_id, ids)}
    skipped = [Skipped(item_id=item_id, why=no_item().said) for item_id in ids if item_id not in found]
    items = []
    for item_id, item in found.items():
        try:
            _check(item, wanted.decision, wanted.versions.get(item_id))
        except RequestError as error:
            skipped.append(Skipped(item_id=item_id, why=error.said))
        else:
            items.append(item)
    return items, skipped


def _check(item: Row, decision: Decision, version: str | None) -> None:
    """Raise the `RequestError` with which *decision* about this item alone would be refused."""
    if version is not None and version_of(item["updated_at"]) != version:
        raise RequestError(412, "changed_meanwhile.went_on", status=STATUS[item["stage"], State(item["state"])])
    if decision is Decision.UNDO:
        check_undoable(item)
        return
    check_waiting(item, decision)
    if decision is Decision.REJECT:
        return
    if decision is Decision.APPROVE and UNLIKE in item["codes"]:
        raise RequestError(409, "not_waiting.unlike_posted")
    if asks_how_it_writes(item):
        raise RequestError(409, "not_waiting.table")
    if not item["read"]:
        raise nothing_read()


def _summed_up(items: Sequence[Row], skipped: Sequence[Skipped]) -> Together:
    codes, totals = Counter[str](), dict[str, Decimal]()
    for item in items:
        codes.update(item["codes"])
        if item["total"] is not None:
            currency = item["currency"] or NO_CURRENCY
            totals[currency] = totals.get(currency, Decimal()) + Decimal(item["total"])
    return Together(
        concerned=len(items),
        by_code=dict(codes.most_common()),
        totals=totals,
        wrong=sum((item["wrong"] for item in items), Decimal()),
        skipped=skipped,
    )


def digest_of(decision: Decision, items: Iterable[Row]) -> str:
    """Return what stands for *decision* about exactly *items* as they are, in whatever order: 32 hexadecimal digits."""
    seen = sorted(f"{item['id']} {version_of(item['updated_at'])}" for item in items)
    return sha256("\n".join([decision, *seen]).encode()).hexdigest()[:32]


def _meanwhile() -> RequestError:
    return RequestError(409, "not_waiting.meanwhile")
