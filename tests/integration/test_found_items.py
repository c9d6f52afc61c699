"""Items found over all batches, and one that failed run again or dismissed."""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine, text

from api_client import ApiClient, problem_of
from asiento.api.statuses import states_of
from asiento.model import ItemRef
from asiento.pipeline import STATUS
from asiento.store.database import Database
from asiento.store.found_items import ItemFilter
from asiento.store.paging import AFTER_ALL
from asiento.store.statements import statement
from asiento.tenant import Tenant
from doubles import ListQueue

PutItem = Callable[..., ItemRef]


def document(name: str, total: str, number: str | None = None) -> str:
    """Return a document as an item keeps it."""

    def field(value: str) -> dict[str, Any]:
        return {"value": value, "confidence": 0.9, "source": "ocr"}

    supplier = {"name": field(name), "tax_id": field("B12345674")}
    said = {"total": field(total), "currency": field("EUR"), "issued_on": field("2026-03-05")}
    return json.dumps(
        {"doc_type": "invoice", "supplier": supplier, **said, **({"number": field(number)} if number else {})}
    )


def finding(code: str, severity: str) -> dict[str, Any]:
    """Return a finding as an item keeps it."""
    return {"code": code, "variant": None, "severity": severity, "field": "total", "params": {}}


ERROR = json.dumps({"code": "empty_file", "variant": None, "params": {}})
FINDINGS = json.dumps([finding("not_our_document", "warning"), finding("zero_total", "review")])
ITEMS: dict[str, dict[str, Any]] = {
    "posted": {"stage": "publish", "state": "done", "document": document("Bar Sol", "12.10"), "findings": FINDINGS},
    "waits": {"stage": "validate", "state": "review", "document": document("Bar Luna", "121.00"), "findings": FINDINGS},
    "rejected": {"stage": "publish", "state": "rejected", "document": document("Bar Sol", "100.00", "F-77")},
    "failed": {"stage": "preprocess", "state": "failed", "error": ERROR, "name": "Luna llena.pdf"},
    "runs": {"stage": "ocr", "state": "running"},
}


@pytest.fixture
def items(put_item: PutItem, tenant: Tenant) -> dict[str, str]:
    """Put an item of each kind into a batch of its own, in this order; return their words by their ids."""
    return {str(put_item(tenant, **columns).item_id): word for word, columns in ITEMS.items()}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["runs", "failed", "rejected", "waits", "posted"]),
        ({"status": "needs_review"}, ["waits"]),
        ({"status": "published"}, ["posted"]),
        ({"status": "preprocess_failed"}, ["failed"]),
        ({"status": "rejected"}, ["rejected"]),
        ({"status": "reading_by_ocr"}, None),
        ({"code": "empty_file"}, ["failed"]),
        ({"code": "zero_total"}, ["waits", "posted"]),
        ({"code": "zero_total", "status": "needs_review"}, ["waits"]),
        ({"supplier": "SOL"}, ["rejected", "posted"]),
        ({"supplier": "b1234567"}, ["rejected", "waits", "posted"]),
        ({"total_from": "100"}, ["rejected", "waits"]),
        ({"total_from": "12.10", "total_to": "100.00"}, ["rejected", "posted"]),
        ({"text": "luna"}, ["failed", "waits"]),
        ({"text": "f-77"}, ["rejected"]),
        ({"text": "_"}, []),
        ({"text": "luna", "status": "published"}, []),
    ],
)
def test_items_are_found_over_all_batches(
    client: ApiClient, stranger: ApiClient, items: dict[str, str], query: dict[str, str], found: list[str] | None
) -> None:
    """By how they stand, why, and what they say, the newest first; nobody else's."""
    answer = client.get("/items", **query)

    if found is None:
        assert problem_of(answer) == (422, "unknown_status", "status")
        return
    assert [items[item["id"]] for item in answer.json["items"]] == found
    assert stranger.get("/items", **query).json["items"] == []


def test_each_says_in_short_what_it_is_and_why_it_is_not_posted(client: ApiClient, items: dict[str, str]) -> None:
    """The error, else the finding that asks; warnings and what a person accepted hold nothing."""
    shown = {items[item["id"]]: item for item in client.get("/items").json["items"]}

    reasons = {word: item["reason"] and item["reason"]["code"] for word, item in shown.items()}
    assert reasons == {"posted": None, "waits": "zero_total", "rejected": None, "failed": "empty_file", "runs": None}
    assert shown["waits"]["reason"]["message"].startswith("The total is zero.")
    said = ("status", "doc_type", "supplier", "number", "issued_on", "total", "currency")
    assert [shown["rejected"][name] for name in said] == [
        "rejected",
        "invoice",
        {"name": "Bar Sol", "tax_id": "B12345674"},
        "F-77",
        "2026-03-05",
        "100.00",
        "EUR",
    ]
    alone = client.get(f"/items/{shown['waits']['id']}").json
    assert {name: value for name, value in shown["waits"].items() if name in alone and name != "doc_type"}.items() <= (
        alone.items()
    )


def test_they_come_in_pages(client: ApiClient, put_item: PutItem, tenant: Tenant) -> None:
    """Each once; those that came in meanwhile stand before the first."""
    made = [str(put_item(tenant, stage="extract", state="failed", error=ERROR).item_id) for _ in range(5)]

    seen, cursor = list[str](), None
    while True:
        page = client.get("/items", status="extract_failed", limit="2", **({"cursor": cursor} if cursor else {})).json
        seen += [item["id"] for item in page["items"]]
        put_item(tenant, stage="extract", state="failed", error=ERROR)
        cursor = page["next_cursor"]
        if cursor is None:
            break

    assert seen == made[::-1]


def test_a_status_is_one_state() -> None:
    """By which the index is looked up, at whatever stages."""
    states = {word: {state for _, state in states_of(word) or ()} for word in STATUS.values()}

    assert {word: len(found) for word, found in states.items() if len(found) != 1} == {}


@pytest.mark.parametrize(
    ("state", "index"), [("failed", "items_ended"), ("rejected", "items_ended"), ("review", "items_waiting")]
)
def test_few_among_many_are_found_by_an_index(
    database: Database, admin: Engine, tenant: Tenant, batch: str, state: str, index: str
) -> None:
    """Of 20,000 posted items none is looked at."""
    add = text("""
        INSERT INTO asiento.items (tenant_id, batch_id, position, name, "row", stage, state)
        SELECT :tenant, :batch, n, 'row', '{}', 'validate', CASE WHEN n > 20000 THEN :state ELSE 'done' END
        FROM generate_series(1, 20010) n
    """)
    with admin.begin() as connection:
        connection.execute(add, {"tenant": tenant.id, "batch": batch, "state": state})
        connection.execute(text("ANALYZE asiento.items"))
    wanted = ItemFilter(code="x", said="nothing")
    said = {name: getattr(wanted, name) for name in wanted.__slots__}
    values = {**said, "state": state, "states": json.dumps([{"stage": "validate", "state": state}]), "most": 50}
    parameters = {"tenant_id": tenant.id, "most_text": 10, **values, **AFTER_ALL.values}

    with database.transaction([tenant.id]) as connection:
        query = text(f"EXPLAIN (ANALYZE, TIMING OFF) {statement('page_of_all_items').text}")
        plan = "\n".join(connection.execute(query, parameters).scalars())

    assert f"using {index}" in plan or f"on {index}" in plan, plan


def test_a_failed_item_runs_again_alone(
    client: ApiClient, items: dict[str, str], queue: ListQueue, put_item: PutItem, tenant: Tenant
) -> None:
    """At the stage where it failed, which is written down; one that did not fail, or failed for good, does not."""
    by_word = {word: item for item, word in items.items()}
    failed = by_word["failed"]

    answer = client.post(f"/items/{failed}/retry")

    assert (answer.status, answer.json["status"], answer.json["error"]) == (200, "pending", None)
    assert [(stage, str(item)) for stage, item in queue.sent] == [("preprocess", failed)]
    (event,) = client.get(f"/items/{failed}/history").json["items"]
    assert (event["action"], event["changes"]["status"]["before"]) == ("retry", "preprocess_failed")
    for word in ("failed", "posted", "waits", "runs"):
        assert problem_of(client.post(f"/items/{by_word[word]}/retry"))[:2] == (409, "not_failed")
    for code, told in (("infected", "infected"), ("expired", "batch_expired")):
        ref = put_item(tenant, stage="preprocess", state="failed", error=json.dumps({"code": code, "params": {}}))
        assert problem_of(client.post(f"/items/{ref.item_id}/retry"))[:2] == (409, told)
    assert problem_of(client.post(f"/items/{uuid4()}/retry"))[:2] == (404, "item_not_found")
    stale = client.ask("POST", f"/items/{by_word['waits']}/retry", headers={"If-Match": '"1"'})
    assert problem_of(stale)[:2] == (412, "changed_meanwhile")


@pytest.mark.parametrize("together", [False, True])
def test_a_failed_item_is_dismissed(
    client: ApiClient, items: dict[str, str], put_item: PutItem, tenant: Tenant, together: bool
) -> None:
    """At whatever stage it failed: it is rejected, and can be taken back; malware is never read again for all that."""
    failed = next(item for item, word in items.items() if word == "failed")
    infected = put_item(
        tenant, stage="preprocess", state="failed", error=json.dumps({"code": "infected", "params": {}})
    )

    ids = [failed, str(infected.item_id)]
    if together:
        assert client.post("/review/decisions", {"decision": "reject", "ids": ids}).json["decided"] == 2
    else:
        assert [client.patch(f"/items/{item}", {"decision": "reject"}).status for item in ids] == [200, 200]

    shown = [client.get(f"/items/{item}").json for item in ids]
    assert [(item["status"], item["error"]["code"]) for item in shown] == [
        ("rejected", "empty_file"),
        ("rejected", "infected"),
    ]
    for item in ids:
        assert client.patch(f"/items/{item}", {"decision": "undo"}).json["status"] == "preprocess_failed"
    assert [client.post(f"/items/{item}/retry").status for item in ids] == [200, 409]
