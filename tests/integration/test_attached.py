"""A person attaches an item to another one: nothing is posted of it, both say so, and it can be taken back."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest

from api_client import Answer, ApiClient, problem_of
from asiento.api import ApiServices
from asiento.document import DocType
from asiento.errors import RequestError
from asiento.model import ItemRef
from asiento.pipeline import STAGES
from asiento.review.attachments import attach_item
from asiento.review.decisions import Verdict
from asiento.runner import Services, run_stage
from asiento.tenant import Tenant
from bookable import ended, invoice, statement
from builders import delivered
from doubles import ListQueue
from integration.conftest import FILE, Publish
from integration.test_api_versions import version
from integration.test_undo import kept

ItemRow = Callable[[ItemRef], Any]
NOTE = FILE | {"name": "delivery note.jpg", "kind": "image", "media_type": "image/jpeg", "pages": 1}
WAITS = {"stage": "validate", "state": "review", "findings": json.dumps([{"code": "x", "severity": "review"}])}
FAILED = {"stage": "extract", "state": "failed", "error": json.dumps({"code": "nothing_extracted", "params": {}})}
DUPLICATE = {"stage": "publish", "state": "duplicate", "duplicate_of": uuid4()}
POSTED = {
    "invoices": invoice(),
    "expenses": invoice(doc_type=DocType.RECEIPT),
    "bank-transactions": statement([(0, "-121.00", "SOL"), (1, "-3.00", "BAR")], "ES1"),
}


@pytest.fixture
def note(put: Publish, tenant: Tenant) -> Callable[..., ItemRef]:
    """Put a delivery note: a file that waits, if nothing else is said."""

    def put_note(of: Tenant = tenant, **columns: Any) -> ItemRef:
        return put(of, invoice("A-1", total="9.00"), **(NOTE | WAITS | columns))

    return put_note


def attach(client: ApiClient, ref: ItemRef, to: UUID | str | None = None, **said: Any) -> Answer:
    """Attach an item."""
    return client.patch(f"/items/{ref.item_id}", {"decision": "attach_to", "to": to and str(to), **said})


def held(client: ApiClient, ref: ItemRef) -> list[str]:
    """Return the ids of what is attached to an item."""
    return [each["item_id"] for each in client.get(f"/items/{ref.item_id}").json["attachments"]]


@pytest.mark.parametrize("columns", [WAITS, FAILED, DUPLICATE])
def test_it_is_shown_by_both_and_can_be_taken_back(
    columns: dict[str, Any],
    client: ApiClient,
    publish: Publish,
    note: Callable[..., ItemRef],
    item_row: ItemRow,
    queue: ListQueue,
    services: Services,
) -> None:
    """Whatever it waited for. Taken back it is column for column what it was; both are in its history."""
    other, ref = publish(invoice()), note(**columns)
    before, sent = kept(item_row(ref)), list(queue.sent)

    answer = attach(client, ref, other.item_id)

    assert (answer.status, answer.json["status"], answer.json["pipeline_enqueued"]) == (200, "duplicate", False)
    assert (answer.json["attached_to"], answer.json["duplicate_of"]) == (str(other.item_id),) * 2
    assert answer.json["error"]["message"].startswith("A person attached this to item")
    assert client.get(f"/items/{other.item_id}").json["attachments"] == [
        {
            "item_id": str(ref.item_id),
            "name": "delivery note.jpg",
            "status": "duplicate",
            "kind": "image",
            "media_type": "image/jpeg",
            "pages": 1,
            "doc_type": None,
        }
    ]
    (event,) = client.get(f"/items/{ref.item_id}/history").json["items"]
    assert (event["action"], event["changes"]["attached_to"]) == (
        "attach_to",
        {"before": None, "after": str(other.item_id)},
    )
    run_stage(STAGES[item_row(ref).stage], [delivered(ref)], services)
    assert item_row(ref).state == "duplicate"

    assert client.patch(f"/items/{ref.item_id}", {"decision": "undo"}).status == 200
    assert (kept(item_row(ref)), held(client, other), queue.sent) == (before, [], sent)
    taken_back = client.get(f"/items/{ref.item_id}/history").json["items"][0]
    assert taken_back["changes"]["attached_to"] == {"before": str(other.item_id), "after": None}


@pytest.mark.parametrize("path", POSTED)
def test_it_is_attached_to_a_row_of_the_ledger(
    path: str, client: ApiClient, publish: Publish, note: Callable[..., ItemRef]
) -> None:
    """And the row says so: where it comes from, and what is kept with that."""
    other, ref = publish(POSTED[path]), note()
    row = client.get(f"/{path}").json["items"][0]

    assert attach(client, ref, row["id"]).json["attached_to"] == str(other.item_id)

    lineage = client.get(f"/{path}/{row['id']}").json["lineage"]
    assert ([each["item_id"] for each in lineage["attachments"]], lineage["attachment_count"]) == (
        [str(ref.item_id)],
        1,
    )


def test_what_seems_to_be_a_duplicate_says_of_what(
    client: ApiClient, publish: Publish, note: Callable[..., ItemRef]
) -> None:
    """So that nobody has to name it; where nothing says it, one has to."""
    other, alone = publish(invoice()), note()
    ref = publish(invoice(total="120.00"), **NOTE)

    assert attach(client, ref).json["attached_to"] == str(other.item_id)
    assert problem_of(attach(client, alone))[:2] == (422, "not_attachable")


def test_it_goes_on_if_it_is_no_duplicate(
    client: ApiClient, publish: Publish, note: Callable[..., ItemRef], item_row: ItemRow, go_on: Callable[..., None]
) -> None:
    """A person's second thought: it is posted, and no longer attached."""
    other, ref = publish(invoice()), note()
    attach(client, ref, other.item_id)

    assert client.patch(f"/items/{ref.item_id}", {"decision": "no_duplicate"}).json["attached_to"] is None
    go_on(ref)

    assert (ended(item_row(ref)), held(client, other)) == (("done", None), [])


def test_nothing_is_attached_to_what_is_not_there(
    client: ApiClient,
    publish: Publish,
    note: Callable[..., ItemRef],
    item_row: ItemRow,
    other_tenant: Tenant,
    stranger: ApiClient,
) -> None:
    """To itself, to what ended, is voided or attached itself; nor to what is another tenant's, which never was."""
    voided, posted, theirs = publish(invoice("V-1")), publish(invoice("P-1")), publish(invoice(), of=other_tenant)
    rows = {row["number"]: row["id"] for row in client.get("/invoices").json["items"]}
    reversal = client.post(f"/invoices/{rows['V-1']}/void", {"reason": "x"}).json["id"]
    attached, ref, gone = note(), note(), note(state="rejected")
    attach(client, attached, posted.item_id)
    (row_of_theirs,) = stranger.get("/invoices").json["items"]

    refused = {
        ref.item_id: "An item is not attached to itself",
        voided.item_id: "What is named there is voided",
        rows["V-1"]: "What is named there is voided",
        reversal: "What is named there is voided",
        attached.item_id: "The item that is named there is attached itself",
        gone.item_id: "The item that is named there ended without a posting",
        theirs.item_id: "There is no such item",
        row_of_theirs["id"]: "There is no such item",
        uuid4(): "There is no such item",
    }
    for to, because in refused.items():
        answer = attach(client, ref, to)
        assert answer.status == (404 if because == "There is no such item" else 409)
        assert answer.json["detail"].startswith(because)
    assert attach(stranger, ref, theirs.item_id).status == 404
    assert item_row(ref).state == "review"


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"state": "queued"}, "not_waiting"),
        ({"state": "rejected"}, "not_waiting"),
        ({"stage": "publish", "state": "done"}, "not_waiting"),
        ({"state": "failed", "error": '{"code": "infected"}'}, "infected"),
        ({"state": "failed", "error": '{"code": "expired"}'}, "batch_expired"),
    ],
)
def test_what_does_not_wait_is_not_attached(
    columns: dict[str, Any], code: str, client: ApiClient, publish: Publish, note: Callable[..., ItemRef]
) -> None:
    """Nor what nobody may look at."""
    other, ref = publish(invoice()), note(**columns)

    assert problem_of(attach(client, ref, other.item_id))[:2] == (409, code)


@pytest.mark.parametrize(
    "body",
    [
        {"decision": "attach_to", "fields": {"total": "1.00"}},
        {"decision": "approve", "to": str(uuid4())},
        {"to": str(uuid4())},
    ],
)
def test_what_says_nothing_to_do_is_refused(
    body: dict[str, Any], client: ApiClient, note: Callable[..., ItemRef]
) -> None:
    """A correction of what is not posted; a place without an attachment."""
    assert client.patch(f"/items/{note().item_id}", body).status == 422


def test_a_try_writes_nothing(
    client: ApiClient, publish: Publish, note: Callable[..., ItemRef], item_row: ItemRow
) -> None:
    """It says what would be; with an old version nothing is done either."""
    other, ref = publish(invoice()), note()
    before = item_row(ref)

    tried = attach(client, ref, other.item_id, dry_run=True).json
    body = {"decision": "attach_to", "to": str(other.item_id)}
    old = client.ask("PATCH", f"/items/{ref.item_id}", body=body, headers={"If-Match": version(client, other.item_id)})

    assert (tried["status"], tried["attached_to"], tried["dry_run"]) == ("duplicate", str(other.item_id), True)
    assert (old.status, item_row(ref)) == (412, before)


def test_what_is_attached_to_what_is_attached_is_shown(
    client: ApiClient, publish: Publish, note: Callable[..., ItemRef]
) -> None:
    """To the last of them. No circle can be made."""
    other, middle, last = publish(invoice()), note(), note()
    attach(client, last, middle.item_id)
    attach(client, middle, other.item_id)

    assert set(held(client, other)) == {str(middle.item_id), str(last.item_id)}
    assert attach(client, middle, last.item_id).json["code"] == "not_attachable"


def test_of_two_that_are_attached_to_each_other_at_once_one_is(
    api_services: ApiServices, client: ApiClient, tenant: Tenant, note: Callable[..., ItemRef]
) -> None:
    """Whoever comes first; the other is told. Neither waits for the other for ever."""
    pair, barrier = (note(), note()), Barrier(2)
    by = UUID(client.authorizer["key_id"])

    def attach_at_once(of: int) -> str:
        barrier.wait()
        try:
            attach_item(api_services, tenant.id, pair[of].item_id, pair[1 - of].item_id, Verdict(by=by))
        except RequestError as error:
            return error.said.name
        return "attached"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(attach_at_once, (0, 1))) == ["attached", "not_attachable.attached"]
