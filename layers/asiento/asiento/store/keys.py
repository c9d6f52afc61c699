"""API keys in Postgres: only their prefix and hash."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, text

# Across tenants, by a function that gives ids only: nobody knows yet who is asking.
FIND = text("SELECT tenant_id, key_id, hash, role FROM find_api_key(:prefix)")


def find_key(connection: Connection, prefix: str) -> Mapping[Any, Any] | None:
    """Return tenant_id, key_id, hash and role of the key with this prefix, unless it was revoked."""
    return connection.execute(FIND, {"prefix": prefix}).mappings().one_or_none()
