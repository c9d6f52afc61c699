"""Every route with another tenant's ids: the answer, and the work done for it, are those for an id that never was.

The routes come from the OpenAPI document, so that a new one is asked at once.
"""

import json
import re
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine, text

from api_client import Answer, ApiClient, problem_of
from asiento.store.database import Database
from asiento.tables.headers import fingerprint
from asiento.tenant import Tenant
from catalogue import tables_of
from sent_statements import statements_sent

CANARY = "Canario Secreto"
COLUMNS = {"Canario": "issued_on", "Secreto": "total"}
DOCUMENT = {"doc_type": "receipt", "total": {"value": "12.10", "confidence": 0.9, "source": "ocr"}}
FINDING = {"code": "totals_mismatch", "severity": "review", "field": "total", "message": CANARY}

OF_LEDGER = ("expense_id", "invoice_id", "bank_transaction_id", "supplier_id")
OWNED = ("batch_id", "item_id", *OF_LEDGER, "key_id", "fingerprint")
"""Parameters that name something of a tenant's."""
FREE = {
    "stage",
    "page",
    "limit",
    "offset",
    "cursor",
    "status",
    "code",
    "subject",
    "supplier",
    "text",
    "number",
    "tax_id",
    "currency",
    "amount_from",
    "amount_to",
    "total_from",
    "total_to",
    "older_than",
    "order",
    "from",
    "to",
    "idempotency-key",
    "if-match",
}
"""Parameters that name nothing of a tenant's. A new parameter goes here or above."""
PLACES = {"stage": "preprocess", "page": "1"}
"""What stands in a path for those of them that may."""
BY_CONTENT = {"put /column-mappings/{fingerprint}"}
"""A fingerprint is made of titles, not given out: two tenants may each save a mapping for the same titles."""

BODIES: dict[str, list[Any]] = {
    "post /batches": [{"name": "x"}],
    "post /batches/{batch_id}/file": [{"name": "a.csv", "content": "YQ=="}],
    "post /batches/{batch_id}/files": [{"files": [{"name": "a.pdf"}]}],
    "post /batches/{batch_id}/ingest": [{"rows": [{"a": 1}]}, {"keys": ["a"]}],
    "patch /items/{item_id}": [{"decision": "approve"}, {"decision": "reject"}, {"fields": {"total": "1.00"}}],
    **{
        f"post /{name}/{{{one}_id}}/{what}": [body]
        for name, one in (("expenses", "expense"), ("invoices", "invoice"), ("bank-transactions", "bank_transaction"))
        for what, body in (
            ("void", {"reason": "x"}),
            ("correct", {"reason": "x", "fields": {"description": "x"}}),
        )
    },
    "post /review/decisions": [{"decision": "reject", "filter": {}, "dry_run": True}],
    "post /previews": [{"rows": [{"Canario": "1", "Secreto": "2"}]}],
    "put /column-mappings/{fingerprint}": [{"name": "x", "columns": COLUMNS}],
    "post /keys": [{"role": "upload", "name": "x"}],
    "patch /tenant": [{"language": "es"}],
    "put /settings": [{"always_review_above": {"EUR": "1000.00"}}],
    "patch /suppliers/{supplier_id}": [{"maybe_duplicate": "off"}],
}
"""What is sent to the routes that need a body."""

ADD_ITEM = text("""
    INSERT INTO asiento.items (tenant_id, id, batch_id, position, name, "row", stage, state, document, findings, error)
    VALUES (:tenant, :id, :batch, :position, :canary, jsonb_build_object('x', CAST(:canary AS text)), :stage, :state,
            CAST(:document AS jsonb), CAST(:findings AS jsonb),
            jsonb_build_object('code', 'x', 'message', CAST(:canary AS text)))
""")
ADD_EXPENSE = text("""
    INSERT INTO asiento.expenses (tenant_id, id, item_id, line, supplier_name, currency, total)
    VALUES (:tenant, :expense, :id, 0, :canary, 'EUR', 12.10)
""")
ADD_TRANSACTION = text("""
    INSERT INTO asiento.bank_transactions (tenant_id, id, item_id, line, booked_on, amount, currency, description)
    VALUES (:tenant, :transaction, :id, 0, '2026-03-14', 12.10, 'EUR', :canary)
""")
ADD_INVOICE = text("""
    INSERT INTO asiento.invoices (tenant_id, id, item_id, line, direction, doc_type, number, issued_on, supplier_name,
                                  currency, total)
    VALUES (:tenant, :invoice, :id, 0, 'received', 'invoice', 'F-1', '2026-03-14', :canary, 'EUR', 12.10)
""")
ADD_SUPPLIER = text("""
    INSERT INTO asiento.suppliers (tenant_id, id, supplier, name) VALUES (:tenant, :supplier, 'CANARIOSECRETO', :canary)
""")
ADD_KEY = text("""
    INSERT INTO asiento.api_keys (tenant_id, id, prefix, hash, role, name)
    VALUES (:tenant, :id, 'abcdefabcdef', 'x', 'operate', :canary)
""")


@dataclass(frozen=True)
class Route:
    """An operation of the OpenAPI document; *body* is one that it takes, None for none."""

    method: str
    path: str
    query: tuple[str, ...]
    body: Any

    @property
    def name(self) -> str:
        """As in `BODIES`."""
        return f"{self.method} {self.path}"

    @property
    def owned(self) -> list[str]:
        """The parameters of its path that name something of a tenant's."""
        return [name for name in re.findall(r"{(\w+)}", self.path) if name in OWNED]

    def ask(self, client: ApiClient, ids: dict[str, str], **query: str) -> Answer:
        """Send it with these ids."""
        path = re.sub(r"{(\w+)}", lambda match: ids.get(match[1]) or PLACES[match[1]], self.path)
        return client.ask(self.method.upper(), path, query=query or None, body=self.body)


def routes_of(client: ApiClient) -> list[Route]:
    """Return every operation, once for each body that it is sent."""
    found = []
    for path, operations in client.get("/openapi.json").json["paths"].items():
        for method, operation in operations.items():
            parameters = operation.get("parameters", [])
            unknown = {each["name"] for each in parameters} - set(OWNED) - FREE
            assert not unknown, f"{method} {path}: say of {unknown} whether it names something of a tenant's"
            needs_body = operation.get("requestBody", {}).get("required", False)
            name = f"{method} {path}"
            assert name in BODIES or not needs_body, f"{name}: say what is sent to it"
            query = tuple(each["name"] for each in parameters if each["in"] == "query" and each["name"] in OWNED)
            found += [Route(method, path, query, body) for body in BODIES.get(name, [None])]
    return found


@pytest.fixture
def ours(client: ApiClient, admin: Engine, tenant: Tenant, batch: str) -> dict[str, str]:
    """The ids of a tenant that has something of everything, with the canary in each text."""
    mark = fingerprint(COLUMNS)
    assert client.put(f"/column-mappings/{mark}", {"name": CANARY, "columns": COLUMNS}).status == 200
    ids = {name: str(uuid4()) for name in OWNED} | {"batch_id": batch, "fingerprint": mark}
    values = {"tenant": tenant.id, "batch": batch, "canary": CANARY}
    waiting = {"document": json.dumps(DOCUMENT), "findings": json.dumps([FINDING])}
    with admin.begin() as connection:
        connection.execute(text("UPDATE asiento.batches SET name = :canary"), values)
        for position, (stage, state) in enumerate([("validate", "review"), ("extract", "failed"), ("publish", "done")]):
            item = ids["item_id"] if position == 0 else str(uuid4())
            row = values | waiting | {"id": item, "position": position, "stage": stage, "state": state}
            connection.execute(ADD_ITEM, row)
            expense = ids["expense_id"] if position == 0 else str(uuid4())
            connection.execute(ADD_EXPENSE, row | {"expense": expense})
        of_item = values | {"id": ids["item_id"]}
        connection.execute(ADD_INVOICE, of_item | {"invoice": ids["invoice_id"]})
        connection.execute(ADD_SUPPLIER, values | {"supplier": ids["supplier_id"]})
        connection.execute(ADD_TRANSACTION, of_item | {"transaction": ids["bank_transaction_id"]})
        connection.execute(ADD_KEY, values | {"id": ids["key_id"]})
    return ids


def unknown_ids() -> dict[str, str]:
    """Return ids that never were."""
    return {name: str(uuid4()) for name in OWNED} | {"fingerprint": fingerprint({"Nada": "date", "Nunca": "total"})}


def rows_of(admin: Engine, tenant: Tenant) -> dict[str, list[str]]:
    """Return everything that is the tenant's."""
    with admin.connect() as connection:
        return {
            table.name: sorted(
                connection.execute(
                    text(f"SELECT to_jsonb(t)::text FROM asiento.{table.name} t WHERE {table.tenant} = :id"),
                    {"id": tenant.id},
                ).scalars()
            )
            for table in tables_of(connection)
            if table.tenant
        }


def told(answer: Answer, ids: dict[str, str]) -> tuple[int, dict[str, Any], str]:
    """Return all of an answer but the ids that were asked for."""
    shown = answer.text or ""
    for name, value in ids.items():
        shown = shown.replace(value, name)
    return answer.status, dict(answer.headers), shown


def test_another_tenants_ids_are_ids_that_never_were(
    stranger: ApiClient,
    ours: dict[str, str],
    database: Database,
    admin: Engine,
    tenant: Tenant,
    record_property: Callable[[str, object], None],
    subtests: pytest.Subtests,
) -> None:
    """On every route: a 404, byte for byte the one for an unknown id, by the same SQL; and nothing is changed."""
    before, tried = rows_of(admin, tenant), 0
    # What the stranger saves under our fingerprint is its own, and is to be deleted after all else.
    for route in sorted(routes_of(stranger), key=lambda route: route.name in BY_CONTENT):
        with subtests.test(method=route.method, path=route.path):
            if not route.owned:
                continue
            never = unknown_ids()
            if route.name in BY_CONTENT:
                never["fingerprint"] = ours["fingerprint"]
            with statements_sent(database) as for_theirs:
                theirs = route.ask(stranger, ours)
            with statements_sent(database) as for_unknown:
                unknown = route.ask(stranger, never)
            tried += 1
            if route.name in BY_CONTENT:
                assert theirs.status == 200, theirs.text
                assert CANARY not in theirs.text
                continue
            assert theirs.status == 404, (route, theirs.text)
            assert told(theirs, ours) == told(unknown, never), route
            assert for_theirs == for_unknown, route

    assert rows_of(admin, tenant) == before
    record_property("isolation", f"{tried} requests with another tenant's ids")
    assert tried >= 12


def test_a_filter_by_another_tenants_ids_finds_nothing(
    stranger: ApiClient,
    ours: dict[str, str],
    database: Database,
    subtests: pytest.Subtests,
) -> None:
    """Lists that can be asked for a batch or item are empty for another's as for one that never was."""
    tried = 0
    for route in routes_of(stranger):
        for name in route.query:
            with subtests.test(path=route.path, name=name):
                with statements_sent(database) as for_theirs:
                    theirs = route.ask(stranger, ours, **{name: ours[name]})
                with statements_sent(database) as for_unknown:
                    unknown = route.ask(stranger, ours, **{name: str(uuid4())})
                tried += 1
                assert (theirs.status, theirs.json["items"]) == (200, [])
                assert theirs.text == unknown.text
                assert for_theirs == for_unknown
    assert tried >= 6


def test_no_answer_holds_anything_of_another_tenant(
    client: ApiClient,
    stranger: ApiClient,
    ours: dict[str, str],
    subtests: pytest.Subtests,
) -> None:
    """Whatever a stranger asks, no text and no id of ours comes back; to ourselves it does, so the canary sings."""
    secrets = {CANARY, *ours.values()} - {ours["fingerprint"]}
    sung = set()
    for route in routes_of(client):
        with subtests.test(method=route.method, path=route.path):
            answer = route.ask(stranger, ours)
            assert not [secret for secret in secrets if secret in (answer.text or "")], (route, answer.text)
            if route.method == "get" and CANARY in (route.ask(client, ours).text or ""):
                sung.add(route.path)
    assert {"/batches", "/batches/{batch_id}/items", "/items/{item_id}", "/expenses", "/invoices/{invoice_id}"} <= sung
    assert {"/column-mappings", "/expenses/{expense_id}", "/bank-transactions/{bank_transaction_id}"} <= sung
    assert {"/suppliers", "/suppliers/{supplier_id}"} <= sung


def test_a_cursor_of_another_tenant_opens_nothing(client: ApiClient, stranger: ApiClient, ours: dict[str, str]) -> None:
    """A cursor names a row of one's own, or none that there is."""
    cursor = client.get("/expenses", limit="1").json["next_cursor"]

    assert cursor
    assert ours
    unknown = urlsafe_b64encode(str(uuid4()).encode()).decode().rstrip("=")
    assert stranger.get("/expenses", cursor=cursor).text == stranger.get("/expenses", cursor=unknown).text
    assert problem_of(stranger.get("/expenses", cursor=cursor)) == (422, "bad_cursor", "cursor")


@pytest.mark.parametrize("path", ["/batches/{batch_id}", "/batches/{batch_id}/status", "/items/{item_id}"])
def test_the_time_of_an_answer_tells_nothing(stranger: ApiClient, ours: dict[str, str], path: str) -> None:
    """Sixty calls each, in turn: the medians lie within half of each other, or within ten milliseconds."""
    route, never = Route("get", path, (), None), unknown_ids()
    route.ask(stranger, ours)
    times: dict[str, list[float]] = {"theirs": [], "unknown": []}
    for _ in range(60):
        for name, ids in (("theirs", ours), ("unknown", never)):
            began = time.perf_counter()
            route.ask(stranger, ids)
            times[name].append(time.perf_counter() - began)

    theirs, unknown = median(times["theirs"]), median(times["unknown"])
    assert abs(theirs - unknown) < max(0.5 * unknown, 0.010)
