"""Rates of a tenant for previews and upload forms, and what a request may cost: columns, mappings, lists of S3."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import boto3
import pytest
from botocore.stub import ANY, Stubber

from api_client import ApiClient, problem_of
from asiento.api import ApiServices, build_api
from asiento.api.tables import MOST_BYTES
from asiento.files import S3Files
from asiento.model import Limits
from asiento.sandbox.process import ProcessSandbox
from asiento.tables.headers import fingerprint
from asiento.tables.row_size import MAX_COLUMNS, MAX_ROW
from asiento.tenant import Tenant

ROW = {"date": "2025-03-14", "supplier": "Bar Sol", "total": "12.10"}


def limited(services: ApiServices, tenant: Tenant, **limits: int) -> ApiClient:
    """Return a client of an API with other limits."""
    return ApiClient(api=build_api(replace(services, limits=Limits(**limits))), tenant_id=tenant.id)


def test_previews_have_a_rate_of_their_own(api_services: ApiServices, tenant: Tenant, stranger: ApiClient) -> None:
    """Past it is a 429 that says when to come again, for rows and files alike; others have theirs."""
    client = limited(api_services, tenant, max_previews_per_min=2, max_ingests_per_min=1)
    batch = client.post("/batches").json["id"]

    assert client.post(f"/batches/{batch}/ingest", {"rows": [ROW]}).status == 202
    assert [client.post("/previews", {"rows": [ROW]}).status for _ in range(2)] == [200, 200]
    refused = client.post("/previews", {"rows": [ROW]})

    assert problem_of(refused) == (429, "too_many_previews", None)
    assert 55 <= int(refused.headers["Retry-After"][0]) <= 60
    assert problem_of(client.post("/previews", {"key": "x"})) == (429, "too_many_previews", None)
    assert stranger.post("/previews", {"rows": [ROW]}).status == 200


def test_upload_forms_have_a_rate_of_their_own(api_services: ApiServices, tenant: Tenant) -> None:
    """Past it is a 429; what is refused for another reason takes no place."""
    client = limited(api_services, tenant, max_form_requests_per_min=2)
    forms = f"/batches/{client.post('/batches').json['id']}/files"

    large = {"files": [{"name": "a.pdf", "size": 10**9}]}
    assert problem_of(client.post(forms, large)) == (413, "file_too_large", "files.0.size")
    assert [client.post(forms, {"files": [{"name": "a.pdf"}]}).status for _ in range(2)] == [200, 200]
    assert problem_of(client.post(forms, {"files": [{"name": "a.pdf"}]})) == (429, "too_many_forms", None)
    assert client.post("/previews", {"rows": [ROW]}).status == 200


@pytest.mark.parametrize("row", [{"note": "x" * MAX_ROW}, {f"k{at}": 1 for at in range(MAX_COLUMNS + 1)}, {}])
def test_a_row_is_bounded_where_it_is_previewed_and_where_it_is_ingested(
    client: ApiClient,
    batch: str,
    row: dict[str, Any],
    subtests: pytest.Subtests,
) -> None:
    """By its characters and its columns, and not empty."""
    for path in ("/previews", f"/batches/{batch}/ingest"):
        with subtests.test(path=path):
            answer = client.post(path, {"rows": [ROW, row]})
            assert answer.status == 422
            assert "Row 1, " in answer.json["detail"]


def test_the_mappings_of_a_tenant_have_room_together(client: ApiClient) -> None:
    """One of 200 long titles is fine; a hundred would travel with each table. One can take another's place."""

    def save(mark: str) -> Any:
        columns = {f"{mark} {'x' * 180} {at}": None for at in range(200)}
        return client.put(f"/column-mappings/{fingerprint(columns)}", {"name": mark, "columns": columns})

    answers = [save(f"m{at}") for at in range(7)]

    fitting = MOST_BYTES // 41_000
    assert [answer.status for answer in answers[:fitting]] == [200] * fitting
    assert problem_of(answers[fitting]) == (409, "too_many_mappings", "fingerprint")
    assert save("m0").status == 200


def test_what_lies_between_two_keys_is_leapt_over(
    client: ApiClient, batch: str, tenant: Tenant, count: Callable[[str], int]
) -> None:
    """A batch with thousands of parts of other uploads is asked about two of its keys by two short lists."""
    s3 = boto3.client("s3")
    first, second = (f"{tenant.id}/{batch}/{uuid4()}/{name}.csv" for name in "ab")
    first, second = sorted((first, second))
    folder = first.rpartition("/")[0]
    with Stubber(s3) as stub:
        page = {"IsTruncated": True, "Contents": [{"Key": first}, {"Key": f"{folder}/parts/1/x"}]}
        last = {"IsTruncated": False, "Contents": [{"Key": second}]}
        for answer, after in ((page, f"{folder}/"), (last, f"{second.rpartition('/')[0]}/")):
            stub.add_response("list_objects_v2", answer, {"Bucket": "b", "Prefix": ANY, "StartAfter": after})
        assert S3Files(s3, "b").stored([second, first]) == {first, second}
        stub.assert_no_pending_responses()
    assert count("items") == 0
    assert client.get(f"/batches/{batch}").status == 200


def test_what_is_stored_is_found_on_later_pages_too(api_services: ApiServices) -> None:
    """A key behind more objects of its own folder than a page holds; and of what is not there nothing is said."""
    files = api_services.files
    folder, other = f"t/b/{uuid4()}", f"t/b/{uuid4()}"
    for at in range(1_005):
        files.write(f"{folder}/content/{at}", b"")
    files.write(f"{folder}/x.csv", b"")

    wanted = [f"{folder}/x.csv", f"{folder}/y.csv", f"{other}/x.csv"]

    assert files.stored(wanted) == {f"{folder}/x.csv"}
    assert files.stored([f"{folder}/x.csv"]) == {f"{folder}/x.csv"}
    assert files.stored([f"{other}/x.csv"]) == set()


def test_a_column_that_says_nothing_has_a_preview_in_a_child_process(
    api_services: ApiServices, tenant: Tenant, batch: str
) -> None:
    """What a child says of it has no meaning in it, and is a preview all the same."""
    key = f"{tenant.id}/{batch}/{uuid4()}/tabla.csv"
    api_services.files.write(key, b"Fecha;Total;Kuriosidad\n14/03/2025;12,10;x\n")
    sandbox = ProcessSandbox()
    client = ApiClient(api=build_api(replace(api_services, sandbox=sandbox)), tenant_id=tenant.id)

    answer = client.post("/previews", {"key": key})
    sandbox.stop()

    assert answer.status == 200, answer.text
    assert answer.json["tables"][0]["columns"][2] == {"title": "Kuriosidad", "meaning": None, "confidence": 0.0}
