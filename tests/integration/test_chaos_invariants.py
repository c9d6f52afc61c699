"""What chaos asks of the tables at its end."""

from typing import Any

from sqlalchemy import Engine, text

from asiento.tenant import Tenant
from infra.chaos.invariants import violations

EXPENSE = "INSERT INTO asiento.expenses (tenant_id, item_id, line, currency, total) VALUES (:t, :i, 0, 'EUR', 1)"
BOOKED = (
    "INSERT INTO asiento.bank_transactions (tenant_id, item_id, line, booked_on, amount, currency) "
    "VALUES (:t, :i, 0, '2026-03-14', 1, 'EUR')"
)


def broken(admin: Engine) -> set[str]:
    """Return the invariants that do not hold."""
    return {name for name, sentences in violations(admin, {}, {}).items() if sentences}


def test_what_must_not_be_is_seen(admin: Engine, tenant: Tenant, put_item: Any) -> None:
    """Nothing is wrong with a published item and its one posting; each fault has its own sentence."""
    good = put_item(tenant, stage="publish", state="done")
    with admin.begin() as connection:
        connection.execute(text(EXPENSE), {"t": tenant.id, "i": good.item_id})
    assert broken(admin) == set()

    with admin.begin() as connection:
        connection.execute(text(BOOKED), {"t": tenant.id, "i": good.item_id})
    assert broken(admin) == {"postings made twice"}

    put_item(tenant, stage="publish", state="done")
    assert broken(admin) == {"postings made twice", "published items without a posting"}

    early = put_item(tenant, stage="extract", state="queued")
    with admin.begin() as connection:
        connection.execute(text(EXPENSE), {"t": tenant.id, "i": early.item_id})
    assert broken(admin) == {
        "items that have not ended",
        "postings made twice",
        "postings of items that are not published",
        "published items without a posting",
    }
