"""The parameters that several routes take."""

from collections.abc import Callable
from datetime import date
from typing import Annotated
from uuid import UUID

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from asiento.api.models import MAX_PAGE
from asiento.errors import RequestError

DEFAULT_PAGE = 50

BatchId = Annotated[UUID, Path(description="The id of a batch.")]
ItemId = Annotated[UUID, Path(description="The id of an item.")]
Limit = Annotated[int, Query(ge=1, le=MAX_PAGE, description="Rows a page.")]
After = Annotated[str | None, Query(max_length=200, description="`next_cursor` of the page before.")]
OfBatch = Annotated[UUID | None, Query(alias="batch_id", description="Only what came from this batch.")]
OfItem = Annotated[UUID | None, Query(alias="item_id", description="Only what came from this item.")]
Since = Annotated[date | None, Query(alias="from", description="Dated on this day or later.")]
Until = Annotated[date | None, Query(alias="to", description="Dated on this day or earlier.")]


def refuse_unknown(
    app: APIGatewayRestResolver, next_middleware: Callable[[APIGatewayRestResolver], Response[str]]
) -> Response[str]:
    """Refuse parameters that the route does not have: `?form=2025-01-01` must not list everything."""
    known = {field.alias for field in app.context["_route"].dependant.query_params}
    for name in app.current_event.resolved_query_string_parameters:
        if name not in known:
            message = "This address has no such parameter. Leave it out, or see /docs."
            raise RequestError(422, "unknown_parameter", message, field=name)
    return next_middleware(app)
