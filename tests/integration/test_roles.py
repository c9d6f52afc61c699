"""The application starts with a role that is only a member of `asiento_app`, and refuses every mightier one."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, text

from asiento.store.database import UnsafeRoleError, open_database
from infra.local.postgres import Cluster

MIGHTY = {
    "superuser": ("superuser", ["ALTER ROLE mighty SUPERUSER"]),
    "superuser_behind_another_role": (
        "superuser",
        ["ALTER ROLE mighty SUPERUSER", "ALTER ROLE mighty SET role = asiento_app"],
    ),
    "member_of_a_superuser": ("superuser", ["CREATE ROLE helper SUPERUSER", "GRANT helper TO mighty"]),
    "bypassrls": ("BYPASSRLS", ["ALTER ROLE mighty BYPASSRLS"]),
    "member_of_bypassrls": ("BYPASSRLS", ["CREATE ROLE helper BYPASSRLS", "GRANT helper TO mighty"]),
    "createrole": ("CREATEROLE", ["ALTER ROLE mighty CREATEROLE"]),
    "replication": ("REPLICATION", ["ALTER ROLE mighty REPLICATION"]),
    "owner_of_a_table": ("table owner", ["ALTER TABLE asiento.items OWNER TO mighty"]),
    "member_of_the_owner": (
        "table owner",
        ["CREATE ROLE helper", "GRANT helper TO mighty", "ALTER TABLE asiento.items OWNER TO helper"],
    ),
    "member_of_a_member_of_the_owner": (
        "table owner",
        [
            "CREATE ROLE helper",
            "CREATE ROLE between",
            "GRANT helper TO between",
            "GRANT between TO mighty",
            "ALTER TABLE asiento.items OWNER TO helper",
        ],
    ),
    "member_that_does_not_inherit": (
        "table owner",
        [
            "ALTER ROLE mighty NOINHERIT",
            "CREATE ROLE helper",
            "GRANT helper TO mighty",
            "ALTER TABLE asiento.items OWNER TO helper",
        ],
    ),
    "owner_of_the_schema": ("schema owner", ["ALTER SCHEMA asiento OWNER TO mighty"]),
    "owner_of_what_the_policies_call": (
        "function owner",
        ["ALTER FUNCTION asiento.visible_tenants() OWNER TO mighty"],
    ),
    "member_of_the_lookup": ("function owner and named in a policy", ["GRANT asiento_lookup TO mighty"]),
    "own_policy": (
        "named in a policy",
        ["CREATE POLICY exempt ON asiento.expenses FOR SELECT TO mighty USING (true)"],
    ),
    "truncate": ("allowed to truncate", ["GRANT TRUNCATE ON asiento.expenses TO mighty"]),
    "truncate_for_the_application": ("allowed to truncate", ["GRANT TRUNCATE ON asiento.expenses TO asiento_app"]),
    "truncate_for_all": ("allowed to truncate", ["GRANT TRUNCATE ON asiento.expenses TO PUBLIC"]),
    "trigger": ("allowed to trigger", ["GRANT TRIGGER ON asiento.expenses TO mighty"]),
    "references": ("allowed to references", ["GRANT REFERENCES ON asiento.expenses TO mighty"]),
} | {
    name: (f"member of {name}", [f"GRANT {name} TO mighty"])
    for name in (
        "pg_read_all_data",
        "pg_write_all_data",
        "pg_read_server_files",
        "pg_write_server_files",
        "pg_execute_server_program",
    )
}
UNDO = (
    "ALTER TABLE asiento.items OWNER TO CURRENT_USER",
    "ALTER SCHEMA asiento OWNER TO CURRENT_USER",
    "ALTER FUNCTION asiento.visible_tenants() OWNER TO CURRENT_USER",
    "DROP POLICY IF EXISTS exempt ON asiento.expenses",
    "REVOKE TRUNCATE ON asiento.expenses FROM asiento_app, PUBLIC",
)
ROLES = ("mighty", "between", "helper")


def run(admin: Engine, *statements: str) -> None:
    """Run *statements* as the owner of everything."""
    with admin.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


@contextmanager
def role(admin: Engine, statements: list[str]) -> Iterator[None]:
    """Make the login role `mighty`, a member of the application's, and more by *statements*; undo it all."""
    run(admin, "CREATE ROLE mighty LOGIN", "GRANT asiento_app TO mighty", *statements)
    try:
        yield
    finally:
        run(admin, *UNDO)
        for name in ROLES:
            with admin.connect() as connection:
                known = connection.execute(text("SELECT 1 FROM pg_roles WHERE rolname = :name"), {"name": name}).first()
            if known is not None:
                run(admin, f"DROP OWNED BY {name}", f"DROP ROLE {name}")


@pytest.mark.parametrize("case", MIGHTY)
def test_a_mightier_role_is_refused(admin: Engine, cluster: Cluster, case: str) -> None:
    """With a real role that has one thing too many the process does not start, and the error says which."""
    danger, statements = MIGHTY[case]

    with role(admin, statements), pytest.raises(UnsafeRoleError, match=f"'mighty' is {danger},"):
        open_database(cluster.url("mighty"))


def test_a_member_of_the_application_role_starts(admin: Engine, cluster: Cluster) -> None:
    """Being a member of `asiento_app`, and allowed to make databases, is all right."""
    with role(admin, ["ALTER ROLE mighty CREATEDB"]):
        database = open_database(cluster.url("mighty"))

        with database.transaction(()) as connection:
            assert connection.execute(text("SELECT count(*) FROM asiento.tenants")).scalar_one() == 0
        database.engine.dispose()
