"""A row that is sent again, alone or in another list, is asked about; equal rows of one list are not."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from api_client import ApiClient
from asiento.document import DocType
from asiento.model import ItemRef
from asiento.pipeline import STAGES
from asiento.runner import Services, run_stage
from asiento.tenant import Tenant
from bookable import LOOK, ended, invoice
from builders import delivered
from integration.conftest import FILE, PUBLISH, Publish

ItemRow = Callable[[ItemRef], Any]
Count = Callable[[str], int]


MOVED = {
    "doc_type": "bank_transaction",
    "booked_on": "2026-03-05",
    "amount": "-1.20",
    "description": "BAR",
    "currency": "EUR",
}


COFFEE = {"doc_type": "expense", "issued_on": "2026-03-05", "supplier": "Bar Sol", "total": "1.20", "currency": "EUR"}


@pytest.fixture
def send(client: ApiClient, services: Services, tenant: Tenant) -> Callable[..., list[ItemRef]]:
    """Send rows in one request, and let the pipeline go on with each until it ends."""

    def send_rows(batch: str, *rows: dict[str, str]) -> list[ItemRef]:
        answer = client.post(f"/batches/{batch}/ingest", {"rows": rows}).json
        refs = [ItemRef(tenant.id, UUID(item)) for item in answer["items"]]
        for stage in ("preprocess", "classify", "extract", "validate", "publish"):
            run_stage(STAGES[stage], [delivered(ref) for ref in refs], services)
        return refs

    return send_rows


@pytest.mark.parametrize("row", [COFFEE, COFFEE | {"category": "meals"}, MOVED])
@pytest.mark.parametrize("again_in_its_batch", [True, False])
def test_rows_that_are_sent_again_are_asked_about(
    row: dict[str, str],
    again_in_its_batch: bool,
    client: ApiClient,
    batch: str,
    send: Callable[..., list[ItemRef]],
    item_row: ItemRow,
) -> None:
    """Two equal ones of one request are two; in the next as many are asked about as were posted."""
    other = batch if again_in_its_batch else client.post("/batches").json["id"]

    first, again = send(batch, row, row), send(other, row, row, row)

    assert [item_row(ref).state for ref in first] == ["done", "done"]
    states = [item_row(ref).state for ref in again]
    assert states[:2] == ["review", "review"]
    assert states[2] == ("done" if again_in_its_batch else states[2])
    assert {item_row(ref).duplicate_of for ref in again[:2]} <= {ref.item_id for ref in first}


@pytest.mark.parametrize(("policy", "state"), [("off", "done"), ("review", "review"), ("reject", "duplicate")])
def test_what_becomes_of_a_row_that_was_sent_before_is_the_tenants_to_say(
    policy: str, state: str, client: ApiClient, batch: str, send: Callable[..., list[ItemRef]], item_row: ItemRow
) -> None:
    """As of all that may be a duplicate; another value is another row, and what was voided may come again."""
    client.put("/settings", {"maybe_duplicate": policy})
    (first,) = send(batch, COFFEE)

    (again,), (other,) = send(batch, COFFEE), send(batch, COFFEE | {"total": "1.30"})

    assert (item_row(again).state, item_row(other).state) == (state, "done")
    assert ended(item_row(again))[1] == (None if policy == "off" else "maybe_duplicate.sent")
    if policy == "review":
        posted = next(row for row in client.get("/expenses").json["items"] if row["item_id"] == str(first.item_id))
        assert client.post(f"/expenses/{posted['id']}/void", {"reason": "x"}).status == 201
        assert item_row(send(batch, COFFEE)[0]).state == "done"


def test_a_row_that_was_sent_before_is_posted_once_approved(
    client: ApiClient,
    batch: str,
    send: Callable[..., list[ItemRef]],
    item_row: ItemRow,
    go_on: Callable[[ItemRef], None],
) -> None:
    """It is asked about once."""
    send(batch, COFFEE)
    (again,) = send(batch, COFFEE)

    assert client.patch(f"/items/{again.item_id}", {"decision": "approve"}).status == 200
    go_on(again)

    assert item_row(again).state == "done"


def test_a_row_and_a_picture_of_one_receipt_are_asked_about(
    put: Publish, services: Services, tenant: Tenant, item_row: ItemRow
) -> None:
    """In one delivery or after each other, in either order; and so is the row of a list that was sent again."""
    receipt = invoice(number=None, doc_type=DocType.RECEIPT)
    row, picture, again = put(tenant, receipt), put(tenant, receipt, **FILE), put(tenant, receipt)

    run_stage(PUBLISH, [delivered(ref) for ref in (row, picture, again)], services)

    assert [ended(item_row(ref)) for ref in (row, picture, again)] == [("done", None), LOOK, LOOK]
