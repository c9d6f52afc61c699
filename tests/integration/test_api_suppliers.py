"""Suppliers through the API: what the ledger knows of them, and what a tenant decides about one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, text

from api_client import ApiClient
from asiento.document import DocType, Document, Party, Payment
from asiento.model import ItemRef
from asiento.store.database import Database
from asiento.tenant import Tenant
from bookable import DAY, LOOK, ended, invoice, read
from integration.conftest import Publish

ItemRow = Callable[[ItemRef], Any]
MANY = """
    INSERT INTO invoices (
        tenant_id, item_id, line, direction, doc_type, number, issued_on, supplier_tax_id, currency, total)
    SELECT :tenant, :item, n, 'received', 'invoice', n, DATE '2026-03-02' + n, 'X' || mod(n, 100), 'EUR', n
    FROM generate_series(1, 2000) n
"""
SHOP = Party(name=read("Papelería Sol"), tax_id=read("A58818501"))


def bought(number: str, total: str = "121.00", days: int = 0, iban: str | None = None, **changes: Any) -> Document:
    """Return an invoice of the shop, dated some days after the first."""
    payment = Payment(iban=read(iban) if iban else None)
    fields: dict[str, Any] = {"supplier": SHOP, "payment": payment, "issued_on": read(DAY + timedelta(days=days))}
    return invoice(number, total, **(fields | changes))


def suppliers(client: ApiClient) -> list[dict[str, Any]]:
    """Return the suppliers of the list."""
    listed: list[dict[str, Any]] = client.get("/suppliers").json["items"]
    return listed


def test_a_supplier_is_what_its_bills_say(client: ApiClient, stranger: ApiClient, publish: Publish) -> None:
    """By its tax id, however it is written; receipts and invoices, in each currency; its accounts, the last first."""
    publish(bought("F-1", "100.00", iban="ES1"))
    publish(bought("F-2", "200.00", days=10, iban="ES2"))
    publish(bought("F-3", "7.00", days=3, currency=read("USD"), supplier=Party(tax_id=read("ITA58818501"))))
    publish(bought("T-1", "33.01", days=1, doc_type=DocType.RECEIPT))
    publish(bought("T-2", "1.00", doc_type=DocType.RECEIPT, supplier=Party(name=read("Bar, Sol"))))
    publish(bought("T-3", "2.00", doc_type=DocType.RECEIPT, supplier=Party(name=read("BAR SOL"))))
    publish(bought("T-4", doc_type=DocType.RECEIPT, supplier=Party()))
    publish(invoice("V-1", supplier=Party(name=read("Talleres Uno"), tax_id=read("B12345674"))))

    shop, bar = suppliers(client)

    assert (shop["name"], shop["tax_id"], shop["documents"]) == ("Papelería Sol", "A58818501", 4)
    assert (shop["last_on"], shop["ibans"]) == ((DAY + timedelta(days=10)).isoformat(), ["ES2", "ES1"])
    assert shop["mean_totals"] == {"EUR": "111.00", "USD": "7.00"}
    assert (bar["name"], bar["tax_id"], bar["documents"]) == ("Bar, Sol", None, 2)
    assert client.get(f"/suppliers/{shop['id']}").json == shop
    assert [each["id"] for each in client.get("/suppliers", limit="1").json["items"]] == [shop["id"]]
    cursor = client.get("/suppliers", limit="1").json["next_cursor"]
    assert [each["id"] for each in client.get("/suppliers", cursor=cursor).json["items"]] == [bar["id"]]
    assert stranger.get("/suppliers").json == {"items": [], "next_cursor": None}


def test_what_is_voided_does_not_count(client: ApiClient, publish: Publish) -> None:
    """And a corrected row counts as it is now, for the supplier that it has now."""
    for number, iban in (("F-1", "ES1"), ("F-2", "ES2"), ("F-3", "ES3")):
        publish(bought(number, iban=iban))
    first, second, _ = client.get("/invoices").json["items"]
    because = {"reason": "x"}
    assert client.post(f"/invoices/{first['id']}/void", because).status == 201
    moved = because | {"fields": {"supplier.tax_id": "B85563666", "supplier.name": "Otra"}}
    assert client.post(f"/invoices/{second['id']}/correct", moved).status == 201

    shop, other = suppliers(client)

    assert (shop["documents"], shop["ibans"], shop["mean_totals"]) == (1, ["ES3"], {"EUR": "121.00"})
    assert (other["name"], other["documents"], other["ibans"]) == ("Otra", 1, ["ES2"])


def test_a_name_that_comes_later_is_kept(client: ApiClient, publish: Publish) -> None:
    """The first bill had only the tax id."""
    publish(bought("F-1", supplier=Party(tax_id=read("A58818501"))))
    publish(bought("F-2"))
    publish(bought("F-3", supplier=replace(SHOP, name=read("Otro nombre"))))

    assert [(each["name"], each["documents"]) for each in suppliers(client)] == [("Papelería Sol", 3)]


@pytest.mark.parametrize(
    ("settings", "policy", "end"),
    [
        ("review", None, LOOK),
        ("review", "off", ("done", None)),
        ("off", "review", LOOK),
        ("off", "reject", ("duplicate", "maybe_duplicate.look")),
        ("reject", None, ("duplicate", "maybe_duplicate.look")),
    ],
)
def test_a_supplier_has_a_policy_of_its_own_for_suspicions(
    settings: str,
    policy: str | None,
    end: tuple[str, str | None],
    client: ApiClient,
    publish: Publish,
    item_row: ItemRow,
) -> None:
    """It goes before that of all; of another supplier nothing is changed."""
    assert client.put("/settings", {"maybe_duplicate": settings}).status == 200
    publish(bought("F-1"))
    publish(bought("G-1", supplier=Party(name=read("Otra"), tax_id=read("B85563666"))))
    shop, other = suppliers(client)
    assert client.patch(f"/suppliers/{shop['id']}", {"maybe_duplicate": policy}).json == shop | {
        "policy": shop["policy"] | {"maybe_duplicate": policy}
    }
    assert client.patch(f"/suppliers/{other['id']}", {"maybe_duplicate": "reject"}).status == 200

    assert ended(item_row(publish(bought("F-l")))) == end
    assert client.get("/history", subject="supplier").json["items"][0]["subject_id"] == other["id"]


@pytest.mark.parametrize("body", [{}, {"maybe_duplicate": "ask"}, {"name": "x"}])
def test_a_policy_that_says_nothing_is_refused(client: ApiClient, publish: Publish, body: dict[str, Any]) -> None:
    """As any body with what nobody knows."""
    publish(bought("F-1"))

    assert client.patch(f"/suppliers/{suppliers(client)[0]['id']}", body).json["code"] == "invalid_request"


def test_the_last_bills_of_a_supplier_are_found_by_an_index_whatever_the_role_may_see(
    database: Database, tenant: Tenant, publish: Publish, admin: Engine
) -> None:
    """Behind a policy no function of a column is looked up: each invoice of a company would be folded each time."""
    query = """
        EXPLAIN SELECT FROM invoices WHERE tenant_id = :tenant AND supplier = supplier_key('X7', NULL)
        ORDER BY issued_on DESC LIMIT 30
    """
    with database.transaction([tenant.id]) as connection:
        connection.execute(text(MANY), {"tenant": tenant.id, "item": publish(bought("F-1")).item_id})
    with admin.begin() as connection:
        connection.execute(text("ANALYZE asiento.invoices"))

    with database.transaction([tenant.id]) as connection:
        plan = connection.execute(text(query), {"tenant": tenant.id}).scalars().all()

    assert any("Index Cond" in line and "supplier" in line for line in plan), plan
