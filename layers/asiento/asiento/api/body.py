"""Request bodies: strict JSON in, or a `RequestError` that names what is wrong. Knows nothing of routes."""

import json
import re
from base64 import b64decode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from asiento.errors import RequestError

MAX_BYTES = 5 * 10**6
"""API Gateway takes 10 MB, but Lambda 6 MB for the whole event, in which each quote of the body is written as two."""
MAX_DEPTH = 32
PLAIN = frozenset({int, float, bool, type(None)})
"""What needs no look once it is parsed; there can be millions of them."""
# Postgres keeps neither NUL characters nor halves of surrogate pairs.
UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class _LossyNumber:
    """A number that cannot be kept as it was written."""

    text: str


@dataclass(frozen=True, slots=True)
class _RepeatedName:
    """An object in which *name* stands twice: which of the two is meant, nobody can know."""

    name: str


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
        raise RequestError(413, "body_too_large", "A request may have at most 5 MB. Send it in parts.", field="body")
    value = _parsed(body)
    if not isinstance(value, dict | _RepeatedName):
        raise RequestError(422, "not_an_object", "The body must be a JSON object: {…}.", field="body")
    for path, part in _leaves(value):
        _check(path, part)
    return value


def _parsed(body: str) -> Any:
    try:
        return json.loads(body, object_pairs_hook=_object, parse_float=_float, parse_constant=_LossyNumber)
    except (ValueError, RecursionError) as error:
        # A ValueError that is no JSONDecodeError: an integer of more than 4,300 digits.
        reason = f": {error}" if isinstance(error, json.JSONDecodeError) else ""
        message = f"The body is not JSON that can be read{reason}. Mend it and send it again."
        raise RequestError(400, "malformed_json", message, field="body") from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any] | _RepeatedName:
    value = dict(pairs)
    if len(value) == len(pairs):
        return value
    names = [name for name, _ in pairs]
    return _RepeatedName(next(name for name in names if names.count(name) > 1))


def _float(text: str) -> float | _LossyNumber:
    """Return the number if all of its digits are kept: an amount is never changed silently."""
    number = float(text)
    try:
        kept = Decimal(repr(number)) == Decimal(text)
    except ArithmeticError:
        kept = False
    return number if kept else _LossyNumber(text)


def _leaves(value: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every key and every scalar below *value* that needs a look, with its path."""
    waiting: list[tuple[tuple[str, ...], Any]] = [((), value)]
    while waiting:
        path, part = waiting.pop()
        if len(path) > MAX_DEPTH:
            message = f"This is nested more than {MAX_DEPTH} levels deep. Send it flat."
            raise RequestError(422, "too_deep", message, field=".".join(path[:3]))
        if isinstance(part, dict):
            yield from ((path, key) for key in part)
            waiting.extend(((*path, key), below) for key, below in part.items() if type(below) not in PLAIN)
        elif isinstance(part, list):
            waiting.extend(((*path, str(index)), below) for index, below in enumerate(part) if type(below) not in PLAIN)
        else:
            yield path, part


def _check(path: tuple[str, ...], part: Any) -> None:
    if isinstance(part, _RepeatedName):
        message = "This name stands twice in one object. Send each name once."
        raise RequestError(422, "repeated_name", message, field=_shown((*path, part.name)))
    if isinstance(part, _LossyNumber):
        message = f"The number {part.text[:40]} cannot be kept with all its digits. Send it as text."
        raise RequestError(422, "lossy_number", message, field=_shown(path))
    if isinstance(part, str) and UNKEEPABLE.search(part):
        message = "This text has characters that cannot be kept (NUL or half a surrogate pair). Leave them out."
        raise RequestError(422, "bad_characters", message, field=_shown(path))


def _shown(path: tuple[str, ...]) -> str:
    return UNKEEPABLE.sub("\ufffd", ".".join(path)) or "body"
