"""What the tests on real Postgres share: items put there, a queue that remembers, services around them."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import boto3
import pytest
from moto import mock_aws
from sqlalchemy import Engine, text

from api_client import ApiClient
from asiento.access.keys import Role, new_key
from asiento.api import ApiServices, build_api
from asiento.codec import to_plain
from asiento.document import DocType, Document
from asiento.files import S3Files
from asiento.model import ItemRef, Limits
from asiento.pipeline import STAGES
from asiento.runner import Services, run_stage
from asiento.store.database import Database
from asiento.tenant import Tenant
from builders import delivered, make_tools
from doubles import ListQueue
from gateway import Gateway

OFTEN = {
    "max_ingests_per_min": 10_000,
    "max_form_requests_per_min": 10_000,
    "max_previews_per_min": 10_000,
    "max_pictures_per_min": 10_000,
}
"""Rates that no test reaches that is not about them."""
FILE = {"row": None, "file_key": "file"}
"""Columns of an item that is a file."""
PUBLISH = STAGES["publish"]
Publish = Callable[..., ItemRef]


@pytest.fixture
def queue() -> ListQueue:
    """A queue that remembers."""
    return ListQueue()


@pytest.fixture
def services(database: Database, queue: ListQueue) -> Services:
    """The runner's services on real Postgres."""
    return Services(database=database, queue=queue, tools=make_tools())


@pytest.fixture
def api_services(database: Database, queue: ListQueue) -> Iterator[ApiServices]:
    """The API's services on real Postgres and moto's S3, with limits that a test can reach."""
    with mock_aws():
        client = boto3.client("s3")
        client.create_bucket(Bucket="documents", CreateBucketConfiguration={"LocationConstraint": "eu-south-2"})
        limits = Limits(max_items_per_batch=20, max_file_bytes=1000, **OFTEN)
        files = S3Files(client, "documents")
        tools = replace(make_tools(), files=files)
        yield ApiServices(database=database, files=files, queue=queue, limits=limits, enabled=True, tools=tools)


@pytest.fixture
def client(api_services: ApiServices, tenant: Tenant) -> ApiClient:
    """A client whose key may do everything."""
    return ApiClient(api=build_api(api_services), tenant_id=tenant.id)


@pytest.fixture
def stranger(client: ApiClient, other_tenant: Tenant) -> ApiClient:
    """A client of another tenant on the same API."""
    return ApiClient(api=client.api, tenant_id=other_tenant.id)


@pytest.fixture
def batch(client: ApiClient) -> str:
    """The id of an open batch."""
    batch_id: str = client.post("/batches").json["id"]
    return batch_id


@pytest.fixture
def key(admin: Engine, tenant: Tenant) -> str:
    """An operator's key of the tenant."""
    made = new_key(Role.OPERATE)
    add = text(
        "INSERT INTO asiento.api_keys (tenant_id, prefix, hash, role, name) VALUES (:t, :prefix, :hash, :role, 'x')"
    )
    with admin.begin() as connection:
        connection.execute(add, {"t": tenant.id, "prefix": made.prefix, "hash": made.hash, "role": made.role})
    return made.text


@pytest.fixture
def gateway(client: ApiClient, api_services: ApiServices) -> Gateway:
    """The API behind the gateway."""
    return Gateway(client.api, api_services.database)


@pytest.fixture
def put(put_item: Callable[..., ItemRef]) -> Publish:
    """Put an item that is validated, with its document, before the last stage."""

    def put_document(tenant: Tenant, document: Document, **columns: Any) -> ItemRef:
        plain = json.dumps(to_plain(document))
        return put_item(tenant, document=plain, **({"stage": "publish"} | columns))

    return put_document


@pytest.fixture
def publish(put: Publish, services: Services, tenant: Tenant) -> Publish:
    """Publish a document as an item of its own."""

    def publish_document(document: Document, of: Tenant = tenant, **columns: Any) -> ItemRef:
        is_file = document.doc_type is DocType.BANK_STATEMENT
        ref = put(of, document, **(FILE if is_file else {}), **columns)
        assert run_stage(PUBLISH, [delivered(ref)], services) == []
        return ref

    return publish_document


@pytest.fixture
def go_on(services: Services) -> Callable[[ItemRef], None]:
    """Let the pipeline go on with an item from validate."""

    def run(ref: ItemRef) -> None:
        for stage in ("validate", "publish"):
            run_stage(STAGES[stage], [delivered(ref)], services)

    return run
