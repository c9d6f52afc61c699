"""The whole deployment through its HTTPS API: documents in, ledger entries out, whatever dies on the way."""

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import text

from asiento.access.keys import Role, new_key
from asiento.store.database import name_tenants
from benchmarks.rows import rows
from e2e.conftest import Deployed
from infra.local import clamav
from infra.local.client import ApiClient
from infra.local.deploy import client as aws
from infra.local.documents import Documents, gather
from infra.local.imports import Result, import_documents
from infra.local.processes import stop
from infra.local.truth import differences, read_truth
from infra.samples.catalogue import NOT_IMPORTED, TRUTH
from needs import need

pytestmark = pytest.mark.timeout(300)


def ignore(_status: object) -> None:
    """Show no progress."""


def wait_for(condition: Callable[[], bool], seconds: float = 90) -> None:
    """Wait until *condition* holds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def workers_of(deployed: Deployed, function: str) -> Iterator[int]:
    """Yield the ids of the processes that run *function* in this stack."""
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            try:
                command = (process / "cmdline").read_bytes().decode(errors="replace")
            except OSError:
                continue
            if str(deployed.config.var) in command and f"-{function}-" in command:
                yield int(process.name)


def import_file(deployed: Deployed, file: Path) -> tuple[str, str]:
    """Upload a file and start it; return the ids of its batch and item."""
    batch_id = deployed.client.create_batch(file.name)
    upload = deployed.client.request_uploads(batch_id, [file])[0]
    deployed.client.upload(upload, file)
    return batch_id, deployed.client.ingest_keys(batch_id, [upload["key"]])[0]


def posted_items(result: Result) -> list[str]:
    """Return the item of each ledger row of an import."""
    return [row["item_id"] for table in result.ledger.values() for row in table]


def test_every_sample_comes_out_as_it_must(deployed: Deployed, samples_folder: Path) -> None:
    """Good documents are published with the right figures; each bad one ends with its own code."""
    documents = gather([samples_folder], without=NOT_IMPORTED)

    result = import_documents(deployed.client, documents, "samples", ignore)

    assert differences(result, read_truth(samples_folder / TRUTH)) == []
    sentences = [item.message for item in result.items if item.code]
    assert all(sentence.endswith(".") for sentence in sentences)
    assert len(set(sentences)) == len(sentences) == result.status["failed"] + result.status["needs_review"]


def test_rows_are_posted_once_each(deployed: Deployed) -> None:
    """Two hundred JSON rows become two hundred ledger rows."""
    documents = Documents(files=[], rows={"rows.json": list(rows(200))})

    result = import_documents(deployed.client, documents, "rows", ignore)

    assert result.status["published"] == 200
    assert sorted(posted_items(result)) == sorted({item.id for item in result.items})


def test_a_killed_worker_loses_nothing(deployed: Deployed, samples_folder: Path) -> None:
    """A worker that dies in the middle of ocr leaves its item running; its message comes again and finishes it."""
    url = deployed.physical("OcrQueue")
    sqs = aws(deployed.config, "sqs")
    # Otherwise the message would stay hidden for six times the function's timeout.
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"VisibilityTimeout": "8"})
    batch_id, item_id = import_file(deployed, samples_folder / "invoice-scanned.pdf")
    wait_for(lambda: deployed.client.item(item_id)["status"] == "ocr_processing")

    workers = list(workers_of(deployed, "OcrFunction"))
    assert workers
    for worker in workers:
        os.kill(worker, signal.SIGKILL)
    assert deployed.client.item(item_id)["status"] == "ocr_processing"

    wait_for(lambda: deployed.client.status(batch_id)["finished"] == 1)
    assert deployed.client.item(item_id)["status"] == "published"
    assert [row["item_id"] for row in deployed.client.pages("/invoices", batch_id=batch_id)] == [item_id]


@pytest.fixture
def without_scanner(deployed: Deployed) -> Iterator[Callable[[], None]]:
    """The scanner is away; the function that this gives brings it back."""
    scanner = need(deployed.record.processes.get("clamd"), "ClamAV is not installed, so scanning is off")

    def start() -> None:
        deployed.started.append(clamav.start(deployed.config.var / "clamav", deployed.config.clamd_port))

    stop(scanner)
    yield start
    if not deployed.started:
        start()


def test_a_redriven_message_makes_its_item_run_again(
    deployed: Deployed, samples_folder: Path, without_scanner: Callable[[], None]
) -> None:
    """With the scanner away nothing passes: three tries, a dead letter. Redriven once it is back, it is published.

    One message goes back as the console does it, the other by our own endpoint, which finds no move task here.
    """
    files = ("invoice-ecuador.pdf", "invoice-spain.pdf")
    started = [import_file(deployed, samples_folder / file) for file in files]
    items = [item_id for _, item_id in started]
    wait_for(lambda: {deployed.client.item(item)["status"] for item in items} == {"preprocess_failed"})
    assert {deployed.client.item(item)["error"]["code"] for item in items} == {"scanner_unavailable"}
    wait_for(lambda: dead_letters(deployed, "preprocess") == 2)

    without_scanner()
    redrive_one(deployed, "Preprocess")
    answer = deployed.operator.call("POST", "/queues/preprocess/redrive")

    assert (answer["moved"], answer["task"], answer["by_code"]) == (1, False, {"scanner_unavailable": 1})
    wait_for(lambda: {deployed.client.item(item)["status"] for item in items} == {"published"})
    assert dead_letters(deployed, "preprocess") == 0
    assert [len(list(deployed.client.pages("/invoices", batch_id=batch_id))) for batch_id, _ in started] == [1, 1]


def dead_letters(deployed: Deployed, stage: str) -> int:
    """Return how many dead letters of *stage* its operators see."""
    queues = deployed.operator.call("GET", "/queues")["queues"]
    return next(int(queue["dead_letters"]) for queue in queues if queue["stage"] == stage)


def redrive_one(deployed: Deployed, stage: str) -> None:
    """Move a dead letter of *stage* back to its queue, as the console does."""
    sqs = aws(deployed.config, "sqs")
    source, target = deployed.physical(f"{stage}DeadLetters"), deployed.physical(f"{stage}Queue")
    (message,) = sqs.receive_message(QueueUrl=source, MaxNumberOfMessages=1)["Messages"]
    sqs.send_message(QueueUrl=target, MessageBody=message["Body"])
    sqs.delete_message(QueueUrl=source, ReceiptHandle=message["ReceiptHandle"])


def test_a_form_that_is_used_again_changes_nothing(deployed: Deployed, samples_folder: Path, tmp_path: Path) -> None:
    """The document of what was posted is there as it was, whatever its sender puts in the place of the upload."""
    file, other = samples_folder / "invoice-spain.pdf", tmp_path / "invoice-spain.pdf"
    other.write_bytes(b"<html>")
    batch_id = deployed.client.create_batch(file.name)
    upload = deployed.client.request_uploads(batch_id, [file])[0]
    deployed.client.upload(upload, file)
    (item_id,) = deployed.client.ingest_keys(batch_id, [upload["key"]])
    wait_for(lambda: deployed.client.item(item_id)["status"] == "published")

    deployed.client.upload(upload, other)

    bucket, s3 = deployed.record.outputs["DocumentsBucket"], aws(deployed.config, "s3")
    found = s3.list_objects_v2(Bucket=bucket, Prefix=f"{deployed.company}/{batch_id}/{item_id}/")["Contents"]
    (kept,) = (entry["Key"] for entry in found if "/kept/" in entry["Key"])
    assert s3.get_object(Bucket=bucket, Key=kept)["Body"].read() == file.read_bytes()
    assert s3.get_object(Bucket=bucket, Key=upload["key"])["Body"].read() == b"<html>"


def test_documents_past_their_time_go_and_their_postings_stay(deployed: Deployed, samples_folder: Path) -> None:
    """The hourly function, in its own role: seven years later the file and what it said are gone."""
    batch_id, item_id = import_file(deployed, samples_folder / "invoice-spain.pdf")
    wait_for(lambda: deployed.client.item(item_id)["status"] == "published")
    place = {"Bucket": deployed.record.outputs["DocumentsBucket"], "Prefix": f"{deployed.company}/{batch_id}/"}
    s3 = aws(deployed.config, "s3")
    assert s3.list_objects_v2(**place)["KeyCount"] > 0
    later(deployed, batch_id)

    function = deployed.physical("RetentionFunction")
    answer = aws(deployed.config, "lambda").invoke(FunctionName=function, Payload=b"{}")

    removed = json.load(answer["Payload"])
    assert (removed["batches"], removed["failed"]) == (1, 0)
    assert s3.list_objects_v2(**place)["KeyCount"] == 0
    assert deployed.client.item(item_id)["document"] is None
    assert [row["item_id"] for row in deployed.client.pages("/invoices", batch_id=batch_id)] == [item_id]


def later(deployed: Deployed, batch_id: str) -> None:
    """Let seven years pass for a batch."""
    past = "created_at = created_at - interval '2558 days'"
    with deployed.owner.begin() as connection:
        name_tenants(connection, [deployed.company])
        aged = f"UPDATE asiento.batches SET {past}, forms_at = forms_at - interval '2558 days' WHERE id = :batch"
        connection.execute(text(aged), {"batch": batch_id})
        connection.execute(text(f"UPDATE asiento.items SET {past} WHERE batch_id = :batch"), {"batch": batch_id})


@pytest.fixture
def stranger(deployed: Deployed) -> Iterator[ApiClient]:
    """The client of another company."""
    tenant, key = uuid4(), new_key(Role.OPERATE)
    with deployed.owner.begin() as connection:
        name_tenants(connection, [tenant])
        add = "INSERT INTO asiento.tenants (id, name, country, currency) VALUES (:id, 'Stranger', 'ES', 'EUR')"
        connection.execute(text(add), {"id": tenant})
        add = (
            "INSERT INTO asiento.api_keys (tenant_id, prefix, hash, role, name) VALUES (:t, :prefix, :hash, :role, 'k')"
        )
        connection.execute(text(add), {"t": tenant, "prefix": key.prefix, "hash": key.hash, "role": key.role})
    client = ApiClient(deployed.record.api_url, key.text)
    yield client
    client.close()


def test_another_company_sees_nothing(deployed: Deployed, stranger: ApiClient) -> None:
    """Another tenant's key finds none of our batches, items or ledger rows."""
    batch_id = deployed.client.create_batch("ours")
    item_id = deployed.client.ingest_rows(batch_id, list(rows(1)))[0]
    wait_for(lambda: deployed.client.status(batch_id)["finished"] == 1)

    lists = ("/batches", "/expenses", "/invoices", "/bank-transactions")
    assert {path: list(stranger.pages(path)) for path in lists} == {path: [] for path in lists}
    paths = (f"/batches/{batch_id}", f"/batches/{batch_id}/status", f"/batches/{batch_id}/items", f"/items/{item_id}")
    assert [stranger.http.get(path).status_code for path in paths] == [404] * len(paths)
    assert stranger.http.post(f"/batches/{batch_id}/retry").status_code == 404


def test_a_revoked_key_is_answered_with_204_and_ends(deployed: Deployed) -> None:
    """A lost scanner's: whoever revokes it sees that it was done, and it sends nothing more."""
    made = deployed.operator.call("POST", "/keys", json={"name": "scanner", "role": "send"})
    batches = f"{deployed.record.api_url}/batches"
    lost = {"Authorization": f"Bearer {made['key']}"}
    assert httpx.post(batches, headers=lost, json={}).status_code == 201

    answer = deployed.operator.http.delete(f"/keys/{made['id']}")

    assert (answer.status_code, answer.text) == (204, "")
    assert httpx.post(batches, headers=lost, json={}).status_code == 401


def test_nobody_gets_in_without_a_key(deployed: Deployed) -> None:
    """The authorizer refuses requests without a key and with a wrong one; health and the documentation are open."""
    url = deployed.record.api_url
    wrong = {"Authorization": f"Bearer {new_key(Role.UPLOAD).text}"}

    assert httpx.get(f"{url}/batches").status_code == 401
    assert httpx.get(f"{url}/batches", headers=wrong).status_code in {401, 403}
    assert httpx.get(f"{url}/health").json()["status"] == "ok"
    assert "/batches/{batch_id}/ingest" in json.loads(httpx.get(f"{url}/openapi.json").text)["paths"]
    assert "swagger" in httpx.get(f"{url}/docs").text
