"""The tables with rows of tenants, children before their parents, as Postgres's catalogue has them."""

from collections.abc import Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import Any

from sqlalchemy import Connection

from asiento.store.statements import statement


@dataclass(frozen=True, slots=True, kw_only=True)
class TenantTable:
    """A table: its quoted name, the column that says whose a row is, and SQL for its key and for its leaves."""

    name: str
    quoted: str
    tenant: str
    key: str
    leaves: str


def tenant_tables(connection: Connection) -> list[TenantTable]:
    """Return all tables with rows of tenants, each before those that it refers to; `tenants` is the last."""
    found = {row["name"]: row for row in connection.execute(statement("tables_of_tenants")).mappings()}
    order = TopologicalSorter[str]()
    for name, row in found.items():
        order.add(name)
        for parent in found.keys() & set(row["parents"]):
            order.add(parent, name)
    return [_table(found[name]) for name in order.static_order()]


def _table(row: Mapping[Any, Any]) -> TenantTable:
    return TenantTable(
        name=row["name"],
        quoted=row["table"],
        tenant=row["tenant"],
        key=row["key"] or "t",
        leaves=row["leaves"] or "",
    )
