"""The API Gateway TOKEN authorizer: an API key in, the tenant and its role out; wrong keys slowly."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from time import sleep
from typing import Any

from aws_lambda_powertools import Logger

from asiento.access.keys import hash_of, is_same, prefix_of
from asiento.store.database import Database
from asiento.store.keys import count_wrong_key, find_key, mark_used
from asiento.store.tenants import language_of_tenant

logger = Logger(service="asiento")

NOBODY = hash_of("")
"""Compared with when no key has the prefix, so that the work is the same."""

AT_ONCE = 10
"""Wrong keys in a minute that are answered at once."""
SLOW = 300
"""Wrong keys in a minute that are answered at once or slowly. Any more are answered at once again, and logged.

Otherwise whoever sends them would keep all instances asleep that others' right keys need.
"""
MAX_DELAY = 1.0
"""Seconds; at SLOW wrong keys a minute that keeps five instances busy."""


class UnauthorizedError(Exception):
    """API Gateway answers 401 to an error whose text is exactly this."""

    def __init__(self) -> None:
        super().__init__("Unauthorized")


def authorize(event: Mapping[str, Any], database: Database, wait: Callable[[float], None] = sleep) -> dict[str, Any]:
    """Return the policy and context for the key in the `Authorization: Bearer …` header.

    A wrong key is counted and waits; a right one never does, so that nobody's guesses lock a tenant out.
    The context is `tenant_id`, `role`, `key_id` and `language`, all text. Raises `UnauthorizedError` for anything but
    a valid key, and `TransientError` when the database is away (API Gateway then answers 500).
    """
    scheme, _, text = str(event.get("authorizationToken") or "").strip().partition(" ")
    prefix = prefix_of(text.strip()) if scheme.lower() == "bearer" else None
    if prefix is None:
        raise UnauthorizedError
    with database.transaction(()) as connection:
        key = find_key(connection, prefix)
    if not is_same(text.strip(), key["hash"] if key else NOBODY) or key is None:
        _slow_down(database, prefix, wait)
        raise UnauthorizedError
    with database.transaction([key["tenant_id"]]) as connection:
        language = language_of_tenant(connection, key["tenant_id"])
        # Once a day and key.
        if key["last_used_on"] != datetime.now(UTC).date():
            mark_used(connection, key["tenant_id"], key["key_id"])
    return {
        "principalId": str(key["tenant_id"]),
        "policyDocument": _policy(event["methodArn"]),
        "context": {
            "tenant_id": str(key["tenant_id"]),
            "role": key["role"],
            "key_id": str(key["key_id"]),
            "language": language,
        },
    }


def _slow_down(database: Database, prefix: str, wait: Callable[[float], None]) -> None:
    with database.transaction(()) as connection:
        tries = count_wrong_key(connection, prefix)
    if tries == AT_ONCE + 1 or tries % 100 == 0:
        logger.warning("wrong keys", tries=tries)
    wait(delay_after(tries))


def delay_after(tries: int) -> float:
    """Return the seconds that the last of *tries* wrong keys in a minute waits: growing, none for the first ten."""
    return min(MAX_DELAY, 0.05 * (tries - AT_ONCE)) if AT_ONCE < tries <= SLOW else 0.0


def _policy(method_arn: str) -> dict[str, Any]:
    """Allow the whole stage of the API: the answer is cached by key, not by method."""
    arn, _, rest = method_arn.partition("/")
    stage = rest.partition("/")[0]
    return {
        "Version": "2012-10-17",
        "Statement": [{"Action": "execute-api:Invoke", "Effect": "Allow", "Resource": f"{arn}/{stage}/*"}],
    }
