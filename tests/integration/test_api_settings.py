"""What a tenant decides about when a person looks: saved, written down, and kept to by the stages."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from api_client import ApiClient, problem_of
from asiento.document import DocType, Document, Tax
from asiento.model import ItemRef
from asiento.tenant import Tenant
from bookable import DAY, LOOK, ended, invoice, read, statement
from integration.conftest import Publish

ItemRow = Callable[[ItemRef], Any]
USUAL = {
    "least_confidence": 0.8,
    "always_review_above": {},
    "review_new_suppliers": False,
    "review_assumed_currency": False,
    "maybe_duplicate": "review",
}
LOOKS_ALIKE = invoice("F-2O26/ll8")
OTHER_TOTAL = invoice(total="120.00")
CREDIT_NOTE = invoice(total="-121.00", doc_type=DocType.CREDIT_NOTE)
WITHHELD = invoice(
    total="106.00",
    net=read(Decimal(100)),
    taxes=(Tax(kind="IVA", rate=read(Decimal(21)), base=read(Decimal(100)), amount=read(Decimal(21))),),
    withholdings=(Tax(kind="IRPF", rate=read(Decimal(15)), base=read(Decimal(100)), amount=read(Decimal(15))),),
)
UNSURE = invoice(issued_on=replace(read(DAY), confidence=0.8))


def test_settings_are_replaced_as_a_whole_and_written_down(client: ApiClient, stranger: ApiClient) -> None:
    """What is left out is as usual again; another tenant has its own."""
    reviewer = ApiClient(client.api, client.tenant_id, "review")
    assert reviewer.get("/settings").json == USUAL

    assert client.put("/settings", {"always_review_above": {"EUR": "1000.50"}}).status == 200
    assert client.put("/settings", {"maybe_duplicate": "off"}).json == USUAL | {"maybe_duplicate": "off"}

    assert reviewer.get("/settings").json == USUAL | {"maybe_duplicate": "off"}
    assert stranger.get("/settings").json == USUAL
    last = client.get("/history", subject="tenant").json["items"][0]
    assert last["changes"] == {
        "always_review_above": {"before": {"EUR": "1000.50"}, "after": {}},
        "maybe_duplicate": {"before": "review", "after": "off"},
    }


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"least_confidence": 0.4}, "least_confidence"),
        ({"least_confidence": "0.7"}, "least_confidence"),
        ({"always_review_above": {"EUX": "1"}}, "always_review_above.EUX.[key]"),
        ({"always_review_above": {"EUR": 1}}, "always_review_above.EUR"),
        ({"always_review_above": {"EUR": "-1"}}, "always_review_above.EUR"),
        ({"maybe_duplicate": "ask"}, "maybe_duplicate"),
        ({"least": 1}, "least"),
    ],
)
def test_settings_that_say_nothing_sensible_are_refused(client: ApiClient, body: dict[str, Any], field: str) -> None:
    """With the field that is wrong; nothing is saved."""
    answer = client.put("/settings", body)

    assert problem_of(answer) == (422, "invalid_request", field)
    assert client.get("/settings").json == USUAL


@pytest.mark.parametrize(
    ("settings", "document", "asked"),
    [
        ({"always_review_above": {"EUR": "120.99"}}, invoice(), "above_amount"),
        ({"always_review_above": {"EUR": "120.99"}}, CREDIT_NOTE, "above_amount"),
        ({"always_review_above": {"EUR": "120.99"}}, WITHHELD, "above_amount"),
        ({"always_review_above": {"EUR": "121.00"}}, WITHHELD, None),
        ({"always_review_above": {"EUR": "121.00", "USD": "1"}}, invoice(), None),
        ({"always_review_above": {"EUR": "0"}}, statement([(0, "5.00", "X")], "ES1"), None),
        ({"least_confidence": 0.9}, UNSURE, "low_confidence"),
        ({}, UNSURE, None),
    ],
)
def test_what_the_company_wants_to_see_waits(
    settings: dict[str, Any],
    document: Document,
    asked: str | None,
    client: ApiClient,
    put: Publish,
    tenant: Tenant,
    item_row: ItemRow,
    go_on: Callable[[ItemRef], None],
) -> None:
    """Until a person approves it, and then it is posted."""
    assert client.put("/settings", settings).status == 200
    ref = put(tenant, document, stage="validate")

    go_on(ref)

    codes = {each["code"] for each in item_row(ref).findings if each["severity"] == "review"}
    assert (item_row(ref).state, codes) == (("review", {asked}) if asked else ("done", set()))
    if asked:
        assert client.patch(f"/items/{ref.item_id}", {"decision": "approve"}).status == 200
        go_on(ref)
        assert item_row(ref).state == "done"


@pytest.mark.parametrize(
    ("policy", "document", "end"),
    [
        ("off", LOOKS_ALIKE, ("done", None)),
        ("off", OTHER_TOTAL, ("done", None)),
        ("off", invoice(), ("duplicate", "duplicate.number")),
        ("review", LOOKS_ALIKE, LOOK),
        ("reject", LOOKS_ALIKE, ("duplicate", "maybe_duplicate.look")),
        ("reject", OTHER_TOTAL, ("duplicate", "maybe_duplicate.number")),
        ("reject", invoice("F-2026/119"), ("done", None)),
    ],
)
def test_what_becomes_of_a_suspicion_is_the_tenants_to_say(
    policy: str,
    document: Document,
    end: tuple[str, str | None],
    client: ApiClient,
    stranger: ApiClient,
    publish: Publish,
    item_row: ItemRow,
    go_on: Callable[[ItemRef], None],
) -> None:
    """Of a bill that only may be posted already. What is rejected says why, and a person may still say otherwise."""
    assert client.put("/settings", {"maybe_duplicate": policy}).status == 200
    assert stranger.put("/settings", {"maybe_duplicate": "review"}).status == 200
    first, second = publish(invoice()), publish(document)

    assert ended(item_row(second)) == end
    assert item_row(second).duplicate_of == (None if end[0] == "done" else first.item_id)
    if end[0] == "duplicate":
        assert str(first.item_id) in client.get(f"/items/{second.item_id}").json["error"]["message"]
        assert client.patch(f"/items/{second.item_id}", {"decision": "no_duplicate"}).status == 200
        go_on(second)
        assert item_row(second).state == "done"


@pytest.mark.parametrize("policy", ["off", "reject"])
def test_statements_always_ask(policy: str, client: ApiClient, publish: Publish, item_row: ItemRow) -> None:
    """What a file without an account may have of another one no setting can know."""
    assert client.put("/settings", {"maybe_duplicate": policy}).status == 200
    publish(statement([(0, "-1.20", "BAR")], "ES1"))

    assert ended(item_row(publish(statement([(0, "-1.20", "BAR")], None)))) == ("review", "maybe_duplicate.account")
