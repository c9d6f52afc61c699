"""Request bodies: strict JSON in, or a `RequestError` that names what is wrong. Knows nothing of routes."""

from base64 import b64decode
from collections.abc import Mapping
from typing import Any

from asiento.errors import RequestError
from asiento.strict_json import JsonError, read_json

MAX_BYTES = 5 * 10**6
"""API Gateway takes 10 MB, but Lambda 6 MB for the whole event, in which each quote of the body is written as two."""


def as_json(event: Mapping[str, Any]) -> dict[str, Any]:
    """Return the event with its body as text that is declared as JSON.

    The API takes nothing else, and `curl -d` says that it is a form.
    """
    others = {name: value for name, value in (event.get("headers") or {}).items() if name.lower() != "content-type"}
    headers = {**others, "content-type": "application/json"}
    return {**event, "headers": headers, "body": _text(event), "isBase64Encoded": False}


def _text(event: Mapping[str, Any]) -> str | None:
    """Return the body decoded, or as it is where it cannot be: nothing of base64 is a JSON object."""
    body: str | None = event.get("body")
    if not body or not event.get("isBase64Encoded"):
        return body
    try:
        return b64decode(body, validate=True).decode()
    except ValueError:
        return body


def read_body(body: str) -> Any:
    """Return the JSON object in *body*.

    Raises `RequestError`: `body_too_large`, `malformed_json`, `not_an_object`, `lossy_number`, `bad_characters`,
    `repeated_name`, `too_deep`.
    """
    if len(body) > MAX_BYTES or len(body.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise RequestError(413, "body_too_large", field="body", most=MAX_BYTES)
    try:
        value = read_json(body)
    except JsonError as error:
        status = 400 if error.code == "malformed_json" else 422
        raise RequestError(status, error.said, field=error.field or "body") from error
    if not isinstance(value, dict):
        raise RequestError(422, "not_an_object", field="body")
    return value
