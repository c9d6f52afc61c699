"""The file of an item as people get it, and pictures of its pages: of what was scanned only, for a minute."""

from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from sqlalchemy import Engine, text

from api_client import ApiClient, problem_of
from asiento.api import ApiServices, build_api
from asiento.model import ItemRef, Limits
from asiento.originals.page_picture import PagePicture
from asiento.pipeline import STAGES
from asiento.retention import Retention, remove_expired
from asiento.runner import Services, run_stage
from asiento.sandbox.process import ProcessSandbox
from asiento.tenant import Tenant
from builders import delivered, make_tools
from made_files import pdf_bytes

Ingest = Callable[[str, bytes], ItemRef]
TABLE = b"Fecha;Proveedor;Total\n14/03/2025;Bar Sol;12,10\n15/03/2025;Bar Luna;13,10\n"
SCRIPT = b"<table><tr><td>Fecha<td>Total<tr><td>14/03/2025<td>12,10</table><script>alert(1)</script>"


@pytest.fixture
def services(services: Services, api_services: ApiServices) -> Services:
    """The runner's services on the API's S3."""
    return replace(services, tools=make_tools(files=api_services.files))


@pytest.fixture
def ingest(client: ApiClient, batch: str, api_services: ApiServices, tenant: Tenant) -> Ingest:
    """Upload a file and ingest it; returns its item."""

    def send(name: str, data: bytes) -> ItemRef:
        (form,) = client.post(f"/batches/{batch}/files", {"files": [{"name": name}]}).json["files"]
        api_services.files.write(form["key"], data)
        (item,) = client.post(f"/batches/{batch}/ingest", {"keys": [form["key"]]}).json["items"]
        return ItemRef(tenant.id, UUID(item))

    return send


def preprocess(services: Services, item: ItemRef) -> None:
    """Run the first stage, which scans."""
    assert run_stage(STAGES["preprocess"], [delivered(item)], services) == []


def told(url: str) -> tuple[str, dict[str, str]]:
    """Return the path of an address, and what it asks of S3."""
    parts = urlsplit(url)
    return parts.path.removeprefix("/"), {name: values[0] for name, values in parse_qs(parts.query).items()}


def test_a_file_is_an_attachment_for_a_minute(
    client: ApiClient, services: Services, ingest: Ingest, item_row: Callable[[ItemRef], Any]
) -> None:
    """Of the copy that was scanned, and of no type that a browser shows, whatever the file is."""
    item = ingest("año «2025».html", SCRIPT)
    preprocess(services, item)

    answer = client.get(f"/items/{item.item_id}/file")

    assert answer.status == 200, answer.text
    shown = {name: answer.json[name] for name in ("name", "media_type", "expires_in")}
    assert shown == {"name": "año _2025_.html", "media_type": "text/html", "expires_in": 60}
    key, asked = told(answer.json["url"])
    assert key.endswith(f"/kept/{item_row(item).sha256}/a%C3%B1o%20_2025_.html")
    assert (asked["X-Amz-Expires"], asked["response-content-type"]) == ("60", "application/octet-stream")
    assert asked["response-content-disposition"] == (
        "attachment; filename=\"a_o _2025_.html\"; filename*=UTF-8''a%C3%B1o%20_2025_.html"
    )


def test_a_row_of_a_table_has_the_file_of_the_table(
    client: ApiClient, services: Services, ingest: Ingest, admin: Engine
) -> None:
    """It came in that file, and has none of its own."""
    table = ingest("gastos.csv", TABLE)
    preprocess(services, table)
    with admin.connect() as connection:
        query = text("SELECT id FROM asiento.items WHERE parent_id = :id")
        rows = connection.execute(query, {"id": table.item_id}).scalars().all()

    keys = {told(client.get(f"/items/{item}/file").json["url"])[0] for item in (table.item_id, *rows)}

    assert len(rows) == 2
    assert len(keys) == 1


def test_what_was_not_found_clean_is_given_to_nobody(
    client: ApiClient, services: Services, ingest: Ingest, item_row: Callable[[ItemRef], Any]
) -> None:
    """Not before the scan, and not what failed in it; what holds no file never."""
    waiting, infected = ingest("a.pdf", pdf_bytes(["x"])), ingest("b.pdf", pdf_bytes(["y"]))
    preprocess(replace(services, tools=replace(services.tools, scan=lambda *_: "Eicar")), infected)
    assert item_row(infected).error["code"] == "infected"

    answers = [client.get(f"/items/{item.item_id}/file") for item in (waiting, infected)]

    assert [problem_of(answer) for answer in answers] == [(404, "no_file", "item_id")] * 2
    assert all("scanned for malware" in answer.json["detail"] for answer in answers)


def test_a_row_of_json_has_no_file(client: ApiClient, put_item: Callable[..., ItemRef], tenant: Tenant) -> None:
    """It came as data."""
    answer = client.get(f"/items/{put_item(tenant, sha256='0' * 64).item_id}/file")

    assert problem_of(answer) == (404, "no_file", "item_id")
    assert answer.json["detail"].startswith("This item came as data")


def test_a_file_is_gone_after_its_time(client: ApiClient, services: Services, ingest: Ingest, admin: Engine) -> None:
    """From the moment at which its batch takes nothing in any more, for then it is deleted."""
    item = ingest("a.pdf", pdf_bytes(["x"]))
    preprocess(services, item)
    with admin.begin() as connection:
        connection.execute(text("UPDATE asiento.batches SET expired_at = now()"))

    answer = client.get(f"/items/{item.item_id}/file")

    assert problem_of(answer) == (404, "no_file", "item_id")
    assert "then deleted" in answer.json["detail"]


@pytest.fixture
def viewer(api_services: ApiServices, tenant: Tenant) -> Iterator[ApiClient]:
    """A client of an API that draws in child processes, as it does when deployed."""
    sandbox = ProcessSandbox()
    yield ApiClient(api=build_api(replace(api_services, sandbox=sandbox)), tenant_id=tenant.id)
    sandbox.stop()


def test_a_page_is_drawn_once(
    viewer: ApiClient,
    client: ApiClient,
    services: Services,
    api_services: ApiServices,
    ingest: Ingest,
    item_row: Callable[[ItemRef], Any],
) -> None:
    """By a child process; it is kept with the item's files, and asked for again nothing is read."""
    item = ingest("a.pdf", pdf_bytes(["one"], ["two"]))
    preprocess(services, item)

    drawn = viewer.get(f"/items/{item.item_id}/pages/2")
    file_key = item_row(item).file_key
    api_services.files.delete([file_key])
    again = client.get(f"/items/{item.item_id}/pages/2")

    assert drawn.status == 200, drawn.text
    assert {**drawn.json, "url": ""} == {
        "url": "",
        "page": 2,
        "pages": 2,
        "media_type": "image/jpeg",
        "expires_in": 60,
    }
    key, asked = told(drawn.json["url"])
    assert key == f"{file_key.partition('/kept/')[0]}/pages/{item_row(item).sha256}/2.jpg"
    assert (asked["response-content-type"], asked["X-Amz-Expires"]) == ("image/jpeg", "60")
    assert api_services.files.read(key).startswith(b"\xff\xd8\xff")
    assert told(again.json["url"])[0] == key


def test_what_has_no_such_page_says_so(client: ApiClient, services: Services, ingest: Ingest) -> None:
    """A table has none; a document those that it has."""
    table, document = ingest("gastos.csv", TABLE), ingest("a.pdf", pdf_bytes(["one"]))
    preprocess(services, table)
    preprocess(services, document)

    assert problem_of(client.get(f"/items/{table.item_id}/pages/1")) == (404, "no_page", "item_id")
    assert problem_of(client.get(f"/items/{document.item_id}/pages/2")) == (404, "no_page", "page")
    assert problem_of(client.get(f"/items/{document.item_id}/pages/0")) == (422, "invalid_request", "page")


def test_drawing_has_a_rate_and_looking_has_none(
    api_services: ApiServices, services: Services, ingest: Ingest, tenant: Tenant
) -> None:
    """What was drawn once is answered however often it is asked for."""
    few = replace(api_services, limits=Limits(max_pictures_per_min=1))
    client = ApiClient(api=build_api(few), tenant_id=tenant.id)
    item = ingest("a.pdf", pdf_bytes(["one"], ["two"]))
    preprocess(services, item)

    first = [client.get(f"/items/{item.item_id}/pages/1").status for _ in range(3)]

    assert first == [200] * 3
    assert problem_of(client.get(f"/items/{item.item_id}/pages/2")) == (429, "too_many_pictures", None)


def test_a_picture_goes_with_the_document(
    client: ApiClient, services: Services, api_services: ApiServices, ingest: Ingest, admin: Engine
) -> None:
    """Retention deletes it."""
    item = ingest("a.pdf", pdf_bytes(["one"], ["two"]))
    preprocess(services, item)
    assert client.get(f"/items/{item.item_id}/pages/1").status == 200
    with admin.begin() as connection:
        connection.execute(text("UPDATE asiento.items SET state = 'failed', created_at = now() - interval '31 days'"))
        aged = "created_at = now() - interval '31 days', forms_at = now() - interval '31 days', cleared_at = now()"
        connection.execute(text(f"UPDATE asiento.batches SET {aged}"))

    assert remove_expired(Retention(database=services.database, files=api_services.files, days=30)).batches == 1

    assert api_services.files.sizes("") == {}


class Made(ProcessSandbox):
    """Draws nothing, and answers *picture* after it did *first*."""

    def __init__(self, picture: bytes, first: Callable[[], object] = lambda: None) -> None:
        super().__init__()
        self.picture, self.first = picture, first

    def make(self, *_: Any) -> Any:
        """Answer."""
        self.first()
        return PagePicture(encoded=b64encode(self.picture).decode())


def test_no_picture_is_kept_behind_the_back_of_retention(
    api_services: ApiServices, services: Services, ingest: Ingest, tenant: Tenant, admin: Engine
) -> None:
    """A batch that expires while a page is drawn is not looked at again."""

    def expire() -> None:
        with admin.begin() as connection:
            connection.execute(text("UPDATE asiento.batches SET expired_at = now()"))

    late = replace(api_services, sandbox=Made(b"\xff\xd8\xff", expire))
    client = ApiClient(api=build_api(late), tenant_id=tenant.id)
    item = ingest("a.pdf", pdf_bytes(["one"]))
    preprocess(services, item)
    before = api_services.files.sizes("")

    assert problem_of(client.get(f"/items/{item.item_id}/pages/1")) == (404, "no_file", "item_id")
    assert api_services.files.sizes("") == before


def test_what_a_child_makes_that_is_no_picture_is_not_kept(
    api_services: ApiServices, services: Services, ingest: Ingest, tenant: Tenant
) -> None:
    """A document that took its reader over puts no page of HTML into the store."""
    client = ApiClient(api=build_api(replace(api_services, sandbox=Made(SCRIPT))), tenant_id=tenant.id)
    item = ingest("a.pdf", pdf_bytes(["one"]))
    preprocess(services, item)
    before = api_services.files.sizes("")

    assert client.get(f"/items/{item.item_id}/pages/1").status == 503
    assert api_services.files.sizes("") == before
