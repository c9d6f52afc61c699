"""Queues and no queues are one way to run: the same documents leave the same rows."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from uuid import UUID, uuid4

import boto3
import pytest
from moto import mock_aws
from sqlalchemy import Engine, text

from asiento.handler import delivery_of
from asiento.model import ItemRef, Tenant, Tools
from asiento.pipeline import FIRST, MAX_ATTEMPTS, PIPELINE
from asiento.queues import InlineQueue, SqsQueue
from asiento.runner import Services, run_stage
from asiento.store.database import Database
from builders import DictFiles, make_tools
from infra.samples.catalogue import samples
from infra.samples.companies import TENANT, TENANT_TAX_IDS
from tables import LEDGER

FILES = ("invoice-spain.pdf", "expenses.xlsx", "bank-statement.csv", "bad-totals.pdf", "bad-empty.pdf")


@pytest.fixture(scope="module")
def documents() -> Mapping[str, bytes]:
    """Samples of each way through the pipeline that need no OCR."""
    return {sample.file: sample.data for sample in samples() if sample.file in (*FILES, "rows.json")}


def put_documents(
    put_item: Callable[..., ItemRef], tenant: Tenant, documents: Mapping[str, bytes]
) -> tuple[list[ItemRef], Tools]:
    """Put the documents into the table of items and their bytes into files."""
    files = DictFiles()
    items = [put_item(tenant, content=row) for row in json.loads(documents["rows.json"])]
    for name in FILES:
        item = uuid4()
        key = f"{tenant.id}/{uuid4()}/{item}/{name}"
        files.write(key, documents[name])
        items.append(put_item(tenant, name=name, file_key=key, row=None))
    return items, make_tools(files)


def run_inline(database: Database, tools: Tools, refs: list[ItemRef]) -> None:
    """Run the pipeline in this process."""
    queue = InlineQueue(lambda stage, given: run_stage(stage, given, services), MAX_ATTEMPTS)
    services = Services(database=database, queue=queue, tools=tools)
    queue.send(FIRST, refs)


def run_on_sqs(database: Database, tools: Tools, refs: list[ItemRef]) -> None:
    """Run the pipeline from queue to queue until all are empty."""
    with mock_aws():
        sqs = boto3.client("sqs")
        urls = {stage.name: sqs.create_queue(QueueName=stage.name)["QueueUrl"] for stage in PIPELINE}
        queue = SqsQueue(sqs, urls)
        services = Services(database=database, queue=queue, tools=tools)
        queue.send(FIRST, refs)
        for stage in (*PIPELINE, *PIPELINE):  # twice: the rows of a spreadsheet start again at the first
            for messages in received(sqs, urls[stage.name]):
                given = [delivery for message in messages if (delivery := delivery_of(as_record(message)))]
                assert run_stage(stage, given, services) == []


def received(sqs: Any, url: str) -> Iterator[list[dict[str, Any]]]:
    """Yield batches of messages until the queue is empty."""
    while messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, AttributeNames=["All"]).get("Messages"):
        yield messages
        for message in messages:
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])


def as_record(message: Mapping[str, Any]) -> dict[str, Any]:
    """Return a received message as Lambda hands it to a function."""
    return {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": message["Attributes"],
    }


def make_alike(admin: Engine) -> None:
    """Give all tenants the name and tax ids of the samples' customer."""
    change = "UPDATE asiento.tenants SET name = :name, tax_ids = :tax_ids"
    with admin.begin() as connection:
        connection.execute(text(change), {"name": TENANT.name, "tax_ids": list(TENANT_TAX_IDS)})


def rows_left(admin: Engine, tenant: UUID) -> dict[str, list[str]]:
    """Return what the tenant's documents became, without ids and times."""
    own = ("tenant_id", "id", "item_id", "invoice_id", "created_at", "place", "position")
    left = {}
    with admin.connect() as connection:
        for table in LEDGER:
            rows = connection.execute(text(f"SELECT * FROM asiento.{table} WHERE tenant_id = :t"), {"t": tenant})
            left[table] = sorted(str({k: v for k, v in row.items() if k not in own}) for row in rows.mappings())
        ends = "SELECT name, stage, state, error, findings FROM asiento.items WHERE tenant_id = :t"
        left["items"] = sorted(str(tuple(row)) for row in connection.execute(text(ends), {"t": tenant}))
    return left


def test_both_modes_leave_the_same_rows(
    database: Database,
    admin: Engine,
    tenant: Tenant,
    other_tenant: Tenant,
    put_item: Callable[..., ItemRef],
    documents: Mapping[str, bytes],
) -> None:
    """Every ledger row, state, error and finding is the same with and without queues."""
    make_alike(admin)
    inline, tools = put_documents(put_item, tenant, documents)
    run_inline(database, tools, inline)
    queued, tools = put_documents(put_item, other_tenant, documents)
    run_on_sqs(database, tools, queued)

    ours, theirs = rows_left(admin, tenant.id), rows_left(admin, other_tenant.id)

    for table, rows in ours.items():
        assert rows == theirs[table]
    assert len(ours["expenses"]) >= 40
    assert all(ours[table] for table in LEDGER)
