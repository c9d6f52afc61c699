"""API keys and roles, without a database."""

from hashlib import sha256

import pytest

from asiento.access.keys import NewKey, Role, is_same, new_key, prefix_of
from templates import resources


def test_a_new_key_is_found_and_recognised() -> None:
    """The text of a key gives the prefix it is kept under, and matches its hash."""
    keys = [new_key(Role.REVIEW) for _ in range(50)]

    assert [key for key in keys if key.prefix != prefix_of(key.text)] == []
    assert [key for key in keys if key.hash != sha256(key.text.encode()).hexdigest()] == []
    assert [key for key in keys if not is_same(key.text, key.hash)] == []
    assert {key.role for key in keys} == {Role.REVIEW}


def test_another_key_is_not_the_same() -> None:
    """A key with the right prefix and another secret does not match."""
    one, other = new_key(Role.UPLOAD), new_key(Role.UPLOAD)

    assert not is_same(f"asiento_{one.prefix}_{other.text.split('_', 2)[2]}", one.hash)


def test_a_key_does_not_show_its_text() -> None:
    """Printing or logging a new key does not give it away."""
    key = new_key(Role.OPERATE)

    assert key.text not in repr(key)
    assert isinstance(key, NewKey)


@pytest.mark.parametrize(
    "text", ["", "asiento", "asiento__", "asiento_000000000000_short", "Bearer x", "asiento_00000000000g_" + "a" * 43]
)
def test_other_texts_are_no_keys(text: str) -> None:
    """What was not made by us has no prefix to look for."""
    assert prefix_of(text) is None


def test_roles_build_on_each_other() -> None:
    """Send is the least, operate the most."""
    assert Role.OPERATE.covers(Role.SEND)
    assert not Role.SEND.covers(Role.UPLOAD)
    assert Role.REVIEW.covers(Role.REVIEW)
    assert not Role.UPLOAD.covers(Role.REVIEW)
    assert not Role.REVIEW.covers(Role.OPERATE)


def test_a_revoked_key_is_remembered_for_a_minute_at_most() -> None:
    """API Gateway keeps the authorizer's answers no longer; who is let in by them is asked for the key again."""
    authorizer = resources()["Api"]["Properties"]["Auth"]["Authorizers"]["ApiKeys"]

    assert authorizer["Identity"]["ReauthorizeEvery"] == 60
