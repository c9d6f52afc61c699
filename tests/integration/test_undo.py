"""The last decision about an item taken back: until it is posted the item is again what it was."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine, text

from api_client import ApiClient, problem_of
from asiento.codec import to_plain
from asiento.codes.said import said
from asiento.model import ItemRef
from asiento.pipeline import STAGES
from asiento.runner import Services, run_stage
from asiento.store.database import Database
from asiento.store.retention import BatchOf, blank_items
from asiento.tenant import Tenant
from builders import delivered
from doubles import ListQueue
from papers import receipt

PutItem = Callable[..., ItemRef]
ItemRow = Callable[[ItemRef], Any]
FINDING: dict[str, Any] = {"code": "zero_total", "variant": None, "severity": "review", "field": "total", "params": {}}
OTHER = uuid4()
CHANGES = {"updated_at", "undo", "attempt", "resends"}
"""Columns that may differ once all is as it was."""

REVIEW = {"findings": json.dumps([FINDING])}
DUPLICATE = {
    "stage": "publish",
    "state": "duplicate",
    "duplicate_of": OTHER,
    "error": json.dumps({"code": "duplicate", "variant": "file", "params": {"item": str(OTHER)}}),
}
FAILED = {"state": "failed", "error": json.dumps({"code": "future_date", "params": {}}), **REVIEW}
TABLE = {"stage": "preprocess", "kind": "table", "document": None, "row": None, "file_key": "a/b/c/d.csv", **REVIEW}


@pytest.fixture
def waits(put_item: PutItem, tenant: Tenant) -> Callable[..., ItemRef]:
    """Put an item that waits."""

    def put(**columns: Any) -> ItemRef:
        document = json.dumps(to_plain(receipt()))
        return put_item(tenant, **({"stage": "validate", "state": "review", "document": document} | columns))

    return put


def kept(row: Any) -> dict[str, Any]:
    """Return all of an item that is to be as it was."""
    return {name: value for name, value in row._mapping.items() if name not in CHANGES}  # noqa: SLF001


def undo(client: ApiClient, ref: ItemRef) -> Any:
    """Take the last decision back."""
    return client.patch(f"/items/{ref.item_id}", {"decision": "undo"})


@pytest.mark.parametrize(
    ("columns", "body"),
    [
        (REVIEW, {"decision": "reject"}),
        (REVIEW, {"decision": "approve"}),
        (REVIEW | {"accepted": json.dumps([FINDING])}, {"fields": {"total": "50.00", "supplier.name": "Bar Luna"}}),
        (REVIEW | {"duplicate_of": OTHER}, {"decision": "no_duplicate"}),
        (REVIEW | {"duplicate_of": OTHER}, {"fields": {"total": "50.00"}, "decision": "approve"}),
        (DUPLICATE, {"decision": "reject"}),
        (DUPLICATE, {"decision": "no_duplicate"}),
        (FAILED, {"decision": "reject"}),
        (FAILED, {"fields": {"issued_on": "2026-03-05"}}),
        (TABLE, {"decision": "reject"}),
    ],
)
@pytest.mark.parametrize("together", [False, True])
def test_an_item_is_again_what_it_was(
    client: ApiClient,
    waits: Callable[..., ItemRef],
    item_row: ItemRow,
    queue: ListQueue,
    columns: dict[str, Any],
    body: dict[str, Any],
    together: bool,
) -> None:
    """Column for column, whatever the decision was, alone or among many."""
    ref = waits(**columns)
    before = kept(item_row(ref))
    if together and "fields" not in body:
        decided = client.post("/review/decisions", body | {"ids": [str(ref.item_id)]})
        assert decided.json["decided"] == 1
    else:
        decided = client.patch(f"/items/{ref.item_id}", body)
    assert decided.status == 200
    assert kept(item_row(ref)) != before
    sent = list(queue.sent)

    if together:
        answer = client.post("/review/decisions", {"decision": "undo", "ids": [str(ref.item_id)]})
        assert (answer.json["decided"], answer.json["pipeline_enqueued"]) == (1, False)
    else:
        answer = undo(client, ref)
        assert (answer.status, answer.json["pipeline_enqueued"]) == (200, False)
        assert answer.json["status"] == client.get(f"/items/{ref.item_id}").json["status"]

    assert kept(item_row(ref)) == before
    assert queue.sent == sent
    assert problem_of(undo(client, ref))[:2] == (409, "not_undoable")


def test_what_is_taken_back_is_written_down(client: ApiClient, waits: Callable[..., ItemRef]) -> None:
    """The changes of the decision, the other way round; the decision stays in the history too."""
    ref = waits()
    client.patch(f"/items/{ref.item_id}", {"fields": {"total": "50.00"}, "decision": "approve"})

    undo(client, ref)

    taken_back, decided = client.get(f"/items/{ref.item_id}/history").json["items"]
    assert (taken_back["action"], decided["action"]) == ("undo", "approve")
    assert taken_back["by"] == decided["by"]
    assert taken_back["changes"] == {
        field: {"before": change["after"], "after": change["before"]} for field, change in decided["changes"].items()
    }
    assert taken_back["changes"].keys() == {"status", "total"}


def test_what_was_run_again_since_is_written_down_as_decided(
    client: ApiClient, waits: Callable[..., ItemRef], admin: Engine
) -> None:
    """A retry is no decision: what is taken back are the fields of the last one."""
    ref = waits()
    client.patch(f"/items/{ref.item_id}", {"fields": {"total": "50.00"}, "decision": "approve"})
    with admin.begin() as connection:
        connection.execute(text("UPDATE asiento.items SET state = 'failed' WHERE id = :id"), {"id": ref.item_id})
    assert client.post(f"/items/{ref.item_id}/retry").status == 200

    undo(client, ref)

    taken_back, retried, _ = client.get(f"/items/{ref.item_id}/history").json["items"]
    assert (taken_back["action"], retried["action"]) == ("undo", "retry")
    assert taken_back["changes"]["total"] == {"before": "50.00", "after": "11.00"}


def test_what_is_under_way_is_taken_back_before_it_is_worked_on(
    client: ApiClient, waits: Callable[..., ItemRef], item_row: ItemRow, services: Services
) -> None:
    """The message comes, and finds nothing to do; decided about again, the item goes on."""
    ref = waits(**REVIEW)
    client.patch(f"/items/{ref.item_id}", {"decision": "approve"})
    undo(client, ref)

    run_stage(STAGES["validate"], [delivered(ref)], services)

    assert item_row(ref).state == "review"
    assert client.patch(f"/items/{ref.item_id}", {"decision": "approve"}).status == 200
    run_stage(STAGES["validate"], [delivered(ref)], services)
    assert (item_row(ref).stage, item_row(ref).state) == ("publish", "queued")
    assert undo(client, ref).json["status"] == "needs_review"


def test_a_correction_that_made_it_worse_is_taken_back(
    client: ApiClient, waits: Callable[..., ItemRef], item_row: ItemRow, services: Services
) -> None:
    """Validated since, and waiting with other questions: what it was before is there again."""
    ref = waits(**REVIEW)
    before = kept(item_row(ref))
    client.patch(f"/items/{ref.item_id}", {"fields": {"supplier.tax_id": "B12345678"}})
    run_stage(STAGES["validate"], [delivered(ref)], services)
    assert item_row(ref).state == "review"

    undo(client, ref)

    assert kept(item_row(ref)) == before


def test_what_is_posted_is_not_taken_back(
    client: ApiClient, waits: Callable[..., ItemRef], services: Services, admin: Engine
) -> None:
    """Nor what is being worked on at this moment."""
    ref = waits()
    client.patch(f"/items/{ref.item_id}", {"decision": "approve"})
    with admin.begin() as connection:
        connection.execute(text("UPDATE asiento.items SET state = 'running' WHERE id = :id"), {"id": ref.item_id})
    assert problem_of(undo(client, ref))[:2] == (409, "not_undoable")
    with admin.begin() as connection:
        connection.execute(text("UPDATE asiento.items SET state = 'queued' WHERE id = :id"), {"id": ref.item_id})
    for stage in ("validate", "publish"):
        run_stage(STAGES[stage], [delivered(ref)], services)

    answer = undo(client, ref)

    assert problem_of(answer)[:2] == (409, "not_undoable")
    assert answer.json["detail"].startswith("This document is posted already")
    many = client.post("/review/decisions", {"decision": "undo", "ids": [str(ref.item_id)]}).json
    assert (many["decided"], many["skipped"][0]["code"]) == (0, "not_undoable")
    assert client.get(f"/items/{ref.item_id}").json["status"] == "published"


def test_of_two_who_take_it_back_one_does(client: ApiClient, waits: Callable[..., ItemRef]) -> None:
    """And one who approves what another one takes back is told by the version."""
    ref = waits()
    client.patch(f"/items/{ref.item_id}", {"decision": "reject"})
    together = Barrier(2)

    def take_back(_: int) -> int:
        together.wait()
        status: int = undo(client, ref).status
        return status

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(take_back, range(2))) == [200, 409]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"decision": "undo"}, "not_undoable"),
        ({"decision": "undo", "fields": {"total": "1.00"}}, "invalid_request"),
        ({"decision": "undo", "dry_run": True}, "no_dry_run"),
    ],
)
def test_what_cannot_be_taken_back_is_said(
    client: ApiClient, stranger: ApiClient, waits: Callable[..., ItemRef], body: dict[str, Any], code: str
) -> None:
    """Nobody decided yet; or the request asks for something else as well."""
    ref = waits()

    assert problem_of(client.patch(f"/items/{ref.item_id}", body))[1] == code
    assert problem_of(stranger.patch(f"/items/{ref.item_id}", {"decision": "undo"}))[:2] == (404, "item_not_found")


def test_a_rejected_item_is_taken_back_until_its_document_is_deleted(
    client: ApiClient, waits: Callable[..., ItemRef], database: Database, item_row: ItemRow
) -> None:
    """What it was is deleted with what the document said."""
    ref = waits(**REVIEW)
    client.patch(f"/items/{ref.item_id}", {"decision": "reject"})
    assert "zero_total" in json.dumps(item_row(ref).undo)
    place = BatchOf(tenant_id=ref.tenant_id, batch_id=item_row(ref).batch_id)

    with database.transaction([ref.tenant_id]) as connection:
        blank_items(connection, place, said("expired", days=30), 10)

    assert item_row(ref).undo is None
    assert problem_of(undo(client, ref))[:2] == (409, "not_undoable")
