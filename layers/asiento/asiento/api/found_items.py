"""The route that finds items over all batches."""

from collections.abc import Mapping
from typing import Annotated, Any

from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Query

from asiento.api.access import Services, Uploader
from asiento.api.item_models import FoundItem, FoundItems
from asiento.api.items import shown_item
from asiento.api.ledger_filters import TotalFrom, TotalTo, amounts_between
from asiento.api.localization import localized, localized_item
from asiento.api.parameters import DEFAULT_PAGE, After, Limit
from asiento.api.parts import shortened
from asiento.api.review_models import Code, OfSupplier, Text
from asiento.api.statuses import StatusFilter, states_of
from asiento.store.found_items import ItemFilter, page_of_all_items
from asiento.store.paging import page_of, read_cursor

router = Router()  # type: ignore[no-untyped-call]


@router.get(
    "/items",
    summary="Find items over all batches, the newest first",
    description="Each with what it says in short, and the first reason why it is not posted. GET /review counts those "
    "that wait. Name a `status` where few of very many items match: without one all are looked through.",
    tags=["Items"],
)
def find_items(
    *,
    caller: Uploader,
    services: Services,
    limit: Limit = DEFAULT_PAGE,
    cursor: After = None,
    status: StatusFilter = None,
    code: Annotated[Code | None, Query(description="Only with this code as their error's or a finding's.")] = None,
    supplier: Annotated[OfSupplier | None, Query()] = None,
    total_from: TotalFrom = None,
    total_to: TotalTo = None,
    text: Annotated[
        Text | None,
        Query(description="Only with this in the name, the number or the supplier; capitals do not count."),
    ] = None,
) -> FoundItems:
    """Find items."""
    after, pairs = read_cursor(cursor), states_of(status)
    least, most = amounts_between("total", total_from, total_to)
    wanted = ItemFilter(
        states=pairs,
        code=code,
        supplier=supplier,
        total_from=least,
        total_to=most,
        said=text,
    )
    with services.database.transaction([caller.tenant_id]) as connection:
        rows = page_of_all_items(connection, caller.tenant_id, wanted, after=after, most=limit + 1)
    page = page_of([shortened(_with_reason(row, caller.language)) for row in rows], limit)
    return FoundItems(items=[FoundItem(**shown_item(row)) for row in page.rows], next_cursor=page.next_cursor)


def _with_reason(row: Mapping[Any, Any], language: str) -> dict[Any, Any]:
    shown = localized_item(row, language)
    asked = localized(row["asked"], language) if row["asked"] else None
    return {**shown, "reason": shown["error"] or asked}
