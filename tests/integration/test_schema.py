"""Row-level security on a real Postgres."""

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import ProgrammingError

from asiento.store.database import Database
from asiento.tenant import Tenant
from tables import TABLES


def test_every_table_forces_row_level_security(admin: Engine) -> None:
    """Row-level security is enabled and forced on each table of the schema."""
    query = """
        SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity AS forced FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'asiento' AND c.relkind = 'r'
    """
    with admin.connect() as connection:
        tables = {row.relname: row.forced for row in connection.execute(text(query))}

    assert dict.fromkeys(TABLES, True) == tables


def _names(database: Database, *tenants: Tenant) -> set[str]:
    with database.transaction([tenant.id for tenant in tenants]) as connection:
        return set(connection.execute(text("SELECT name FROM tenants")).scalars())


def test_a_tenant_sees_only_itself(database: Database, tenant: Tenant, other_tenant: Tenant) -> None:
    """A transaction sees the rows of the tenants that it named, and of no other."""
    assert _names(database) == set()
    assert _names(database, tenant) == {tenant.name}
    assert _names(database, tenant, other_tenant) == {tenant.name, other_tenant.name}


def test_without_the_setting_nothing_is_visible(database: Database, tenant: Tenant) -> None:
    """A connection that never named a tenant sees nothing, even after one that did."""
    assert _names(database, tenant) == {tenant.name}
    with database.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM tenants")).scalar_one() == 0


def test_a_tenant_cannot_write_for_another(database: Database, tenant: Tenant, other_tenant: Tenant) -> None:
    """Inserting a row of another tenant is refused by Postgres."""
    with pytest.raises(ProgrammingError, match="row-level security"), database.transaction([tenant.id]) as connection:
        connection.execute(
            text("INSERT INTO batches (tenant_id, id, name) VALUES (:tenant, gen_random_uuid(), 'x')"),
            {"tenant": other_tenant.id},
        )
