"""A bank's file that proves none of its rows waits for a person, once for an account."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine, text

from api_client import ApiClient
from asiento.document import Document, Notice
from asiento.model import ItemRef
from asiento.store.database import Database
from asiento.tenant import Tenant
from bookable import statement
from integration.conftest import FILE, Publish

ItemRow = Callable[[ItemRef], Any]
IBAN, OTHER = "ES7620770024003102575766", "ES9121000418450200051332"
MANY = """
    INSERT INTO bank_transactions (tenant_id, item_id, line, iban, booked_on, amount, currency, description)
    SELECT :tenant, :item, n, 'ES' || n, DATE '2026-03-02', n, 'EUR', 'x' FROM generate_series(1, 20000) n
"""
PLAN = """
    EXPLAIN SELECT FROM bank_transactions b
    WHERE b.tenant_id = :tenant AND b.iban = 'ES1' AND b.item_id <> :item LIMIT 1
"""


def unproven(iban: str | None, day: int = 0) -> Document:
    """Return a statement that proves nothing, as OFX has it."""
    rows = [(day, "-12.10", "BAR SOL"), (day + 1, "100.00", "CLIENTE")]
    return replace(statement(rows, iban), notices=(Notice.of("unproven_statement", count=2),))


def asked(item: Any) -> list[str]:
    """Return what a person is asked about *item*."""
    return [f"{each['code']}.{each['variant']}" for each in item.findings if each["severity"] == "review"]


@pytest.fixture
def send(put: Publish, tenant: Tenant, go_on: Callable[[ItemRef], None]) -> Callable[..., ItemRef]:
    """Send a document through validate and publish."""

    def through(document: Document, of: Tenant = tenant) -> ItemRef:
        ref = put(of, document, stage="validate", **FILE)
        go_on(ref)
        return ref

    return through


@pytest.mark.parametrize(("iban", "question"), [(IBAN, "named"), (None, "nameless")])
def test_the_first_file_of_an_account_waits(
    iban: str | None,
    question: str,
    client: ApiClient,
    send: Callable[..., ItemRef],
    go_on: Callable[[ItemRef], None],
    item_row: ItemRow,
) -> None:
    """Once it is approved the next one is posted, with the warning that nothing in it shows what is missing."""
    first = send(unproven(iban))

    assert (item_row(first).state, asked(item_row(first))) == ("review", [f"unproven_account.{question}"])
    assert client.patch(f"/items/{first.item_id}", {"decision": "approve"}).status == 200
    go_on(first)
    assert item_row(first).state == "done"

    later = send(unproven(iban, day=40))

    assert (item_row(later).state, asked(item_row(later))) == ("done", [])
    assert [each["code"] for each in item_row(later).findings] == ["unproven_statement"]


def test_another_account_and_another_company_are_asked_for_themselves(
    client: ApiClient,
    other_tenant: Tenant,
    send: Callable[..., ItemRef],
    go_on: Callable[[ItemRef], None],
    item_row: ItemRow,
) -> None:
    """What is known of one says nothing of the others."""
    first = send(unproven(IBAN))
    client.patch(f"/items/{first.item_id}", {"decision": "approve"})
    go_on(first)

    others = [send(unproven(OTHER)), send(unproven(None, day=9)), send(unproven(IBAN), other_tenant)]

    assert [item_row(each).state for each in others] == ["review"] * 3


def test_a_file_that_proves_itself_makes_its_account_known(send: Callable[..., ItemRef], item_row: ItemRow) -> None:
    """It does not wait, and what follows it does not either."""
    proven = send(statement([(0, "-12.10", "BAR SOL")], IBAN))
    later = send(unproven(IBAN, day=40))

    assert [item_row(each).state for each in (proven, later)] == ["done", "done"]


def test_an_account_is_looked_up_by_an_index(database: Database, admin: Engine, tenant: Tenant, put: Publish) -> None:
    """As the application's role, behind its policies."""
    ref = put(tenant, statement([], IBAN), **FILE)
    values = {"tenant": tenant.id, "item": ref.item_id}
    with admin.begin() as connection:
        connection.execute(text("SET LOCAL search_path = asiento"))
        connection.execute(text(MANY), values)
        connection.execute(text("ANALYZE bank_transactions"))

    with database.transaction([tenant.id]) as connection:
        plan = "\n".join(connection.execute(text(PLAN), values).scalars())

    assert "bank_transactions_account" in plan
