"""A tenant's rows: counted, and deleted some at a time, as the role that may see and delete only those."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from asiento.erase.catalogue import TenantTable, tenant_tables
from asiento.errors import TransientError
from asiento.store.database import name_tenants, transient_errors
from asiento.store.statements import statement

AT_ONCE = 5_000
"""Rows that a transaction deletes, unless told otherwise."""
PASSES = 5
"""Over all tables: what a request that was under way wrote behind a pass is the next one's."""
FOREIGN_KEY = "23503"
"""SQLSTATE of a row that another still refers to (PostgreSQL manual, appendix A)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TenantRows:
    """The rows of one tenant, by the engine of the database's owner. So many are deleted *at_once*."""

    engine: Engine
    tenant_id: UUID
    at_once: int = AT_ONCE

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Open a transaction of `asiento_eraser` that sees this tenant only. Raises `TransientError`."""
        with transient_errors(), self.engine.begin() as connection:
            connection.execute(statement("become_eraser"))
            name_tenants(connection, [self.tenant_id])
            yield connection

    def inventory(self) -> dict[str, Any]:
        """Return `{table: {"rows", "sha256"}}`. Raises `TransientError`."""
        with self.transaction() as connection:
            return self.count(connection)

    def count(self, connection: Connection) -> dict[str, Any]:
        """Return the same within a transaction; the hash is over the sorted primary keys, a line each.

        Postgres puts the keys of a table together in memory: 1 GB at most, which is some ten million rows.
        """
        return {table.name: self._counted(connection, table) for table in tenant_tables(connection)}

    def _counted(self, connection: Connection, table: TenantTable) -> dict[str, Any]:
        query = text(f"""
            SELECT count(*) AS rows, encode(sha256(convert_to(coalesce(
                   string_agg(ROW({table.key})::text, E'\\n' ORDER BY ROW({table.key})::text COLLATE "C"), ''),
                   'UTF8')), 'hex') AS sha256
            FROM {table.quoted} t WHERE t.{table.tenant} = :tenant_id
        """)  # noqa: S608 (names that Postgres quoted)
        return dict(connection.execute(query, {"tenant_id": self.tenant_id}).mappings().one())


def is_known(rows: TenantRows) -> bool:
    """Return whether there is such a tenant. Raises `TransientError`."""
    with rows.transaction() as connection:
        return connection.execute(statement("any_tenant")).first() is not None


def erase_keys(connection: Connection, tenant_id: UUID) -> None:
    """End the tenant's keys, so that nothing new comes in: each request asks for its key, whoever remembers it."""
    connection.execute(statement("erase_keys"), {"tenant_id": tenant_id})


def erase_rows(rows: TenantRows) -> None:
    """Delete the tenant's rows in every table, at last its own. Raises `TransientError`: run it again then."""
    with rows.transaction() as connection:
        tables = tenant_tables(connection)
    for _ in range(PASSES):
        if all(_emptied(rows, table) for table in tables):
            return
    raise TransientError("tenant_busy")


def _emptied(rows: TenantRows, table: TenantTable) -> bool:
    """Delete what is there; False if rows came in meanwhile that refer to this table's."""
    delete = text(f"""
        DELETE FROM {table.quoted} WHERE ctid = ANY (ARRAY(
            SELECT t.ctid FROM {table.quoted} t WHERE t.{table.tenant} = :tenant_id {table.leaves} LIMIT :most))
    """)  # noqa: S608 (names that Postgres quoted)
    try:
        while True:
            with rows.transaction() as connection:
                done = connection.execute(delete, {"tenant_id": rows.tenant_id, "most": rows.at_once}).rowcount
            if not done:
                return True
    except DBAPIError as error:
        reason = error.orig.args[0] if error.orig and error.orig.args else None
        if isinstance(reason, dict) and reason.get("C") == FOREIGN_KEY:
            return False
        raise
