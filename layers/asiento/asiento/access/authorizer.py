"""The API Gateway TOKEN authorizer: an API key in, the tenant and its role out."""

from collections.abc import Mapping
from typing import Any

from asiento.access.keys import hash_of, is_same, prefix_of
from asiento.store.database import Database
from asiento.store.keys import find_key

NOBODY = hash_of("")
"""Compared with when no key has the prefix, so that the work is the same."""


class UnauthorizedError(Exception):
    """API Gateway answers 401 to an error whose text is exactly this."""

    def __init__(self) -> None:
        super().__init__("Unauthorized")


def authorize(event: Mapping[str, Any], database: Database) -> dict[str, Any]:
    """Return the policy and context for the key in the `Authorization: Bearer …` header.

    The context is `tenant_id`, `role` and `key_id`, all text. Raises `UnauthorizedError` for anything but a valid
    key, and `TransientError` when the database is away (API Gateway then answers 500).
    """
    scheme, _, text = str(event.get("authorizationToken") or "").strip().partition(" ")
    prefix = prefix_of(text.strip()) if scheme.lower() == "bearer" else None
    if prefix is None:
        raise UnauthorizedError
    with database.transaction(()) as connection:
        key = find_key(connection, prefix)
    if not is_same(text.strip(), key["hash"] if key else NOBODY) or key is None:
        raise UnauthorizedError
    return {
        "principalId": str(key["tenant_id"]),
        "policyDocument": _policy(event["methodArn"]),
        "context": {"tenant_id": str(key["tenant_id"]), "role": key["role"], "key_id": str(key["key_id"])},
    }


def _policy(method_arn: str) -> dict[str, Any]:
    """Allow the whole stage of the API: the answer is cached by key, not by method."""
    arn, _, rest = method_arn.partition("/")
    stage = rest.partition("/")[0]
    return {
        "Version": "2012-10-17",
        "Statement": [{"Action": "execute-api:Invoke", "Effect": "Allow", "Resource": f"{arn}/{stage}/*"}],
    }


def handler(event: Mapping[str, Any], _context: object) -> dict[str, Any]:
    """Lambda's entry."""
    from asiento import bootstrap  # noqa: PLC0415 (importing app.py builds nothing)

    return authorize(event, bootstrap.database())
