"""Management of a tenant's keys: make, rotate, revoke. Knows nothing of HTTP."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from asiento.access.keys import NewKey, Role, new_key
from asiento.errors import RequestError
from asiento.store import keys as store

MOST_KEYS = 100
"""Valid keys of a tenant."""
MOST_SHOWN = 1_000
MAX_GRACE = 24
"""Hours that a rotated key may stay valid beside the one in its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedKey:
    """A key just made, and its row."""

    key: NewKey
    row: Mapping[Any, Any]


def check_valid(connection: Connection, tenant_id: UUID, key_id: UUID) -> None:
    """Raise `RequestError("unauthorized")` for a key that was revoked, has expired, or went with its tenant.

    Who is let in by memory is asked again by this: whoever lost a key, or was erased, does nothing more with it.
    """
    if store.find_valid(connection, tenant_id, key_id) is None:
        raise RequestError(401, "unauthorized.ended")


def hold_keys(connection: Connection, tenant_id: UUID, by: UUID) -> None:
    """Make other changes to the keys of the tenant wait for the end of the transaction, which the key *by* began.

    It is asked for once they wait: a revocation of *by* that was under way has ended by then. Raises
    `RequestError("unauthorized")`.
    """
    store.lock_keys(connection, tenant_id)
    check_valid(connection, tenant_id, by)


def make_key(connection: Connection, tenant_id: UUID, role: Role, name: str, days: int | None) -> IssuedKey:
    """Make a key that is valid for *days*, for ever if None. Raises `RequestError("too_many_keys")`."""
    store.lock_keys(connection, tenant_id)
    key = new_key(role)
    kept = {"prefix": key.prefix, "hash": key.hash, "role": role, "name": name}
    row = store.add_key(connection, tenant_id, kept, days=days, most=MOST_KEYS)
    if row is None:
        raise RequestError(409, "too_many_keys", most=MOST_KEYS)
    return IssuedKey(key=key, row=row)


def rotate_key(connection: Connection, tenant_id: UUID, key_id: UUID, grace: int, days: int | None) -> IssuedKey:
    """Make a key with the role and name of another, which stays valid for *grace* hours.

    Raises `RequestError`: `key_not_found` (also for one that was revoked or has expired), `too_many_keys`.
    """
    store.lock_keys(connection, tenant_id)
    old = store.find_valid(connection, tenant_id, key_id)
    if old is None:
        raise no_key()
    store.expire_key(connection, tenant_id, key_id, grace)
    return make_key(connection, tenant_id, Role(old["role"]), old["name"], days)


def revoke_key(connection: Connection, tenant_id: UUID, key_id: UUID) -> None:
    """End a key. Raises `RequestError`: `key_not_found`, `last_operate_key`."""
    store.lock_keys(connection, tenant_id)
    match store.revoke_key(connection, tenant_id, key_id):
        case None:
            raise no_key()
        case False:
            raise RequestError(409, "last_operate_key", field="key_id")


def no_key() -> RequestError:
    """Return the error for a key that is not there, or another tenant's."""
    return RequestError(404, "key_not_found", field="key_id")
