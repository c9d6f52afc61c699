"""What waits for a person, over all batches: listed, counted, chosen by what is asked."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from api_client import ApiClient, problem_of
from asiento.model import ItemRef
from asiento.tenant import Tenant

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
    """Of all batches, the oldest first; warnings ask nobody anything."""
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
