"""Items through the API: progress, lists, corrections and decisions."""

import json
import time
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, text

from api_client import ApiClient, problem_of
from asiento.api import ApiServices
from asiento.tenant import Tenant
from doubles import ListQueue
from sent_statements import statements_sent

DOCUMENT: dict[str, Any] = {
    "doc_type": "receipt",
    "total": {"value": "12.10", "confidence": 0.9, "source": "ocr"},
    "supplier": {"name": {"value": "Bar Sol", "confidence": 0.5, "source": "ocr"}},
    "lines": [{"amount": {"value": "10.00", "confidence": 0.9, "source": "ocr"}}],
}
CENTS = {"amount": {"value": "2.10", "confidence": 0.9, "source": "ocr"}}
EURO = {"value": "EUR", "confidence": 0.95, "source": "ocr"}
FINDING = {"code": "totals_mismatch", "severity": "review", "field": "total", "message": "Check the total."}
ADD = text("""
    INSERT INTO asiento.items (tenant_id, id, batch_id, parent_id, position, name, "row", stage, state, document,
                               findings, error, classification, accepted)
    VALUES (:tenant_id, :id, :batch_id, :parent_id, :position, :name, '{"a": "1"}', :stage, :state,
            CAST(:document AS jsonb), CAST(:findings AS jsonb), CAST(:error AS jsonb), '{"doc_type": "receipt"}',
            CAST(:accepted AS jsonb))
""")


class Put:
    """Puts items into a batch as the pipeline would leave them."""

    def __init__(self, admin: Engine, tenant: Tenant, batch: str) -> None:
        self.admin, self.tenant, self.batch, self.count = admin, tenant, batch, 0

    def __call__(self, stage: str, state: str, **changes: Any) -> UUID:
        """Add one item and return its id."""
        self.count += 1
        values: dict[str, Any] = {"document": DOCUMENT, "findings": [FINDING], "error": None}
        values = {name: json.dumps(changes.pop(name, value)) for name, value in values.items()}
        values["document"] = None if values["document"] == "null" else values["document"]
        row = {
            "tenant_id": self.tenant.id,
            "id": uuid4(),
            "batch_id": self.batch,
            "parent_id": None,
            "position": self.count,
            "name": f"item {self.count}",
            "stage": stage,
            "state": state,
            "accepted": None,
            **values,
            **changes,
        }
        with self.admin.begin() as connection:
            connection.execute(ADD, row)
        item_id: UUID = row["id"]
        return item_id


@pytest.fixture
def put(admin: Engine, tenant: Tenant, batch: str) -> Put:
    """Puts items into the batch."""
    return Put(admin, tenant, batch)


def test_progress_counts_the_leaves(client: ApiClient, batch: str, put: Put) -> None:
    """Every status word and end is counted; an item that became others is told apart, they are counted."""
    parent = put("preprocess", "done")
    put("publish", "done", parent_id=parent)
    put("publish", "done", parent_id=parent)
    put("extract", "running", parent_id=parent)
    put("ocr", "queued")
    put("validate", "review")
    put("validate", "rejected")
    put("publish", "duplicate")
    failed = put("preprocess", "failed", error={"code": "empty_file", "message": "The file is empty. Send it again."})

    status = client.get(f"/batches/{batch}/status").json

    assert status == {
        "batch_id": batch,
        "done": False,
        "total": 8,
        "sent": 6,
        "found": 3,
        "split": 1,
        "finished": 6,
        "percent": 75.0,
        "published": 2,
        "failed": 1,
        "needs_review": 1,
        "rejected": 1,
        "duplicate": 1,
        "running": 2,
        "by_status": {
            "published": 2,
            "extracting": 1,
            "preprocessed": 1,
            "needs_review": 1,
            "rejected": 1,
            "duplicate": 1,
            "preprocess_failed": 1,
            "split": 1,
        },
        "errors": [
            {
                "item_id": str(failed),
                "name": "item 9",
                "status": "preprocess_failed",
                "code": "empty_file",
                "message": "The file is empty. Send it again.",
            }
        ],
    }


def test_a_batch_is_at_100_percent_only_at_its_end(client: ApiClient, batch: str, put: Put, admin: Engine) -> None:
    """One item of two thousand that still runs keeps it below; nothing of an empty batch runs."""
    empty = client.get(f"/batches/{batch}/status").json
    assert (empty["done"], empty["percent"], empty["total"]) == (True, 100, 0)
    last = put("publish", "running")
    fill(admin, put, 1_999)

    assert client.get(f"/batches/{batch}/status").json["percent"] == 99.9

    with admin.begin() as connection:
        connection.execute(text("UPDATE asiento.items SET state = 'done' WHERE id = :id"), {"id": last})
    assert client.get(f"/batches/{batch}/status").json["percent"] == 100


def fill(admin: Engine, put: Put, count: int, state: str = "done") -> None:
    """Add *count* items at publish by one statement."""
    add = text("""
        INSERT INTO asiento.items (tenant_id, batch_id, position, name, "row", stage, state, error)
        SELECT :tenant_id, :batch_id, n, 'filler ' || n, '{}', 'publish', :state, '{"code": "x", "message": "Y."}'
        FROM generate_series(1, :count) n
    """)
    values = {"tenant_id": put.tenant.id, "batch_id": put.batch, "count": count, "state": state}
    with admin.begin() as connection:
        connection.execute(add, values)


def test_progress_of_a_large_batch_is_quick(
    client: ApiClient, batch: str, put: Put, admin: Engine, api_services: ApiServices
) -> None:
    """20,000 items are counted by two statements within a second; the errors are the first 100."""
    fill(admin, put, 19_500)
    fill(admin, put, 500, state="failed")
    with statements_sent(api_services.database) as statements:
        started = time.perf_counter()
        status = client.get(f"/batches/{batch}/status").json
        seconds = time.perf_counter() - started

    assert (status["total"], status["failed"], len(status["errors"])) == (20_000, 500, 100)
    # Besides those that name the tenant, and the one by which each request asks for its key.
    assert len([each for each in statements if "set_config" not in each and "FROM api_keys" not in each]) == 2
    assert seconds < 1


def test_items_are_paged_oldest_first(client: ApiClient, batch: str, put: Put) -> None:
    """Walking the pages gives every item once and in order, items added meanwhile at the end."""
    made = [str(put("ocr", "queued")) for _ in range(7)]

    first = client.get(f"/batches/{batch}/items", limit="3").json
    made.append(str(put("ocr", "queued")))
    second = client.get(f"/batches/{batch}/items", limit="3", cursor=first["next_cursor"]).json
    third = client.get(f"/batches/{batch}/items", limit="3", cursor=second["next_cursor"]).json

    assert [item["id"] for page in (first, second, third) for item in page["items"]] == made
    assert third["next_cursor"] is None


def test_items_are_found_by_status(client: ApiClient, batch: str, put: Put) -> None:
    """The words of the status table pick items, and so do those of the counts."""
    parent = put("preprocess", "done")
    waiting, held = put("ocr", "queued", parent_id=parent), put("validate", "review")

    def ids(**query: str) -> list[str]:
        return [item["id"] for item in client.get(f"/batches/{batch}/items", **query).json["items"]]

    assert ids() == [str(parent), str(waiting), str(held)]
    assert ids(status="preprocessed") == [str(waiting)]
    assert ids(status="needs_review") == [str(held)]
    assert ids(status="published") == []
    assert ids(status="split") == [str(parent)]
    assert ids(status="running") == [str(waiting)]
    assert ids(status="failed") == []
    assert client.get(f"/items/{parent}").json["status"] == "split"
    assert [item["id"] for item in client.get("/items", status="running").json["items"]] == [str(waiting)]
    assert [item["id"] for item in client.get("/items", status="split").json["items"]] == [str(parent)]
    assert client.get(f"/items/{waiting}").json["parent_id"] == str(parent)


@pytest.mark.parametrize("status", ["", "done", "PUBLISHED", "\x00", "x" * 100])
def test_an_unknown_status_is_refused(client: ApiClient, batch: str, status: str) -> None:
    """Only the words of the table are a status."""
    got, _, field = problem_of(client.get(f"/batches/{batch}/items", status=status))

    assert (got, field) == (422, "status")


def test_an_item_is_shown_with_what_was_read(client: ApiClient, batch: str, put: Put) -> None:
    """Document, findings, classification, error and row are all there."""
    error = {"code": "totals_mismatch", "message": "The amounts do not add up. Correct them."}
    item_id = put("validate", "failed", error=error)

    item = client.get(f"/items/{item_id}").json

    assert (item["id"], item["batch_id"], item["name"], item["status"]) == (
        str(item_id),
        batch,
        "item 1",
        "validate_failed",
    )
    assert item["document"] == DOCUMENT
    assert item["findings"] == [FINDING]
    assert (item["error"], item["row"], item["doc_type"]) == (error, {"a": "1"}, "receipt")


def test_an_item_says_what_vouches_for_it(client: ApiClient, put: Put) -> None:
    """In the language of the answer: for each field that its posting needs, and of nothing else."""
    item_id = put("validate", "review", document=DOCUMENT | {"lines": [DOCUMENT["lines"][0], CENTS], "currency": EURO})

    answer = client.ask("GET", f"/items/{item_id}", headers={"Accept-Language": "es"}).json

    said = {each["field"]: [reason["message"] for reason in each["vouched_by"]] for each in answer["evidence"]}
    assert said == {"total": ["Sale de las líneas."], "currency": [], "supplier.name": []}
    assert all(0 < each["certainty"] < 1 for each in answer["evidence"])


def test_an_item_of_another_tenant_is_not_there(
    client: ApiClient, stranger: ApiClient, put: Put, subtests: pytest.Subtests
) -> None:
    """Another tenant's item is a 404 for reading and changing, like one that never was."""
    item_id = put("validate", "review")

    for who, which in ((stranger, item_id), (client, uuid4())):
        with subtests.test(which=str(which)):
            assert problem_of(who.get(f"/items/{which}")) == (404, "item_not_found", "item_id")
            assert problem_of(who.patch(f"/items/{which}", {"decision": "approve"})) == (
                404,
                "item_not_found",
                "item_id",
            )
    assert problem_of(client.get("/items/abc"))[::2] == (422, "item_id")
    assert client.get(f"/items/{item_id}").json["status"] == "needs_review"


def test_approving_sends_an_item_to_be_validated_again(client: ApiClient, put: Put, queue: ListQueue) -> None:
    """A person's yes is kept, the findings are cleared, and the item goes on."""
    item_id = put("validate", "review")

    answer = client.patch(f"/items/{item_id}", {"decision": "approve"})

    assert answer.status == 200
    assert (answer.json["status"], answer.json["approved"], answer.json["pipeline_enqueued"]) == (
        "extracted",
        True,
        True,
    )
    assert (answer.json["document"], answer.json["findings"]) == (DOCUMENT, [])
    assert queue.sent == [("validate", item_id)]


def test_a_correction_takes_an_earlier_approval_back(client: ApiClient, put: Put, queue: ListQueue) -> None:
    """What a person sets is in the document as theirs; the item is judged anew, with no approval left."""
    error = {"code": "totals_mismatch", "message": "The amounts do not add up. Correct them."}
    item_id = put("validate", "failed", accepted="[]", error=error)

    fields = {"total": "121.00", "supplier.name": "Bar Luna", "lines.0.amount": "100.00"}
    answer = client.patch(f"/items/{item_id}", {"fields": fields})

    assert answer.status == 200
    document = answer.json["document"]
    assert document["total"] == {"value": "121.00", "confidence": 1.0, "source": "person"}
    assert document["supplier"]["name"]["value"] == "Bar Luna"
    assert document["lines"][0]["amount"]["value"] == "100.00"
    assert (answer.json["approved"], answer.json["error"], answer.json["status"]) == (False, None, "extracted")
    assert queue.sent == [("validate", item_id)]


def test_a_correction_may_approve_as_well(client: ApiClient, put: Put) -> None:
    """Both in one request: corrected, and accepted as it then stands."""
    item_id = put("validate", "review")

    answer = client.patch(f"/items/{item_id}", {"fields": {"total": "1.00"}, "decision": "approve"})

    assert (answer.json["document"]["total"]["value"], answer.json["approved"]) == ("1.00", True)


def test_rejecting_ends_an_item(client: ApiClient, put: Put, queue: ListQueue) -> None:
    """A person's no is an end: nothing is sent, and nothing more can be decided."""
    item_id = put("validate", "review")

    answer = client.patch(f"/items/{item_id}", {"decision": "reject"})

    assert (answer.json["status"], answer.json["pipeline_enqueued"]) == ("rejected", False)
    assert queue.sent == []
    assert problem_of(client.patch(f"/items/{item_id}", {"decision": "approve"}))[:2] == (409, "not_waiting")


@pytest.mark.parametrize(
    ("stage", "state"),
    [
        ("preprocess", "queued"),
        ("validate", "running"),
        ("extract", "failed"),
        ("publish", "done"),
        ("publish", "failed"),
    ],
)
def test_only_waiting_items_can_be_changed(
    client: ApiClient,
    put: Put,
    queue: ListQueue,
    stage: str,
    state: str,
    subtests: pytest.Subtests,
) -> None:
    """An item on its way, published or failed elsewhere is a 409 that says how it stands."""
    item_id = put(stage, state)

    bodies: list[dict[str, Any]] = [{"decision": "approve"}, {"fields": {"total": "1.00"}}]
    for body in (*bodies, {"decision": "reject"}) if state != "failed" else bodies:
        with subtests.test(body=body):
            assert problem_of(client.patch(f"/items/{item_id}", body))[:2] == (409, "not_waiting")
    assert queue.sent == []


def test_an_item_without_a_document_can_only_be_rejected(client: ApiClient, put: Put) -> None:
    """There is nothing to correct or approve before something was read."""
    item_id = put("preprocess", "review", document=None)

    assert problem_of(client.patch(f"/items/{item_id}", {"decision": "approve"}))[:2] == (409, "nothing_to_correct")
    assert client.patch(f"/items/{item_id}", {"decision": "reject"}).json["status"] == "rejected"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "body"),
        ({"fields": {}}, "body"),
        ({"decision": "maybe"}, "decision"),
        ({"decision": "reject", "fields": {"total": "1.00"}}, "body"),
        ({"fields": {"nothing": "1"}}, "nothing"),
        ({"fields": {"total": "many"}}, "total"),
        ({"fields": {"total": "NaN"}}, "total"),
        ({"fields": {"total": "9" * 400}}, "total"),
        ({"fields": {"total": True}}, "fields.total"),
        ({"fields": {"total": [12.1]}}, "fields.total"),
        ({"fields": {"total": "1.234"}}, "total"),
        ({"fields": {"lines.7.amount": "1.00"}}, "lines.7.amount"),
        ({"fields": {"__class__": "x"}}, "__class__"),
        ({"fields": {"supplier.name": "a\x00"}}, "fields.supplier.name"),
        ({"fields": {"a\x00": "x"}}, "fields"),
        ({"fields": ["total"]}, "fields"),
        ({"approve": True}, "approve"),
    ],
)
def test_a_bad_correction_is_refused(
    client: ApiClient, put: Put, queue: ListQueue, body: dict[str, Any], field: str
) -> None:
    """Unknown paths, values that do not read, and bodies that say nothing are a 422; the item stays as it was."""
    item_id = put("validate", "review")

    status, _, named = problem_of(client.patch(f"/items/{item_id}", body))

    assert (status, named) == (422, field)
    assert client.get(f"/items/{item_id}").json["document"] == DOCUMENT
    assert queue.sent == []


def test_deciding_needs_the_role(client: ApiClient, put: Put) -> None:
    """A key that may only upload cannot approve; it can look."""
    item_id = put("validate", "review")
    uploader = ApiClient(api=client.api, tenant_id=client.tenant_id, role="upload")

    assert problem_of(uploader.patch(f"/items/{item_id}", {"decision": "approve"})) == (403, "forbidden", None)
    assert uploader.get(f"/items/{item_id}").status == 200
    reviewer = ApiClient(api=client.api, tenant_id=client.tenant_id, role="review")
    assert reviewer.patch(f"/items/{item_id}", {"decision": "approve"}).status == 200


def test_a_decision_is_kept_while_the_queue_is_away(client: ApiClient, put: Put, queue: ListQueue) -> None:
    """The item stands queued at validate for the sweep."""
    item_id = put("validate", "review")
    queue.away = True

    answer = client.patch(f"/items/{item_id}", {"decision": "approve"})

    assert (answer.status, answer.json["pipeline_enqueued"], answer.json["status"]) == (200, False, "extracted")
