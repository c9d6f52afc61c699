"""Who may do what: every route of the OpenAPI document by every role, and by keys that have ended meanwhile."""

from dataclasses import replace
from typing import cast

import pytest
from sqlalchemy import Engine, text

from api_client import ApiClient, problem_of
from asiento.access.keys import Role
from asiento.api import ApiServices, build_api
from asiento.erase.rows import TenantRows, erase_keys, erase_rows
from asiento.tenant import Tenant
from integration.test_isolation_api import Route, routes_of, unknown_ids

LEAST = {
    "post /batches": "send",
    "post /batches/{batch_id}/file": "send",
    "post /batches/{batch_id}/files": "send",
    "post /batches/{batch_id}/ingest": "send",
    "get /batches/{batch_id}/status": "send",
    "get /batches": "upload",
    "get /batches/{batch_id}": "upload",
    "get /batches/{batch_id}/items": "upload",
    "post /batches/{batch_id}/retry": "upload",
    "get /items": "upload",
    "get /items/{item_id}": "upload",
    "get /items/{item_id}/file": "upload",
    "get /items/{item_id}/pages/{page}": "upload",
    "post /items/{item_id}/retry": "upload",
    "get /review": "upload",
    "post /previews": "upload",
    "get /column-mappings": "upload",
    "patch /items/{item_id}": "review",
    "post /review/decisions": "review",
    "get /items/{item_id}/history": "review",
    "put /column-mappings/{fingerprint}": "review",
    "delete /column-mappings/{fingerprint}": "review",
    "get /expenses": "review",
    "get /expenses/{expense_id}": "review",
    "post /expenses/{expense_id}/void": "review",
    "post /expenses/{expense_id}/correct": "review",
    "get /invoices": "review",
    "get /invoices/{invoice_id}": "review",
    "post /invoices/{invoice_id}/void": "review",
    "post /invoices/{invoice_id}/correct": "review",
    "get /bank-transactions": "review",
    "get /bank-transactions/{bank_transaction_id}": "review",
    "post /bank-transactions/{bank_transaction_id}/void": "review",
    "post /bank-transactions/{bank_transaction_id}/correct": "review",
    "post /keys": "operate",
    "get /keys": "operate",
    "post /keys/{key_id}/rotate": "operate",
    "delete /keys/{key_id}": "operate",
    "get /me": "send",
    "get /tenant": "operate",
    "get /history": "operate",
    "patch /tenant": "operate",
    "get /settings": "review",
    "put /settings": "operate",
    "get /suppliers": "review",
    "get /suppliers/{supplier_id}": "review",
    "patch /suppliers/{supplier_id}": "operate",
    "get /queues": "operate",
    "post /queues/{stage}/redrive": "operate",
}
"""The least role of each route, as docs/api.md says; the queues' keys are of the operators' tenant besides."""
PUBLIC = {"get /health", "get /openapi.json", "get /docs"}
ROUTES = routes_of(ApiClient(build_api(cast(ApiServices, None))))
KEYED = [route for route in ROUTES if route.name not in PUBLIC]


def test_each_route_has_its_least_role() -> None:
    """A new route needs a decision."""
    assert {route.name for route in KEYED} == set(LEAST)


def test_the_document_says_which_role_a_route_needs(client: ApiClient) -> None:
    """For programs as a requirement, for people in words."""
    operations = {
        f"{method} {path}": operation
        for path, methods in client.get("/openapi.json").json["paths"].items()
        for method, operation in methods.items()
    }
    said = {name: operation["security"] for name, operation in operations.items()}

    assert said == {name: [{"ApiKey": [role]}] for name, role in LEAST.items()} | {name: [] for name in PUBLIC}
    assert all(f"the role `{role}`." in operations[name]["description"] for name, role in LEAST.items())


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("route", KEYED, ids=lambda route: f"{route.name} {route.body or ''}".strip())
def test_a_role_may_do_what_the_table_says(api_services: ApiServices, tenant: Tenant, route: Route, role: Role) -> None:
    """Lower roles are forbidden, whatever is asked for; the others get as far as to a thing that is not there."""
    api = build_api(replace(api_services, operator_tenant=tenant.id))
    client = ApiClient(api, tenant.id, role)

    answer = route.ask(client, unknown_ids())

    if role.covers(Role(LEAST[route.name])):
        assert answer.status not in {401, 403}, answer.text
    else:
        assert problem_of(answer) == (403, "forbidden", None)


@pytest.mark.parametrize("route", KEYED, ids=lambda route: f"{route.name} {route.body or ''}".strip())
def test_a_route_needs_a_key(client: ApiClient, route: Route) -> None:
    """Without what the authorizer says there is no caller."""
    assert problem_of(route.ask(ApiClient(client.api), unknown_ids())) == (401, "unauthorized", None)


def test_an_erased_tenant_is_unauthorized_everywhere(
    client: ApiClient, stranger: ApiClient, admin: Engine, tenant: Tenant
) -> None:
    """From the moment at which its keys went: API Gateway remembers them, and nothing more comes in."""
    rows = TenantRows(engine=admin, tenant_id=tenant.id)
    with rows.transaction() as connection:
        erase_keys(connection, tenant.id)
    assert {problem_of(route.ask(client, unknown_ids())) for route in KEYED} == {(401, "unauthorized", None)}

    erase_rows(rows)

    assert {problem_of(route.ask(client, unknown_ids())) for route in KEYED} == {(401, "unauthorized", None)}
    assert stranger.post("/batches").status == 201


@pytest.mark.parametrize("ended", ["revoked_at = now()", "expires_at = now()"])
def test_a_key_that_has_ended_is_unauthorized_everywhere(client: ApiClient, admin: Engine, ended: str) -> None:
    """At once, also where API Gateway remembers it."""
    assert client.get("/batches").status == 200
    with admin.begin() as connection:
        connection.execute(text(f"UPDATE asiento.api_keys SET {ended} WHERE id = :key_id"), client.authorizer)

    assert {problem_of(route.ask(client, unknown_ids())) for route in KEYED} == {(401, "unauthorized", None)}


def test_a_key_that_sends_sees_that_its_document_arrived(client: ApiClient, tenant: Tenant, admin: Engine) -> None:
    """How far its batch is, and what is wrong with a file; of what was read nothing, though the sentence quotes it."""
    scanner = ApiClient(client.api, tenant.id, "send")
    batch = scanner.post("/batches", {"name": "Scanner"}).json["id"]
    items = scanner.post(f"/batches/{batch}/ingest", {"rows": [{"total": "1"}, {"total": "2"}]}).json["items"]
    for item, stage in zip(items, ("preprocess", "validate"), strict=True):
        with admin.begin() as connection:
            connection.execute(
                text("""
                    UPDATE asiento.items SET stage = :stage, state = 'failed',
                           error = '{"code": "x", "message": "It says 121.00."}' WHERE id = :item
                """),
                {"stage": stage, "item": item},
            )

    seen = scanner.get(f"/batches/{batch}/status")

    assert (seen.status, seen.json["total"], seen.json["failed"]) == (200, 2, 2)
    assert [(each["status"], each["code"], each["message"]) for each in seen.json["errors"]] == [
        ("preprocess_failed", "x", "It says 121.00."),
        ("validate_failed", "x", None),
    ]
    assert [each["message"] for each in client.get(f"/batches/{batch}/status").json["errors"]] == [
        "It says 121.00."
    ] * 2
    assert problem_of(scanner.get(f"/items/{items[0]}")) == (403, "forbidden", None)


def test_what_is_deleted_is_answered_with_an_empty_text(client: ApiClient, admin: Engine, tenant: Tenant) -> None:
    """Not with null: there are gateways that fail on it, and who revokes a stolen key must not see a failure."""
    paths = client.get("/openapi.json").json["paths"]
    empty = [route for route in KEYED if "204" in paths[route.path][route.method]["responses"]]
    ids = unknown_ids()
    with admin.begin() as connection:
        add = (
            "INSERT INTO asiento.column_mappings (tenant_id, fingerprint, name, mapping) VALUES (:t, :mark, 'x', '{}')"
        )
        connection.execute(text(add), {"t": tenant.id, "mark": ids["fingerprint"]})
    ids["key_id"] = client.post("/keys", {"name": "x", "role": "send"}).json["id"]

    answers = [route.ask(client, ids) for route in empty]

    assert [(answer.status, answer.text) for answer in answers] == [(204, "")] * len(empty)
    assert {route.method for route in KEYED if route not in empty}.isdisjoint({"delete"})
