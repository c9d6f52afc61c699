"""What validation is told of a document's supplier: by one claim for all, by an index, and of nobody else."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine, text

from api_client import ApiClient
from asiento.document import DocType, Document, Party, Payment, Tax
from asiento.model import ItemRef
from asiento.pipeline import STAGES
from asiento.store.database import Database
from asiento.store.statements import statement
from asiento.store.work import claim
from asiento.tenant import MOST_BILLS, KnownSupplier, Tenant
from bookable import DAY, ended, invoice, read
from builders import delivered
from integration.conftest import Publish
from integration.test_api_suppliers import MANY, SHOP, bought, suppliers
from sent_statements import statements_sent

ItemRow = Callable[[ItemRef], Any]
GoOn = Callable[[ItemRef], None]
VALIDATE = STAGES["validate"]
NEXT = bought("F-9", days=30)


@pytest.fixture
def told(put: Publish, database: Database, tenant: Tenant) -> Callable[[Document], KnownSupplier | None]:
    """What validation is told of a document's supplier."""

    def claimed(document: Document) -> KnownSupplier | None:
        ref = put(tenant, document, stage="validate")
        return claim(database, VALIDATE, [delivered(ref)]).items[0].known_supplier

    return claimed


def test_validation_is_told_of_the_last_bills(
    told: Callable[[Document], KnownSupplier | None], publish: Publish, other_tenant: Tenant
) -> None:
    """Of the supplier, however its id is written; not of others, not of sales, not of another tenant's."""
    taxes = tuple(Tax(kind="IVA", rate=read(Decimal(rate))) for rate in ("21", "10", "21"))
    publish(bought("F-1", "7.00", days=1, taxes=taxes, iban="ES1"))
    publish(bought("F-2", "8.00", days=2, supplier=Party(tax_id=read("ITA58818501"))))
    publish(bought("T-1", "9.00", days=3, doc_type=DocType.RECEIPT))
    publish(bought("X-1", supplier=Party(name=read("Otra"), tax_id=read("B85563666"))))
    publish(invoice("V-1"))
    publish(bought("F-3"), of=other_tenant)

    known = told(NEXT)

    assert known is not None
    seen = [(bill.doc_type, (bill.issued_on - DAY).days, bill.total, bill.iban) for bill in known.bills]
    assert seen == [
        ("receipt", 3, Decimal("9.00"), None),
        ("invoice", 2, Decimal("8.00"), None),
        ("invoice", 1, Decimal("7.00"), "ES1"),
    ]
    assert set(known.bills[2].rates) == {Decimal(21), Decimal(10)}
    assert (known.bills[2].name, known.namesakes) == ("Papelería Sol", ())
    assert [bill.number for bill in known.bills] == ["T-1", "F-2", "F-1"]


@pytest.mark.parametrize(
    ("supplier", "namesakes"),
    [
        (Party(name=read("PAPELERíA, SOL"), tax_id=read("B85563666")), ("A58818501",)),
        (Party(name=read("Papelería Luna"), tax_id=read("B85563666")), ()),
        (Party(name=read("Papelería Sol")), ()),
        (SHOP, ()),
    ],
)
def test_validation_is_told_who_else_has_the_name(
    supplier: Party, namesakes: tuple[str, ...], told: Callable[[Document], KnownSupplier | None], publish: Publish
) -> None:
    """Of a document with another tax id than they have."""
    publish(bought("F-1"))

    known = told(replace(NEXT, supplier=supplier))

    assert known is not None
    assert known.namesakes == namesakes


def test_what_is_voided_or_corrected_is_not_known_as_it_was(
    told: Callable[[Document], KnownSupplier | None], client: ApiClient, publish: Publish
) -> None:
    """Only as it is now."""
    publish(bought("F-1", "1.00"))
    publish(bought("F-2", "2.00"))
    first, second = client.get("/invoices").json["items"]
    client.post(f"/invoices/{first['id']}/void", {"reason": "x"})
    client.post(f"/invoices/{second['id']}/correct", {"reason": "x", "fields": {"total": "3.00"}})

    known = told(NEXT)

    assert known is not None
    assert [bill.total for bill in known.bills] == [3]


def test_without_a_supplier_nothing_is_asked(told: Callable[[Document], KnownSupplier | None]) -> None:
    """And no other stage is told."""
    assert told(replace(NEXT, supplier=Party())) is None
    assert told(NEXT) == KnownSupplier()
    assert [stage.name for stage in STAGES.values() if stage.needs_ledger] == ["validate"]


def test_a_new_account_waits_until_a_person_says_so_or_it_is_off(
    client: ApiClient, publish: Publish, put: Publish, tenant: Tenant, item_row: ItemRow, go_on: GoOn
) -> None:
    """Of one supplier, on through the stages. Approved, it is known the next time."""
    publish(bought("F-1", iban="ES7921000813610123456789"))

    def validated(number: str, iban: str) -> ItemRef:
        ref = put(tenant, bought(number, iban=iban, days=30), stage="validate")
        go_on(ref)
        return ref

    first = validated("F-2", "ES9121000418450200051332")
    assert ended(item_row(first)) == ("review", "new_iban")
    assert client.patch(f"/items/{first.item_id}", {"decision": "approve"}).status == 200
    go_on(first)
    assert item_row(first).state == "done"
    assert ended(item_row(validated("F-3", "ES9121000418450200051332"))) == ("done", None)

    assert ended(item_row(validated("F-4", "ES6000491500051234567892")))[0] == "review"
    policy = client.patch(f"/suppliers/{suppliers(client)[0]['id']}", {"new_iban": False}).json["policy"]
    assert (policy["new_iban"], policy["unusual_rate"], policy["maybe_duplicate"]) == (False, True, None)
    assert ended(item_row(validated("F-5", "ES6000491500051234567892"))) == ("done", None)


def test_the_first_bill_of_a_supplier_waits_if_the_company_says_so(
    client: ApiClient, put: Publish, tenant: Tenant, item_row: ItemRow, go_on: GoOn
) -> None:
    """The second one no more."""
    assert client.put("/settings", {"review_new_suppliers": True}).json["review_new_suppliers"] is True
    refs = [put(tenant, bought(number), stage="validate") for number in ("F-1", "F-2")]

    go_on(refs[0])
    assert ended(item_row(refs[0])) == ("review", "new_supplier")
    assert client.patch(f"/items/{refs[0].item_id}", {"decision": "approve"}).status == 200
    for ref in refs:
        go_on(ref)

    assert [item_row(ref).state for ref in refs] == ["done", "done"]


def test_a_correction_is_compared_as_well(client: ApiClient, publish: Publish) -> None:
    """With the other bills of its supplier, not with the row that it corrects."""
    publish(bought("F-1", iban="ES7921000813610123456789"))
    publish(bought("F-2", iban="ES7921000813610123456789", days=30))
    row = client.get("/invoices").json["items"][1]
    said = {"reason": "x", "fields": {"payment.iban": "ES9121000418450200051332"}}

    held = client.post(f"/invoices/{row['id']}/correct", said)

    assert (held.status, held.json["field"]) == (409, "payment.iban")
    assert client.post(f"/invoices/{row['id']}/correct", said | {"approve": True}).status == 201


@pytest.mark.parametrize(
    ("fields", "code", "status"),
    [
        ({"payment.iban": "ES9121000418450200051332"}, "new_iban", "needs_review"),
        ({"supplier.name": "Otra Empresa"}, "supplier_disagrees", "needs_review"),
        ({"total": "900.00"}, "unusual_amount", "validated"),
        ({"description": "Paper"}, None, "validated"),
    ],
)
def test_a_correction_that_is_tried_is_compared_as_well(
    fields: dict[str, str],
    code: str | None,
    status: str,
    client: ApiClient,
    publish: Publish,
    put: Publish,
    tenant: Tenant,
    item_row: ItemRow,
    go_on: GoOn,
) -> None:
    """It says of the supplier what the correction in earnest will, and leaves no trace."""
    for number in range(10):
        publish(bought(f"A-{number}", f"{100 + number}.00", days=number, iban="ES7921000813610123456789"))
    waiting = {"stage": "validate", "state": "review"}
    ref = put(tenant, bought("F-9", "104.00", days=11, iban="ES7921000813610123456789"), **waiting)
    before = item_row(ref)

    tried = client.patch(f"/items/{ref.item_id}", {"fields": fields, "dry_run": True}).json

    codes = [each["code"] for each in tried["findings"]]
    assert (tried["status"], code in {None, *codes}) == (status, True)
    assert item_row(ref) == before
    assert tried["version"] == client.get(f"/items/{ref.item_id}").json["version"]
    client.patch(f"/items/{ref.item_id}", {"fields": fields})
    go_on(ref)
    assert codes == [each["code"] for each in item_row(ref).findings]


def test_one_claim_asks_for_all_by_an_index_whatever_the_role_may_see(
    database: Database, put: Publish, publish: Publish, tenant: Tenant, admin: Engine
) -> None:
    """Two statements for any number of documents, the first of which names the tenant; no bill of others is read."""
    with database.transaction([tenant.id]) as connection:
        connection.execute(text(MANY), {"tenant": tenant.id, "item": publish(bought("F-1")).item_id})
    with admin.begin() as connection:
        connection.execute(text("ANALYZE asiento.invoices"))
    theirs = Party(tax_id=read("X7"))
    refs = [put(tenant, replace(NEXT, supplier=theirs), stage="validate") for _ in range(10)]
    with database.transaction([tenant.id]) as connection:
        sent = [{"tenant_id": str(ref.tenant_id), "item_id": str(ref.item_id)} for ref in refs]
        flags = dict.fromkeys(("needs_mappings", "needs_suppliers", "needs_ledger"), True)
        bounds = {"most_bytes": 2**22, "lease_seconds": 60, "most_bills": MOST_BILLS}
        parameters = {"deliveries": json.dumps(sent), "stage": VALIDATE.name, "for_good": [], **flags, **bounds}
        explained = text(f"EXPLAIN {statement('claim_items').text}")
        plan = connection.execute(explained, parameters).scalars().all()

    with statements_sent(database) as asked:
        items = claim(database, VALIDATE, [delivered(ref) for ref in refs]).items

    assert len(asked) == 2
    known = [item.known_supplier for item in items]
    assert [each and len(each.bills) for each in known] == [20] * 10
    assert any("Index Cond" in line and "(supplier = a.supplier)" in line for line in plan), "\n".join(plan)


def test_a_supplier_of_many_bills_is_known_by_the_last(
    told: Callable[[Document], KnownSupplier | None], database: Database, publish: Publish, tenant: Tenant
) -> None:
    """Thirty of them, whatever their number."""
    many = MANY.replace("mod(n, 100)", "7")
    with database.transaction([tenant.id]) as connection:
        connection.execute(text(many), {"tenant": tenant.id, "item": publish(bought("F-1")).item_id})

    known = told(replace(NEXT, supplier=Party(tax_id=read("X7")), payment=Payment()))

    assert known is not None
    assert len(known.bills) == MOST_BILLS
    assert known.bills[0].issued_on == DAY + timedelta(days=2000)
