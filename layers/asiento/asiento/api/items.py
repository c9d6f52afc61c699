"""The routes of items: list, show, correct and decide."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.api_gateway import Router

from asiento import review
from asiento.api.access import Caller, Reviewer, Services, Uploader
from asiento.api.attachments import shown_attachments
from asiento.api.evidence import evidence_of
from asiento.api.item_models import Correction, Decided, Item, ItemDetail, ItemPage
from asiento.api.localization import localized_item
from asiento.api.parameters import DEFAULT_PAGE, After, BatchId, IfMatch, ItemId, Limit, Offset, versions_of
from asiento.api.parts import MOST_PARTS, cells, numbered, parts_of, shortened
from asiento.api.statuses import StatusFilter, states_of, status_of
from asiento.intake import existing_batch
from asiento.intake.services import ApiServices
from asiento.review.attachments import attach_item
from asiento.review.decisions import Decision, Verdict
from asiento.review.joining import decide_or_join
from asiento.review.retry import retry_one
from asiento.review.trial import tried
from asiento.review.undo import take_back
from asiento.store.attachments import Attachments, find_attachments
from asiento.store.items import page_of_items
from asiento.store.paging import page_of, read_cursor
from asiento.store.versions import version_of

router = Router()  # type: ignore[no-untyped-call]


@router.get("/batches/<batch_id>/items", summary="List the items of a batch, the oldest first", tags=["Items"])
def list_items(
    *,
    caller: Uploader,
    services: Services,
    batch_id: BatchId,
    limit: Limit = DEFAULT_PAGE,
    cursor: After = None,
    status: StatusFilter = None,
) -> ItemPage:
    """List the items of a batch."""
    after, states = read_cursor(cursor), states_of(status)
    with services.database.transaction([caller.tenant_id]) as connection:
        existing_batch(connection, caller.tenant_id, batch_id)
        rows = page_of_items(connection, caller.tenant_id, batch_id, states, after=after, most=limit + 1)
    page = page_of([shortened(localized_item(row, caller.language)) for row in rows], limit)
    return ItemPage(items=[Item(**shown_item(row)) for row in page.rows], next_cursor=page.next_cursor)


def shown_item(row: Mapping[Any, Any]) -> dict[str, Any]:
    """Return what is shown of the row of an item in every list."""
    return {**row, "version": version_of(row["updated_at"]), "status": status_of(row)}


@router.get(
    "/items/<item_id>",
    summary="Show an item with what was read from it",
    description=f"Of each list in its document, of its findings and of the cells of its row {MOST_PARTS} at a time, or "
    "fewer where they are long. In the paths of findings and of corrections they are counted from the first of all.",
    tags=["Items"],
)
def show_item(caller: Uploader, services: Services, item_id: ItemId, offset: Offset = 0) -> Response[ItemDetail]:
    """Show an item."""
    with services.database.transaction([caller.tenant_id]) as connection:
        row = review.existing_item(connection, caller.tenant_id, item_id, offset=offset, most=MOST_PARTS + 1)
        held = find_attachments(connection, caller.tenant_id, item_id)
    return _versioned(ItemDetail(**_detail(row, held, caller.language, offset)))


def _versioned[T: Item](item: T) -> Response[T]:
    """Return the answer that shows *item*, with its version as ETag too."""
    return Response(
        status_code=HTTPStatus.OK,
        content_type="application/json",
        body=item,
        headers={"ETag": f'"{item.version}"'},
    )


def _decided(
    services: ApiServices, caller: Caller, row: Mapping[Any, Any], *, sent: bool, dry_run: bool = False
) -> Response[Decided]:
    """Return the answer that shows the *row* of an item after a decision."""
    with services.database.transaction([caller.tenant_id]) as connection:
        held = find_attachments(connection, caller.tenant_id, row["id"])
    return _versioned(Decided(**_detail(row, held, caller.language), pipeline_enqueued=sent, dry_run=dry_run))


def _detail(stored: Mapping[Any, Any], held: Attachments, language: str, offset: int = 0) -> dict[str, Any]:
    """Return everything that is shown of an item and of what it holds; its lists begin at *offset*."""
    row = localized_item(stored, language)
    document = row["document"] or {}
    names = [name for name, part in document.items() if isinstance(part, list)]
    lists = {f"document.{name}": numbered(f"document.{name}", document[name], offset) for name in names}
    lists |= {"findings": numbered("findings", row["findings"], offset), "row": cells(row["row"] or {}, offset)}
    parts = parts_of(lists, offset)
    plain = shortened({**row, "document": {**document, **dict.fromkeys(names)}, "findings": None, "row": None})
    part_of_document = plain["document"] | {name: parts.lists[f"document.{name}"] for name in names}
    part_of_row = {name: cell for each in parts.lists["row"] for name, cell in each.items()}
    return {
        **shown_item(plain),
        **shown_attachments(held),
        "document": None if row["document"] is None else part_of_document,
        "evidence": evidence_of(stored["document"], language),
        "findings": parts.lists["findings"],
        "row": None if row["row"] is None else part_of_row,
        "shortened": [*plain["shortened"], *parts.cut],
        "next_offset": parts.next_offset,
    }


@router.patch(
    "/items/<item_id>",
    summary="Correct, approve, reject or attach an item",
    description="For items that need review, failed validation or are duplicates. What is corrected or approved, or is "
    "no duplicate, is validated again and then published; what failed can be attached too. With `If-Match` only if the "
    "item is as you saw it. `undo` takes the last decision back until the item is posted, which after an approval is a "
    "matter of seconds; a rejected one can be taken back as long as its document is kept.",
    tags=["Items"],
)
def change_item(
    caller: Reviewer, services: Services, item_id: ItemId, body: Correction, if_match: IfMatch = None
) -> Response[Decided]:
    """Correct or decide."""
    decision = Decision(body.decision) if body.decision else None
    verdict = Verdict(by=caller.key_id, fields=body.fields, decision=decision, versions=versions_of(if_match))
    if decision is Decision.ATTACH_TO:
        row = attach_item(services, caller.tenant_id, item_id, body.to, verdict, dry_run=body.dry_run)
        sent = False
    elif body.dry_run:
        row, sent = tried(services, caller.tenant_id, item_id, verdict), False
    elif decision is Decision.UNDO:
        row, sent = take_back(services, caller.tenant_id, item_id, verdict), False
    else:
        row, sent = decide_or_join(services, caller.tenant_id, item_id, verdict)
    return _decided(services, caller, row, sent=sent, dry_run=body.dry_run)


@router.post(
    "/items/<item_id>/retry",
    summary="Run a failed item again",
    description="At the stage where it failed. One that is not to run again is ended by `reject`.",
    tags=["Items"],
)
def retry_item(caller: Uploader, services: Services, item_id: ItemId, if_match: IfMatch = None) -> Response[Decided]:
    """Retry."""
    verdict = Verdict(by=caller.key_id, versions=versions_of(if_match))
    row, sent = retry_one(services, caller.tenant_id, item_id, verdict)
    return _decided(services, caller, row, sent=sent)
