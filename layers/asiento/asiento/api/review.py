"""The routes of what waits for a person, over all batches. Deciding about one item is a route of items."""

from collections.abc import Mapping
from typing import Annotated, Any

from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Query

from asiento.api import review_models as models
from asiento.api.access import Reviewer, Services, Uploader
from asiento.api.ledger_filters import TotalFrom, TotalTo, amounts_between
from asiento.api.localization import localized_item
from asiento.api.parameters import DEFAULT_PAGE, After, IdempotencyKey, Limit, OfBatch, idempotent_request
from asiento.api.parts import shortened
from asiento.codes import sentence
from asiento.review.decisions import Decision
from asiento.review.together import MOST_DECIDED, Together, Wanted, counted, decide_together
from asiento.store.paging import page_of, read_cursor, read_ranked_cursor
from asiento.store.versions import version_of
from asiento.store.waiting import WaitingFilter, count_waiting, page_of_waiting, page_of_worst

router = Router()  # type: ignore[no-untyped-call]


@router.get(
    "/review",
    summary="List what waits for a person, the worst first",
    description="Items of all batches, each with what it says in short and why it waits. The worst are those that "
    "contradict themselves or what is known, then those that cost most if they are wrong: the amount, by how likely a "
    "value of the posting is wrong. `total` and `by_code` count all that wait, of the batch if one is named. Decide "
    "with PATCH /items/{item_id}, about many with POST /review/decisions.",
    tags=["Items"],
)
def list_waiting(
    *,
    caller: Uploader,
    services: Services,
    limit: Limit = DEFAULT_PAGE,
    cursor: After = None,
    batch_id: OfBatch = None,
    code: Annotated[models.Code | None, Query()] = None,
    supplier: Annotated[models.OfSupplier | None, Query()] = None,
    total_from: TotalFrom = None,
    total_to: TotalTo = None,
    older_than: Annotated[models.Days | None, Query()] = None,
    order: Annotated[models.Order, Query()] = "worst",
) -> models.WaitingPage:
    """List the items that wait."""
    least, most = amounts_between("total", total_from, total_to)
    wanted = WaitingFilter(
        batch_id=batch_id,
        code=code,
        supplier=supplier,
        total_from=least,
        total_to=most,
        older_than=older_than,
    )
    with services.database.transaction([caller.tenant_id]) as connection:
        if order == "worst":
            ranked = read_ranked_cursor(cursor)
            rows = page_of_worst(connection, caller.tenant_id, wanted, after=ranked, most=limit + 1)
        else:
            after = read_cursor(cursor)
            rows = page_of_waiting(connection, caller.tenant_id, wanted, after=after, most=limit + 1)
        counts = count_waiting(connection, caller.tenant_id, batch_id)
    shown = [shortened(localized_item(row, caller.language)) for row in rows]
    page = page_of(shown, limit, rank="review_rank" if order == "worst" else None)
    return models.WaitingPage(
        items=[_waiting(row) for row in page.rows],
        next_cursor=page.next_cursor,
        total=counts.pop(None, 0),
        by_code={code: number for code, number in counts.items() if code},
    )


def _waiting(row: Mapping[str, Any]) -> models.Waiting:
    wrong = row["wrong_fields"]
    expected = None if wrong is None else round(float(wrong), 3)
    return models.Waiting(**row, version=version_of(row["updated_at"]), expected_wrong_fields=expected)


@router.post(
    "/review/decisions",
    summary="Decide about many items at once",
    description=f"About at most {MOST_DECIDED} items, by their ids or by a filter. A dry run says first how many it "
    "concerns, why they wait, how much money it is, and how many of their fields are expected to be wrong. With a "
    "filter give its `digest`: if others wait by now, or one of them changed, nothing is done. What cannot be decided "
    "about is skipped, with the reason, such as a table that asks how it writes.",
    tags=["Items"],
)
def decide_about_many(
    caller: Reviewer, services: Services, body: models.ToDecide, idempotency_key: IdempotencyKey = None
) -> models.DecidedTogether:
    """Decide, or count what would be decided."""
    wanted = Wanted(
        decision=Decision(body.decision),
        ids=body.ids or (),
        versions=body.versions,
        by=body.filter.as_filter() if body.filter else None,
        digest=body.digest,
    )
    if body.dry_run:
        done = counted(services, caller.tenant_id, wanted)
    else:
        request = idempotent_request(idempotency_key, "/review/decisions", body)
        done = decide_together(services, caller.tenant_id, caller.key_id, wanted, request)
    return _shown(done, body, caller.language)


def _shown(done: Together, body: models.ToDecide, language: str) -> models.DecidedTogether:
    return models.DecidedTogether(
        dry_run=body.dry_run,
        concerned=done.concerned,
        decided=done.decided,
        digest=done.digest,
        remaining=0 if body.dry_run else done.concerned - done.decided,
        by_code=dict(done.by_code),
        totals={currency: f"{total:f}" for currency, total in done.totals.items()},
        expected_wrong_fields=round(float(done.wrong), 3),
        skipped=[
            models.NotDecided(item_id=each.item_id, code=each.why.code, message=sentence(each.why, language))
            for each in done.skipped[:MOST_DECIDED]
        ],
        skipped_total=len(done.skipped),
        pipeline_enqueued=done.pipeline_enqueued,
    )
