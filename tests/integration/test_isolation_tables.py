"""Every table x role x named tenants x operation, each with exactly the outcome that the rules of isolation give.

The tables, their rights and their foreign keys come from Postgres's catalogue; the rules are written down here.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from pg8000.dbapi import ProgrammingError
from sqlalchemy import Connection, Engine, text

from asiento.store.database import connect
from catalogue import Reference, Table, insert_of, tables_of, value_of
from infra.local.postgres import Cluster
from tables import LEDGER

OURS = UUID("00000000-0000-4000-8000-000000000001")
THEIRS = UUID("00000000-0000-4000-8000-000000000002")
UNKNOWN = UUID("00000000-0000-4000-8000-000000000003")
BOTH = frozenset({OURS, THEIRS})
NOBODY: frozenset[UUID] = frozenset()

SETTINGS: dict[str | None, frozenset[UUID] | None] = {
    None: NOBODY,
    "": NOBODY,
    "{}": NOBODY,
    "{NULL}": NOBODY,
    f"{{{UNKNOWN}}}": NOBODY,
    f"{{{OURS}}}": frozenset({OURS}),
    f"{{{str(OURS).upper()}}}": frozenset({OURS}),
    f"{{{THEIRS}}}": frozenset({THEIRS}),
    f"{{{OURS},{THEIRS}}}": BOTH,
    f"{{{OURS},{UNKNOWN},NULL}}": frozenset({OURS}),
    str(OURS): None,
    f"{{{OURS}": None,
    f"{{{OURS},}}": None,
    "{x}": None,
    "' OR true --": None,
}
"""What `app.tenant_ids` says, and whose rows that shows; None where it is malformed."""

ROLES = ("asiento_login", "asiento_lookup", "asiento_eraser", "made_owner", "made_plain")
RIGHTS_OF = {
    "asiento_login": ("asiento_app", "asiento_login"),
    "asiento_lookup": ("asiento_lookup",),
    "asiento_eraser": ("asiento_eraser",),
}
NEEDED = {
    "select": {"select"},
    "insert ours": {"insert", "select"},
    "insert theirs": {"insert", "select"},
    "update": {"update", "select"},
    "delete": {"delete", "select"},
    "move to them": {"update", "select"},
    "upsert theirs": {"insert", "update", "select"},
    "insert theirs if new": {"insert", "select"},
    "truncate": {"truncate"},
}
"""Each operation with the rights that it takes; all but TRUNCATE return the rows that they touched."""

REFUSED, MALFORMED, NO_PARENT, NOTHING = "42501", "22P02", "23503", ""
OTHER_ROLES = (
    "CREATE ROLE made_owner",
    "CREATE ROLE made_plain LOGIN",
    "GRANT USAGE ON SCHEMA asiento TO made_owner",
)
TELLING = {"name", "prefix", "document", "row", "error", "message", "payload", "traceback", "file_key", "jsonb"}
"""What no function that looks across tenants may return."""

# Runs a statement as a role with a setting, and undoes it: returns the tenants touched, or the SQLSTATE.
OUTCOME = text("""
    CREATE FUNCTION pg_temp.outcome(role text, setting text, prepare text, statement text, checked boolean)
    RETURNS text LANGUAGE plpgsql AS $$
    DECLARE
        touched text;
    BEGIN
        PERFORM set_config('session_replication_role', CASE WHEN checked THEN 'origin' ELSE 'replica' END, true);
        IF prepare IS NOT NULL THEN
            EXECUTE prepare;
        END IF;
        IF setting IS NOT NULL THEN
            PERFORM set_config('app.tenant_ids', setting, true);
        END IF;
        EXECUTE format('SET LOCAL ROLE %I', role);
        EXECUTE statement INTO touched;
        RAISE EXCEPTION USING ERRCODE = 'AS001', MESSAGE = coalesce(touched, '');
    EXCEPTION
        WHEN SQLSTATE 'AS001' THEN RETURN SQLERRM;
        WHEN OTHERS THEN RETURN SQLSTATE;
    END $$
""")
RUN = text("""
    SELECT pg_temp.outcome(c.role, c.setting, c.prepare, c.statement, c.checked)
    FROM jsonb_to_recordset(CAST(:cases AS jsonb))
        AS c (role text, setting text, prepare text, statement text, checked boolean, place bigint)
    ORDER BY c.place
""")


@dataclass(frozen=True, kw_only=True)
class Case:
    """One statement, as a role with a setting, and what must come of it; *checked*: foreign keys hold."""

    name: str
    role: str
    setting: str | None
    statement: str
    expected: str
    prepare: str | None = None
    checked: bool = False


@pytest.fixture(scope="module")
def connection(cluster: Cluster, migrated: tuple[Engine, str]) -> Iterator[Connection]:
    """A new connection of the superuser, in a transaction of its own: two tenants with a row in each table."""
    assert migrated
    engine = connect(cluster.url())
    with engine.connect() as made:
        made.execute(text("SET LOCAL session_replication_role = replica"))
        for statement in OTHER_ROLES:
            made.execute(text(statement))
        for table in tables_of(made):
            made.execute(text(f"DELETE FROM asiento.{table.name}"))
            for tenant in (OURS, THEIRS):
                made.exec_driver_sql(insert_of(table, table.row(tenant)))
            made.execute(text(f"ALTER TABLE asiento.{table.name} OWNER TO made_owner"))
        made.execute(text("SET LOCAL session_replication_role = origin"))
        made.execute(OUTCOME)
        assert made.execute(text("SELECT current_setting('app.tenant_ids', true)")).scalar_one() is None
        yield made
        made.rollback()
    engine.dispose()


@pytest.fixture(scope="module")
def tables(connection: Connection) -> list[Table]:
    """All tables of the schema."""
    return tables_of(connection)


def _statement(table: Table, operation: str) -> tuple[str, str | None]:
    """Return what *operation* sends, and what the superuser does before it."""
    name, tenant = f"asiento.{table.name}", table.tenant or "'row'"
    whose, plain = f"RETURNING {tenant} AS whose", _plain(table)
    theirs, emptied = insert_of(table, table.row(THEIRS)), f"DELETE FROM {name}"
    on_conflict = f'ON CONFLICT ({", ".join(table.key)}) DO UPDATE SET "{plain}" = excluded."{plain}"'
    move = f"UPDATE {name} SET {tenant} = '{THEIRS}' WHERE {tenant} = '{OURS}' {whose}"
    statements = {
        "select": (f"SELECT {tenant} AS whose FROM {name}", None),
        "insert ours": (f"{insert_of(table, table.row(OURS))} {whose}", emptied),
        "insert theirs": (f"{theirs} {whose}", emptied),
        "update": (f'UPDATE {name} SET "{plain}" = "{plain}" {whose}', None),
        "delete": (f"DELETE FROM {name} {whose}", None),
        "move to them": (move, f"{emptied} WHERE {tenant} = '{THEIRS}'"),
        "upsert theirs": (f"{theirs} {on_conflict} {whose}", None),
        "insert theirs if new": (f"{theirs} ON CONFLICT DO NOTHING {whose}", None),
    }
    if operation == "truncate":
        return f"TRUNCATE {name} CASCADE", None
    sent, prepare = statements[operation]
    touched = "string_agg(DISTINCT whose::text, ',' ORDER BY whose::text)"
    return f"WITH done AS ({sent}) SELECT {touched} FROM done", prepare


def _plain(table: Table) -> str:
    """Return a column that is changed, or at least does not say whose the row is, where there is one."""
    changed = sorted(column for role, column in table.updatable if role == "asiento_app")
    return (
        changed[0]
        if changed
        else next((name for name in (*table.needed, *table.key) if name != table.tenant), table.key[0])
    )


def _expected(table: Table, role: str, operation: str, setting: str | None) -> str:
    """Return what must come of it: the rules of isolation, written down a second time and without SQL."""
    held = {right for whose, right in table.rights if whose in RIGHTS_OF.get(role, ())}
    if role != "made_owner" and not NEEDED[operation] <= held:
        return REFUSED
    if role != "made_owner" and "update" in NEEDED[operation] and not _may_change(table, role, operation):
        return REFUSED
    if role in table.exempt:
        named: frozenset[UUID] | None = BOTH
    elif table.tenant is None:
        named = NOBODY
    else:
        named = SETTINGS[setting]
    if named is None:
        return MALFORMED
    return _touched(table, operation, named)


def _may_change(table: Table, role: str, operation: str) -> bool:
    column = table.tenant if operation == "move to them" else _plain(table)
    return any((whose, column) in table.updatable for whose in RIGHTS_OF.get(role, ()))


def _touched(table: Table, operation: str, named: frozenset[UUID]) -> str:
    """Return what comes of an operation that the role has the right to, with these tenants named."""
    if operation in ("select", "update", "delete"):
        return _shown(table, named)
    if operation == "move to them" and OURS not in named:
        return NOTHING
    written = OURS if operation == "insert ours" else THEIRS
    if written not in named:
        return REFUSED
    return NOTHING if operation == "insert theirs if new" else _shown(table, frozenset({written}))


def _shown(table: Table, named: frozenset[UUID]) -> str:
    if table.tenant is None:
        return "row" if named else NOTHING
    return ",".join(sorted(map(str, named)))


def _cases(tables: list[Table], setting: str | None) -> Iterator[Case]:
    for table in tables:
        for role in ROLES:
            for operation in NEEDED:
                # An owner may always truncate, which is one reason why no owner is let in.
                if (role, operation) == ("made_owner", "truncate") or (table.tenant is None and "move" in operation):
                    continue
                statement, prepare = _statement(table, operation)
                yield Case(
                    name=f"{operation} {table.name} as {role} naming {setting!r}",
                    role=role,
                    setting=setting,
                    statement=statement,
                    prepare=prepare,
                    expected=_expected(table, role, operation, setting),
                )


def _failures(connection: Connection, cases: list[Case]) -> list[str]:
    """Run *cases* and return those that ended otherwise than expected."""
    sent = [{**asdict(case), "place": place} for place, case in enumerate(cases)]
    outcomes = connection.execute(RUN, {"cases": json.dumps(sent)}).scalars().all()
    return [
        f"{case.name}: {outcome!r} instead of {case.expected!r}"
        for case, outcome in zip(cases, outcomes, strict=True)
        if outcome != case.expected
    ]


def test_each_role_touches_the_rows_of_the_named_tenants_only(
    connection: Connection, tables: list[Table], record_property: Callable[[str, object], None]
) -> None:
    """Whatever the role, the setting and the operation, the outcome is the one that the rules give."""
    failures, count = [], 0
    for setting in SETTINGS:
        cases = list(_cases(tables, setting))
        failures += _failures(connection, cases)
        count += len(cases)

    record_property("isolation", f"{count:,} cases of table, role, named tenants and operation")
    assert failures == []
    assert count > 5_000


def test_no_row_refers_to_another_tenants(
    connection: Connection, tables: list[Table], record_property: Callable[[str, object], None]
) -> None:
    """A row that points at the parent of another tenant is refused, even in a transaction that names both."""
    cases = [
        Case(
            name=f"{table.name} to {reference.parent} naming {setting!r}",
            role="asiento_login",
            setting=setting,
            prepare=f"DELETE FROM asiento.{table.name} WHERE {table.tenant} = '{OURS}'",
            statement=insert_of(table, table.row(OURS) | _pointing_at(reference, table, THEIRS)),
            expected=NO_PARENT,
            checked=True,
        )
        for setting in (f"{{{OURS}}}", f"{{{OURS},{THEIRS}}}")
        for table in tables
        for reference in table.references
        if reference.parent != "tenants"
    ]

    record_property("isolation", f"{len(cases)} cases of foreign keys across tenants")
    assert len(cases) >= 2 * 8
    assert _failures(connection, cases) == []


def _pointing_at(reference: Reference, table: Table, tenant: UUID) -> dict[str, str]:
    own = {child: value_of(tenant, reference.parent, parent, "uuid") for child, parent in reference.columns}
    return {child: value for child, value in own.items() if child != table.tenant}


def test_every_reference_and_every_unique_index_names_the_tenant(
    connection: Connection, tables: list[Table], subtests: pytest.Subtests
) -> None:
    """No foreign key and no unique index reaches across tenants, but for the prefix by which a key is found."""
    for table in tables:
        with subtests.test(table=table.name):
            own = [(one, "id" if one.parent == "tenants" else "tenant_id") for one in table.references]
            assert [one for one, parent in own if (table.tenant, parent) not in one.columns] == []
    query = text("""
        SELECT t.relname, array_agg(a.attname::text ORDER BY a.attname) FROM pg_index i
        JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname = 'asiento'
        JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = ANY (i.indkey)
        WHERE i.indisunique GROUP BY t.relname, i.indexrelid
    """)
    whose = {table.name: table.tenant for table in tables}
    across = [
        (name, columns) for name, columns in connection.execute(query) if whose[name] and whose[name] not in columns
    ]
    assert across == [("api_keys", ["prefix"])]


def test_nothing_but_tables_holds_rows(connection: Connection) -> None:
    """There is no view, materialised view or foreign table, whose rows no policy of ours would hold back."""
    query = text("""
        SELECT DISTINCT c.relkind FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'asiento' AND c.relkind NOT IN ('i', 'I', 'S', 't')
    """)
    assert connection.execute(query).scalars().all() == ["r"]


def test_the_functions_that_look_across_tenants_are_few_and_tell_little(connection: Connection) -> None:
    """Each belongs to the lookup role, holds its search path, is no one's but the application's, and gives no text."""
    query = text("""
        SELECT p.proname, p.proowner::regrole::text AS owner, array_to_string(p.proconfig, ',') AS config,
               has_function_privilege('made_plain', p.oid, 'EXECUTE') AS anyone,
               has_function_privilege('asiento_app', p.oid, 'EXECUTE') AS application,
               pg_get_function_result(p.oid) AS result
        FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE n.nspname = 'asiento' AND p.prosecdef
    """)
    found = connection.execute(query).all()
    assert {"find_api_key", "find_stuck_items"} <= {each.proname for each in found}
    held = ("asiento_lookup", False, True)
    others = [(each.proname, each.owner) for each in found if (each.owner, each.anyone, each.application) != held]
    # Of the tenants that are named only: the eraser is held to the policies.
    assert others == [("forget_changes", "asiento_eraser")]
    assert [each for each in found if not each.config.startswith("search_path=asiento, pg_temp")] == []
    assert [each for each in found if TELLING & set(re.findall(r"\w+", each.result))] == []


def test_the_lookup_role_may_only_read(tables: list[Table], subtests: pytest.Subtests) -> None:
    """Of a tenant's table it reads what its policy shows, and no function could make it write."""
    for table in tables:
        with subtests.test(table=table.name):
            held = {right for role, right in table.rights if role == "asiento_lookup"}
            assert table.tenant is None or held <= {"select"}, table.name


def test_no_role_of_ours_may_change_whose_a_row_is(tables: list[Table], subtests: pytest.Subtests) -> None:
    """Not even in a transaction that names both tenants; nor what a row is called by."""
    for table in tables:
        with subtests.test(table=table.name):
            changed = {column for _, column in table.updatable}
            assert table.tenant is None or not changed & {table.tenant, *table.key}, table.name


def test_what_was_posted_is_never_changed(tables: list[Table], subtests: pytest.Subtests) -> None:
    """The ledger is only written and read; to delete from it takes the role that erases a tenant."""
    ledger = {table.name: table for table in tables if table.name in LEDGER}
    assert len(ledger) == len(LEDGER)
    for table in ledger.values():
        with subtests.test(table=table.name):
            assert {right for role, right in table.rights if role == "asiento_app"} == {"select", "insert"}, table.name
            assert {role for role, right in table.rights if right in ("update", "delete")} == {"asiento_eraser"}, (
                table.name
            )
            assert table.updatable == set(), table.name


def test_what_postgres_knows_of_all_rows_is_not_shown(connection: Connection) -> None:
    """Statistics hold values of every tenant: the application's role sees none of them."""
    connection.execute(text("ANALYZE asiento.items"))
    seen = "SELECT count(*)::text FROM pg_stats WHERE schemaname = 'asiento'"
    case = Case(name="statistics", role="asiento_login", setting=f"{{{OURS}}}", statement=seen, expected="0")

    assert _failures(connection, [case]) == []


@pytest.mark.parametrize("setting", [None, f"{{{UNKNOWN}}}", f"{{{OURS}}}", f"{{{OURS},{THEIRS}}}"])
def test_copy_is_held_to_the_policies(
    connection: Connection, tables: list[Table], setting: str | None, subtests: pytest.Subtests
) -> None:
    """COPY out gives the rows of the named tenants, COPY in is refused."""
    readable = [table for table in tables if table.tenant and ("asiento_app", "select") in table.rights]
    for table in readable:
        with subtests.test(table=table.name):
            copied = _copied(connection, f"COPY asiento.{table.name} TO STDOUT", setting)
            seen = frozenset(tenant for tenant in (OURS, THEIRS) if str(tenant).encode() in copied)
            assert seen == SETTINGS[setting], table.name
            with pytest.raises(ProgrammingError) as raised:
                _copied(connection, f"COPY asiento.{table.name} FROM STDIN", setting)
            insert = ("asiento_app", "insert") in table.rights
            assert raised.value.args[0]["C"] == ("0A000" if insert else REFUSED), table.name


def _copied(connection: Connection, statement: str, setting: str | None) -> bytes:
    """Run a COPY as the application's role and undo it; return what came out."""
    stream = BytesIO()
    cursor: Any = connection.connection.cursor()  # only pg8000's knows streams
    cursor.execute("SAVEPOINT copy")
    try:
        cursor.execute("SELECT set_config('app.tenant_ids', %s, true)", (setting or "",))
        cursor.execute("SET LOCAL ROLE asiento_login")
        cursor.execute(statement, stream=stream)
    finally:
        cursor.execute("ROLLBACK TO SAVEPOINT copy")
    return stream.getvalue()
