"""The dry run of tables, and the column mappings that a tenant saves: seen, used, and never another's."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine, text

from api_client import ApiClient, problem_of
from asiento.api import ApiServices, build_api
from asiento.errors import TransientError
from asiento.model import ItemRef
from asiento.pipeline import STAGES
from asiento.runner import Services, run_stage
from asiento.tenant import Tenant
from builders import DictFiles, delivered
from doubles import ListQueue
from made_files import pdf_bytes, xlsx_bytes

Upload = Callable[[ApiClient, bytes], str]

KNOWN = b"Fecha;Proveedor;NIF;Total\n14/03/2025;Bar Sol;B12345674;12,10\n15/03/2025;Bar Luna;A58818501;mucho\n"
OWN = "Kuando;Kién;Kuanto;Total\n14/03/2025;Bar Sol;12,10;99,00\n15/03/2025;Bar Luna;13,10;99,00\n".encode()
COLUMNS = {"Kuando": "issued_on", "Kién": "supplier.name", "Kuanto": "total", "Total": None}


@pytest.fixture
def upload(api_services: ApiServices) -> Upload:
    """Put a file where an upload of a client puts it; returns its key."""

    def put(client: ApiClient, data: bytes) -> str:
        key = f"{client.tenant_id}/{uuid4()}/{uuid4()}/tabla.csv"
        api_services.files.write(key, data)
        return key

    return put


def saved(client: ApiClient, columns: dict[str, Any] = COLUMNS, name: str = "Mi programa") -> str:
    """Save a mapping of *columns* as *client*; returns its fingerprint."""
    shown = client.post("/previews", {"rows": [dict.fromkeys(columns, "1")]})
    fingerprint: str = shown.json["tables"][0]["fingerprint"]
    answer = client.put(f"/column-mappings/{fingerprint}", {"name": name, "columns": columns})
    assert answer.status == 200, answer.text
    return fingerprint


def meanings(answer: Any) -> dict[str, str | None]:
    """Return the meaning of each column of the first table of a preview."""
    return {column["title"]: column["meaning"] for column in answer.json["tables"][0]["columns"]}


def test_a_preview_shows_columns_documents_and_findings(client: ApiClient, upload: Upload) -> None:
    """Each column with its meaning and confidence, each row as a document or with what would end it."""
    answer = client.post("/previews", {"key": upload(client, KNOWN)})

    assert (answer.status, answer.json["total"]) == (200, 2)
    assert meanings(answer) == {"Fecha": "issued_on", "Proveedor": "supplier.name", "NIF": "tax_id", "Total": "total"}
    assert all(0.9 <= column["confidence"] <= 1 for column in answer.json["tables"][0]["columns"])
    good, bad = answer.json["items"]
    assert good["document"]["total"]["value"] == "12.10"
    assert good["error"] is None
    assert (bad["expected"], bad["error"]["code"], bad["document"]) == ("failed", "unreadable_value", None)


def test_a_preview_writes_nothing(
    client: ApiClient, api_services: ApiServices, queue: ListQueue, upload: Upload, count: Callable[[str], int]
) -> None:
    """No item, no message, no object beside the upload, also for a statement, whose table a stage stores."""
    statement = b"Fecha;Concepto;Importe;Saldo\n14/03/2025;CAFE;-1,20;98,80\n15/03/2025;NOMINA;900,00;998,80\n"
    key = upload(client, statement)

    answer = client.post("/previews", {"key": key})

    assert (answer.json["total"], len(answer.json["items"][0]["document"]["transactions"])) == (1, 2)
    assert list(api_services.files.sizes("")) == [key]
    assert (count("items"), count("batches"), queue.sent) == (0, 0, [])


def test_a_mapping_can_be_tried_before_it_is_saved(client: ApiClient, upload: Upload) -> None:
    """With the tenant's own words for it the table is read; without them it has no header that we know."""
    key = upload(client, OWN)

    tried = client.post("/previews", {"key": key, "columns": COLUMNS})

    assert meanings(tried) == COLUMNS
    assert tried.json["tables"][0]["mapped"] is True
    assert [item["document"]["total"]["value"] for item in tried.json["items"]] == ["12.10", "13.10"]
    assert client.get("/column-mappings").json["items"] == []


def test_rows_have_a_preview(client: ApiClient) -> None:
    """JSON rows are shown as they would be read; twenty at most."""
    rows = [{"date": "2025-03-14", "supplier": "Bar Sol", "total": "12.10"}] * 30

    answer = client.post("/previews", {"rows": rows})

    assert (answer.json["total"], len(answer.json["items"])) == (30, 20)
    assert meanings(answer) == {"date": "issued_on", "supplier": "supplier.name", "total": "total"}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({}, (422, "invalid_request", "body")),
        ({"key": "a/b"}, (422, "unknown_key", "key")),
        ({"rows": [{"a": 1}], "columns": {"a": "price of fish"}}, (422, "invalid_request", "columns")),
    ],
)
def test_a_bad_request_for_a_preview_names_its_field(
    client: ApiClient, body: dict[str, Any], expected: tuple[int, str, str]
) -> None:
    """Neither key nor rows, a key that is none, a meaning that is none."""
    assert problem_of(client.post("/previews", body)) == expected


def test_a_file_that_cannot_be_previewed_says_why(client: ApiClient, upload: Upload) -> None:
    """A PDF is no table; what cannot be read has the code that the import would give; so has what is not there."""
    assert problem_of(client.post("/previews", {"key": upload(client, pdf_bytes(["x"]))}))[1] == "not_a_table"
    assert problem_of(client.post("/previews", {"key": upload(client, b"uno;dos\ntres;cuatro\n")}))[1] == "no_header"
    assert problem_of(client.post("/previews", {"key": upload(client, xlsx_bytes([])[:900])}))[2] == "key"
    missing = f"{client.tenant_id}/{uuid4()}/{uuid4()}/tabla.csv"
    assert problem_of(client.post("/previews", {"key": missing})) == (422, "file_missing", "key")


def test_a_file_that_is_not_there_is_missing_where_s3_calls_it_forbidden(
    api_services: ApiServices, tenant: Tenant
) -> None:
    """A role that may not list everything is told 403 for it, which is no sign of an outage."""
    services = replace(api_services, tools=replace(api_services.tools, files=ForbiddenFiles()))
    client = ApiClient(api=build_api(services), tenant_id=tenant.id)

    answer = client.post("/previews", {"key": f"{tenant.id}/{uuid4()}/{uuid4()}/tabla.csv"})

    assert problem_of(answer) == (422, "file_missing", "key")


class ForbiddenFiles(DictFiles):
    """Files of which none may be read."""

    def read(self, key: str) -> bytes:  # noqa: ARG002 (that of `Files`)
        """Raise as S3 does to a role that may not."""
        raise TransientError("storage_unavailable.refused")


def test_another_tenants_file_has_no_preview(client: ApiClient, stranger: ApiClient, upload: Upload) -> None:
    """The key of another tenant is no key."""
    assert problem_of(stranger.post("/previews", {"key": upload(client, KNOWN)})) == (422, "unknown_key", "key")


def test_a_mapping_is_saved_replaced_listed_and_forgotten(client: ApiClient) -> None:
    """One mapping a fingerprint; saving again replaces it."""
    fingerprint = saved(client)
    saved(client, {**COLUMNS, "Total": "payable"}, "Otro nombre")

    listed = client.get("/column-mappings").json["items"]

    assert [(one["fingerprint"], one["name"]) for one in listed] == [(fingerprint, "Otro nombre")]
    assert listed[0]["columns"]["Total"] == "payable"
    assert client.delete(f"/column-mappings/{fingerprint}").status == 204
    assert client.get("/column-mappings").json["items"] == []
    assert problem_of(client.delete(f"/column-mappings/{fingerprint}"))[:2] == (404, "mapping_not_found")


def test_a_mapping_must_name_the_columns_of_its_fingerprint(client: ApiClient) -> None:
    """A title less, or a fingerprint that is none, is refused."""
    body = {"name": "x", "columns": {"Kuando": "issued_on"}}

    assert problem_of(client.put(f"/column-mappings/{'0' * 32}", body)) == (422, "fingerprint_mismatch", "columns")
    assert problem_of(client.put("/column-mappings/zz", body))[0] == 422


def test_the_number_of_mappings_is_bounded(client: ApiClient, tenant: Tenant, admin: Engine) -> None:
    """The hundred and first is refused, a known one can still be saved again."""
    saved(client)
    others = """
        INSERT INTO asiento.column_mappings (tenant_id, fingerprint, name, mapping)
        SELECT :tenant, lpad(to_hex(n), 32, '0'), 'x', '{}' FROM generate_series(1, 99) n
    """
    with admin.begin() as connection:
        connection.execute(text(others), {"tenant": tenant.id})

    saved(client, {**COLUMNS, "Total": "payable"})
    with pytest.raises(AssertionError, match="too_many_mappings"):
        saved(client, {"Una más": "issued_on"})


def test_only_reviewers_change_mappings(client: ApiClient) -> None:
    """A key that only uploads sees mappings and previews, and changes none."""
    fingerprint = saved(client)
    uploader = ApiClient(api=client.api, tenant_id=client.tenant_id, role="upload")

    assert len(uploader.get("/column-mappings").json["items"]) == 1
    assert problem_of(uploader.delete(f"/column-mappings/{fingerprint}"))[:2] == (403, "forbidden")


def imported(services: Services, put_item: Callable[..., ItemRef], tenant: Tenant, admin: Engine) -> list[Any]:
    """Run preprocess on a file of *tenant* with columns in its own words; return the rows that it became."""
    files = services.tools.files
    assert isinstance(files, DictFiles)
    files.write("file", OWN)
    item = put_item(tenant, name="tabla.csv", file_key="file", row=None)
    run_stage(STAGES["preprocess"], [delivered(item)], services)
    with admin.connect() as connection:
        query = text('SELECT "row" FROM asiento.items WHERE parent_id = :id ORDER BY position')
        return list(connection.execute(query, {"id": item.item_id}).scalars())


def test_a_saved_mapping_is_used_by_the_pipeline(
    client: ApiClient, services: Services, put_item: Callable[..., ItemRef], tenant: Tenant, admin: Engine
) -> None:
    """Columns that we would not know are read as the tenant said; the one it left out says nothing."""
    assert imported(services, put_item, tenant, admin) == []
    saved(client)

    first, _ = imported(services, put_item, tenant, admin)

    assert first == {"issued_on": "14/03/2025", "supplier.name": "Bar Sol", "total": "12,10", "columna 4": "99,00"}


def test_another_tenants_mapping_is_never_used(
    client: ApiClient,
    stranger: ApiClient,
    services: Services,
    put_item: Callable[..., ItemRef],
    other_tenant: Tenant,
    admin: Engine,
) -> None:
    """Neither listed, nor deleted, nor used for the same header, in the pipeline or in a preview."""
    fingerprint = saved(client)

    assert stranger.get("/column-mappings").json["items"] == []
    assert stranger.delete(f"/column-mappings/{fingerprint}").status == 404
    assert imported(services, put_item, other_tenant, admin) == []
    shown = stranger.post("/previews", {"rows": [dict.fromkeys(COLUMNS, "1")]})
    assert shown.json["tables"][0]["mapped"] is False


def test_two_tenants_in_one_claim_have_their_own_mappings(
    client: ApiClient,
    stranger: ApiClient,
    services: Services,
    put_item: Callable[..., ItemRef],
    tenant: Tenant,
    other_tenant: Tenant,
    admin: Engine,
) -> None:
    """The same file of two tenants, in one batch of deliveries, is read as each of them said."""
    saved(client)
    saved(stranger, {**COLUMNS, "Kuanto": None, "Total": "total"})
    services.tools.files.write("file", OWN)
    items = [put_item(each, file_key="file", row=None) for each in (tenant, other_tenant)]

    run_stage(STAGES["preprocess"], [delivered(item) for item in items], services)

    with admin.connect() as connection:
        query = text('SELECT "row" FROM asiento.items WHERE parent_id = :id AND position = 1')
        first, second = [connection.execute(query, {"id": each.item_id}).scalar_one() for each in items]
    assert (first["total"], first["columna 4"]) == ("12,10", "99,00")
    assert (second["Kuanto"], second["Total"]) == ("12,10", "99,00")


def test_a_saved_mapping_renames_the_keys_of_rows(client: ApiClient, batch: str) -> None:
    """JSON rows with the mapped titles are taken in under the names that we know."""
    saved(client)

    answer = client.post(f"/batches/{batch}/ingest", {"rows": [dict.fromkeys(COLUMNS, "1"), {"Kuanto": "2"}]})

    rows = [client.get(f"/items/{item_id}").json["row"] for item_id in answer.json["items"]]
    assert rows == [{"issued_on": "1", "supplier.name": "1", "total": "1", "columna 4": "1"}, {"Kuanto": "2"}]


def test_a_file_of_json_rows_has_a_preview(client: ApiClient, api_services: ApiServices, batch: str) -> None:
    """What would be ingested from a request is shown from a file as well."""
    (upload,) = client.post(f"/batches/{batch}/files", {"files": [{"name": "rows.jsonl"}]}).json["files"]
    api_services.files.write(
        upload["key"], b'{"date": "2025-03-14", "total": "7"}\n{"date": "2025-03-15", "total": "8"}'
    )

    shown = client.post("/previews", {"key": upload["key"]}).json

    assert (shown["total"], [column["title"] for column in shown["tables"][0]["columns"]]) == (2, ["date", "total"])
    assert [item["document"]["total"]["value"] for item in shown["items"]] == ["7", "8"]
