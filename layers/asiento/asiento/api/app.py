"""The API put together: routes, errors, services."""

from collections.abc import Callable, Mapping
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayRestResolver
from aws_lambda_powertools.utilities.typing import LambdaContext

from asiento.api import (
    batches,
    found_items,
    history,
    items,
    keys,
    ledger,
    meta,
    originals,
    postings,
    queues,
    review,
    settings,
    suppliers,
    tables,
    tenant,
)
from asiento.api.access import given_services
from asiento.api.answers import fitting, in_language
from asiento.api.body import as_json, read_body
from asiento.api.language import language_of
from asiento.api.parameters import refuse_unknown
from asiento.api.problems import answer_with_problems, unavailable
from asiento.errors import TransientError
from asiento.intake.services import ApiServices


class JsonResolver(APIGatewayRestResolver):
    """The REST resolver for an API that takes JSON only, whatever the Content-Type says."""

    def resolve(self, event: Mapping[str, Any], context: LambdaContext) -> dict[str, Any]:
        """Answer an API Gateway REST proxy event."""
        language = language_of(event)
        return fitting(in_language(super().resolve(as_json(event), context), language), language)


def build_api(services: ApiServices) -> APIGatewayRestResolver:
    """Return the API on *services*."""
    api = JsonResolver(
        enable_validation=True, response_validation_error_http_code=500, json_body_deserializer=read_body
    )
    answer_with_problems(api)
    api.use(middlewares=[refuse_unknown])
    for module in (
        batches,
        found_items,
        items,
        originals,
        review,
        history,
        ledger,
        postings,
        tables,
        keys,
        tenant,
        settings,
        suppliers,
        queues,
        meta,
    ):
        api.include_router(module.router)
    api.dependency_overrides[given_services] = lambda: services
    api.dependency_overrides[meta.given_api] = lambda: api
    return api


def answer(
    event: Mapping[str, Any], context: LambdaContext, api: Callable[[], APIGatewayRestResolver]
) -> dict[str, Any]:
    """Answer an event; 503 while *api* cannot be built, since Postgres is away at the start."""
    try:
        built = api()
    except TransientError as error:
        return unavailable(error, event)
    return built.resolve(event, context)
