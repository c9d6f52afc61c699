"""The files of SQL on the real schema: psql runs and explains each as it stands, as the role that sends it."""

import os
import subprocess
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine, make_url

from asiento.pipeline import STAGES
from asiento.store.database import Database
from asiento.store.statements import statement
from asiento.store.work import claim
from asiento.tenant import Tenant
from builders import delivered
from infra.local.postgres import binary
from places import SQL

AS_ERASER = {"latest_erasure", "begin_erasure", "mark_rows_gone", "keep_erasure", "any_tenant", "erase_keys"}

WORDS = {"ordering": "id"}
"""What stands for a parameter that may not be null: a list of columns."""


def explained(url: str, sql: str, name: str) -> subprocess.CompletedProcess[str]:
    """Let psql run *sql* with each parameter of the statement as a variable that is null, or one of `WORDS`."""
    address = make_url(url)
    variables = [f"--set={word}={WORDS.get(word, 'NULL')}" for word in statement(name).compile().params]
    where = [f"--host={address.host}", f"--port={address.port}", f"--username={address.username}"]
    return subprocess.run(
        [binary("psql"), "--no-psqlrc", "--set=ON_ERROR_STOP=1", *variables, *where, str(address.database)],
        input=sql,
        env={**os.environ, "PGPASSWORD": address.password or ""},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", sorted(path.stem for path in SQL.iterdir()))
def test_psql_explains_every_statement(migrated: tuple[Engine, str], name: str) -> None:
    """What does not parse, or asks for what the schema or the role does not have, fails here and not at night."""
    sql = f"EXPLAIN {(SQL / f'{name}.sql').read_text(encoding='utf-8')}"
    owner, app_url = migrated
    as_eraser = name in AS_ERASER
    url = owner.url.render_as_string(hide_password=False) if as_eraser else app_url

    done = explained(url, f"SET ROLE asiento_eraser;\n{sql}" if as_eraser else sql, name)

    assert done.stderr == ""
    assert "QUERY PLAN" in done.stdout
    assert done.returncode == 0


@pytest.mark.parametrize(
    "broken",
    [
        "SELEC id FROM items;",
        "SELECT no_such_column FROM items;",
        "SELECT id FROM items WHERE id = :id;",
        "SELECT id FROM asiento.erasures;",
    ],
)
def test_what_is_no_statement_of_ours_is_seen(migrated: tuple[Engine, str], broken: str) -> None:
    """The way by which the files are explained tells wrong SQL, wrong names, missing parameters and rights."""
    assert explained(migrated[1], f"EXPLAIN {broken}", "answer").stderr


@pytest.mark.parametrize(("mappings", "suppliers"), [(True, False), (False, True), (False, False)])
def test_what_a_stage_is_told_of_its_tenant_is_its_own_to_say(
    mappings: bool, suppliers: bool, database: Database, admin: Engine, tenant: Tenant, put_item: Any
) -> None:
    """By its flags, whatever its name is."""
    with admin.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO asiento.column_mappings (tenant_id, fingerprint, name, mapping) "
            f"VALUES ('{tenant.id}', '{'0' * 32}', 'x', '{{}}')"
        )
        connection.exec_driver_sql(
            f"INSERT INTO asiento.supplier_memory (tenant_id, supplier, name) VALUES ('{tenant.id}', 'x', 'X')"
        )
    stage = replace(STAGES["classify"], needs_mappings=mappings, needs_suppliers=suppliers)
    item = put_item(tenant, stage="classify", kind="pdf", file_key="a/b/c/d.pdf", row=None)

    told = claim(database, stage, [delivered(item)]).items[0].tenant

    assert (len(told.mappings), len(told.suppliers)) == (mappings, suppliers)
