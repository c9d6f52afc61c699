"""Queues and no queues are one way to run: the same documents leave the same rows."""

import json
from collections.abc import Iterator, Mapping
from uuid import UUID

import boto3
import pytest
from moto import mock_aws
from sqlalchemy import Engine, text

from api_client import ApiClient
from asiento import bootstrap
from asiento.api import build_api
from asiento.handler import stage_handler
from asiento.pipeline import PIPELINE
from asiento.tenant import Tenant
from dead_letter_queues import Queues, make_queues
from deployed import BUCKET, deployed
from infra.samples.catalogue import samples
from infra.samples.companies import TENANT, TENANT_TAX_IDS
from tables import LEDGER

FILES = ("invoice-spain.pdf", "expenses.xlsx", "bank-statement.csv", "bad-totals.pdf", "bad-empty.pdf")


@pytest.fixture(scope="module")
def documents() -> Mapping[str, bytes]:
    """Samples of each way through the pipeline that need no OCR."""
    return {sample.file: sample.data for sample in samples() if sample.file in (*FILES, "rows.json")}


@pytest.fixture
def queues() -> Iterator[Queues]:
    """All queues, and the bucket."""
    with mock_aws():
        boto3.client("s3").create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-south-2"})
        yield make_queues()


def send_in(documents: Mapping[str, bytes], tenant: Tenant) -> None:
    """Send the documents to the API, as the tenant does."""
    client = ApiClient(api=build_api(bootstrap.api_services()), tenant_id=tenant.id)
    batch = client.post("/batches").json["id"]
    forms = client.post(f"/batches/{batch}/files", {"files": [{"name": name} for name in FILES]}).json["files"]
    for name, form in zip(FILES, forms, strict=True):
        bootstrap.files().write(form["key"], documents[name])
    for given in ({"rows": json.loads(documents["rows.json"])}, {"keys": [form["key"] for form in forms]}):
        assert client.post(f"/batches/{batch}/ingest", given).status == 202


def run_queues(queues: Queues) -> None:
    """Let the functions of the stages empty their queues, as Lambda would."""
    for stage in (*PIPELINE, *PIPELINE):  # twice: the rows of a spreadsheet start again at the first
        handle = stage_handler(stage.name)
        while records := queues.records(stage.name):
            assert handle({"Records": records}, None) == {"batchItemFailures": []}
            for record in records:
                queues.sqs.delete_message(QueueUrl=queues.urls[stage.name], ReceiptHandle=record["receiptHandle"])


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
    queues: Queues,
    migrated: tuple[Engine, str],
    admin: Engine,
    tenant: Tenant,
    other_tenant: Tenant,
    documents: Mapping[str, bytes],
) -> None:
    """Every ledger row, state, error and finding is the same with and without queues: only the setting differs."""
    make_alike(admin)
    with deployed({}, migrated[1], IMPORTS_RUNNER_MODE="inline"):
        send_in(documents, tenant)
    with deployed(queues.urls, migrated[1], IMPORTS_RUNNER_MODE="sqs"):
        send_in(documents, other_tenant)
        run_queues(queues)

    ours, theirs = rows_left(admin, tenant.id), rows_left(admin, other_tenant.id)

    assert ours == theirs
    assert len(ours["expenses"]) >= 40
    assert all(ours[table] for table in LEDGER)
