"""Answers that Lambda can carry: one that is too large becomes a problem, before it becomes a 502 of API Gateway.

Lists and what is stored are shown in parts that fit (`parts.py`). What is left is the preview of something just sent.
"""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler import Response

from asiento.api.language import ANSWERED
from asiento.api.problems import CONTENT_TYPE, problem
from asiento.codes.said import said

MAX_BYTES = 6 * 10**6
"""Lambda carries 6 MiB: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"""
SURELY_FITS = MAX_BYTES // 6
"""Characters of a body that fit however they are written."""


def nothing() -> Response[str]:
    """Return the answer of what was deleted: 204 with an empty body, for not every gateway takes one that is null."""
    return Response(status_code=HTTPStatus.NO_CONTENT, body="")


def in_language(answer: dict[str, Any], language: str) -> dict[str, Any]:
    """Return *answer*, which says that its sentences are in *language*, unless it says another one or nothing."""
    headers = {**(answer.get("multiValueHeaders") or {})}
    if answer.get("body"):
        headers.setdefault(ANSWERED, [language])
    return {**answer, "multiValueHeaders": headers}


def fitting(answer: dict[str, Any], language: str) -> dict[str, Any]:
    """Return *answer*, which is in *language*, or the problem `answer_too_large` in its place."""
    if _size(answer) <= MAX_BYTES:
        return answer
    refused = problem(HTTPStatus.UNPROCESSABLE_ENTITY, said("answer_too_large"), language)
    headers = {"Content-Type": [CONTENT_TYPE], "Cache-Control": ["no-store"], ANSWERED: [language]}
    return {**answer, "statusCode": refused.status_code, "multiValueHeaders": headers, "body": refused.body}


def _size(answer: Mapping[str, Any]) -> int:
    """Return the bytes that Lambda sends: the body once more as JSON, in which a quote is two characters."""
    body = answer.get("body") or ""
    return len(body) if len(body) <= SURELY_FITS else len(json.dumps(answer, ensure_ascii=False).encode())
