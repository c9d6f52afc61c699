"""Request bodies: strict JSON, and nothing that Postgres could not keep."""

import json
from typing import Any

import pytest

from asiento.api.body import MAX_BYTES, as_json, read_body
from asiento.errors import RequestError
from asiento.strict_json import MAX_DEPTH


def refusal(body: str) -> tuple[int, str, str | None]:
    """Return status, code and field of the error for *body*."""
    with pytest.raises(RequestError) as caught:
        read_body(body)
    assert caught.value.message.endswith(".")
    return caught.value.status, caught.value.code, caught.value.field


def test_json_comes_through() -> None:
    """Text of all scripts, whole numbers of any size and exact decimals arrive as they were sent."""
    value = {"name": "Ñandú 🙂", "rows": [{"total": 12.1, "count": 10**300, "none": None, "yes": True}]}

    assert value == read_body(json.dumps(value))
    assert value == read_body(json.dumps(value, ensure_ascii=False))


@pytest.mark.parametrize("body", ["{", "nope", "{'a': 1}", '{"a": 1}}', '{"a": ' + "9" * 5000 + "}", "[" * 200_000])
def test_what_is_no_json_is_a_400(body: str) -> None:
    """A body that cannot be read is malformed, however it is malformed."""
    assert refusal(body) == (400, "malformed_json", "body")


@pytest.mark.parametrize("body", ["[]", "[{}]", '"text"', "1", "null", "true"])
def test_what_is_no_object_is_refused(body: str) -> None:
    """The API's bodies are objects."""
    assert refusal(body) == (422, "not_an_object", "body")


@pytest.mark.parametrize(
    "number", ["NaN", "Infinity", "-Infinity", "1e400", "1e-400", "0.1234567890123456789", "1e99999999999999999999"]
)
def test_a_number_that_would_change_is_refused(number: str) -> None:
    """No digit of an amount is lost silently: such a number is named by its path."""
    assert refusal('{"rows": [{"total": ' + number + "}]}") == (422, "lossy_number", "rows.0.total")


@pytest.mark.parametrize("text", ["\x00", "a\x00b", "\ud800", "x\udfffx"])
def test_characters_that_cannot_be_kept_are_refused(text: str) -> None:
    """NUL and lone surrogates are a 422 at their place, as values and as names, escaped or not."""
    assert refusal(json.dumps({"rows": [{"a": text}]})) == (422, "bad_characters", "rows.0.a")
    assert refusal(json.dumps({"rows": [{text: 1}]})) == (422, "bad_characters", "rows.0")
    assert refusal(json.dumps({text: 1})) == (422, "bad_characters", "body")


def test_a_raw_surrogate_is_refused() -> None:
    """A surrogate that was not escaped is refused like one that was."""
    assert refusal('{"name": "\ud800"}') == (422, "bad_characters", "name")


def nested(depth: int) -> dict[str, Any]:
    """Return an object with *depth* lists in it."""
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return {"rows": value}


def test_depth_is_bounded() -> None:
    """What is nested too deeply is refused before anything recurses into it."""
    assert read_body(json.dumps(nested(MAX_DEPTH)))
    assert refusal(json.dumps(nested(MAX_DEPTH + 1))) == (422, "too_deep", "rows.0.0")


def test_size_is_counted_in_bytes() -> None:
    """Ten million bytes pass, one more does not, and a letter may be two."""
    room = MAX_BYTES - len('{"a": ""}')

    assert read_body('{"a": "' + "x" * room + '"}')
    assert refusal('{"a": "' + "x" * (room + 1) + '"}') == (413, "body_too_large", "body")
    assert refusal('{"a": "' + "ñ" * (room // 2 + 1) + '"}') == (413, "body_too_large", "body")


@pytest.mark.parametrize("headers", [None, {}, {"CONTENT-TYPE": "text/plain"}, {"content-type": "multipart/form-data"}])
def test_every_body_is_taken_as_json(headers: dict[str, str] | None) -> None:
    """Whatever the client declares, the body is read as JSON, and the event itself is left alone."""
    event = {"headers": headers, "body": "{}"}

    assert as_json(event)["headers"] == {"content-type": "application/json"}
    assert event["headers"] is headers
