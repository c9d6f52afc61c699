"""API keys in Postgres: only their prefix and hash. A key is valid until it is revoked or has expired."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

# Across tenants, by functions that give ids and a count only: nobody knows yet who is asking.
FIND = text("SELECT tenant_id, key_id, hash, role, last_used_on FROM find_api_key(:prefix)")
COUNT_WRONG = text("SELECT count_wrong_key(:prefix)")

USED = text("""
    UPDATE api_keys SET last_used_on = CAST(clock_timestamp() AT TIME ZONE 'UTC' AS date)
    WHERE tenant_id = :tenant_id AND id = :id
""")

COLUMNS = "id, prefix, role, name, created_at, last_used_on, expires_at, revoked_at"
VALID = "revoked_at IS NULL AND (expires_at IS NULL OR expires_at > clock_timestamp())"

LIST = text(f"SELECT {COLUMNS} FROM api_keys WHERE tenant_id = :tenant_id ORDER BY created_at DESC, id LIMIT :most")  # noqa: S608 (made of constants)

# Weaker than FOR UPDATE: what refers to the tenant can be added meanwhile.
LOCK = text("SELECT id FROM tenants WHERE id = :tenant_id FOR NO KEY UPDATE")

ADD = text(f"""
    INSERT INTO api_keys (tenant_id, prefix, hash, role, name, created_at, expires_at)
    SELECT :tenant_id, :prefix, :hash, :role, :name, clock_timestamp(),
           clock_timestamp() + make_interval(days => CAST(:days AS integer))
    WHERE (SELECT count(*) FROM api_keys WHERE tenant_id = :tenant_id AND {VALID}) < :most
    RETURNING {COLUMNS}
""")  # noqa: S608

FIND_VALID = text(f"SELECT {COLUMNS} FROM api_keys WHERE tenant_id = :tenant_id AND id = :id AND {VALID}")  # noqa: S608

EXPIRE = text("""
    UPDATE api_keys SET expires_at = LEAST(expires_at, clock_timestamp() + make_interval(hours => :hours))
    WHERE tenant_id = :tenant_id AND id = :id
""")

# A key in the grace after its rotation, at most a day, is none that a tenant can go on with.
REVOKE = text(f"""
    UPDATE api_keys k SET revoked_at = COALESCE(revoked_at, clock_timestamp())
    WHERE tenant_id = :tenant_id AND id = :id AND (role <> 'operate' OR NOT ({VALID}) OR EXISTS (
        SELECT FROM api_keys o WHERE o.tenant_id = :tenant_id AND o.id <> k.id AND o.role = 'operate'
        AND o.revoked_at IS NULL AND (o.expires_at IS NULL OR o.expires_at > clock_timestamp() + interval '25 hours')))
    RETURNING id
""")  # noqa: S608

EXISTS = text("SELECT 1 FROM api_keys WHERE tenant_id = :tenant_id AND id = :id")


def find_key(connection: Connection, prefix: str) -> Mapping[Any, Any] | None:
    """Return tenant_id, key_id, hash, role and last_used_on of the valid key with this prefix."""
    return connection.execute(FIND, {"prefix": prefix}).mappings().one_or_none()


def count_wrong_key(connection: Connection, prefix: str) -> int:
    """Count a wrong key; return how many with the same prefix came in this minute, or with any if no key has it."""
    tries: int = connection.execute(COUNT_WRONG, {"prefix": prefix}).scalar_one()
    return tries


def mark_used(connection: Connection, tenant_id: UUID, key_id: UUID) -> None:
    """Keep that the key was used today."""
    connection.execute(USED, {"tenant_id": tenant_id, "id": key_id})


def list_keys(connection: Connection, tenant_id: UUID, most: int) -> Sequence[Mapping[Any, Any]]:
    """Return at most *most* keys, the newest first, those that have ended among them."""
    return connection.execute(LIST, {"tenant_id": tenant_id, "most": most}).mappings().all()


def lock_keys(connection: Connection, tenant_id: UUID) -> None:
    """Make other changes to the keys of the tenant wait for the end of the transaction."""
    connection.execute(LOCK, {"tenant_id": tenant_id})


def add_key(
    connection: Connection, tenant_id: UUID, kept: Mapping[str, str], *, days: int | None, most: int
) -> Mapping[Any, Any] | None:
    """Add a key (*kept*: prefix, hash, role, name) that is valid for *days*; None if *most* are valid already."""
    parameters = {**kept, "tenant_id": tenant_id, "days": days, "most": most}
    return connection.execute(ADD, parameters).mappings().one_or_none()


def find_valid(connection: Connection, tenant_id: UUID, key_id: UUID) -> Mapping[Any, Any] | None:
    """Return the row of a valid key."""
    return connection.execute(FIND_VALID, {"tenant_id": tenant_id, "id": key_id}).mappings().one_or_none()


def expire_key(connection: Connection, tenant_id: UUID, key_id: UUID, hours: int) -> None:
    """Let a key expire in *hours*, if it does not before."""
    connection.execute(EXPIRE, {"tenant_id": tenant_id, "id": key_id, "hours": hours})


def revoke_key(connection: Connection, tenant_id: UUID, key_id: UUID) -> bool | None:
    """End a key at once. False: it is the last with the role `operate`; None: there is no such key."""
    parameters = {"tenant_id": tenant_id, "id": key_id}
    if connection.execute(REVOKE, parameters).first():
        return True
    return False if connection.execute(EXISTS, parameters).first() else None
