"""A file with malware: put away, never read again, not by a redrive and not by a retry."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber
from moto import mock_aws
from sqlalchemy import Engine, text

from api_client import ApiClient
from asiento.errors import DocumentError, TransientError
from asiento.files import S3Files
from asiento.model import ItemRef
from asiento.pipeline import STAGES
from asiento.runner import Services, run_stage
from asiento.tenant import Tenant
from builders import DictFiles, delivered, make_tools
from doubles import ListQueue

KEY = "a/b/c/virus.pdf"


@pytest.fixture
def stored() -> Iterator[S3Files]:
    """A bucket with a file."""
    with mock_aws():
        client = boto3.client("s3")
        client.create_bucket(Bucket="documents", CreateBucketConfiguration={"LocationConstraint": "eu-south-2"})
        client.put_object(Bucket="documents", Key=KEY, Body=b"virus", Tagging="project=x")
        yield S3Files(client, "documents")


def test_quarantine_is_a_tag_that_leaves_the_others(stored: S3Files) -> None:
    """The tag is what the policy of the bucket looks at."""
    stored.quarantine(KEY)

    assert stored.tagged(KEY)[1] == {"project": "x", "asiento:scan": "infected"}


@pytest.mark.parametrize(
    ("tag", "value"), [("asiento:scan", "infected"), ("GuardDutyMalwareScanStatus", "THREATS_FOUND")]
)
def test_a_file_in_quarantine_is_infected_to_whoever_reads_it(stored: S3Files, tag: str, value: str) -> None:
    """S3 denies it: that is no fault of the world that another try could help."""
    with Stubber(stored.client) as stubber:
        stubber.add_client_error("get_object", "AccessDenied", http_status_code=403)
        stubber.add_response("get_object_tagging", {"TagSet": [{"Key": tag, "Value": value}]})
        with pytest.raises(DocumentError, match=r"infected: .*clean copy"):
            stored.read(KEY)


def test_a_denial_without_the_tag_is_the_worlds_fault(stored: S3Files) -> None:
    """A role that may not read says nothing of the file."""
    with Stubber(stored.client) as stubber:
        stubber.add_client_error("get_object", "AccessDenied", http_status_code=403)
        stubber.add_response("get_object_tagging", {"TagSet": []})
        with pytest.raises(TransientError, match="storage_unavailable"):
            stored.read(KEY)


def test_malware_is_never_read_again(
    services: Services, tenant: Tenant, put_item: Callable[..., ItemRef], item_row: Callable[[ItemRef], Any]
) -> None:
    """The item fails, the file is put away, and the same message again, a redrive even, reads nothing."""
    files = DictFiles()
    scanning = replace(services, tools=make_tools(files, scan=lambda _key, _data: "Eicar"))
    item = put_item(tenant, row=None, file_key=KEY)
    delivery = delivered(item)
    files.write(KEY, b"virus")

    assert run_stage(STAGES["preprocess"], [delivery], scanning) == []
    files.contents.clear()
    assert run_stage(STAGES["preprocess"], [replace(delivery, attempt=2)], scanning) == []

    row = item_row(item)
    assert (row.stage, row.state, row.error["code"], files.quarantined) == ("preprocess", "failed", "infected", [KEY])


def test_malware_is_not_tried_again(client: ApiClient, batch: str, queue: ListQueue, admin: Engine) -> None:
    """A retry passes it over; where nothing else failed, a sentence says so."""
    client.post(f"/batches/{batch}/ingest", {"rows": [{"a": 1}] * 2})
    fail = text(
        "UPDATE asiento.items SET state = 'failed', error = jsonb_build_object('code', CAST(:code AS text)) "
        "WHERE position = :position"
    )
    with admin.begin() as connection:
        connection.execute(fail, {"code": "infected", "position": 0})
        connection.execute(fail, {"code": "damaged_pdf", "position": 1})
    queue.sent.clear()

    first, second = (client.post(f"/batches/{batch}/retry") for _ in range(2))

    assert first.json["retried"] == 1
    assert (second.status, second.json["code"]) == (409, "infected")
    assert second.json["detail"].endswith("Upload clean copies.")
