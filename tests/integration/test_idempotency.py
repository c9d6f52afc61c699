"""`Idempotency-Key`: what a client names is done once, however often and however fast it is sent."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from operator import methodcaller
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Engine, text

from api_client import Answer, ApiClient, problem_of
from asiento.api import ApiServices, build_api
from asiento.store.database import Database
from asiento.tenant import Tenant
from doubles import ListQueue

REUSED = (422, "idempotency_key_reused", "idempotency-key")
ROWS = {"rows": [{"total": "12,10", "date": "2025-03-14"}, {"total": "7"}]}


def at_once(database: Database, services: ApiServices, tenant: Tenant, ask: Callable[[ApiClient], Answer]) -> list[Any]:
    """Let four Lambdas, each with its own connection, serve the same request at the same moment."""
    together = Barrier(4)

    def serve(_: int) -> Answer:
        one = ApiClient(api=build_api(replace(services, database=Database(database.engine))), tenant_id=tenant.id)
        together.wait()
        return ask(one)

    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(serve, range(4)))


def test_a_batch_is_opened_once(client: ApiClient, count: Callable[[str], int]) -> None:
    """The same key and body give the same answer again, whatever their spaces and whatever the header's case."""
    first = client.post("/batches", {"name": "March"}, Idempotency_Key="k-1")
    again = client.post("/batches", '{ "name" : "March" }', idempotency_key="k-1")

    assert (first.status, first.text) == (again.status, again.text) == (201, again.text)
    assert count("batches") == 1
    assert client.post("/batches", {"name": "March"}, Idempotency_Key="k-2").json["id"] != first.json["id"]
    assert client.post("/batches", {"name": "March"}).json["id"] != first.json["id"]


def test_rows_are_ingested_once(client: ApiClient, batch: str, queue: ListQueue, count: Callable[[str], int]) -> None:
    """Rows have no identity of their own; under a key they make their items once, and are sent once."""
    first = client.post(f"/batches/{batch}/ingest", ROWS, Idempotency_Key="rows")
    again = client.post(f"/batches/{batch}/ingest", ROWS, Idempotency_Key="rows")

    assert (first.status, first.text) == (again.status, again.text) == (202, again.text)
    assert (first.json["created"], count("items"), len(queue.sent)) == (2, 2, 2)


def test_files_are_answered_again_even_without_the_files(
    client: ApiClient, batch: str, api_services: ApiServices
) -> None:
    """What was answered is answered again, though the store has lost the file since."""
    (upload,) = client.post(f"/batches/{batch}/files", {"files": [{"name": "a.pdf"}]}).json["files"]
    api_services.files.write(upload["key"], b"content")
    first = client.post(f"/batches/{batch}/ingest", {"keys": [upload["key"]]}, Idempotency_Key="f")
    api_services.files.client.delete_object(Bucket="documents", Key=upload["key"])

    assert client.post(f"/batches/{batch}/ingest", {"keys": [upload["key"]]}, Idempotency_Key="f").text == first.text


def test_another_body_under_the_same_key_is_refused(client: ApiClient, batch: str, count: Callable[[str], int]) -> None:
    """Another body, another batch or another route is a 422 that names the header, and does nothing."""
    other = client.post("/batches").json["id"]
    client.post(f"/batches/{batch}/ingest", ROWS, Idempotency_Key="k")

    assert problem_of(client.post(f"/batches/{batch}/ingest", {"rows": [{"a": 1}]}, Idempotency_Key="k")) == REUSED
    assert problem_of(client.post(f"/batches/{other}/ingest", ROWS, Idempotency_Key="k")) == REUSED
    assert problem_of(client.post("/batches", {}, Idempotency_Key="k")) == REUSED
    assert (count("batches"), count("items")) == (2, 2)


def test_a_key_is_the_tenants_own(client: ApiClient, stranger: ApiClient) -> None:
    """Two tenants that choose the same key know nothing of each other."""
    ours = client.post("/batches", {}, Idempotency_Key="same")
    theirs = stranger.post("/batches", {}, Idempotency_Key="same")

    assert ours.status == theirs.status == 201
    assert ours.json["id"] != theirs.json["id"]
    assert stranger.post("/batches", {}, Idempotency_Key="same").text == theirs.text


def test_a_refusal_is_not_kept(client: ApiClient, batch: str, api_services: ApiServices) -> None:
    """A request that failed is tried afresh under its key: here its file came late."""
    (upload,) = client.post(f"/batches/{batch}/files", {"files": [{"name": "a.pdf"}]}).json["files"]
    body = {"keys": [upload["key"]]}

    assert problem_of(client.post(f"/batches/{batch}/ingest", body, Idempotency_Key="k"))[1] == "file_missing"
    api_services.files.write(upload["key"], b"content")
    assert client.post(f"/batches/{batch}/ingest", body, Idempotency_Key="k").json["created"] == 1


def test_after_a_day_the_key_is_free(client: ApiClient, admin: Engine, count: Callable[[str], int]) -> None:
    """An answer is kept for 24 hours; then the key is new, and other old ones are forgotten on the way."""
    first = client.post("/batches", {"name": "a"}, Idempotency_Key="k")
    client.post("/batches", {"name": "a"}, Idempotency_Key="old")

    age(admin, "23 hours 59 minutes")
    assert client.post("/batches", {"name": "a"}, Idempotency_Key="k").text == first.text
    age(admin, "2 minutes")
    assert client.post("/batches", {"name": "b"}, Idempotency_Key="k").status == 201
    assert count("idempotency_keys") == 1


def age(admin: Engine, by: str) -> None:
    """Let the kept answers be older."""
    with admin.begin() as connection:
        change = "UPDATE asiento.idempotency_keys SET created_at = created_at - CAST(:by AS interval)"
        connection.execute(text(change), {"by": by})


def test_an_unsent_batch_says_so_again(client: ApiClient, batch: str, queue: ListQueue) -> None:
    """The answer that the queue was away is the one that is kept."""
    queue.away = True
    first = client.post(f"/batches/{batch}/ingest", ROWS, Idempotency_Key="k")
    queue.away = False

    again = client.post(f"/batches/{batch}/ingest", ROWS, Idempotency_Key="k")

    assert first.json["pipeline_enqueued"] is False
    assert again.text == first.text
    assert queue.sent == []


@pytest.mark.parametrize("key", ["", "a b", "ñ", "a\x00", "x" * 256, "a\ud800"])
def test_a_key_that_cannot_be_kept_is_refused(client: ApiClient, key: str, count: Callable[[str], int]) -> None:
    """Empty, long and unprintable keys are a 422 that names the header."""
    assert problem_of(client.post("/batches", {}, Idempotency_Key=key))[::2] == (422, "idempotency-key")
    assert count("batches") == 0


def same(answers: Sequence[Answer]) -> bool:
    """Return whether all answers are one."""
    return len({(answer.status, answer.text) for answer in answers}) == 1


def test_identical_requests_at_once_open_one_batch(
    database: Database, api_services: ApiServices, tenant: Tenant, count: Callable[[str], int]
) -> None:
    """Of four identical requests at the same moment one opens the batch; the others wait and are told the same."""
    opens = [methodcaller("post", "/batches", {}, Idempotency_Key=f"k-{number}") for number in range(5)]

    told = [at_once(database, api_services, tenant, open_batch) for open_batch in opens]

    assert [[answer.text for answer in answers] for answers in told if not same(answers)] == []
    assert [answers[0].status for answers in told] == [201] * 5
    assert count("batches") == 5


def test_identical_requests_at_once_make_one_set_of_items(
    database: Database, api_services: ApiServices, tenant: Tenant, queue: ListQueue, count: Callable[[str], int]
) -> None:
    """Of four identical sets of rows at the same moment one makes its items, and each is sent once."""
    batch = ApiClient(api=build_api(api_services), tenant_id=tenant.id).post("/batches").json["id"]

    answers = at_once(
        database,
        api_services,
        tenant,
        lambda one: one.post(f"/batches/{batch}/ingest", ROWS, Idempotency_Key="k"),
    )

    assert same(answers), [answer.text for answer in answers]
    assert (answers[0].status, count("items"), len(queue.sent)) == (202, 2, 2)


def test_different_requests_at_once_under_one_key_do_one(
    database: Database, api_services: ApiServices, tenant: Tenant, count: Callable[[str], int]
) -> None:
    """One wins, the others are told that their key is taken."""
    names = iter("abcd")
    answers = at_once(
        database, api_services, tenant, lambda one: one.post("/batches", {"name": next(names)}, Idempotency_Key="k")
    )

    assert sorted(answer.status for answer in answers) == [201, 422, 422, 422]
    assert all(problem_of(answer) == REUSED for answer in answers if answer.status == 422)
    assert count("batches") == 1
