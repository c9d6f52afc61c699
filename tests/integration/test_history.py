"""The history: who did what, with what was before and after; added to, never changed."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import ProgrammingError

from api_client import ApiClient, problem_of
from asiento.errors import RequestError
from asiento.model import ItemRef
from asiento.store.database import Database
from asiento.store.history import Act, Action, Subject, changes_between, record
from asiento.tables.headers import fingerprint
from asiento.tenant import Tenant
from catalogue import tables_of

PutItem = Callable[..., ItemRef]

DOCUMENT = {
    "doc_type": "receipt",
    "supplier": {"name": {"value": "Bar Sol", "confidence": 0.9, "source": "ocr"}},
    "total": {"value": "12.10", "confidence": 0.9, "source": "ocr"},
    "lines": [{"amount": {"value": "10.00", "confidence": 0.9, "source": "ocr"}}],
}
COLUMNS = {"Fecha": "issued_on", "Importe": "total"}


@pytest.fixture
def waits(put_item: PutItem, tenant: Tenant) -> Callable[..., UUID]:
    """Put an item that waits, and return its id."""

    def put(**columns: Any) -> UUID:
        waiting = {"stage": "validate", "state": "review", "document": json.dumps(DOCUMENT)}
        return put_item(tenant, **(waiting | columns)).item_id

    return put


def events(client: ApiClient, path: str, **query: str) -> list[dict[str, Any]]:
    """Return the events that *path* lists."""
    found: list[dict[str, Any]] = client.get(path, **query).json["items"]
    return found


def test_a_correction_is_written_down_with_what_was_before_and_after(
    client: ApiClient, waits: Callable[..., UUID]
) -> None:
    """Of each field that a person set, by its path; and which key did it, with its role of then."""
    item = waits()
    reviewer = ApiClient(client.api, client.tenant_id, "review")
    fields = {"total": "121.00", "supplier.tax_id": "B12345674", "lines.0.amount": "100.00", "supplier.name": "Bar Sol"}

    reviewer.patch(f"/items/{item}", {"fields": fields, "decision": "approve"})

    (event,) = events(client, f"/items/{item}/history")
    assert (event["action"], event["subject"], event["subject_id"]) == ("approve", "item", str(item))
    assert event["changes"] == {
        "status": {"before": "needs_review", "after": "extracted"},
        "total": {"before": "12.10", "after": "121.00"},
        "supplier.tax_id": {"before": None, "after": "B12345674"},
        "lines.0.amount": {"before": "10.00", "after": "100.00"},
    }
    assert (event["by"]["key_id"], event["by"]["role"]) == (reviewer.authorizer["key_id"], "review")
    assert len(event["by"]["prefix"]) == 12


@pytest.mark.parametrize(
    ("body", "action", "status"),
    [
        ({"decision": "reject"}, "reject", "rejected"),
        ({"fields": {"total": "1.00"}}, "correct", "extracted"),
        ({"decision": "no_duplicate"}, "no_duplicate", "extracted"),
    ],
)
def test_each_decision_is_written_down(
    client: ApiClient, waits: Callable[..., UUID], body: dict[str, Any], action: str, status: str
) -> None:
    """As what it was called, with how the item stood and stands."""
    item = waits(duplicate_of=uuid4())

    assert client.patch(f"/items/{item}", body).status == 200

    (event,) = events(client, f"/items/{item}/history")
    assert event["action"] == action
    assert event["changes"]["status"] == {"before": "needs_review", "after": status}


def test_how_a_table_writes_is_written_down(client: ApiClient, waits: Callable[..., UUID]) -> None:
    """What a person answers, and what an approval took."""
    table = {"stage": "preprocess", "kind": "table", "document": None, "row": None, "file_key": "a/b/c/d.csv"}
    answered, approved = waits(**table), waits(**table)

    client.patch(f"/items/{answered}", {"fields": {"decimal": "."}})
    client.patch(f"/items/{approved}", {"decision": "approve"})

    (answer,), (approval,) = (events(client, f"/items/{item}/history") for item in (answered, approved))
    assert answer["changes"]["decimal"] == {"before": None, "after": "."}
    assert approval["changes"].keys() == {"status", "decimal", "date_order"}


def test_what_is_refused_is_not_written_down(client: ApiClient, waits: Callable[..., UUID]) -> None:
    """Nor does a decision stand that could not be written down: both are one transaction."""
    item = waits()

    assert client.patch(f"/items/{item}", {"fields": {"total": "many"}}).status == 422

    assert events(client, f"/items/{item}/history") == []
    assert client.get(f"/items/{item}/history").json["status"] == "needs_review"


def test_an_item_says_when_it_was_posted(client: ApiClient, waits: Callable[..., UUID]) -> None:
    """Null until it is in the ledger; an item that became others never is."""
    posted, split = waits(stage="publish", state="done"), waits(stage="preprocess", state="done")

    shown = client.get(f"/items/{posted}/history").json

    assert (shown["status"], shown["posted_at"]) == ("published", client.get(f"/items/{posted}").json["updated_at"])
    assert client.get(f"/items/{split}/history").json["posted_at"] is None


def test_the_history_is_walked_from_the_newest(client: ApiClient, waits: Callable[..., UUID]) -> None:
    """Each event once; an item's own alone."""
    items = [waits() for _ in range(5)]
    for item in items:
        client.patch(f"/items/{item}", {"decision": "reject"})

    seen, cursor = list[str](), None
    while True:
        page = client.get("/history", limit="2", subject="item", **({"cursor": cursor} if cursor else {})).json
        seen += [event["subject_id"] for event in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break

    assert seen == [str(item) for item in reversed(items)]
    assert problem_of(client.get("/history", cursor="x"))[:2] == (422, "bad_cursor")
    assert problem_of(client.get("/history", subject="x"))[0] == 422


def test_keys_settings_and_mappings_are_written_down(client: ApiClient) -> None:
    """What was made, rotated, revoked, saved and deleted; a key's text and hash never are."""
    made = client.post("/keys", {"role": "upload", "name": "Scanner"}).json
    rotated = client.post(f"/keys/{made['id']}/rotate", {"grace_hours": 2}).json
    client.delete(f"/keys/{made['id']}")
    client.patch("/tenant", {"language": "en"})
    mark = fingerprint(COLUMNS)
    client.put(f"/column-mappings/{mark}", {"name": "Caja", "columns": COLUMNS})
    client.put(f"/column-mappings/{mark}", {"name": "Caja", "columns": COLUMNS | {"Importe": "net"}})
    client.delete(f"/column-mappings/{mark}")

    found = events(client, "/history")

    said = [(event["subject"], event["subject_id"], event["action"]) for event in reversed(found)]
    assert said == [
        ("key", made["id"], "make"),
        ("key", made["id"], "rotate"),
        ("key", rotated["id"], "make"),
        ("key", made["id"], "revoke"),
        ("tenant", str(client.tenant_id), "save"),
        ("column_mapping", mark, "save"),
        ("column_mapping", mark, "save"),
        ("column_mapping", mark, "delete"),
    ]
    deleted, changed, saved, language, _, _, rotation, making = (event["changes"] for event in found)
    assert language == {"language": {"before": None, "after": "en"}}
    assert saved["columns.Importe"] == {"before": None, "after": "total"}
    assert changed == {"columns.Importe": {"before": "total", "after": "net"}}
    assert deleted["name"] == {"before": "Caja", "after": None}
    assert rotation["replaced_by"]["after"] == rotated["id"]
    assert making["role"]["after"] == "upload"
    assert made["key"] not in json.dumps(found)


def test_another_company_sees_nothing_of_it(client: ApiClient, stranger: ApiClient, waits: Callable[..., UUID]) -> None:
    """Neither in its own history nor in that of the item."""
    item = waits()
    client.patch(f"/items/{item}", {"decision": "reject"})

    assert events(stranger, "/history") == []
    assert problem_of(stranger.get(f"/items/{item}/history")) == (404, "item_not_found", "item_id")


def test_the_application_can_only_add_to_it(
    database: Database, admin: Engine, client: ApiClient, tenant: Tenant, subtests: pytest.Subtests
) -> None:
    """Postgres refuses to change or delete what is there."""
    client.patch("/tenant", {"language": "en"})
    with admin.connect() as connection:
        (table,) = (each for each in tables_of(connection) if each.name == "history")
    assert {right for role, right in table.rights if role == "asiento_app"} == {"select", "insert"}
    assert {role for role, right in table.rights if right in ("update", "delete")} == {"asiento_eraser"}
    assert table.updatable == {("asiento_eraser", "changes")}

    for change in ("UPDATE history SET changes = '{}'", "DELETE FROM history", "TRUNCATE history"):
        with (
            subtests.test(change=change),
            pytest.raises(ProgrammingError, match="permission denied"),
            database.transaction([tenant.id]) as connection,
        ):
            connection.execute(text(change))


def test_only_what_an_expired_batch_said_is_forgotten(
    database: Database, client: ApiClient, admin: Engine, tenant: Tenant, waits: Callable[..., UUID]
) -> None:
    """Its fields keep their names; of a batch that has not expired, and for another company, nothing is forgotten."""
    item, other = waits(), waits()
    batch = client.get(f"/items/{item}").json["batch_id"]
    for each in (item, other):
        client.patch(f"/items/{each}", {"fields": {"total": "1.00"}})
    forget = text("SELECT asiento.forget_changes(:tenant, :batch)")
    values = {"tenant": tenant.id, "batch": UUID(batch)}

    def totals() -> list[dict[str, Any]]:
        return [events(client, f"/items/{each}/history")[0]["changes"]["total"] for each in (item, other)]

    kept = {"before": "12.10", "after": "1.00"}
    with database.transaction([tenant.id]) as connection:
        connection.execute(forget, values)
    assert totals() == [kept, kept]
    with admin.begin() as connection:
        connection.execute(text("UPDATE asiento.batches SET expired_at = now() WHERE id = :batch"), values)
    with database.transaction([uuid4()]) as connection:
        connection.execute(forget, values)
    assert totals() == [kept, kept]
    with database.transaction([tenant.id]) as connection:
        connection.execute(forget, values)
    assert totals() == [{"before": None, "after": None}, kept]


def test_nothing_is_done_that_cannot_be_written_down(database: Database, tenant: Tenant) -> None:
    """A key that is gone is no one's: its tenant is being erased."""
    with pytest.raises(RequestError, match="unauthorized"), database.transaction([tenant.id]) as connection:
        record(connection, tenant.id, uuid4(), Act(Subject.TENANT, tenant.id, Action.SAVE))


def test_only_what_changed_is_a_change() -> None:
    """What a side lacks is none there."""
    before, after = {"a": 1, "b": 2, "c": 3}, {"a": 1, "b": 3, "d": 4}

    assert changes_between(before, after) == {
        "b": {"before": 2, "after": 3},
        "c": {"before": 3, "after": None},
        "d": {"before": None, "after": 4},
    }
