"""The routes of items: list, show, correct and decide."""

from collections.abc import Mapping
from typing import Annotated, Any

from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Query

from asiento import review
from asiento.api.access import Reviewer, Services, Uploader
from asiento.api.models import Correction, Decided, Item, ItemDetail, ItemPage
from asiento.api.parameters import DEFAULT_PAGE, After, BatchId, ItemId, Limit
from asiento.errors import RequestError
from asiento.intake import existing_batch
from asiento.model import State
from asiento.pipeline import LAST, STATUS
from asiento.store.items import page_of_items
from asiento.store.paging import BEFORE_ALL, page_of, read_cursor

Status = Annotated[
    str | None,
    Query(max_length=40, description=f"Only items with this status: {', '.join(dict.fromkeys(STATUS.values()))}."),
]

Offset = Annotated[
    int,
    Query(
        ge=0, le=10**6, description="Skip so many lines, transactions and findings: `next_offset` of the answer before."
    ),
]

MOST_PARTS = 500
"""Lines, transactions and findings of an item that one answer shows: Lambda answers 6 MB at most."""

router = Router()  # type: ignore[no-untyped-call]


@router.get("/batches/<batch_id>/items", summary="List the items of a batch, the oldest first", tags=["Items"])
def list_items(
    *,
    caller: Uploader,
    services: Services,
    batch_id: BatchId,
    limit: Limit = DEFAULT_PAGE,
    cursor: After = None,
    status: Status = None,
) -> ItemPage:
    """List the items of a batch."""
    after, standings = read_cursor(cursor, BEFORE_ALL), _standings(status)
    with services.database.transaction([caller.tenant_id]) as connection:
        existing_batch(connection, caller.tenant_id, batch_id)
        rows = page_of_items(connection, caller.tenant_id, batch_id, standings, after=after, most=limit + 1)
    page = page_of(rows, limit)
    return ItemPage(items=[Item(**_shown(row)) for row in page.rows], next_cursor=page.next_cursor)


def _standings(status: str | None) -> list[tuple[str, State]] | None:
    """Return the (stage, state) pairs that *status* is the word for."""
    if status is None:
        return None
    found = [standing for standing, word in STATUS.items() if word == status and not _is_split(*standing)]
    if not found:
        raise RequestError(422, "unknown_status", "There is no such status. See /docs for the words.", field="status")
    return found


def _is_split(stage: str, state: State) -> bool:
    """Say whether an item ended before the last stage: it became several others."""
    return state is State.DONE and stage != LAST.name


def _shown(row: Mapping[Any, Any]) -> dict[str, Any]:
    standing = (row["stage"], State(row["state"]))
    return {**row, "status": STATUS[standing], "split": _is_split(*standing)}


@router.get(
    "/items/<item_id>",
    summary="Show an item with what was read from it",
    description=f"Of its lines, transactions and findings {MOST_PARTS} at a time. In the paths of findings and of "
    "corrections they are counted from the first of all.",
    tags=["Items"],
)
def show_item(caller: Uploader, services: Services, item_id: ItemId, offset: Offset = 0) -> ItemDetail:
    """Show an item."""
    with services.database.transaction([caller.tenant_id]) as connection:
        return ItemDetail(**_detail(review.existing_item(connection, caller.tenant_id, item_id), offset))


def _detail(row: Mapping[Any, Any], offset: int = 0) -> dict[str, Any]:
    """Return everything that is shown of an item, of what can be long the part from *offset* on."""
    document, end = row["document"], offset + MOST_PARTS
    parts = {name: document[name] for name in ("lines", "transactions") if name in (document or {})}
    more = any(len(each) > end for each in (*parts.values(), row["findings"]))
    if document is not None:
        document = {**document, **{name: each[offset:end] for name, each in parts.items()}}
    return {
        **_shown(row),
        "document": document,
        "findings": row["findings"][offset:end],
        "next_offset": end if more else None,
    }


@router.patch(
    "/items/<item_id>",
    summary="Correct, approve or reject an item",
    description="For items that need review or failed validation. What is corrected or approved is validated again "
    "and then published.",
    tags=["Items"],
)
def change_item(caller: Reviewer, services: Services, item_id: ItemId, body: Correction) -> Decided:
    """Correct or decide."""
    decision = review.Decision(body.decision) if body.decision else None
    row, sent = review.decide(services, caller.tenant_id, item_id, body.fields, decision)
    return Decided(**_detail(row), pipeline_enqueued=sent)
