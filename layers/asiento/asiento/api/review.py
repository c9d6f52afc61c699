"""The route of what waits for a person, over all batches. Deciding about an item is a route of items."""

from typing import Annotated

from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Query

from asiento.api.access import Services, Uploader
from asiento.api.localization import localized_item
from asiento.api.parameters import DEFAULT_PAGE, After, Limit, OfBatch
from asiento.api.parts import shortened
from asiento.api.review_models import Waiting, WaitingPage
from asiento.store.paging import page_of, read_cursor
from asiento.store.versions import version_of
from asiento.store.waiting import count_waiting, page_of_waiting

Asked = Annotated[
    str | None,
    Query(
        alias="code",
        pattern="^[a-z][a-z0-9_]{0,59}$",
        description="Only what a finding with this code asks about, such as `maybe_duplicate`.",
    ),
]

router = Router()  # type: ignore[no-untyped-call]


@router.get(
    "/review",
    summary="List what waits for a person, the oldest first",
    description="Items of all batches, each with what it says in short and why it waits. `total` and `by_code` count "
    "all that wait, of the batch if one is named. Decide with PATCH /items/{item_id}.",
    tags=["Items"],
)
def list_waiting(
    *,
    caller: Uploader,
    services: Services,
    limit: Limit = DEFAULT_PAGE,
    cursor: After = None,
    batch_id: OfBatch = None,
    code: Asked = None,
) -> WaitingPage:
    """List the items that wait."""
    after = read_cursor(cursor)
    with services.database.transaction([caller.tenant_id]) as connection:
        rows = page_of_waiting(connection, caller.tenant_id, batch_id, code, after=after, most=limit + 1)
        counts = count_waiting(connection, caller.tenant_id, batch_id)
    page = page_of([shortened(localized_item(row, caller.language)) for row in rows], limit)
    return WaitingPage(
        items=[Waiting(**row, version=version_of(row["updated_at"])) for row in page.rows],
        next_cursor=page.next_cursor,
        total=counts.pop(None, 0),
        by_code={code: number for code, number in counts.items() if code},
    )
