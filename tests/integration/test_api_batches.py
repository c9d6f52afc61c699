"""Batches through the API: open, upload, ingest, retry, and whose they are."""

from base64 import b64decode, b64encode
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, text

from api_client import ApiClient, problem_of
from asiento.api import ApiServices, build_api
from asiento.tenant import Tenant
from doubles import ListQueue

LONG = "9" * 400


def upload(client: ApiClient, services: ApiServices, batch: str, *names: str) -> list[str]:
    """Ask for uploads, put a file under each key, and return the keys."""
    uploads = client.post(f"/batches/{batch}/files", {"files": [{"name": name} for name in names]}).json["files"]
    for each in uploads:
        services.files.write(each["key"], b"content")
    return [each["key"] for each in uploads]


def item_rows(admin: Engine) -> list[Any]:
    """Return all items whoever they belong to."""
    query = 'SELECT id, name, file_key, "row", stage, state, batch_id FROM asiento.items ORDER BY created_at, id'
    with admin.begin() as connection:
        return list(connection.execute(text(query)).all())


def test_a_batch_is_opened_and_shown(client: ApiClient) -> None:
    """A new batch has the name it was given, or none, and can be read back."""
    opened = client.post("/batches", {"name": "  March 2025 "})

    assert opened.status == 201
    assert opened.json["name"] == "March 2025"
    assert client.get(f"/batches/{opened.json['id']}").json == opened.json
    assert client.post("/batches").json["name"] == ""
    assert client.post("/batches", {}).status == 201


def test_batches_are_paged_newest_first(client: ApiClient, subtests: pytest.Subtests) -> None:
    """Walking the pages gives every batch once, however large a page is."""
    made = [client.post("/batches", {"name": str(number)}).json["id"] for number in range(7)]

    for limit in ("1", "3", "7", "200"):
        with subtests.test(limit=limit):
            assert walk(client, "/batches", limit) == made[::-1]


def walk(client: ApiClient, path: str, limit: str, **filters: str) -> list[str]:
    """Return the ids on all pages."""
    ids: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = client.get(path, limit=limit, **cursor, **filters)
        assert page.status == 200, page.text
        ids += [row["id"] for row in page.json["items"]]
        if page.json["next_cursor"] is None:
            return ids
        cursor = {"cursor": page.json["next_cursor"]}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": 1}, "name"),
        ({"name": None}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "a\x00b"}, "name"),
        ({"title": "x"}, "title"),
        ("[]", "body"),
    ],
)
def test_a_bad_batch_is_refused(client: ApiClient, body: Any, field: str) -> None:
    """Wrong types, unknown fields, long and unkeepable names are a 422 that names the field."""
    status, _, named = problem_of(client.post("/batches", body))

    assert (status, named) == (422, field)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"limit": "0"}, "limit"),
        ({"limit": "201"}, "limit"),
        ({"limit": "x"}, "limit"),
        ({"limit": LONG}, "limit"),
        ({"cursor": "x"}, "cursor"),
        ({"cursor": "a\x00"}, "cursor"),
        ({"cursor": "x" * 300}, "cursor"),
        ({"offset": "3"}, "offset"),
    ],
)
def test_bad_parameters_are_refused(
    client: ApiClient, query: dict[str, str], field: str, subtests: pytest.Subtests
) -> None:
    """Pages too small or large, cursors of others and unknown parameters are a 422 that names them."""
    for path in ("/batches", "/expenses", "/invoices", "/bank-transactions"):
        with subtests.test(path=path):
            status, _, named = problem_of(client.get(path, **query))

            assert (status, named) == (422, field)


def test_a_small_file_is_sent_in_one_request(
    client: ApiClient, batch: str, api_services: ApiServices, queue: ListQueue
) -> None:
    """It is kept as an upload is, and its item goes to the first stage; sent again under its key it makes no other."""
    content = b64encode(b"fecha;total\n2026-03-05;12,10\n\xff").decode()
    answers = [
        client.post(f"/batches/{batch}/file", {"name": "../año.csv", "content": content}, idempotency_key="scan-1")
        for _ in range(2)
    ]

    assert [answer.status for answer in answers] == [202, 202]
    assert answers[0].json == answers[1].json
    (item_id,) = answers[0].json["items"]
    (item,) = client.get(f"/batches/{batch}/items").json["items"]
    assert (item["id"], item["name"], item["status"]) == (item_id, "año.csv", "pending")
    kept = f"{client.tenant_id}/{batch}/{item_id}/año.csv"
    assert api_services.files.read(kept) == b64decode(content)
    assert [str(sent) for _, sent in queue.sent] == [item_id]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("YQ", (422, "invalid_request", "content")),
        ("YQ==\n", (422, "invalid_request", "content")),
        ("Y-==", (422, "invalid_request", "content")),
        (None, (422, "invalid_request", "content")),
        (b64encode(b"x" * 1001).decode(), (413, "file_too_large", "files.0.size")),
    ],
)
def test_a_file_that_cannot_be_taken_in_is_refused(
    client: ApiClient, batch: str, content: str | None, said: tuple[int, str, str]
) -> None:
    """Nothing is kept of it."""
    assert problem_of(client.post(f"/batches/{batch}/file", {"name": "a.csv", "content": content})) == said
    assert client.get(f"/batches/{batch}/items").json["items"] == []


def test_uploads_are_presigned(client: ApiClient, batch: str, tenant: Tenant) -> None:
    """Each file gets a form of its own, under a key of its tenant and batch, with a name that is safe."""
    files = [{"name": "../año.pdf", "size": 1000, "content_type": "application/pdf"}, {"name": "año.pdf"}]
    answer = client.post(f"/batches/{batch}/files", {"files": files})

    assert answer.status == 200
    first, second = answer.json["files"]
    assert first["name"] == second["name"] == "año.pdf"
    assert first["key"] != second["key"]
    assert first["key"].startswith(f"{tenant.id}/{batch}/")
    assert first["fields"]["key"] == first["key"]
    assert first["url"].startswith("https://")
    assert first["expires_in"] == 3600


@pytest.mark.parametrize(
    ("files", "status", "field"),
    [
        ([], 422, "files"),
        ([{"name": f"{number}"} for number in range(101)], 422, "files"),
        ([{"name": "a"}, {"name": ""}], 422, "files.1.name"),
        ([{"name": "a", "size": -1}], 422, "files.0.size"),
        ([{"name": "a", "size": "7"}], 422, "files.0.size"),
        ([{"name": "a", "size": 1001}], 413, "files.0.size"),
        ([{"name": "a", "size": int(LONG)}], 413, "files.0.size"),
        ([{"size": 1}], 422, "files.0.name"),
        ([{"name": "a", "key": "b"}], 422, "files.0.key"),
        ([{"name": "a\x00"}], 422, "files.0.name"),
        ("a", 422, "files"),
        (["a"], 422, "files.0"),
    ],
)
def test_bad_files_are_refused(client: ApiClient, batch: str, files: Any, status: int, field: str) -> None:
    """Too many, too large, nameless or unknown: the field is named."""
    got, _, named = problem_of(client.post(f"/batches/{batch}/files", {"files": files}))

    assert (got, named) == (status, field)


def test_uploaded_files_become_items(
    client: ApiClient, api_services: ApiServices, batch: str, queue: ListQueue, admin: Engine
) -> None:
    """Ingesting keys makes one item a file, with the id of its upload, and sends them to the first stage."""
    keys = upload(client, api_services, batch, "a.pdf", "b ñ.jpg")

    answer = client.post(f"/batches/{batch}/ingest", {"keys": [*keys, keys[0]]})

    ids = [key.split("/")[2] for key in keys]
    assert answer.status == 202
    assert answer.json == {"accepted": 2, "created": 2, "items": ids, "pipeline_enqueued": True}
    assert queue.sent == [("preprocess", UUID(each)) for each in ids]
    assert [(str(row.id), row.name, row.file_key) for row in item_rows(admin)] == [
        (ids[0], "a.pdf", keys[0]),
        (ids[1], "b ñ.jpg", keys[1]),
    ]


def test_the_same_keys_again_make_no_second_item(
    client: ApiClient, api_services: ApiServices, batch: str, queue: ListQueue
) -> None:
    """A client that repeats its request gets the same items, and nothing is sent twice."""
    keys = upload(client, api_services, batch, "a.pdf", "b.pdf")
    first = client.post(f"/batches/{batch}/ingest", {"keys": keys[:1]})

    again = client.post(f"/batches/{batch}/ingest", {"keys": keys})

    assert first.json["items"] == again.json["items"][:1]
    assert (again.json["accepted"], again.json["created"]) == (2, 1)
    assert len(queue.sent) == 2


def test_identical_requests_at_once_make_one_item(
    client: ApiClient, api_services: ApiServices, batch: str, queue: ListQueue, admin: Engine, tenant: Tenant
) -> None:
    """Four Lambdas that ingest the same keys at the same moment make each item once and send it once."""
    keys = upload(client, api_services, batch, *[f"{number}.pdf" for number in range(10)])
    clients = [ApiClient(api=build_api(api_services), tenant_id=tenant.id) for _ in range(4)]
    together = Barrier(len(clients))

    def ingest(one: ApiClient) -> dict[str, Any]:
        from asiento.intake import ingest_files  # noqa: PLC0415 (the resolver itself serves one request at a time)

        together.wait()
        done = ingest_files(api_services, one.tenant_id or uuid4(), UUID(batch), keys)
        return {"created": done.created, "items": done.items}

    with ThreadPoolExecutor(len(clients)) as pool:
        answers = list(pool.map(ingest, clients))

    assert sorted(answer["created"] for answer in answers) == [0, 0, 0, 10]
    assert all(answer["items"] == answers[0]["items"] for answer in answers)
    assert len(item_rows(admin)) == len(queue.sent) == 10


def test_rows_become_items(client: ApiClient, batch: str, queue: ListQueue, admin: Engine) -> None:
    """Each JSON row becomes an item with its content, in the order of the request."""
    rows = [{"total": 12.1, "supplier": "Ñ"}, {"n": 10**30, "deep": {"a": [1, None, True]}}]

    answer = client.post(f"/batches/{batch}/ingest", {"rows": rows})

    assert answer.status == 202
    assert (answer.json["accepted"], answer.json["pipeline_enqueued"]) == (2, True)
    assert [row.row for row in item_rows(admin)] == rows
    assert [row.name for row in item_rows(admin)] == ["row 1", "row 2"]
    assert [str(item_id) for _, item_id in queue.sent] == answer.json["items"]


def test_items_are_kept_while_the_queue_is_away(client: ApiClient, batch: str, queue: ListQueue, admin: Engine) -> None:
    """The answer says that they were not sent; they stand queued for the sweep."""
    queue.away = True

    answer = client.post(f"/batches/{batch}/ingest", {"rows": [{"a": 1}]})

    assert (answer.status, answer.json["pipeline_enqueued"]) == (202, False)
    assert [(row.stage, row.state) for row in item_rows(admin)] == [("preprocess", "queued")]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "body"),
        ({"keys": ["a"], "rows": [{"a": 1}]}, "body"),
        ({"keys": []}, "keys"),
        ({"rows": []}, "rows"),
        ({"rows": [{}]}, "body"),
        ({"rows": ["a"]}, "rows.0"),
        ({"rows": {"a": 1}}, "rows"),
        ({"keys": [7]}, "keys.0"),
        ({"keys": ["nothing"]}, "keys.0"),
        ({"keys": [f"{uuid4()}/{uuid4()}/{uuid4()}/a.pdf"]}, "keys.0"),
        ({"keys": ["a\x00"]}, "keys.0"),
        ({"rows": [{"a": {"b": "\x00"}}]}, "rows.0.a.b"),
        ('{"rows": [{"a": NaN}]}', "rows.0.a"),
        ('{"rows": [{"a": 1e999}]}', "rows.0.a"),
        ({"rows": [{"a": 1}], "force": True}, "force"),
    ],
)
def test_a_bad_ingest_is_refused(client: ApiClient, batch: str, body: Any, field: str, admin: Engine) -> None:
    """Both, neither, empty, of the wrong type, foreign or unkeepable: a 422 that names the field, and no item."""
    status, _, named = problem_of(client.post(f"/batches/{batch}/ingest", body))

    assert (status, named) == (422, field)
    assert item_rows(admin) == []


def test_a_key_that_was_never_uploaded_is_named(client: ApiClient, api_services: ApiServices, batch: str) -> None:
    """The first missing file is named by its place, and nothing of the request is ingested."""
    keys = upload(client, api_services, batch, "a.pdf", "b.pdf")
    missing = keys[0].replace("a.pdf", "c.pdf")

    assert problem_of(client.post(f"/batches/{batch}/ingest", {"keys": [keys[1], missing]})) == (
        422,
        "file_missing",
        "keys.1",
    )
    assert client.get(f"/batches/{batch}/status").json["total"] == 0


def test_a_key_of_another_batch_is_refused(client: ApiClient, api_services: ApiServices, batch: str) -> None:
    """A file belongs to the batch that it was uploaded to."""
    other = client.post("/batches").json["id"]
    keys = upload(client, api_services, other, "a.pdf")

    assert problem_of(client.post(f"/batches/{batch}/ingest", {"keys": keys})) == (422, "unknown_key", "keys.0")


def test_a_batch_has_a_limit(client: ApiClient, batch: str, queue: ListQueue) -> None:
    """The limit (20 here) counts the whole batch; a request over it changes nothing."""
    ingest = f"/batches/{batch}/ingest"

    assert problem_of(client.post(ingest, {"rows": [{"a": 1}] * 21}))[:2] == (413, "too_many_items")
    assert client.post(ingest, {"rows": [{"a": 1}] * 15}).status == 202
    assert problem_of(client.post(ingest, {"rows": [{"a": 1}] * 6})) == (413, "too_many_items", "rows")
    assert client.get(f"/batches/{batch}/status").json["total"] == len(queue.sent) == 15
    assert client.post(ingest, {"rows": [{"a": 1}] * 5}).status == 202


def test_a_request_over_five_megabytes_is_refused(client: ApiClient, batch: str) -> None:
    """It is a 413 before anything of it is looked at."""
    body = '{"rows": [{"a": "' + "x" * 5_000_000 + '"}]}'

    assert problem_of(client.post(f"/batches/{batch}/ingest", body)) == (413, "body_too_large", "body")


def test_a_closed_intake_says_so(api_services: ApiServices, tenant: Tenant, batch: str) -> None:
    """With the pipeline switched off nothing is ingested, and the client is told when to ask again."""
    closed = ApiClient(api=build_api(replace(api_services, enabled=False)), tenant_id=tenant.id)

    answer = closed.post(f"/batches/{batch}/ingest", {"rows": [{"a": 1}]})

    assert problem_of(answer) == (503, "intake_closed", None)
    assert int(answer.headers["Retry-After"][0]) > 0
    assert closed.get(f"/batches/{batch}").status == 200


def test_failed_items_run_again_at_their_stage(client: ApiClient, batch: str, queue: ListQueue, admin: Engine) -> None:
    """A retry puts all failed items back to their stage's queue, and only those."""
    client.post(f"/batches/{batch}/ingest", {"rows": [{"a": 1}] * 3})
    failed, stuck, fine = (row.id for row in item_rows(admin))
    with admin.begin() as connection:
        change = text(
            "UPDATE asiento.items SET state = 'failed', stage = :stage, error = '{\"code\": \"x\"}' WHERE id = :id"
        )
        connection.execute(change, {"stage": "extract", "id": failed})
        connection.execute(change, {"stage": "publish", "id": stuck})
    queue.sent.clear()

    answer = client.post(f"/batches/{batch}/retry")

    assert (answer.status, answer.json) == (200, {"retried": 2, "pipeline_enqueued": True})
    assert sorted(queue.sent) == [("extract", failed), ("publish", stuck)]
    assert [(row.id, row.stage, row.state) for row in item_rows(admin)] == [
        (failed, "extract", "queued"),
        (stuck, "publish", "queued"),
        (fine, "preprocess", "queued"),
    ]
    assert client.post(f"/batches/{batch}/retry").json["retried"] == 0
    told = [event["changes"]["status"] for event in client.get("/history", subject="item").json["items"]]
    assert sorted(told, key=lambda change: str(change["before"])) == [
        {"before": "extract_failed", "after": "classified"},
        {"before": "publish_failed", "after": "validated"},
    ]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/batches/{}", None),
        ("GET", "/batches/{}/status", None),
        ("GET", "/batches/{}/items", None),
        ("POST", "/batches/{}/files", {"files": [{"name": "a"}]}),
        ("POST", "/batches/{}/ingest", {"rows": [{"a": 1}]}),
        ("POST", "/batches/{}/ingest", {"keys": ["a"]}),
        ("POST", "/batches/{}/retry", None),
    ],
)
def test_a_batch_of_another_tenant_is_not_there(
    client: ApiClient, stranger: ApiClient, batch: str, method: str, path: str, body: Any
) -> None:
    """Another tenant's batch is a 404, exactly as one that never was; a bad id is a 422."""
    assert problem_of(stranger.ask(method, path.format(batch), body=body)) == (404, "batch_not_found", "batch_id")
    assert problem_of(client.ask(method, path.format(uuid4()), body=body)) == (404, "batch_not_found", "batch_id")
    assert problem_of(client.ask(method, path.format("abc"), body=body))[::2] == (422, "batch_id")
    assert stranger.get("/batches").json["items"] == []


def test_a_key_of_another_tenant_is_refused(
    client: ApiClient, stranger: ApiClient, api_services: ApiServices, batch: str
) -> None:
    """Knowing another tenant's key is of no use."""
    keys = upload(client, api_services, batch, "a.pdf")
    own = stranger.post("/batches").json["id"]

    assert problem_of(stranger.post(f"/batches/{own}/ingest", {"keys": keys})) == (422, "unknown_key", "keys.0")


def test_a_client_need_not_say_json(client: ApiClient, batch: str) -> None:
    """`curl -d` declares a form; what it sends is JSON all the same."""
    from api_client import rest_event  # noqa: PLC0415 (only here)

    event = rest_event("POST", f"/batches/{batch}/ingest", body={"rows": [{"a": 1}]})
    event["headers"]["Content-Type"] = "application/x-www-form-urlencoded"
    event["requestContext"]["authorizer"] = client.authorizer

    assert client.send(event).status == 202


def test_health_tells_what_is_away(client: ApiClient, queue: ListQueue) -> None:
    """It is ok when database and queue answer, and a 503 with Retry-After when one does not."""
    assert client.get("/health").json["status"] == "ok"

    queue.away = True

    answer = client.get("/health")
    assert problem_of(answer) == (503, "queue_unavailable", None)
    assert "Retry-After" in answer.headers
