"""`asiento erase`: nothing of the tenant is left, nothing of another's is touched, and the record proves it."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import boto3
import pytest
from moto import mock_aws
from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.exc import DBAPIError

from asiento.access.authorizer import UnauthorizedError, authorize
from asiento.access.keys import Role, new_key
from asiento.commands import erase as command
from asiento.commands import main
from asiento.erase import SETTLES, Erasure, erase, inventory, records
from asiento.erase.objects import Objects
from asiento.model import ItemRef, State
from asiento.pipeline import STAGES
from asiento.runner import Services, run_stage
from asiento.store.database import Database
from asiento.store.outcomes import Outcome, serialized
from asiento.store.work import claim, save
from asiento.tenant import Tenant
from builders import delivered
from catalogue import insert_of, tables_of

START = datetime(2026, 11, 23, 12, tzinfo=UTC)
EVERY_TABLE = text("SELECT count(*) FROM pg_class WHERE relnamespace = 'asiento'::regnamespace AND relkind = 'r'")


@pytest.fixture
def bucket() -> Iterator[Objects]:
    """A bucket that keeps versions, as the deployment's."""
    with mock_aws():
        client = boto3.client("s3")
        client.create_bucket(Bucket="documents", CreateBucketConfiguration={"LocationConstraint": "eu-south-2"})
        client.put_bucket_versioning(Bucket="documents", VersioningConfiguration={"Status": "Enabled"})
        yield Objects(client, "documents")


@pytest.fixture
def erasure(admin: Engine, bucket: Objects, tenant: Tenant) -> Erasure:
    """The erasure of a tenant, at a time that stands."""
    return Erasure(engine=admin, objects=bucket, tenant_id=tenant.id, by="ana", clock=lambda: START)


def later(erasure: Erasure, time: timedelta) -> Erasure:
    """Return the same erasure, run again after *time* by somebody else."""
    return replace(erasure, by="eva", clock=lambda: START + time)


@pytest.fixture
def filled(admin: Engine, bucket: Objects, tenant: Tenant, other_tenant: Tenant) -> None:
    """Both tenants have a row in every table, items of three generations, and objects with versions and markers."""
    with admin.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text("DELETE FROM asiento.tenants"))
        for table in tables_of(connection):
            for each in (tenant.id, other_tenant.id) if table.tenant else ():
                connection.exec_driver_sql(insert_of(table, table.row(each)))
        connection.execute(text("SET LOCAL session_replication_role = origin"))
        for each in (tenant.id, other_tenant.id):
            add_family(connection, each)
    for each in (tenant.id, other_tenant.id):
        for name in ("a.pdf", "b.pdf"):
            bucket.client.put_object(Bucket="documents", Key=f"{each}/{name}", Body=b"old")
            bucket.client.put_object(Bucket="documents", Key=f"{each}/{name}", Body=b"newer")
        bucket.client.delete_object(Bucket="documents", Key=f"{each}/b.pdf")


def add_family(connection: Any, tenant_id: UUID) -> None:
    """Add an item, its two children and four grandchildren."""
    add = text("""
        INSERT INTO asiento.items (tenant_id, batch_id, id, parent_id, position, name, "row")
        SELECT :tenant, b.id, CAST(:id AS uuid), CAST(:parent AS uuid), :position, 'x', '{}' FROM asiento.batches b
        WHERE b.tenant_id = :tenant
    """)
    ids: list[UUID] = []
    for place in range(7):
        ids.append(uuid4())
        parent = ids[(place - 1) // 2] if place else None
        connection.execute(add, {"tenant": tenant_id, "id": ids[-1], "parent": parent, "position": place})


def of_other(erasure: Erasure, other_tenant: Tenant) -> dict[str, Any]:
    """Return what there is of the other tenant."""
    return inventory(replace(erasure, tenant_id=other_tenant.id, by="x"))


@pytest.mark.usefixtures("filled")
def test_nothing_is_left_of_the_tenant_and_all_of_the_other(
    erasure: Erasure, other_tenant: Tenant, admin: Engine
) -> None:
    """Each table and each version of each object, in small parts; the other tenant's stay as they were to the byte."""
    erasure = replace(erasure, at_once=3)
    other = of_other(erasure, other_tenant)
    there = inventory(erasure)

    record = erase(erasure)

    with admin.connect() as connection:
        assert connection.execute(EVERY_TABLE).scalar_one() == len(there["tables"]) + 2  # wrong_keys, erasures
    assert all(table["rows"] > 0 for table in there["tables"].values())
    assert (there["tables"]["items"]["rows"], there["objects"]["versions"], there["objects"]["bytes"]) == (8, 5, 16)
    assert record["before"] == there
    assert {name: table["rows"] for name, table in record["after"]["tables"].items()} == dict.fromkeys(
        there["tables"], 0
    )
    assert (record["after"]["objects"]["versions"], record["left"]) == (0, 0)
    assert of_other(erasure, other_tenant) == other
    assert "Talleres" not in json.dumps(record)


@pytest.mark.usefixtures("filled")
def test_what_comes_in_late_goes_with_a_later_run_which_signs_off(erasure: Erasure, admin: Engine) -> None:
    """A form for an upload outlives its tenant by an hour; only a run after that is final, and it stands for ever."""
    first = erase(erasure)
    erasure.objects.client.put_object(Bucket="documents", Key=f"{erasure.tenant_id}/late.pdf", Body=b"late")

    early = erase(later(erasure, SETTLES - timedelta(seconds=1)))
    final = erase(later(erasure, SETTLES))

    assert [record["final"] for record in (first, early, final)] == [False, False, True]
    assert erasure.objects.inventory(erasure.tenant_id)["versions"] == 0
    assert final["before"] == first["before"]
    assert (final["erased_by"], final["signed_off_by"]) == ("ana", "eva")
    assert erase(later(erasure, SETTLES * 2)) == final
    with erasure.rows.transaction() as connection:
        changed = connection.execute(text("UPDATE asiento.erasures SET record = '{}'"))
        assert changed.rowcount == 0
    with admin.connect() as connection:
        assert connection.execute(text("SELECT record FROM asiento.erasures")).scalars().all() == [final]


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("deletes", [0, 1, 4, 12, 20])
def test_a_kill_in_the_middle_is_gone_on_from(erasure: Erasure, other_tenant: Tenant, deletes: int) -> None:
    """However far it came, keys were ended first, and the next run ends it with the counts of the first."""
    other, there = of_other(erasure, other_tenant), inventory(erasure)
    erasure = replace(erasure, at_once=1)
    with on(erasure.engine, "begin", dies_after(deletes)), pytest.raises(KeyboardInterrupt):
        erase(erasure)
    left = inventory(erasure)

    record = erase(later(erasure, SETTLES))

    assert left["tables"]["api_keys"]["rows"] == 0
    assert left["tables"]["tenants"]["rows"] == 1
    assert left["objects"] == there["objects"]
    assert (record["before"], record["left"]) == (there, 0)
    assert of_other(erasure, other_tenant) == other


@contextmanager
def on(engine: Engine, name: str, function: Callable[..., None]) -> Iterator[None]:
    """Have SQLAlchemy call *function* at each event of that *name*."""
    event.listen(engine, name, function)
    try:
        yield
    finally:
        event.remove(engine, name, function)


def dies_after(deletes: int) -> Callable[[Connection], None]:
    """Return what lets the process die at a transaction of the deletion."""
    left = deletes + 1 + 3  # three before the deletion begins, one to list tables

    def begin(_connection: Connection) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise KeyboardInterrupt

    return begin


def test_messages_on_their_way_end_harmlessly(
    erasure: Erasure,
    tenant: Tenant,
    services: Services,
    database: Database,
    put_item: Callable[..., ItemRef],
    count: Callable[[str], int],
) -> None:
    """A message that comes after is done with; a worker that was busy writes nothing: no dead letter, no message."""
    stage = STAGES["preprocess"]
    waiting, busy = delivered(put_item(tenant)), delivered(put_item(tenant))
    claimed = claim(database, stage, [busy]).items[0]

    erase(erasure)
    outcome = Outcome(delivery=busy, item=claimed, stage=STAGES["extract"], state=State.QUEUED)

    assert save(database, stage, [serialized(outcome)], most=1).items == frozenset()
    assert run_stage(stage, [waiting, busy], services) == []
    assert services.queue.sent == []  # type: ignore[attr-defined]
    assert {count(table) for table in ("items", "dead_letters", "tenants")} == {0}


def test_a_key_of_the_tenant_lets_nobody_in_any_more(
    erasure: Erasure, tenant: Tenant, database: Database, admin: Engine
) -> None:
    """Its hash is gone."""
    key = new_key(Role.OPERATE)
    columns = "(tenant_id, prefix, hash, role, name)"
    add = f"INSERT INTO asiento.api_keys {columns} VALUES (:tenant, :prefix, :hash, :role, 'k')"
    with admin.begin() as connection:
        values = {"tenant": tenant.id, "prefix": key.prefix, "hash": key.hash, "role": "operate"}
        connection.execute(text(add), values)
    event = {"authorizationToken": f"Bearer {key.text}", "methodArn": "arn:aws:execute-api:x:1:api/v1/GET/items"}
    assert authorize(event, database)["principalId"] == str(tenant.id)

    erase(erasure)

    with pytest.raises(UnauthorizedError):
        authorize(event, database, lambda _: None)


def test_a_row_that_comes_in_behind_a_pass_goes_with_the_next(
    erasure: Erasure, tenant: Tenant, put_item: Callable[..., ItemRef]
) -> None:
    """A request under way when the keys ended adds an item after the table of items was emptied."""
    put_item(tenant)
    added: list[ItemRef] = []

    def add(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.lstrip().startswith("DELETE FROM asiento.batches") and not added:
            added.append(put_item(tenant))

    with on(erasure.engine, "before_cursor_execute", add):
        assert erase(erasure)["left"] == 0
    assert added


def test_a_table_of_a_later_migration_is_erased_too(erasure: Erasure, tenant: Tenant, admin: Engine) -> None:
    """It is found in the catalogue, and the role may delete from it without being told."""
    with admin.begin() as connection:
        connection.execute(
            text("CREATE TABLE asiento.zz_later (tenant_id uuid REFERENCES asiento.tenants (id), note text)")
        )
        connection.execute(text("INSERT INTO asiento.zz_later VALUES (:id, 'x')"), {"id": tenant.id})
    try:
        record = erase(erasure)
        assert (record["before"]["tables"]["zz_later"]["rows"], record["left"]) == (1, 0)
    finally:
        with admin.begin() as connection:
            connection.execute(text("DROP TABLE asiento.zz_later"))


@pytest.mark.parametrize("statement", ["SET LOCAL ROLE asiento_eraser", "SELECT FROM erasures"])
def test_the_application_cannot_erase(database: Database, statement: str) -> None:
    """Its role may not become the eraser, nor see what was erased."""
    with pytest.raises(DBAPIError, match="permission denied"), database.transaction(()) as connection:
        connection.execute(text(statement))


@pytest.mark.usefixtures("filled")
def test_a_dry_run_changes_nothing(erasure: Erasure, capsys: pytest.CaptureFixture[str]) -> None:
    """It prints what is there."""
    there = inventory(erasure)

    assert command.tell(erasure, dry_run=True) == 0

    assert json.loads(capsys.readouterr().out) == there == inventory(erasure)
    assert records.latest(erasure.rows) is None


def test_the_command_says_what_it_did_and_what_to_do(erasure: Erasure, capsys: pytest.CaptureFixture[str]) -> None:
    """The record on the one stream, when to come again on the other; a tenant that never was is an error."""
    assert command.tell(erasure, dry_run=False) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["left"] == 0
    assert "run it again after 2026-11-23T" in said.err
    assert command.tell(later(erasure, SETTLES), dry_run=False) == 0
    assert capsys.readouterr().err == ""
    never = Erasure(engine=erasure.engine, objects=erasure.objects, tenant_id=uuid4(), by="ana")
    assert command.tell(never, dry_run=False) == 1
    assert "There is no tenant" in capsys.readouterr().err


def test_a_store_that_keeps_objects_leaves_the_erasure_open(
    erasure: Erasure, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """S3 may refuse single objects (a legal hold): nothing is signed off, and the command says to come again."""
    key = f"{erasure.tenant_id}/held.pdf"
    erasure.objects.client.put_object(Bucket="documents", Key=key, Body=b"x")
    refused = {"Errors": [{"Key": key, "Code": "AccessDenied"}]}
    monkeypatch.setattr(erasure.objects.client, "delete_objects", lambda **_: refused)

    assert command.tell(erasure, dry_run=False) == 1

    assert "Try again" in capsys.readouterr().err
    begun = records.latest(erasure.rows)
    assert begun is not None
    assert (begun.record, begun.finished) == (None, False)


def test_without_a_yes_or_settings_nothing_happens(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command asks for the word, and names the setting that is missing."""
    monkeypatch.delenv("ADMIN_DATABASE_URL", raising=False)
    monkeypatch.delenv("ADMIN_DATABASE_SECRET", raising=False)

    assert main(["erase", str(uuid4())]) == 2
    assert "--yes" in capsys.readouterr().err
    assert main(["erase", str(uuid4()), "--yes"]) == 2
    assert "ADMIN_DATABASE_URL" in capsys.readouterr().err
