"""What was posted is kept: from the upload, which its sender replaces, to the ledger and past retention."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, text

from api_client import ApiClient
from asiento.api import ApiServices
from asiento.model import Delivery, ItemRef
from asiento.pipeline import MAX_ATTEMPTS, STAGES
from asiento.retention import Removed, Retention, remove_expired
from asiento.runner import Services, run_stage
from asiento.sandbox.process import ProcessSandbox
from asiento.tenant import Tenant
from builders import delivered, make_tools
from doubles import ListQueue
from places import DOCUMENTS, einvoice

ItemRow = Callable[[ItemRef], Any]
Count = Callable[[str], int]

DOCUMENT = (DOCUMENTS / "bank" / "statement.camt.xml").read_bytes()
OTHER = einvoice("ubl")
AFTER_PREPROCESS = ("classify", "extract", "validate", "publish")


@pytest.fixture
def services(services: Services, api_services: ApiServices) -> Iterator[Services]:
    """The runner's services on S3, files read in child processes as they are when deployed."""
    sandbox = ProcessSandbox()
    yield replace(services, tools=make_tools(files=api_services.files), sandbox=sandbox)
    sandbox.stop()


@pytest.fixture
def upload(client: ApiClient, batch: str, api_services: ApiServices, tenant: Tenant) -> tuple[str, ItemRef]:
    """The key of an uploaded bank file that is ingested, and its item."""
    (form,) = client.post(f"/batches/{batch}/files", {"files": [{"name": "marzo.xml"}]}).json["files"]
    api_services.files.write(form["key"], DOCUMENT)
    (item,) = client.post(f"/batches/{batch}/ingest", {"keys": [form["key"]]}).json["items"]
    return form["key"], ItemRef(tenant.id, UUID(item))


def run(services: Services, item: ItemRef, *stages: str) -> list[Delivery]:
    """Run the item through *stages*; return what is to be tried again by the last."""
    again: list[Delivery] = []
    for name in stages:
        again = run_stage(STAGES[name], [delivered(item)], services)
    return again


def age_forms(admin: Engine) -> None:
    """Let a day and two hours pass since the last form of the batch."""
    with admin.begin() as connection:
        connection.execute(text("UPDATE asiento.batches SET forms_at = forms_at - interval '26 hours'"))


def posted(admin: Engine) -> list[str]:
    """Return what the ledger says of the bank file."""
    with admin.connect() as connection:
        query = text("SELECT booked_on, amount, description FROM asiento.bank_transactions ORDER BY line")
        return [str(tuple(row)) for row in connection.execute(query)]


def test_overwriting_the_upload_changes_nothing(
    services: Services,
    api_services: ApiServices,
    upload: tuple[str, ItemRef],
    item_row: ItemRow,
    admin: Engine,
) -> None:
    """After its scan the form may bring what it likes, between any two stages: what was scanned is read and kept."""
    key, item = upload
    run(services, item, "preprocess")
    again = {}
    for stage in AFTER_PREPROCESS:
        api_services.files.write(key, OTHER)
        again[stage] = run(services, item, stage)
    api_services.files.write(key, b"<html>")

    row = item_row(item)
    assert [stage for stage, left in again.items() if left] == []
    assert (row.stage, row.state, row.error) == ("publish", "done", None)
    assert posted(admin)
    assert api_services.files.read(row.file_key) == DOCUMENT
    assert row.file_key == f"{key.rpartition('/')[0]}/kept/{row.sha256}/marzo.xml"


def test_retention_removes_the_upload_and_keeps_the_document(
    services: Services,
    api_services: ApiServices,
    client: ApiClient,
    batch: str,
    upload: tuple[str, ItemRef],
    item_row: ItemRow,
    admin: Engine,
    count: Count,
) -> None:
    """A day after the last form the bytes are there once; whoever ingests the key again is answered as before."""
    key, item = upload
    run(services, item, "preprocess", *AFTER_PREPROCESS)
    age_forms(admin)

    removed = remove_expired(Retention(database=services.database, files=api_services.files, days=30))

    assert removed == Removed(uploads=1)
    kept = item_row(item).file_key
    assert set(api_services.files.sizes(key.rpartition("/")[0])) == {kept}
    assert api_services.files.read(kept) == DOCUMENT
    again = client.post(f"/batches/{batch}/ingest", {"keys": [key]})
    assert (again.status, again.json["created"], count("items")) == (202, 0, 1)


def test_an_upload_that_preprocess_refused_stays_until_it_is_read(
    services: Services,
    api_services: ApiServices,
    client: ApiClient,
    batch: str,
    upload: tuple[str, ItemRef],
    item_row: ItemRow,
    admin: Engine,
) -> None:
    """Its item reads it again at each retry: also a better one that its sender put there."""
    key, item = upload
    api_services.files.write(key, b"%PDF-1.7 damaged")
    run(services, item, "preprocess")
    assert (item_row(item).state, item_row(item).file_key) == ("failed", key)
    age_forms(admin)
    assert remove_expired(Retention(database=services.database, files=api_services.files, days=30)) == Removed()

    api_services.files.write(key, DOCUMENT)
    assert client.post(f"/batches/{batch}/retry").json["retried"] == 1
    run(services, item, "preprocess", *AFTER_PREPROCESS)

    assert item_row(item).state == "done"
    assert api_services.files.read(item_row(item).file_key) == DOCUMENT


def test_a_redrive_at_a_later_stage_reads_what_was_kept(
    services: Services,
    api_services: ApiServices,
    queue: ListQueue,
    upload: tuple[str, ItemRef],
    item_row: ItemRow,
    admin: Engine,
) -> None:
    """An item that failed past preprocess, and whose upload is another file by now or gone, goes on where it stood."""
    key, item = upload
    run(services, item, "preprocess", "classify")
    broken = replace(STAGES["extract"], function="stage_functions:blames_the_world", reads_files=False)
    run_stage(broken, [delivered(item, attempt=MAX_ATTEMPTS)], services)
    assert item_row(item).state == "failed"
    api_services.files.delete([key])
    queue.sent.clear()

    run(services, item, "extract", "validate", "publish")

    assert item_row(item).state == "done"
    assert posted(admin)


def test_a_crash_before_the_save_keeps_what_is_saved(
    services: Services,
    api_services: ApiServices,
    upload: tuple[str, ItemRef],
    item_row: ItemRow,
    admin: Engine,
) -> None:
    """The upload is replaced between two runs of preprocess: the item's file is what the saved run scanned."""
    key, item = upload
    trap = "ADD CONSTRAINT crash CHECK (stage = 'preprocess') NOT VALID"
    for change in (trap, "DROP CONSTRAINT crash"):
        with admin.begin() as connection:
            connection.execute(text(f"ALTER TABLE asiento.items {change}"))
        if change == trap:
            run(services, item, "preprocess")
    assert item_row(item).file_key == key
    api_services.files.write(key, OTHER)

    run(services, item, "preprocess")

    row = item_row(item)
    assert (row.kind, api_services.files.read(row.file_key)) == ("xml", OTHER)
    assert len([one for one in api_services.files.sizes(key.rpartition("/")[0]) if "/kept/" in one]) == 2
