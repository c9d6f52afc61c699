"""Row-level security on a real Postgres, and the roles that the application refuses."""

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import ProgrammingError

from asiento.model import Tenant
from asiento.store.database import Database, UnsafeRoleError, open_database
from infra.local.postgres import Cluster
from tables import TABLES


def test_every_table_forces_row_level_security(admin: Engine) -> None:
    """Row-level security is enabled and forced on each table of the schema."""
    query = """
        SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'asiento' AND c.relkind = 'r'
    """
    with admin.connect() as connection:
        tables = dict(connection.execute(text(query)).all())

    assert dict.fromkeys(TABLES, True) == tables


def test_a_superuser_is_refused(cluster: Cluster, database: Database) -> None:
    """The application does not start as a superuser."""
    assert database
    with pytest.raises(UnsafeRoleError, match="superuser"):
        open_database(cluster.url())


def test_a_role_with_bypassrls_is_refused(admin: Engine, cluster: Cluster) -> None:
    """The application does not start with a role that skips row-level security."""
    with admin.begin() as connection:
        connection.execute(text("DROP ROLE IF EXISTS sees_all"))
        connection.execute(text("CREATE ROLE sees_all LOGIN BYPASSRLS"))

    with pytest.raises(UnsafeRoleError, match="BYPASSRLS"):
        open_database(cluster.url("sees_all"))


def test_the_owner_of_the_tables_is_refused(admin: Engine, cluster: Cluster) -> None:
    """The application does not start as a role that could switch row-level security off."""
    with admin.begin() as connection:
        connection.execute(text("DROP ROLE IF EXISTS plain_owner"))
        connection.execute(text("CREATE ROLE plain_owner LOGIN"))
        connection.execute(text("CREATE TABLE asiento.made_by_owner ()"))
        connection.execute(text("ALTER TABLE asiento.made_by_owner OWNER TO plain_owner"))
    try:
        with pytest.raises(UnsafeRoleError, match="table owner"):
            open_database(cluster.url("plain_owner"))
    finally:
        with admin.begin() as connection:
            connection.execute(text("DROP TABLE asiento.made_by_owner"))


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
