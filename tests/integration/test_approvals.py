"""An approval covers what a person saw: what is found later holds the item again, and is asked about by itself."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from api_client import Answer, ApiClient, problem_of
from asiento.codes.said import said
from asiento.document import Doubt, Notice
from asiento.model import ItemRef
from asiento.pipeline import STAGES
from asiento.runner import Services, run_stage
from asiento.store.database import Database
from asiento.store.retention import BatchOf, blank_items
from asiento.store.work import claim
from asiento.tenant import Tenant
from bookable import DAY, invoice, read, statement
from builders import delivered
from integration.conftest import FILE, Publish
from integration.test_api_suppliers import bought

ItemRow = Callable[[ItemRef], Any]
GoOn = Callable[[ItemRef], None]
DOUBTED = replace(read("EUR"), doubt=Doubt.of("missing_record", record="CURDEF"))
KNOWN, FORGED = "ES7921000813610123456789", "ES9121000418450200051332"
BILL = bought("F-2", days=30, iban=FORGED, currency=DOUBTED)
FEE = statement([(0, "-12.10", "BAR SOL")], "ES7620770024003102575766")
UNPROVEN = replace(FEE, currency=DOUBTED, notices=(Notice.of("unproven_statement", count=1),))


def found(item: Any, severity: str) -> list[str]:
    """Return the codes of the findings of a severity."""
    return [each["code"] for each in item.findings if each["severity"] == severity]


def approve(client: ApiClient, ref: ItemRef, **more: Any) -> Answer:
    """Approve an item."""
    return client.patch(f"/items/{ref.item_id}", {"decision": "approve", **more})


def approve_together(client: ApiClient, ref: ItemRef) -> Answer:
    """Approve an item as one of many."""
    return client.post("/review/decisions", {"decision": "approve", "ids": [str(ref.item_id)]})


def limit(client: ApiClient, _: Publish) -> None:
    """The company wants to see bills of such an amount."""
    client.put("/settings", {"always_review_above": {"EUR": "100.00"}})


def account(_: ApiClient, publish: Publish) -> None:
    """The supplier was paid at another account all along."""
    publish(bought("F-1", iban=KNOWN))


def look(_: ApiClient, publish: Publish) -> None:
    """Another item is posted that looks the same."""
    publish(replace(BILL, currency=read("EUR"), number=read("F-2"), issued_on=read(DAY + timedelta(days=31))))


@pytest.mark.parametrize("approved", [approve, approve_together])
@pytest.mark.parametrize(
    ("document", "happens", "code"),
    [
        (BILL, limit, "above_amount"),
        (BILL, account, "new_iban"),
        (BILL, look, "maybe_duplicate"),
        (UNPROVEN, None, "unproven_account"),
    ],
)
def test_what_is_found_after_an_approval_is_asked_about_by_itself(
    document: Any,
    happens: Callable[[ApiClient, Publish], None] | None,
    code: str,
    approved: Callable[[ApiClient, ItemRef], Answer],
    client: ApiClient,
    put: Publish,
    publish: Publish,
    tenant: Tenant,
    item_row: ItemRow,
    go_on: GoOn,
) -> None:
    """Whether validation finds it or the ledger; what was accepted is shown as that, and asked about no more."""
    ref = put(tenant, document, stage="validate", **(FILE if document is UNPROVEN else {}))
    go_on(ref)
    assert found(item_row(ref), "review") == ["missing_record"]
    assert approved(client, ref).status == 200
    if happens:
        happens(client, publish)

    go_on(ref)

    row = item_row(ref)
    assert (row.state, found(row, "review"), found(row, "accepted")) == ("review", [code], ["missing_record"])
    (waiting,) = client.get("/review").json["items"]
    assert (waiting["asked"], [each["code"] for each in waiting["findings"]]) == (1, [code])
    assert client.get("/review").json["by_code"] == {code: 1}
    assert approved(client, ref).status == 200
    go_on(ref)
    assert item_row(ref).state == "done"


def test_another_amount_in_the_same_finding_is_another_finding(
    client: ApiClient, put: Publish, tenant: Tenant, item_row: ItemRow, go_on: GoOn
) -> None:
    """Corrected and approved at once: what was seen is what the item said before."""
    client.put("/settings", {"always_review_above": {"EUR": "100.00"}})
    ref = put(tenant, invoice(currency=DOUBTED), stage="validate")
    go_on(ref)
    assert set(found(item_row(ref), "review")) == {"above_amount", "missing_record"}

    approve(client, ref, fields={"total": "9121.00"})
    go_on(ref)

    row = item_row(ref)
    assert (found(row, "review"), found(row, "accepted")) == (["above_amount"], ["missing_record"])
    (asked,) = [each for each in row.findings if each["code"] == "above_amount"]
    assert asked["params"]["total"] == "9121.00"


def test_the_same_words_about_a_corrected_field_are_asked_again(
    client: ApiClient, put: Publish, tenant: Tenant, item_row: ItemRow, go_on: GoOn
) -> None:
    """They name no value: nobody saw them about this one. About the others they were seen."""
    ref = put(tenant, invoice(total="0", supplier=replace(invoice().supplier, tax_id=None)), stage="validate")
    go_on(ref)
    before = set(found(item_row(ref), "review"))
    assert "zero_total" in before

    approve(client, ref, fields={"total": "0.00"})
    go_on(ref)

    row = item_row(ref)
    assert (found(row, "review"), set(found(row, "accepted"))) == (["zero_total"], before - {"zero_total"})


def test_an_approval_outlives_a_crash_and_what_failed(
    client: ApiClient, put: Publish, tenant: Tenant, item_row: ItemRow, services: Services, database: Database
) -> None:
    """Whoever takes the item up again knows what was accepted; so does a retry."""
    ref = put(tenant, invoice(currency=DOUBTED), stage="validate")
    validate, first = STAGES["validate"], delivered(ref)
    run_stage(validate, [first], services)
    approve(client, ref)
    died = delivered(ref)
    assert claim(database, validate, [died]).items

    run_stage(validate, [replace(died, attempt=2)], services)

    row = item_row(ref)
    assert (row.stage, row.state, found(row, "accepted")) == ("publish", "queued", ["missing_record"])
    run_stage(STAGES["publish"], [delivered(ref)], services)
    assert item_row(ref).state == "done"


def test_a_correction_alone_takes_all_of_it_back(
    client: ApiClient, put: Publish, publish: Publish, tenant: Tenant, item_row: ItemRow, go_on: GoOn
) -> None:
    """And `no_duplicate` answers that alone: what was accepted stays so, and nothing else is."""
    ref = put(tenant, BILL, stage="validate")
    go_on(ref)
    approve(client, ref)
    look(client, publish)
    go_on(ref)
    assert found(item_row(ref), "review") == ["maybe_duplicate"]

    client.patch(f"/items/{ref.item_id}", {"fields": {"category": "Books"}})
    go_on(ref)
    assert (found(item_row(ref), "review"), found(item_row(ref), "accepted")) == (["missing_record"], [])
    approve(client, ref)
    client.put("/settings", {"always_review_above": {"EUR": "100.00"}})
    go_on(ref)
    assert (found(item_row(ref), "review"), item_row(ref).state) == (["above_amount"], "review")


def test_an_answer_about_one_item_is_none_about_another(
    client: ApiClient, publish: Publish, item_row: ItemRow, go_on: GoOn
) -> None:
    """The same number as one, the look of another: both are asked about, and each once."""
    first = publish(invoice(total="120.00"))
    second = publish(invoice(None, supplier=invoice().supplier, doc_type=invoice().doc_type.RECEIPT))
    ref = publish(invoice())
    assert item_row(ref).duplicate_of == first.item_id

    approve(client, ref)
    go_on(ref)

    assert (item_row(ref).state, item_row(ref).duplicate_of) == ("review", second.item_id)
    approve(client, ref)
    go_on(ref)
    assert item_row(ref).state == "done"


def test_a_version_of_before_is_not_approved(client: ApiClient, put: Publish, tenant: Tenant, go_on: GoOn) -> None:
    """Who saw the first question does not answer the second."""
    ref = put(tenant, BILL, stage="validate")
    go_on(ref)
    seen = client.get(f"/items/{ref.item_id}").json["version"]
    approve(client, ref)
    client.put("/settings", {"always_review_above": {"EUR": "100.00"}})
    go_on(ref)

    late = client.ask("PATCH", f"/items/{ref.item_id}", body={"decision": "approve"}, headers={"If-Match": seen})

    assert problem_of(late)[:2] == (412, "changed_meanwhile")
    assert client.get(f"/items/{ref.item_id}").json["status"] == "needs_review"


def test_what_is_a_duplicate_is_not_approved(
    client: ApiClient, put: Publish, publish: Publish, tenant: Tenant, item_row: ItemRow, go_on: GoOn
) -> None:
    """Neither when it is one already, nor by an approval from before it was one."""
    ref = put(tenant, invoice(currency=DOUBTED), stage="validate")
    go_on(ref)
    approve(client, ref)
    first = publish(invoice())

    go_on(ref)

    assert (item_row(ref).state, item_row(ref).duplicate_of) == ("duplicate", first.item_id)
    assert problem_of(approve(client, ref))[:2] == (409, "not_waiting")


def test_what_was_accepted_is_not_asked_when_a_posted_row_is_corrected(
    client: ApiClient, put: Publish, tenant: Tenant, item_row: ItemRow, go_on: GoOn
) -> None:
    """But where the correction is about it."""
    client.put("/settings", {"always_review_above": {"EUR": "100.00"}})
    ref = put(tenant, invoice(), stage="validate")
    go_on(ref)
    approve(client, ref)
    go_on(ref)
    assert item_row(ref).state == "done"
    (row,) = client.get("/invoices").json["items"]

    def correct(row: Any, **fields: str) -> Answer:
        return client.post(f"/invoices/{row['id']}/correct", {"reason": "x", "fields": fields})

    done = correct(row, description="Paper")
    assert done.status == 201, done.text
    held = correct(done.json["corrected"], total="122.00")
    assert (held.status, held.json["field"]) == (409, "total")


def test_a_row_of_an_account_without_proof_is_corrected(
    client: ApiClient, put: Publish, tenant: Tenant, item_row: ItemRow, go_on: GoOn
) -> None:
    """Its account is known by the rows that a person let through."""
    ref = put(tenant, replace(UNPROVEN, currency=read("EUR")), stage="validate", **FILE)
    go_on(ref)
    approve(client, ref)
    go_on(ref)
    assert item_row(ref).state == "done"
    (row,) = client.get("/bank-transactions").json["items"]

    answer = client.post(
        f"/bank-transactions/{row['id']}/correct", {"reason": "x", "fields": {"description": "Bar Sol"}}
    )

    assert answer.status == 201, answer.text
    assert Decimal(answer.json["corrected"]["amount"]) == Decimal("-12.10")


def test_a_trial_of_an_approval_tells_what_it_would_not_cover(
    client: ApiClient, put: Publish, tenant: Tenant, go_on: GoOn
) -> None:
    """As it will be."""
    ref = put(tenant, BILL, stage="validate")
    go_on(ref)
    client.put("/settings", {"always_review_above": {"EUR": "100.00"}})

    shown = approve(client, ref, dry_run=True).json

    assert (shown["status"], shown["approved"]) == ("needs_review", True)
    told = {each["code"]: each["severity"] for each in shown["findings"] if each["severity"] != "warning"}
    assert told == {"above_amount": "review", "missing_record": "accepted"}


def test_what_was_accepted_is_deleted_with_the_document(
    client: ApiClient, put: Publish, tenant: Tenant, item_row: ItemRow, go_on: GoOn, database: Database
) -> None:
    """It names what the document said; that somebody accepted it stays known."""
    ref = put(tenant, invoice(currency=DOUBTED), stage="validate")
    go_on(ref)
    approve(client, ref)
    go_on(ref)
    place = BatchOf(tenant_id=ref.tenant_id, batch_id=item_row(ref).batch_id)

    with database.transaction([ref.tenant_id]) as connection:
        done = [blank_items(connection, place, said("expired", days=30), 10) for _ in range(2)]

    assert (item_row(ref).accepted, done[1]) == ([], 0)
    assert client.get(f"/items/{ref.item_id}").json["approved"] is True
