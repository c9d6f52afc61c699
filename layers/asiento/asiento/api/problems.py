"""Errors as `application/problem+json` (RFC 9457): each 4xx and 5xx answer has a code, a sentence, and the field."""

import json
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field

from asiento.causes import cause_of, trace_of
from asiento.errors import RequestError, TransientError

CONTENT_TYPE = "application/problem+json"
MOST_ERRORS = 20
RETRY_AFTER = 30
"""Seconds until a client should ask again when something of ours is away."""

logger = Logger(service="asiento")


class FieldError(BaseModel):
    """One thing that is wrong with a request."""

    field: str = Field(description="Where, as a path into the body, or the name of a parameter.", examples=["rows.3"])
    message: str = Field(description="What is wrong with it.", examples=["Input should be a valid dictionary"])


class Problem(BaseModel):
    """Why a request was not served (RFC 9457)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": "urn:asiento:problem:unknown_key",
                    "title": "Unknown key",
                    "status": 422,
                    "detail": "This is not the key of a file of this batch.",
                    "code": "unknown_key",
                    "field": "keys.0",
                }
            ]
        }
    )

    type: str = Field(description="The code as a URI.")
    title: str = Field(description="The code in words.")
    status: int = Field(description="The HTTP status again.")
    detail: str = Field(description="A sentence for people: what is wrong and what to do.")
    code: str = Field(description="Stable, for programs.")
    field: str | None = Field(default=None, description="The first field at fault.")
    errors: list[FieldError] | None = Field(default=None, description="All that is wrong, at most twenty.")


def problem(
    status: int,
    code: str,
    detail: str,
    *,
    field: str | None = None,
    errors: Sequence[FieldError] = (),
    retry_after: int | None = None,
) -> Response[str]:
    """Return the answer for a problem; *retry_after* in seconds, for a 503 never missing."""
    content = Problem(
        type=f"urn:asiento:problem:{code}",
        title=code.replace("_", " ").capitalize(),
        status=status,
        detail=detail,
        code=code,
        field=field,
        errors=list(errors) or None,
    )
    headers: dict[str, str | list[str]] = {"Cache-Control": "no-store"}
    if retry_after is None and status == HTTPStatus.SERVICE_UNAVAILABLE:
        retry_after = RETRY_AFTER
    if retry_after is not None:
        headers["Retry-After"] = str(retry_after)
    body = json.dumps(content.model_dump(exclude_none=True))
    return Response(status_code=status, content_type=CONTENT_TYPE, body=body, headers=headers)


def answer_with_problems(api: APIGatewayRestResolver) -> None:
    """Make every error of *api* a problem; the most specific of these wins."""
    api.exception_handler(RequestError)(_of_request)
    api.exception_handler(RequestValidationError)(_of_validation)
    api.exception_handler(NotFoundError)(_of_route)
    api.exception_handler(TransientError)(_of_transient)
    api.exception_handler(Exception)(_of_bug)


def away(error: TransientError) -> dict[str, Any]:
    """Return the answer for what is away as API Gateway wants it, for when there is no API to ask yet."""
    said = _of_transient(error)
    headers = {"Content-Type": CONTENT_TYPE, **said.headers}
    return {
        "statusCode": said.status_code,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "body": said.body,
        "isBase64Encoded": False,
    }


def _of_request(error: RequestError) -> Response[str]:
    return problem(error.status, error.code, error.message, field=error.field, retry_after=error.retry_after)


def _of_validation(error: RequestValidationError) -> Response[str]:
    errors = [FieldError(field=_field(each["loc"]), message=_message(each)) for each in error.errors()[:MOST_ERRORS]]
    named = errors[0]
    detail = f"{named.field}: {named.message}. See `errors` and the API's own page, /docs."
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid_request", detail, field=named.field, errors=errors)


def _field(location: Sequence[str | int]) -> str:
    # The first part says body, query or path.
    return ".".join(map(str, location[1:])) or str(location[0])


def _message(error: dict[str, Any]) -> str:
    return str(error["msg"]).removeprefix("Value error, ").rstrip(".")


def _of_route(_: NotFoundError) -> Response[str]:
    detail = "There is nothing at this address. See /docs for what there is."
    return problem(HTTPStatus.NOT_FOUND, "no_such_route", detail)


def _of_transient(error: TransientError) -> Response[str]:
    logger.warning("service away", code=error.code)
    return problem(HTTPStatus.SERVICE_UNAVAILABLE, error.code, f"{error.message} Try again in a minute.")


def _of_bug(error: Exception) -> Response[str]:
    logger.error("request failed", cause=cause_of(error), trace=trace_of(error))
    detail = "Something went wrong on our side. Try again; if it happens again, tell us when."
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "internal_error", detail)
