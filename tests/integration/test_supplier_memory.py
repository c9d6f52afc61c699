"""What a person corrected is remembered when its item is published, and loaded for the same tenant only."""

import json
from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine, text

from api_client import ApiClient
from asiento.model import ItemRef
from asiento.pipeline import STAGES
from asiento.runner import Services, run_stage
from asiento.store.database import Database
from asiento.store.work import claim
from asiento.tenant import Supplier, Tenant
from builders import delivered

PutItem = Callable[..., ItemRef]


def field(value: str) -> dict[str, Any]:
    """Return a field as an item keeps it."""
    return {"value": value, "confidence": 0.9, "source": "ocr"}


DOCUMENT = {
    "doc_type": "receipt",
    "currency": field("EUR"),
    "total": field("12.10"),
    "issued_on": field("2026-03-05"),
    "supplier": {"name": field("RlNCON DE PEPE"), "tax_id": field("A58818501")},
}


def of_day(day: int) -> str:
    """Return the document of a day in March as JSON: another lunch."""
    return json.dumps(DOCUMENT | {"issued_on": field(f"2026-03-{day:02}")})


def corrected(
    client: ApiClient, put_item: PutItem, tenant: Tenant, services: Services, day: int = 5, /, **fields: str
) -> None:
    """Correct *fields* of an item that waits for review, and run it to its end."""
    waiting = put_item(tenant, stage="validate", state="review", document=of_day(day))
    answer = client.patch(f"/items/{waiting.item_id}", {"fields": fields, "decision": "approve"})
    assert answer.status == 200, answer.text
    for stage in ("validate", "publish"):
        run_stage(STAGES[stage], [delivered(waiting)], services)


def known(database: Database, put_item: PutItem, tenant: Tenant, **columns: Any) -> tuple[Supplier, ...]:
    """Return the suppliers that a claim of an item for extract brings along."""
    columns = {"stage": "extract", "kind": "image"} | columns
    item = put_item(tenant, **columns)
    return claim(database, STAGES[columns["stage"]], [delivered(item)]).items[0].tenant.suppliers


def test_a_correction_is_known_at_the_next_document(
    client: ApiClient, services: Services, database: Database, put_item: PutItem, tenant: Tenant
) -> None:
    """A later correction of the same supplier adds to the earlier one."""
    corrected(client, put_item, tenant, services, **{"supplier.name": "El Rincón de Pepe, S.L."})
    corrected(client, put_item, tenant, services, 19, **{"supplier.name": "Rincón de Pepe", "category": "Dietas"})

    assert known(database, put_item, tenant) == (
        Supplier(
            seen_name="Rincón de Pepe", seen_tax_id="A58818501", name="Rincón de Pepe", tax_id=None, category="Dietas"
        ),
    )


def test_two_items_of_one_supplier_in_one_save_are_no_conflict(
    client: ApiClient, services: Services, put_item: PutItem, tenant: Tenant, count: Callable[[str], int]
) -> None:
    """The batch is saved, and the supplier is remembered once."""
    waiting = [put_item(tenant, stage="validate", state="review", document=of_day(day)) for day in (5, 19)]
    for each, total in zip(waiting, ("12.10", "14.20"), strict=True):
        fields = {"category": "Dietas", "total": total}
        client.patch(f"/items/{each.item_id}", {"fields": fields, "decision": "approve"})
    again = [
        run_stage(STAGES[stage], [delivered(each) for each in waiting], services) for stage in ("validate", "publish")
    ]

    assert again == [[], []]
    assert (count("expenses"), count("supplier_memory")) == (2, 1)


def test_what_is_not_published_teaches_nothing(
    client: ApiClient, services: Services, put_item: PutItem, tenant: Tenant, count: Callable[[str], int]
) -> None:
    """A correction counts when its item ends in the ledger, not before."""
    waiting = put_item(tenant, stage="validate", state="review", document=json.dumps(DOCUMENT))
    client.patch(f"/items/{waiting.item_id}", {"fields": {"category": "Dietas"}, "decision": "approve"})
    run_stage(STAGES["validate"], [delivered(waiting)], services)
    assert count("supplier_memory") == 0

    run_stage(STAGES["publish"], [delivered(waiting)], services)
    assert count("supplier_memory") == 1


def test_another_tenant_does_not_know_the_supplier(
    client: ApiClient,
    services: Services,
    database: Database,
    put_item: PutItem,
    tenant: Tenant,
    other_tenant: Tenant,
) -> None:
    """Two tenants in one claim have each their own memory."""
    corrected(client, put_item, tenant, services, category="Dietas")
    deliveries = [delivered(put_item(each, stage="extract", kind="pdf")) for each in (tenant, other_tenant)]

    claimed = claim(database, STAGES["extract"], deliveries).items

    assert {item.tenant.id: len(item.tenant.suppliers) for item in claimed} == {tenant.id: 1, other_tenant.id: 0}


def test_only_pages_that_are_read_bring_the_memory_along(
    database: Database, put_item: PutItem, tenant: Tenant, admin: Engine
) -> None:
    """Five hundred at most, the last corrected first, for extract and validate; a row, and other stages, need none."""
    many = """
        INSERT INTO asiento.supplier_memory (tenant_id, supplier, name, updated_at)
        SELECT :tenant, n::text, n::text, now() + make_interval(secs => n) FROM generate_series(1, 600) n
    """
    with admin.begin() as connection:
        connection.execute(text(many), {"tenant": tenant.id})

    assert [supplier.name for supplier in known(database, put_item, tenant)] == [str(n) for n in range(600, 100, -1)]
    assert len(known(database, put_item, tenant, stage="validate")) == 500
    assert known(database, put_item, tenant, kind="row") == ()
    assert known(database, put_item, tenant, stage="classify") == ()
