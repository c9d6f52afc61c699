"""The parameters that several routes take."""

import json
import re
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from typing import Annotated
from uuid import UUID

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from aws_lambda_powertools.event_handler.openapi.params import Header, Path, Query
from pydantic import BaseModel, BeforeValidator

from asiento.api.refusals import refused
from asiento.errors import RequestError
from asiento.intake.idempotency import HEADER, IdempotentRequest

DEFAULT_PAGE = 50
MAX_PAGE = 200


def _written(day: object) -> object:
    """Refuse what pydantic would take for a date, too: `0` is the first of January 1970 to it."""
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", str(day)):
        raise refused("invalid_request.day", name="")
    return day


Day = Annotated[date, BeforeValidator(_written)]

BatchId = Annotated[UUID, Path(description="The id of a batch.")]
ItemId = Annotated[UUID, Path(description="The id of an item.")]
ExpenseId = Annotated[UUID, Path(description="The id of an expense.")]
InvoiceId = Annotated[UUID, Path(description="The id of an invoice.")]
BankTransactionId = Annotated[UUID, Path(description="The id of a bank transaction.")]
Offset = Annotated[
    int,
    Query(ge=0, le=10**6, description="Skip so many elements of each list: `next_offset` of the answer before."),
]
Limit = Annotated[int, Query(ge=1, le=MAX_PAGE, description="Rows a page.")]
After = Annotated[str | None, Query(max_length=200, description="`next_cursor` of the page before.")]
OfBatch = Annotated[UUID | None, Query(alias="batch_id", description="Only what came from this batch.")]
OfItem = Annotated[UUID | None, Query(alias="item_id", description="Only what came from this item.")]
Since = Annotated[Day | None, Query(alias="from", description="Dated on this day or later.")]
Until = Annotated[Day | None, Query(alias="to", description="Dated on this day or earlier.")]
IfMatch = Annotated[
    str | None,
    Header(
        alias="if-match",
        max_length=500,
        description="The `version` of the item, or its ETag, that you decide on. If it is another one by now: 412, "
        "with what changed.",
    ),
]
IdempotencyKey = Annotated[
    str | None,
    Header(
        alias=HEADER,
        pattern="^[!-~]{1,255}$",
        description="Your name for this request, a UUID for example. Sent again with the same body within 24 hours it "
        "is answered the same and does nothing more; a request still under way is waited for. With another body: 422.",
    ),
]


def idempotent_request(key: str | None, address: str, body: BaseModel) -> IdempotentRequest | None:
    """Return the request with its *key*, if the client gave one. Spaces and order in the body do not count."""
    if key is None:
        return None
    said = json.dumps(body.model_dump(mode="json"), sort_keys=True)
    return IdempotentRequest(key=key, hash=sha256(f"{address}\n{said}".encode()).hexdigest())


def versions_of(if_match: str | None) -> frozenset[str] | None:
    """Return the versions that a header names, with quotes or without; None if any will do (RFC 9110, 13.1.1)."""
    if if_match is None or if_match.strip() == "*":
        return None
    return frozenset(each.strip().strip('"') for each in if_match.split(","))


def refuse_unknown(
    app: APIGatewayRestResolver, next_middleware: Callable[[APIGatewayRestResolver], Response[str]]
) -> Response[str]:
    """Refuse parameters that the route does not have: `?form=2025-01-01` must not list everything."""
    known = {field.alias for field in app.context["_route"].dependant.query_params}
    for name in app.current_event.resolved_query_string_parameters:
        if name not in known:
            raise RequestError(422, "unknown_parameter", field=name)
    return next_middleware(app)
