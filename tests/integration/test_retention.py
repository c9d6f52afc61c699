"""Retention: what is past its time goes, what is not stays, and the ledger is never touched."""

import time
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import override
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, text

from api_client import ApiClient, problem_of
from asiento import bootstrap
from asiento.api import ApiServices, build_api
from asiento.entries.retention import handler
from asiento.errors import TransientError
from asiento.files import S3Files
from asiento.model import ItemRef
from asiento.pipeline import STAGES
from asiento.retention import Removed, Retention, expired_error, remove_expired
from asiento.runner import Services, run_stage
from asiento.store.batches import lock_batch
from asiento.store.database import Database
from asiento.store.items import insert_items
from asiento.store.retention import BatchOf, blank_items, expire, tells_nothing
from asiento.tenant import Tenant
from builders import delivered
from doubles import ListQueue
from infra.local.databases import let_uploads_wait
from infra.local.postgres import Cluster

DAYS = 30
OLD, YOUNG = DAYS * 24 + 1, DAYS * 24 - 1


@pytest.fixture
def retention(database: Database, api_services: ApiServices) -> Retention:
    """Keeps documents for thirty days."""
    return Retention(database=database, files=api_services.files, days=DAYS)


AGE = (
    """
    UPDATE asiento.batches
    SET created_at = created_at - make_interval(hours => :hours),
        forms_at = forms_at - make_interval(hours => :hours),
        cleared_at = cleared_at - make_interval(hours => :hours)
    WHERE CAST(:batch AS uuid) IS NULL OR id = CAST(:batch AS uuid)
    """,
    """
    UPDATE asiento.items SET created_at = created_at - make_interval(hours => :hours)
    WHERE CAST(:batch AS uuid) IS NULL OR batch_id = CAST(:batch AS uuid)
    """,
)

SETTLE = text("""
    UPDATE asiento.items
    SET state = :state, stage = :stage, document = '{"doc_type": "expense"}', classification = '{}',
        findings = '[{"message": "Total 12.10"}]',
        error = CASE WHEN :code <> ''
            THEN jsonb_build_object('code', CAST(:code AS text), 'message', 'Total 12.10.') END
    WHERE CAST(:item AS uuid) IS NULL OR id = CAST(:item AS uuid)
""")


def age(admin: Engine, hours: int, batch: str | None = None) -> None:
    """Let time pass for a batch and all that is in it, or for everything."""
    with admin.begin() as connection:
        for statement in AGE:
            connection.execute(text(statement), {"hours": hours, "batch": batch})


def upload(client: ApiClient, services: ApiServices, batch: str, name: str = "a.pdf") -> str:
    """Upload a file; return its key."""
    (form,) = client.post(f"/batches/{batch}/files", {"files": [{"name": name}]}).json["files"]
    services.files.write(form["key"], b"%PDF-1.7")
    key: str = form["key"]
    return key


def keys_of(services: ApiServices, tenant: Tenant) -> set[str]:
    """Return the keys of all objects of a tenant."""
    return set(services.files.sizes(f"{tenant.id}/"))


def settle(admin: Engine, state: str, code: str | None = None, stage: str = "publish", item: str | None = None) -> None:
    """Let an item, or all, stand as *state*, with what the stages read of them."""
    with admin.begin() as connection:
        connection.execute(SETTLE, {"state": state, "stage": stage, "code": code or "", "item": item})


def post_expense(admin: Engine, tenant: Tenant, item: str) -> None:
    """Put a ledger row of an item."""
    add = "INSERT INTO asiento.expenses (tenant_id, item_id, line, currency, total) VALUES (:t, :i, 0, 'EUR', 12.10)"
    with admin.begin() as connection:
        connection.execute(text(add), {"t": tenant.id, "i": item})


def test_an_upload_that_nobody_ingests_goes_after_a_day(
    client: ApiClient, batch: str, api_services: ApiServices, admin: Engine, tenant: Tenant, retention: Retention
) -> None:
    """What was ingested stays, and so does what stages wrote beside it."""
    left, taken = upload(client, api_services, batch), upload(client, api_services, batch)
    client.post(f"/batches/{batch}/ingest", {"keys": [taken]})
    beside = f"{taken.rpartition('/')[0]}/content/reading.json"
    api_services.files.write(beside, b"{}")
    assert remove_expired(retention) == Removed()

    age(admin, 24)
    assert remove_expired(retention) == Removed()
    age(admin, 2)
    assert remove_expired(retention) == Removed(uploads=1)

    assert keys_of(api_services, tenant) == {taken, beside}
    assert left not in keys_of(api_services, tenant)
    assert remove_expired(retention) == Removed()


def test_a_new_form_gives_its_batch_another_day(
    client: ApiClient, batch: str, api_services: ApiServices, admin: Engine, retention: Retention
) -> None:
    """Only when the last form of a batch is a day old are its uploads gone through, and then once more."""
    upload(client, api_services, batch)
    age(admin, 26)
    upload(client, api_services, batch)
    assert remove_expired(retention) == Removed()

    age(admin, 26)
    assert remove_expired(retention) == Removed(uploads=2)
    upload(client, api_services, batch)
    age(admin, 26)
    assert remove_expired(retention) == Removed(uploads=1)


def test_what_a_person_corrected_is_forgotten_with_the_document(
    client: ApiClient, batch: str, admin: Engine, retention: Retention
) -> None:
    """Who decided stays, and which fields were changed; what was in them goes."""
    (item,) = client.post(f"/batches/{batch}/ingest", {"rows": [{"total": "12.10"}]}).json["items"]
    settle(admin, "review", stage="validate")
    with admin.begin() as connection:
        connection.execute(text("""UPDATE asiento.items SET document = '{"doc_type": "receipt"}'"""))
    assert client.patch(f"/items/{item}", {"fields": {"total": "1.00"}}).status == 200
    settle(admin, "rejected")
    age(admin, OLD)

    remove_expired(retention)

    (event,) = client.get(f"/items/{item}/history").json["items"]
    assert (event["action"], event["changes"]["total"]) == ("correct", {"before": None, "after": None})


def test_who_ingests_a_removed_upload_is_told(
    client: ApiClient,
    batch: str,
    api_services: ApiServices,
    admin: Engine,
    retention: Retention,
    count: Callable[..., int],
) -> None:
    """No item is made of a file that is gone; it can be uploaded again."""
    key = upload(client, api_services, batch)
    age(admin, 26)
    remove_expired(retention)

    answer = client.post(f"/batches/{batch}/ingest", {"keys": [key]})
    assert problem_of(answer) == (422, "file_missing", "keys.0")
    assert count("items") == 0
    again = upload(client, api_services, batch)
    assert client.post(f"/batches/{batch}/ingest", {"keys": [again]}).status == 202


class RemovedMeanwhile(S3Files):
    """Files that retention removes right after the first look at them."""

    def __init__(self, retention: Retention) -> None:
        super().__init__(retention.files.client, retention.files.bucket)
        self.retention = retention
        self.looks = 0

    @override
    def stored(self, keys: Collection[str]) -> set[str]:
        """Look, and have what was seen removed."""
        found = super().stored(keys)
        self.looks += 1
        if self.looks == 1:
            remove_expired(self.retention)
        return found


def test_who_looked_before_an_upload_was_removed_looks_again(
    client: ApiClient,
    batch: str,
    api_services: ApiServices,
    admin: Engine,
    retention: Retention,
    count: Callable[..., int],
) -> None:
    """Between the look at the store and the items there is a moment: the batch is held, and the store asked again."""
    key = upload(client, api_services, batch)
    age(admin, 26)
    files = RemovedMeanwhile(retention)
    client = replace(client, api=build_api(replace(api_services, files=files)))

    answer = client.post(f"/batches/{batch}/ingest", {"keys": [key]})

    assert problem_of(answer) == (422, "file_missing", "keys.0")
    assert (count("items"), files.looks) == (0, 2)


def test_documents_go_and_the_ledger_stays(
    client: ApiClient,
    batch: str,
    api_services: ApiServices,
    admin: Engine,
    tenant: Tenant,
    retention: Retention,
) -> None:
    """Past the days of the setting neither the file is there nor what it said, but the ledger row and its item are."""
    key = upload(client, api_services, batch, "dinner.pdf")
    (item,) = client.post(f"/batches/{batch}/ingest", {"keys": [key]}).json["items"]
    settle(admin, "done")
    post_expense(admin, tenant, item)
    age(admin, YOUNG)
    assert remove_expired(retention) == Removed()

    age(admin, OLD - YOUNG)
    assert remove_expired(retention) == Removed(batches=1)

    shown = client.get(f"/items/{item}").json
    assert (shown["status"], shown["name"], shown["document"]) == ("published", "dinner.pdf", None)
    assert "12.10" not in client.get(f"/items/{item}").text
    assert [row["item_id"] for row in client.get("/expenses").json["items"]] == [item]
    assert keys_of(api_services, tenant) == set()
    assert client.get(f"/batches/{batch}").json["expired_at"]
    assert remove_expired(retention) == Removed()


def test_the_last_document_of_a_batch_counts(
    client: ApiClient, batch: str, admin: Engine, retention: Retention, api_services: ApiServices
) -> None:
    """A batch that is open for years keeps its documents until the last one's time is over."""
    client.post(f"/batches/{batch}/ingest", {"rows": [{"total": "1"}]})
    age(admin, OLD)
    client.post(f"/batches/{batch}/ingest", {"rows": [{"total": "2"}]})
    settle(admin, "done")
    assert remove_expired(retention) == Removed()

    upload(client, api_services, batch)
    age(admin, OLD)
    assert remove_expired(retention) == Removed(batches=1, uploads=1)


@pytest.mark.parametrize("state", ["queued", "running"])
def test_what_is_under_way_is_never_deleted(
    client: ApiClient, batch: str, admin: Engine, retention: Retention, state: str
) -> None:
    """However old: it first comes to its end."""
    client.post(f"/batches/{batch}/ingest", {"rows": [{"total": "1"}]})
    settle(admin, state, stage="extract")
    age(admin, OLD)

    assert remove_expired(retention) == Removed()


def expire_all(admin: Engine, retention: Retention, state: str, code: str | None, stage: str) -> None:
    """Let all items stand so until their time is over."""
    settle(admin, state, code, stage)
    age(admin, OLD)
    assert remove_expired(retention) == Removed(batches=1)


@pytest.mark.parametrize(
    ("state", "code", "stage"),
    [("review", None, "validate"), ("failed", "totals_mismatch", "validate"), ("failed", "storage_unavailable", "ocr")],
)
def test_what_nobody_decided_in_time_ends_as_expired(
    client: ApiClient,
    batch: str,
    admin: Engine,
    retention: Retention,
    state: str,
    code: str | None,
    stage: str,
    subtests: pytest.Subtests,
) -> None:
    """With a sentence that says so, and without what the document said."""
    (item,) = client.post(f"/batches/{batch}/ingest", {"rows": [{"total": "12.10"}]}).json["items"]
    expire_all(admin, retention, state, code, stage)

    shown = client.get(f"/items/{item}").json
    assert (shown["status"], shown["error"]["code"]) == (f"{stage}_failed", "expired")
    assert "30 days" in shown["error"]["message"]
    assert "12.10" not in client.get(f"/items/{item}").text
    assert problem_of(client.post(f"/batches/{batch}/retry")) == (409, "batch_expired", "batch_id")
    for decision in ("approve", "reject"):
        with subtests.test(decision=decision):
            answer = client.patch(f"/items/{item}", {"decision": decision})
            assert problem_of(answer) == (409, "batch_expired", "batch_id")


def test_a_rejection_stays_one(client: ApiClient, batch: str, admin: Engine, retention: Retention) -> None:
    """A person's no is an end of its own."""
    (item,) = client.post(f"/batches/{batch}/ingest", {"rows": [{"total": "12.10"}]}).json["items"]
    expire_all(admin, retention, "rejected", None, "validate")

    assert client.get(f"/items/{item}").json["status"] == "rejected"


def test_a_redrive_does_not_bring_back_what_expired(
    client: ApiClient,
    batch: str,
    admin: Engine,
    retention: Retention,
    services: Services,
    tenant: Tenant,
    queue: ListQueue,
) -> None:
    """Its message is done with, at whatever stage; its dead letter, which may quote it, is gone."""
    (item,) = client.post(f"/batches/{batch}/ingest", {"rows": [{"total": "12.10"}]}).json["items"]
    add = (
        "INSERT INTO asiento.dead_letters (tenant_id, item_id, stage, attempt, code, cause, message, payload) "
        "VALUES (:t, :i, 'classify', 3, 'x', 'x', 'Total 12.10', '{}')"
    )
    with admin.begin() as connection:
        connection.execute(text(add), {"t": tenant.id, "i": item})
    expire_all(admin, retention, "failed", "internal_error", "classify")
    queue.sent.clear()

    assert run_stage(STAGES["classify"], [delivered(ItemRef(tenant.id, UUID(item)))], services) == []

    assert queue.sent == []
    assert client.get(f"/items/{item}").json["error"]["code"] == "expired"
    with admin.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM asiento.dead_letters")).scalar_one() == 0


def test_nothing_new_comes_into_an_expired_batch(
    client: ApiClient, batch: str, admin: Engine, retention: Retention
) -> None:
    """Neither forms nor rows: it would be deleted with the next run."""
    client.post(f"/batches/{batch}/ingest", {"rows": [{"total": "1"}]})
    expire_all(admin, retention, "done", None, "publish")

    expired = (409, "batch_expired", "batch_id")
    assert problem_of(client.post(f"/batches/{batch}/files", {"files": [{"name": "a.pdf"}]})) == expired
    assert problem_of(client.post(f"/batches/{batch}/ingest", {"rows": [{"total": "1"}]})) == expired


def test_a_retry_that_comes_in_between_wins(client: ApiClient, batch: str, admin: Engine, retention: Retention) -> None:
    """What began to run again after it was found is left alone, its row unharmed."""
    (item,) = client.post(f"/batches/{batch}/ingest", {"rows": [{"total": "12.10"}]}).json["items"]
    settle(admin, "failed", "internal_error", "extract")
    age(admin, OLD)
    looks = []

    def clock() -> float:
        # Asked at the start of both steps, and once the batch is found, before it expires.
        looks.append(1)
        if len(looks) == 3:
            settle(admin, "queued", stage="extract", item=item)
        return 0.0

    assert remove_expired(replace(retention, clock=clock)) == Removed()
    assert len(looks) == 3
    assert client.get(f"/items/{item}").json["row"] == {"total": "12.10"}
    assert client.get(f"/batches/{batch}").json["expired_at"] is None


def test_a_run_that_loses_the_store_is_finished_by_the_next(
    client: ApiClient, batch: str, api_services: ApiServices, admin: Engine, tenant: Tenant, retention: Retention
) -> None:
    """What was deleted of the rows is not asked for again, and no object is forgotten."""
    key = upload(client, api_services, batch)
    client.post(f"/batches/{batch}/ingest", {"keys": [key]})
    settle(admin, "done")
    age(admin, OLD)
    remove_expired(replace(retention, days=10_000))  # the uploads are gone through
    assert remove_expired(replace(retention, files=Away(retention.files.client, retention.files.bucket))) == Removed(
        failed=1
    )
    assert keys_of(api_services, tenant) == {key}
    assert problem_of(client.post(f"/batches/{batch}/files", {"files": [{"name": "a"}]}))[1] == "batch_expired"

    assert remove_expired(retention) == Removed(batches=1)
    assert keys_of(api_services, tenant) == set()


def test_another_tenants_documents_are_not_touched(
    client: ApiClient, stranger: ApiClient, batch: str, api_services: ApiServices, admin: Engine, other_tenant: Tenant,
    retention: Retention,
) -> None:  # fmt: skip
    """Each batch goes by its own time."""
    theirs = stranger.post("/batches").json["id"]
    key = upload(stranger, api_services, theirs)
    (item,) = stranger.post(f"/batches/{theirs}/ingest", {"keys": [key]}).json["items"]
    client.post(f"/batches/{batch}/ingest", {"rows": [{"total": "1"}]})
    settle(admin, "done")
    age(admin, OLD, batch)

    assert remove_expired(retention) == Removed(batches=1)
    assert keys_of(api_services, other_tenant) == {key}
    assert stranger.get(f"/items/{item}").json["document"]


def test_kept_answers_go_after_a_day(
    client: ApiClient, stranger: ApiClient, admin: Engine, retention: Retention, count: Callable[..., int]
) -> None:
    """Of a tenant that never comes again as well."""
    client.post("/batches", {}, Idempotency_Key="old")
    with admin.begin() as connection:
        connection.execute(text("UPDATE asiento.idempotency_keys SET created_at = created_at - interval '25 hours'"))
    stranger.post("/batches", {}, Idempotency_Key="other")
    with admin.begin() as connection:
        connection.execute(text("UPDATE asiento.idempotency_keys SET created_at = created_at - interval '23 hours'"))

    assert remove_expired(retention) == Removed(requests=1)
    assert count("idempotency_keys") == 1


def test_a_run_goes_on_until_its_time_is_up(client: ApiClient, admin: Engine, retention: Retention) -> None:
    """However few batches are found at once; the oldest go first."""
    batches = [client.post("/batches").json["id"] for _ in range(3)]
    for index, batch in enumerate(batches):
        age(admin, OLD + index, batch)
    ticks = iter([0.0, 0.0, 0.0, 1_000.0])

    assert remove_expired(replace(retention, most=1, clock=lambda: next(ticks))) == Removed(batches=1)
    assert client.get(f"/batches/{batches[2]}").json["expired_at"]

    assert remove_expired(replace(retention, most=1)) == Removed(batches=2)


class Away(S3Files):
    """A store that does not answer for what begins with *prefix*."""

    prefix = ""

    def sizes(self, prefix: str) -> dict[str, int]:
        """Return what there is, or raise."""
        if prefix.startswith(self.prefix):
            raise TransientError("storage_unavailable.silent")
        return super().sizes(prefix)


def test_a_batch_that_fails_keeps_no_other_waiting(
    client: ApiClient, stranger: ApiClient, admin: Engine, retention: Retention, tenant: Tenant
) -> None:
    """Not the same tenant's, and not another's."""
    failing = client.post("/batches").json["id"]
    others = [client.post("/batches").json["id"], stranger.post("/batches").json["id"]]
    age(admin, OLD + 1, failing)
    age(admin, OLD)
    away = Away(retention.files.client, retention.files.bucket)
    away.prefix = f"{tenant.id}/{failing}"

    assert remove_expired(replace(retention, files=away)) == Removed(batches=2, failed=1)
    shown = [one.get(f"/batches/{batch}").json for one, batch in zip((client, stranger), others, strict=True)]
    assert [batch for batch in shown if not batch["expired_at"]] == []
    assert remove_expired(retention) == Removed(batches=1)


def test_an_ingest_under_way_is_waited_for(
    client: ApiClient, batch: str, admin: Engine, retention: Retention, tenant: Tenant, database: Database
) -> None:
    """What it adds is seen by the batch that waited for it to end, which then does not expire."""
    client.post(f"/batches/{batch}/ingest", {"rows": [{"total": "1"}]})
    settle(admin, "done")
    age(admin, OLD)
    other = Database(database.engine)
    new = {"id": str(uuid4()), "position": 1, "name": "row", "row": {"total": "2"}}
    with ThreadPoolExecutor(1) as pool:
        with other.transaction([tenant.id]) as connection:
            lock_batch(connection, tenant.id, UUID(batch))
            insert_items(connection, tenant.id, UUID(batch), [new])
            running = pool.submit(remove_expired, retention)
            wait_until_blocked(admin)
        assert running.result() == Removed()

    assert client.get(f"/batches/{batch}").json["expired_at"] is None
    assert client.get(f"/items/{new['id']}").json["row"] == {"total": "2"}


def wait_until_blocked(admin: Engine) -> None:
    """Return once a connection waits for a lock."""
    waits = text(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    for _ in range(500):
        with admin.connect() as connection:
            if connection.execute(waits).scalar_one():
                return
        time.sleep(0.01)
    pytest.fail("nobody waited")


def test_what_runs_again_before_it_is_blank_keeps_all_of_its_batch(
    client: ApiClient, batch: str, admin: Engine, tenant: Tenant, database: Database
) -> None:
    """A redriven item that began to run keeps what it says, and no object goes before it has ended."""
    items = client.post(f"/batches/{batch}/ingest", {"rows": [{"total": "1"}, {"total": "2"}]}).json["items"]
    settle(admin, "failed", "internal_error", "extract")
    age(admin, OLD)
    place = BatchOf(tenant_id=tenant.id, batch_id=UUID(batch))
    with database.transaction([tenant.id]) as connection:
        assert expire(connection, place, DAYS)
    settle(admin, "running", stage="extract", item=items[0])

    with database.transaction([tenant.id]) as connection:
        assert blank_items(connection, place, expired_error(DAYS), 10) == 1
        assert not tells_nothing(connection, place)

    assert client.get(f"/items/{items[0]}").json["row"] == {"total": "1"}
    assert client.get(f"/items/{items[1]}").json["row"] == {}


def test_malware_stays_what_it_is(client: ApiClient, batch: str, admin: Engine, retention: Retention) -> None:
    """Nobody is told to send it again."""
    (item,) = client.post(f"/batches/{batch}/ingest", {"rows": [{"total": "12.10"}]}).json["items"]
    expire_all(admin, retention, "failed", "infected", "preprocess")

    assert client.get(f"/items/{item}").json["error"]["code"] == "infected"


def test_after_a_restore_uploads_wait_for_who_ingests_them_again(
    client: ApiClient, batch: str, api_services: ApiServices, admin: Engine, retention: Retention, cluster: Cluster
) -> None:
    """The database of a backup does not know what was ingested after it; the file is there, and stays for a day."""
    key = upload(client, api_services, batch)
    age(admin, 26)

    let_uploads_wait(cluster)

    assert remove_expired(retention) == Removed()
    assert client.post(f"/batches/{batch}/ingest", {"keys": [key]}).status == 202


def test_nothing_goes_while_imports_are_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody restores a database, say: without one, or a store, the function does nothing and says so."""
    monkeypatch.setenv("DATABASE_URL", "postgresql+pg8000://nobody@127.0.0.1:1/none")
    monkeypatch.setenv("IMPORTS_ENABLED", "0")
    bootstrap.settings.cache_clear()
    try:
        assert handler({}, None) == {}
    finally:
        bootstrap.settings.cache_clear()
