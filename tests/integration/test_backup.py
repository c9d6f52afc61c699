"""A backup of the local stack brings everything back on an empty machine: rows, documents, policies, work under way."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree
from uuid import uuid4

import boto3
import pytest
from moto import mock_aws
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from asiento.erase import Erasure, erase
from asiento.erase.objects import Objects
from asiento.files.quarantine import INFECTED, SCAN_TAG
from asiento.model import ItemRef
from asiento.pipeline import FIRST, MAX_ATTEMPTS, PIPELINE
from asiento.queues import InlineQueue
from asiento.runner import Services, run_stage
from asiento.schema import migrate
from asiento.store.database import connect, name_tenants, open_database
from asiento.sweep import sweep
from builders import make_tools
from infra.local.backup import DUMP, MANIFEST, OBJECTS, Place
from infra.local.bucket import INDEX
from infra.local.config import StackConfig, StackError
from infra.local.databases import Check, checks_of
from infra.local.servers import cluster_of, start_postgres
from places import MIGRATIONS, free_port

ROW = json.dumps({"type": "expense", "date": "2026-03-05", "supplier": "Bar Sol", "total": "12.10"})
OURS, THEIRS, BATCH = uuid4(), uuid4(), uuid4()
DONE, WAITING = (ItemRef(OURS, uuid4()) for _ in range(2))
KEY, BAD_KEY = f"{OURS}/{BATCH}/{uuid4()}/a.pdf", f"{OURS}/{BATCH}/{uuid4()}/malware.pdf"

NO_WAIT = {stage.name: 0 for stage in PIPELINE}


@dataclass(frozen=True, kw_only=True)
class Machine:
    """A stack of this test: where it is, and its addresses for the owner and the application."""

    place: Place
    owner_url: str
    app_url: str


def start(var: Path, bucket: str) -> Machine:
    """Start an empty stack with its schema, as `make up` does; its owner is no superuser."""
    config = StackConfig(var=var, postgres_port=free_port(), fast_postgres=True)
    owner_url, app_url = start_postgres(config, lambda _: None)
    owner = connect(owner_url)
    migrate(owner, MIGRATIONS, app_url)
    owner.dispose()
    s3 = boto3.client("s3")
    s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-south-2"})
    return Machine(place=Place(cluster=cluster_of(config), s3=s3, bucket=bucket), owner_url=owner_url, app_url=app_url)


@pytest.fixture(scope="module")
def backup(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Machine, dict[str, Check]]]:
    """A backup of a stack that is lost, and another, empty one."""
    with mock_aws():
        lost, folder = start(tmp_path_factory.mktemp("lost"), "lost"), tmp_path_factory.mktemp("backups") / "first"
        fill(lost)
        lost.place.save(folder)
        saved = checks(lost)
        lost.place.cluster.stop(crash=True)
        new = start(tmp_path_factory.mktemp("new"), "new")
        yield folder, new, saved
        new.place.cluster.stop()


def fill(machine: Machine) -> None:
    """Two tenants; of one an item that is published, one that waits, a document and one in quarantine."""
    with as_owner(machine) as connection:
        for tenant in (OURS, THEIRS):
            add = "INSERT INTO asiento.tenants (id, name, country, currency) VALUES (:id, 'Señora ☕', 'ES', 'EUR')"
            connection.execute(text(add), {"id": tenant})
        connection.execute(
            text("INSERT INTO asiento.batches (tenant_id, id, name) VALUES (:t, :b, 'b')"), {"t": OURS, "b": BATCH}
        )
        for item in (DONE, WAITING):
            add = """
                INSERT INTO asiento.items (tenant_id, batch_id, id, position, name, "row")
                VALUES (:t, :b, :id, 0, 'row', :row)
            """
            connection.execute(text(add), {"t": OURS, "b": BATCH, "id": item.item_id, "row": ROW})
    with services(machine) as run:
        run.queue.send(FIRST, [DONE])
    machine.place.s3.put_object(Bucket="lost", Key=KEY, Body=b"%PDF", Tagging="a=b")
    machine.place.s3.put_object(Bucket="lost", Key=BAD_KEY, Body=b"X5O", Tagging=f"{SCAN_TAG}={INFECTED}")


@contextmanager
def as_owner(machine: Machine) -> Iterator[Connection]:
    """A transaction of the schema's owner, who names both tenants, for the policies hold for it too."""
    engine = connect(machine.owner_url)
    with engine.begin() as connection:
        name_tenants(connection, [OURS, THEIRS])
        yield connection
    engine.dispose()


@contextmanager
def services(machine: Machine) -> Iterator[Services]:
    """The runner's services as the application's role, without queues."""
    database = open_database(machine.app_url)
    inline = InlineQueue(lambda stage, given: run_stage(stage, given, run), MAX_ATTEMPTS)
    run = Services(database=database, queue=inline, tools=make_tools())
    yield run
    database.engine.dispose()


def checks(machine: Machine) -> dict[str, Check]:
    """Return the check of each table as it is now."""
    engine = connect(machine.place.cluster.url())
    with engine.connect() as connection:
        found = checks_of(connection)
    engine.dispose()
    return found


def test_everything_is_back_on_an_empty_machine_and_work_goes_on(
    backup: tuple[Path, Machine, dict[str, Check]],
) -> None:
    """Rows and documents to the byte, policies and roles in force, and what waited then is published, once."""
    folder, new, saved = backup

    manifest = new.place.bring_back(folder)

    assert checks(new) == saved == manifest.tables
    assert (saved["items"].rows, saved["expenses"].rows, manifest.objects) == (2, 1, 1)
    assert new.place.s3.get_object(Bucket="new", Key=KEY)["Body"].read() == b"%PDF"
    assert new.place.s3.get_object_tagging(Bucket="new", Key=KEY)["TagSet"] == [{"Key": "a", "Value": "b"}]
    assert new.place.s3.list_objects_v2(Bucket="new")["KeyCount"] == 1
    policies_hold(new)
    pipeline_goes_on(new)
    the_owner_is_the_owner(new)


def policies_hold(machine: Machine) -> None:
    """Each table forces its policies, and the application, which may start, sees its named tenant only."""
    query = "SELECT count(*) FILTER (WHERE NOT (relrowsecurity AND relforcerowsecurity)), count(*) FROM pg_class"
    where = " WHERE relnamespace = 'asiento'::regnamespace AND relkind = 'r'"
    engine = connect(machine.owner_url)
    with engine.connect() as connection:
        open_tables, tables = connection.execute(text(query + where)).one()
    engine.dispose()
    assert open_tables == 0 < tables
    database = open_database(machine.app_url)
    for named, seen in (((), 0), ((THEIRS,), 0), ((OURS,), 2)):
        with database.transaction(named) as connection:
            assert connection.execute(text("SELECT count(*) FROM items")).scalar_one() == seen
    with pytest.raises(DBAPIError, match="permission denied"), database.transaction([OURS]) as connection:
        connection.execute(text("SET LOCAL ROLE asiento_eraser"))
    database.engine.dispose()


def pipeline_goes_on(machine: Machine) -> None:
    """No queue knows of the item that waited: the sweep sends it. A message that comes again posts nothing twice."""
    with services(machine) as run:
        assert sweep(run.database, run.queue, waits=NO_WAIT).unsent == 1
        assert sweep(run.database, run.queue, waits=NO_WAIT).sent == 0
        run.queue.send(FIRST, [DONE, WAITING])
        with run.database.transaction([OURS]) as connection:
            states = connection.execute(text("SELECT stage || ' ' || state FROM items")).scalars().all()
            posted = connection.execute(text("SELECT count(*), count(DISTINCT item_id) FROM expenses")).one()
    assert (states, tuple(posted)) == (["publish done"] * 2, (2, 2))


def the_owner_is_the_owner(machine: Machine) -> None:
    """It migrates and erases as before, though it is no superuser."""
    owner = connect(machine.owner_url)
    migrate(owner, MIGRATIONS, machine.app_url)
    objects = Objects(machine.place.s3, "new")
    assert erase(Erasure(engine=owner, objects=objects, tenant_id=OURS, by="ana"))["left"] == 0
    owner.dispose()


def test_a_damaged_backup_changes_nothing(
    backup: tuple[Path, Machine, dict[str, Check]], tmp_path: Path, subtests: pytest.Subtests
) -> None:
    """A dump without a row of its manifest, a document with another byte, an unfinished one: the database stays."""
    folder, new, _ = backup
    before = checks(new)
    damages: dict[str, Callable[[Path], object]] = {
        "does not hold what was saved in items": lambda copy: forge(copy / MANIFEST),
        "pg_restore failed": lambda copy: (copy / DUMP).write_bytes((copy / DUMP).read_bytes()[:2000]),
        "is damaged": lambda copy: (copy / OBJECTS / "1").write_bytes(b"%PDG"),
        "holds 0 objects instead of 1": lambda copy: (copy / OBJECTS / INDEX).write_text(""),
        "no finished backup": lambda copy: (copy / MANIFEST).unlink(),
    }
    for number, (said, damage) in enumerate(damages.items()):
        with subtests.test(said=said):
            copy = tmp_path / str(number)
            copytree(folder, copy)
            damage(copy)
            with pytest.raises(StackError, match=said):
                new.place.bring_back(copy)
            assert checks(new) == before


def forge(manifest: Path) -> None:
    """Say another number of items."""
    said = json.loads(manifest.read_text())
    said["tables"]["items"]["rows"] += 1
    manifest.write_text(json.dumps(said))


def test_a_backup_is_never_written_over(backup: tuple[Path, Machine, dict[str, Check]]) -> None:
    """The folder must be new."""
    folder, new, _ = backup
    with pytest.raises(StackError, match="exists already"):
        new.place.save(folder)
