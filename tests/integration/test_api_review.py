"""What waits for a person, over all batches: listed, counted, chosen by what is asked."""

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, text

from api_client import ApiClient, problem_of
from asiento.document import Source
from asiento.model import UNRANKED, ItemRef
from asiento.store.database import Database
from asiento.store.paging import BEFORE_ALL, BEFORE_ALL_RANKS
from asiento.store.waiting import WaitingFilter, worst_first
from asiento.tenant import Tenant
from bookable import DAY, invoice, read
from integration.conftest import Publish

PutItem = Callable[..., ItemRef]


def finding(code: str, severity: str = "review", **params: Any) -> dict[str, Any]:
    """Return a finding as an item keeps it."""
    return {"code": code, "variant": None, "severity": severity, "field": "total", "params": params}


DOCUMENT = {
    "doc_type": "receipt",
    "supplier": {"name": {"value": "Bar Sol", "confidence": 0.9, "source": "ocr"}},
    "issued_on": {"value": "2026-03-05", "confidence": 0.9, "source": "ocr"},
    "total": {"value": "12.10", "confidence": 0.9, "source": "ocr"},
    "currency": {"value": "EUR", "confidence": 0.9, "source": "ocr"},
}


@pytest.fixture
def waits(put_item: PutItem, tenant: Tenant) -> Callable[..., ItemRef]:
    """Put an item of a batch of its own that waits."""

    def put(*findings: dict[str, Any], of: Tenant = tenant, **columns: Any) -> ItemRef:
        waiting = {"stage": "validate", "state": "review", "document": json.dumps(DOCUMENT)}
        return put_item(of, findings=json.dumps(findings), **(waiting | columns))

    return put


def test_what_waits_is_listed_with_what_it_says_and_why(client: ApiClient, waits: Callable[..., ItemRef]) -> None:
    """Of all batches; warnings ask nobody anything."""
    first = waits(finding("zero_total"), finding("not_our_document", "warning"))
    second = waits(finding("zero_total"), finding("missing_supplier"), name="b.jpg")
    waits(finding("zero_total"), state="done", stage="publish")

    answer = client.get("/review").json

    assert [item["id"] for item in answer["items"]] == [str(first.item_id), str(second.item_id)]
    assert (answer["total"], answer["by_code"]) == (2, {"zero_total": 2, "missing_supplier": 1})
    shown = answer["items"][0]
    bar = {"name": "Bar Sol", "tax_id": None}
    said = ("doc_type", "supplier", "number", "issued_on", "total", "currency", "asked", "duplicate_of")
    assert [shown[name] for name in said] == ["receipt", bar, None, "2026-03-05", "12.10", "EUR", 1, None]
    assert [each["message"] for each in shown["findings"]] == [
        "The total is zero. Correct it if another amount is to be posted, approve it if nothing was charged."
    ]


def test_what_waits_is_chosen_by_batch_and_question(client: ApiClient, waits: Callable[..., ItemRef]) -> None:
    """The counts are of the batch, whatever is asked."""
    one, other = waits(finding("zero_total")), waits(finding("missing_supplier"), finding("zero_total", "warning"))
    batch = client.get(f"/items/{other.item_id}").json["batch_id"]

    def ids(**parameters: str) -> list[str]:
        return [item["id"] for item in client.get("/review", **parameters).json["items"]]

    assert ids(code="zero_total") == [str(one.item_id)]
    assert ids(batch_id=batch) == [str(other.item_id)]
    assert ids(batch_id=batch, code="zero_total") == []
    assert client.get("/review", batch_id=batch).json["by_code"] == {"missing_supplier": 1}
    assert problem_of(client.get("/review", code="No such"))[0] == 422


def test_what_waits_comes_in_pages_of_two_statements(client: ApiClient, waits: Callable[..., ItemRef]) -> None:
    """However many wait: a page and its counts; of an item at most five of the questions."""
    refs = [waits(*[finding("zero_total")] * 7) for _ in range(5)]

    seen, cursor = list[str](), None
    while True:
        page = client.get("/review", limit="2", **({"cursor": cursor} if cursor else {})).json
        seen += [item["id"] for item in page["items"]]
        assert {(item["asked"], len(item["findings"])) for item in page["items"]} == {(7, 5)}
        assert page["total"] == 5
        cursor = page["next_cursor"]
        if cursor is None:
            break

    assert seen == [str(ref.item_id) for ref in refs]


def test_another_company_sees_nothing_of_it(
    client: ApiClient, stranger: ApiClient, waits: Callable[..., ItemRef], other_tenant: Tenant
) -> None:
    """Neither in the list nor in the counts."""
    waits(finding("zero_total"))
    theirs = waits(finding("missing_supplier"), of=other_tenant)

    answer = stranger.get("/review").json

    assert [item["id"] for item in answer["items"]] == [str(theirs.item_id)]
    assert (answer["total"], answer["by_code"]) == (1, {"missing_supplier": 1})
    assert client.get("/review").json["total"] == 1


def walked(client: ApiClient, **query: str) -> list[str]:
    """Return the ids of all pages."""
    seen, cursor = list[str](), None
    while True:
        page = client.get("/review", **query, **({"cursor": cursor} if cursor else {})).json
        seen += [item["id"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            return seen


def test_the_worst_comes_first_and_of_equals_the_oldest(client: ApiClient, waits: Callable[..., ItemRef]) -> None:
    """Page by page, each once, whatever the size of a page; or the oldest first, if that is asked for."""
    ranks = [0, -5, -5, UNRANKED, -5, 0, -(10**17) - 1, -5]
    ids = [str(waits(finding("zero_total"), review_rank=rank).item_id) for rank in ranks]

    worst = [ids[at] for at in sorted(range(len(ranks)), key=lambda at: (ranks[at], at))]
    for limit in ("1", "2", "3", "100"):
        assert walked(client, limit=limit) == worst
        assert walked(client, limit=limit, order="worst") == worst
        assert walked(client, limit=limit, order="oldest") == ids
    assert problem_of(client.get("/review", order="best"))[::2] == (422, "order")
    cursors = [client.get("/review", limit="1", order=order).json["next_cursor"] for order in ("worst", "oldest")]
    for order, cursor in zip(("oldest", "worst"), cursors, strict=True):
        assert problem_of(client.get("/review", order=order, cursor=cursor)) == (422, "bad_cursor", "cursor")


def test_a_page_goes_on_where_it_ended_whatever_became_of_its_last(
    client: ApiClient, waits: Callable[..., ItemRef], admin: Engine
) -> None:
    """Decided about, or judged anew: none of the others is passed over or shown again."""
    ids = [str(waits(finding("zero_total"), review_rank=rank).item_id) for rank in (-3, -2, -2, -1)]
    page = client.get("/review", limit="2").json
    with admin.begin() as connection:
        change = text("UPDATE asiento.items SET state = :state, review_rank = 0 WHERE id = :id")
        connection.execute(change, {"state": "done", "id": UUID(ids[1])})

    rest = client.get("/review", cursor=page["next_cursor"]).json["items"]

    assert [item["id"] for item in rest] == ids[2:]


def test_validation_and_the_ledger_say_what_is_worst(
    client: ApiClient, put: Publish, publish: Publish, tenant: Tenant, go_on: Callable[[ItemRef], None]
) -> None:
    """What contradicts what is posted, what may be posted already, what is hard to read and dear, what is cheap."""
    publish(invoice())
    unsure = {"issued_on": replace(read(DAY), source=Source.OCR, confidence=0.5)}
    odd = replace(read(Decimal("7.00")), source=Source.OCR, confidence=0.99)
    papers = {
        "cheap": invoice("B-1", "1.00", **unsure),
        "dear": invoice("B-2", "100.00", **unsure),
        "twice": invoice(total="130.00"),
        "wrong": invoice("B-3", "1.00", net=odd, tax_total=odd),
    }
    refs = {word: put(tenant, paper, stage="validate") for word, paper in papers.items()}
    for ref in refs.values():
        go_on(ref)

    items = client.get("/review").json["items"]

    words = {str(ref.item_id): word for word, ref in refs.items()}
    shown = {words[item["id"]]: item for item in items}
    assert [words[item["id"]] for item in items] == ["wrong", "twice", "dear", "cheap"]
    assert shown["dear"]["expected_wrong_fields"] == shown["cheap"]["expected_wrong_fields"] > 0.1
    assert shown["twice"]["expected_wrong_fields"] < 0.1


def test_the_worst_of_many_are_found_by_an_index(database: Database, admin: Engine, tenant: Tenant, batch: str) -> None:
    """In its order, as the application's role: of 20,000 that wait a page is read, also in the middle."""
    add = text("""
        INSERT INTO asiento.items (tenant_id, batch_id, position, name, "row", stage, state, review_rank)
        SELECT :tenant, :batch, n, 'row', '{}', 'validate', 'review', -mod(n * 7919, 1000)
        FROM generate_series(1, 20000) n
    """)
    with admin.begin() as connection:
        connection.execute(add, {"tenant": tenant.id, "batch": batch})
        connection.execute(text("ANALYZE asiento.items"))
    wanted = WaitingFilter()
    values = {**{name: getattr(wanted, name) for name in wanted.__slots__}, "most_findings": 5, "most_text": 10}
    for rank in (BEFORE_ALL_RANKS, -500):
        parameters = {"tenant_id": tenant.id, "most": 50, "rank": rank, **values, **BEFORE_ALL.values}
        with database.transaction([tenant.id]) as connection:
            query = text(f"EXPLAIN (ANALYZE, TIMING OFF) {worst_first().text}")
            plan = "\n".join(connection.execute(query, parameters).scalars())

        assert "using items_worst" in plan, plan
        assert "Sort Key: i.review_rank" not in plan, plan
        assert "Rows Removed by Filter: 1" not in plan, plan
