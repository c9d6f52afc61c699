"""Decisions on what a person saw: `If-Match`, and a correction that is only tried."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, text

from api_client import Answer, ApiClient, problem_of
from asiento.codec import to_plain
from asiento.model import ItemRef
from asiento.pipeline import STAGES
from asiento.runner import Services, run_stage
from asiento.store.versions import time_of, version_of
from asiento.tenant import Tenant
from builders import delivered
from doubles import ListQueue
from papers import receipt

PutItem = Callable[..., ItemRef]
ItemRow = Callable[[ItemRef], Any]


@pytest.fixture
def waits(put_item: PutItem, tenant: Tenant) -> Callable[..., ItemRef]:
    """Put an item that waits."""

    def put(**columns: Any) -> ItemRef:
        document = json.dumps(to_plain(receipt()))
        return put_item(tenant, **({"stage": "validate", "state": "review", "document": document} | columns))

    return put


def say(client: ApiClient, item: UUID, body: dict[str, Any], version: str | None = None) -> Answer:
    """Decide about an item, as of a version if one is given."""
    headers = {"If-Match": version} if version else {}
    return client.ask("PATCH", f"/items/{item}", body=body, headers=headers)


def version(client: ApiClient, item: UUID) -> str:
    """Return the version of an item."""
    answer = client.get(f"/items/{item}")
    assert answer.headers["ETag"] == [f'"{answer.json["version"]}"']
    shown: str = answer.json["version"]
    return shown


def test_each_change_makes_a_version(client: ApiClient, waits: Callable[..., ItemRef]) -> None:
    """It is the same in the lists, and stays the same while nothing happens."""
    item = waits().item_id
    first = version(client, item)
    batch = client.get(f"/items/{item}").json["batch_id"]

    assert version(client, item) == first
    assert client.get("/review").json["items"][0]["version"] == first
    assert client.get(f"/batches/{batch}/items").json["items"][0]["version"] == first
    answer = say(client, item, {"decision": "reject"})
    assert answer.headers["ETag"] == [f'"{answer.json["version"]}"']
    assert version(client, item) == answer.json["version"] != first


@pytest.mark.parametrize("form", ["{}", '"{}"', '"1", "{}"', "*", ' "{}" '])
def test_what_is_as_it_was_seen_is_decided(client: ApiClient, waits: Callable[..., ItemRef], form: str) -> None:
    """With quotes or without, one of several, or any."""
    item = waits().item_id

    assert say(client, item, {"decision": "reject"}, form.format(version(client, item))).status == 200


@pytest.mark.parametrize("other", ['"1"', "1", "x", '""', 'W/"1"', "9" * 16, "9" * 400, "²"])
def test_what_is_another_version_is_not_decided(client: ApiClient, waits: Callable[..., ItemRef], other: str) -> None:
    """Whatever it says in its place: the item stays as it is."""
    item = waits().item_id

    assert problem_of(say(client, item, {"decision": "reject"}, other)) == (412, "changed_meanwhile", "if-match")
    assert client.get(f"/items/{item}").json["status"] == "needs_review"


def test_who_comes_late_is_told_what_changed(
    client: ApiClient, waits: Callable[..., ItemRef], admin: Engine, services: Services
) -> None:
    """The fields, the decision and the key: of all that was done since, and of nothing before."""
    ref = waits()
    item, began = ref.item_id, version(client, ref.item_id)
    say(client, item, {"fields": {"number": "A-1"}})
    with admin.begin() as connection:
        connection.execute(text("UPDATE asiento.items SET state = 'review' WHERE id = :id"), {"id": item})
    between = version(client, item)
    say(client, item, {"fields": {"total": "50.00"}, "decision": "approve"})

    late, later = (say(client, item, {"decision": "reject"}, seen) for seen in (began, between))

    assert problem_of(late) == (412, "changed_meanwhile", "if-match")
    key = client.get(f"/items/{item}/history").json["items"][0]["by"]["prefix"]
    assert f"the key {key} said `approve`, which changed 'number', 'status' and 'total'" in late.json["detail"]
    assert "which changed 'status' and 'total'" in later.json["detail"]
    run_stage(STAGES["validate"], [delivered(ref)], services)
    posted = say(client, item, {"decision": "reject"}, version(client, item))
    assert problem_of(posted)[:2] == (409, "not_waiting")


def test_what_goes_on_by_itself_says_so(client: ApiClient, waits: Callable[..., ItemRef], services: Services) -> None:
    """No person did anything: the item is on its way, or at its end."""
    ref = waits(state="queued")
    seen = version(client, ref.item_id)
    run_stage(STAGES["validate"], [delivered(ref)], services)

    answer = say(client, ref.item_id, {"decision": "reject"}, seen)

    assert problem_of(answer)[:2] == (412, "changed_meanwhile")
    assert answer.json["detail"].startswith("This is not the version of the item that you name any more")


def test_of_two_who_saw_the_same_one_decides(client: ApiClient, waits: Callable[..., ItemRef]) -> None:
    """The other is told, whoever comes first; both saw that it waits."""
    item = waits().item_id
    seen, together = version(client, item), Barrier(2)

    def decide(decision: str) -> int:
        together.wait()
        return say(client, item, {"decision": decision}, seen).status

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(decide, ("approve", "reject"))) == [200, 412]
    assert len(client.get(f"/items/{item}/history").json["items"]) == 1


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"fields": {"supplier.tax_id": "B12345678"}}, "needs_review", "invalid_tax_id"),
        ({"fields": {"issued_on": "2099-01-01"}}, "validate_failed", "future_date"),
        ({"fields": {"category": "Meals"}}, "validated", None),
        ({"decision": "approve"}, "validated", None),
        ({"decision": "reject"}, "rejected", None),
    ],
)
def test_what_is_tried_is_what_would_be(
    client: ApiClient,
    waits: Callable[..., ItemRef],
    item_row: ItemRow,
    services: Services,
    queue: ListQueue,
    body: dict[str, Any],
    status: str,
    code: str | None,
) -> None:
    """The findings and status of validation, without a trace; then said in earnest, it comes to the same."""
    ref = waits()
    before = item_row(ref)

    tried = say(client, ref.item_id, body | {"dry_run": True})

    assert tried.status == 200
    shown = tried.json
    assert (shown["status"], shown["dry_run"], shown["pipeline_enqueued"]) == (status, True, False)
    assert code in {None, *(finding["code"] for finding in shown["findings"])}
    assert item_row(ref) == before
    assert queue.sent == []
    assert client.get(f"/items/{ref.item_id}/history").json["items"] == []

    say(client, ref.item_id, body)
    run_stage(STAGES["validate"], [delivered(ref)], services)
    done = client.get(f"/items/{ref.item_id}").json
    said = ("status", "document", "approved", "error", "findings")
    expected = [shown[name] for name in said]
    assert [done[name] for name in said] == expected


def test_what_is_refused_is_refused_in_a_trial(client: ApiClient, waits: Callable[..., ItemRef]) -> None:
    """By the same problems; and a table, whose file would have to be read, is."""
    item = waits().item_id
    table = waits(stage="preprocess", kind="table", document=None, row=None, file_key="a/b/c/d.csv").item_id
    posted = waits(stage="publish", state="done").item_id

    def problem(item: UUID, body: dict[str, Any], version: str | None = None) -> tuple[int, str, str | None]:
        return problem_of(say(client, item, body | {"dry_run": True}, version))

    assert problem(item, {"fields": {"total": "many"}}) == (422, "invalid_value", "total")
    assert problem(item, {}) == (422, "invalid_request", "body")
    assert problem(item, {"decision": "reject"}, '"1"') == (412, "changed_meanwhile", "if-match")
    assert problem(posted, {"decision": "reject"})[:2] == (409, "not_waiting")
    assert problem(table, {"decision": "approve"}) == (422, "no_dry_run", "dry_run")


def test_a_version_is_a_time(client: ApiClient, waits: Callable[..., ItemRef], item_row: ItemRow) -> None:
    """To the microsecond, there and back; what is none is no time."""
    ref = waits()

    assert time_of(version(client, ref.item_id)) == item_row(ref).updated_at
    assert version_of(item_row(ref).updated_at) == version(client, ref.item_id)
    assert [time_of(other) for other in ("", "x", "-1", "1.5", "²", "9" * 18, "9" * 400)] == [None] * 7
