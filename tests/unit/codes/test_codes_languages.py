"""Which language a request is answered in."""

import pytest

from asiento.api.language import language_of
from asiento.codes.languages import accepted, language_of_country


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, "en"),
        ("", "en"),
        ("es", "es"),
        ("es-EC", "es"),
        ("ES-es;q=0.8, en;q=0.9", "en"),
        ("de, es;q=0.5", "es"),
        ("de", "en"),
        ("en;q=0, es;q=0.1", "es"),
        ("es;q=x", "en"),
        ("*", "en"),
        ("de;q=1, *;q=0.5", "en"),
        (", ;;=,es;q=0.3", "es"),
        ("es;q=7", "es"),
    ],
)
def test_the_language_liked_best_of_ours(header: str | None, expected: str) -> None:
    """By RFC 9110; what names none of ours leaves the usual one."""
    assert accepted(header, "en") == expected


@pytest.mark.parametrize("country", ["ES", "EC", "MX", "CO"])
def test_spanish_speaking_countries(country: str) -> None:
    """A company there is answered in Spanish, unless it said otherwise."""
    assert language_of_country(country) == "es"
    assert language_of_country("PT") == "en"


def test_a_request_before_its_tenant() -> None:
    """What it asks for comes first, then what the authorizer says of its tenant, then English."""
    spanish = {"requestContext": {"authorizer": {"language": "es"}}}

    assert language_of({}) == "en"
    assert language_of(spanish) == "es"
    assert language_of({**spanish, "headers": {"accept-language": "en-GB"}}) == "en"
    assert language_of({**spanish, "multiValueHeaders": {"Accept-Language": ["fr", "en;q=0.2"]}}) == "en"
    assert language_of({"requestContext": {"authorizer": {"language": "tlh"}}, "headers": None}) == "en"
