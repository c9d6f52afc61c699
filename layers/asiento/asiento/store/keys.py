"""API keys in Postgres: only their prefix and hash. A key is valid until it is revoked or has expired."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from asiento.store.statements import statement


def find_key(connection: Connection, prefix: str) -> Mapping[Any, Any] | None:
    """Return tenant_id, key_id, hash, role and last_used_on of the valid key with this prefix."""
    return connection.execute(statement("find_key"), {"prefix": prefix}).mappings().one_or_none()


def count_wrong_key(connection: Connection, prefix: str) -> int:
    """Count a wrong key; return how many with the same prefix came in this minute, or with any if no key has it."""
    tries: int = connection.execute(statement("count_wrong_key"), {"prefix": prefix}).scalar_one()
    return tries


def mark_used(connection: Connection, tenant_id: UUID, key_id: UUID) -> None:
    """Keep that the key was used today."""
    connection.execute(statement("mark_key_used"), {"tenant_id": tenant_id, "id": key_id})


def list_keys(connection: Connection, tenant_id: UUID, most: int) -> Sequence[Mapping[Any, Any]]:
    """Return at most *most* keys, the newest first, those that have ended among them."""
    return connection.execute(statement("list_keys"), {"tenant_id": tenant_id, "most": most}).mappings().all()


def lock_keys(connection: Connection, tenant_id: UUID) -> None:
    """Make other changes to the keys of the tenant wait for the end of the transaction."""
    connection.execute(statement("lock_tenant"), {"tenant_id": tenant_id})


def add_key(
    connection: Connection, tenant_id: UUID, kept: Mapping[str, str], *, days: int | None, most: int
) -> Mapping[Any, Any] | None:
    """Add a key (*kept*: prefix, hash, role, name) that is valid for *days*; None if *most* are valid already."""
    parameters = {**kept, "tenant_id": tenant_id, "days": days, "most": most}
    return connection.execute(statement("add_key"), parameters).mappings().one_or_none()


def find_valid(connection: Connection, tenant_id: UUID, key_id: UUID) -> Mapping[Any, Any] | None:
    """Return the row of a valid key."""
    parameters = {"tenant_id": tenant_id, "id": key_id}
    return connection.execute(statement("find_valid_key"), parameters).mappings().one_or_none()


def expire_key(connection: Connection, tenant_id: UUID, key_id: UUID, hours: int) -> None:
    """Let a key expire in *hours*, if it does not before."""
    connection.execute(statement("expire_key"), {"tenant_id": tenant_id, "id": key_id, "hours": hours})


def revoke_key(connection: Connection, tenant_id: UUID, key_id: UUID) -> bool | None:
    """End a key at once. False: it is the last with the role `operate`; None: there is no such key."""
    parameters = {"tenant_id": tenant_id, "id": key_id}
    if connection.execute(statement("revoke_key"), parameters).first():
        return True
    return False if connection.execute(statement("key_exists"), parameters).first() else None
