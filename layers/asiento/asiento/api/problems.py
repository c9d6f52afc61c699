"""Errors as `application/problem+json` (RFC 9457): each 4xx and 5xx answer has a code, a sentence, and the field."""

import json
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field

from asiento.api.language import ANSWERED, language_of
from asiento.api.refusals import said_of
from asiento.causes import cause_of, trace_of
from asiento.codes import Said, sentence
from asiento.codes.said import said
from asiento.errors import RequestError, TransientError

CONTENT_TYPE = "application/problem+json"
MOST_ERRORS = 20
RETRY_AFTER = 30
"""Seconds until a client should ask again when something of ours is away."""

logger = Logger(service="asiento")


class FieldError(BaseModel):
    """One thing that is wrong with a request."""

    field: str = Field(description="Where, as a path into the body, or the name of a parameter.", examples=["rows.3"])
    message: str = Field(
        description="What is wrong with it and what to do, in the language of the answer.",
        examples=["`rows.3` is not a JSON object. Send one: {…}."],
    )


class Problem(BaseModel):
    """Why a request was not served (RFC 9457)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": "urn:asiento:problem:unknown_key",
                    "title": "Unknown key",
                    "status": 422,
                    "detail": "This is not the key of a file of this batch. Send the keys that "
                    "POST /batches/{id}/files gave.",
                    "code": "unknown_key",
                    "field": "keys.0",
                }
            ]
        }
    )

    type: str = Field(description="The code as a URI.")
    title: str = Field(description="The code in words.")
    status: int = Field(description="The HTTP status again.")
    detail: str = Field(
        description="A sentence for people, in the language of the answer: what is wrong and what to do."
    )
    code: str = Field(description="Stable, for programs.")
    field: str | None = Field(default=None, description="The first field at fault.")
    params: dict[str, Any] | None = Field(
        default=None, description="What the sentence names, for programs.", examples=[{"count": 12}]
    )
    errors: list[FieldError] | None = Field(default=None, description="All that is wrong, at most twenty.")


def problem(
    status: int,
    what: Said,
    language: str,
    *,
    field: str | None = None,
    errors: Sequence[FieldError] = (),
    retry_after: int | None = None,
) -> Response[str]:
    """Return the answer for a problem in *language*; *retry_after* in seconds, for a 503 never missing."""
    content = Problem(
        type=f"urn:asiento:problem:{what.code}",
        title=what.code.replace("_", " ").capitalize(),
        status=status,
        detail=sentence(what, language),
        code=what.code,
        field=field,
        params=dict(what.params) or None,
        errors=list(errors) or None,
    )
    headers: dict[str, str | list[str]] = {"Cache-Control": "no-store", ANSWERED: language}
    if retry_after is None and status == HTTPStatus.SERVICE_UNAVAILABLE:
        retry_after = RETRY_AFTER
    if retry_after is not None:
        headers["Retry-After"] = str(retry_after)
    body = json.dumps(content.model_dump(exclude_none=True))
    return Response(status_code=status, content_type=CONTENT_TYPE, body=body, headers=headers)


def answer_with_problems(api: APIGatewayRestResolver) -> None:
    """Make every error of *api* a problem in the language of its request; the most specific of these wins."""
    kinds: Mapping[type[Exception], Callable[[Any, str], Response[str]]] = {
        RequestError: _of_request,
        RequestValidationError: _of_validation,
        NotFoundError: _of_route,
        TransientError: _of_transient,
        Exception: _of_bug,
    }
    for kind, answered in kinds.items():
        api.exception_handler(kind)(_in_language(api, answered))


def _in_language(
    api: APIGatewayRestResolver, answered: Callable[[Any, str], Response[str]]
) -> Callable[[Exception], Response[str]]:
    def handle(error: Exception) -> Response[str]:
        return answered(error, language_of(api.current_event.raw_event))

    return handle


def unavailable(error: TransientError, event: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answer for what is away as API Gateway wants it, for when there is no API to ask yet."""
    answer = _of_transient(error, language_of(event))
    headers = {"Content-Type": CONTENT_TYPE, **answer.headers}
    return {
        "statusCode": answer.status_code,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "body": answer.body,
        "isBase64Encoded": False,
    }


def _of_request(error: RequestError, language: str) -> Response[str]:
    errors = [FieldError(field=field, message=sentence(what, language)) for field, what in error.errors[:MOST_ERRORS]]
    return problem(error.status, error.said, language, field=error.field, errors=errors, retry_after=error.retry_after)


def _of_validation(error: RequestValidationError, language: str) -> Response[str]:
    wrong = [(_field(each["loc"]), each) for each in error.errors()[:MOST_ERRORS]]
    found = [(field, said_of(each, field)) for field, each in wrong]
    errors = [FieldError(field=field, message=sentence(what, language)) for field, what in found]
    field, what = found[0]
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, what, language, field=field, errors=errors)


def _field(location: Sequence[str | int]) -> str:
    # The first part says body, query or path.
    return ".".join(map(str, location[1:])) or str(location[0])


def _of_route(_: NotFoundError, language: str) -> Response[str]:
    return problem(HTTPStatus.NOT_FOUND, said("no_such_route"), language)


def _of_transient(error: TransientError, language: str) -> Response[str]:
    logger.warning("service away", code=error.code)
    return problem(HTTPStatus.SERVICE_UNAVAILABLE, error.said, language)


def _of_bug(error: Exception, language: str) -> Response[str]:
    logger.error("request failed", cause=cause_of(error), trace=trace_of(error))
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, said("internal_error.request"), language)
