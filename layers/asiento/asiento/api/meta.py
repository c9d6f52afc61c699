"""The routes that need no key: health, the OpenAPI document and its page."""

from typing import Annotated, Literal

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.depends import Depends
from pydantic import BaseModel

from asiento import __version__
from asiento.api.access import Services
from asiento.api.language import ANSWERED
from asiento.api.openapi import openapi_json
from asiento.api.swagger import CONTENT_SECURITY_POLICY, swagger_page
from asiento.codes.languages import ENGLISH
from asiento.store.database import check

router = Router()  # type: ignore[no-untyped-call]


class Health(BaseModel):
    """The API and what it stands on are there."""

    status: Literal["ok"] = "ok"
    version: str


def given_api() -> APIGatewayRestResolver:
    """Stand for the API itself in the signatures of routes; `build_api` puts the real one in its place."""
    raise LookupError("the API was not built by build_api")


@router.get("/health", summary="See whether database and queue answer", tags=["Meta"])
def show_health(services: Services) -> Health:
    """Answer, or 503 through the `TransientError` of what is away."""
    check(services.database)
    services.queue.check()
    return Health(version=__version__)


@router.get("/openapi.json", summary="This document", tags=["Meta"])
def show_openapi(api: Annotated[APIGatewayRestResolver, Depends(given_api)]) -> Response[str]:
    """Return the OpenAPI document."""
    headers: dict[str, str | list[str]] = {ANSWERED: ENGLISH}
    return Response(status_code=200, content_type="application/json", body=openapi_json(api), headers=headers)


@router.get("/docs", summary="The page to read and try it", tags=["Meta"])
def show_docs() -> Response[str]:
    """Return Swagger UI."""
    headers: dict[str, str | list[str]] = {"Content-Security-Policy": CONTENT_SECURITY_POLICY, ANSWERED: ENGLISH}
    return Response(status_code=200, content_type="text/html; charset=utf-8", body=swagger_page(), headers=headers)
