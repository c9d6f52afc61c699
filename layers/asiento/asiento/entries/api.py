"""The API function. It builds the API on the first request."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayRestResolver
from aws_lambda_powertools.utilities.typing import LambdaContext

from asiento import bootstrap
from asiento.api.app import answer, build_api


@cache
def _api() -> APIGatewayRestResolver:
    return build_api(bootstrap.api_services())


def handler(event: Mapping[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Lambda's entry."""
    return answer(event, context, _api)
