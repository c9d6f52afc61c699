"""The routes of the history: of a tenant, and of an item."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Query

from asiento.api.access import Administrator, Reviewer, Services
from asiento.api.history_models import DoneBy, Event, HistoryPage, ItemHistory
from asiento.api.parameters import DEFAULT_PAGE, After, ItemId, Limit
from asiento.api.parts import shortened
from asiento.model import State
from asiento.pipeline import LAST, STATUS
from asiento.review import item_stand
from asiento.store import history as store
from asiento.store.paging import Page, page_of, read_cursor

About = Annotated[
    store.Subject | None, Query(alias="subject", description="Only what was done to items, keys and so on.")
]

router = Router()  # type: ignore[no-untyped-call]


@router.get(
    "/history",
    summary="List who did what, the newest first",
    description="Decisions about items, changes of settings and column mappings, keys that were made, rotated and "
    "revoked. Nothing here can be changed.",
    tags=["Tenant"],
)
def show_history(
    *,
    administrator: Administrator,
    services: Services,
    limit: Limit = DEFAULT_PAGE,
    cursor: After = None,
    subject: About = None,
) -> HistoryPage:
    """List the events of the tenant."""
    after, tenant_id = read_cursor(cursor), administrator.tenant_id
    with services.database.transaction([tenant_id]) as connection:
        rows = store.page_of_history(connection, tenant_id, subject, after=after, most=limit + 1)
    page = _page(rows, limit)
    return HistoryPage(items=_events(page), next_cursor=page.next_cursor)


@router.get(
    "/items/<item_id>/history",
    summary="List what was done to an item, the newest first",
    description="Corrections and decisions with what was before and after them, and when it was posted.",
    tags=["Items"],
)
def show_item_history(
    *, caller: Reviewer, services: Services, item_id: ItemId, limit: Limit = DEFAULT_PAGE, cursor: After = None
) -> ItemHistory:
    """List the events of an item."""
    after, tenant_id = read_cursor(cursor), caller.tenant_id
    with services.database.transaction([tenant_id]) as connection:
        item = item_stand(connection, tenant_id, item_id)
        rows = store.page_of_events(connection, tenant_id, store.Subject.ITEM, item_id, after=after, most=limit + 1)
    page, stands = _page(rows, limit), (item["stage"], State(item["state"]))
    return ItemHistory(
        status=STATUS[stands],
        posted_at=item["updated_at"] if stands == (LAST.name, State.DONE) else None,
        items=_events(page),
        next_cursor=page.next_cursor,
    )


def _page(rows: Sequence[Mapping[Any, Any]], limit: int) -> Page:
    return page_of([shortened(row) for row in rows], limit)


def _events(page: Page) -> list[Event]:
    return [
        Event(**row, by=DoneBy(key_id=row["key_id"], prefix=row["key_prefix"], role=row["key_role"]))
        for row in page.rows
    ]
