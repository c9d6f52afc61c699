"""The tenant itself through the API: what is kept of it, and the language in which it is answered."""

import json
from typing import Any

import pytest
from sqlalchemy import Engine, text

from api_client import Answer, ApiClient, problem_of
from asiento.codes.languages import LANGUAGES
from asiento.tenant import Tenant
from gateway import Gateway


def say(client: ApiClient, language: Any) -> Answer:
    """Say the language of the client's tenant."""
    return client.ask("PATCH", "/tenant", body={"language": language})


def move(admin: Engine, tenant: Tenant, country: str) -> None:
    """Let the tenant be one of *country*."""
    with admin.begin() as connection:
        values = {"country": country, "id": tenant.id}
        connection.execute(text("UPDATE asiento.tenants SET country = :country WHERE id = :id"), values)


def test_a_key_is_told_whose_it_is(gateway: Gateway, tenant: Tenant, key: str) -> None:
    """What it may do and until when, to any key; nothing of it by which it could be used."""
    answer = gateway.ask("GET", "/me", headers=[("Authorization", f"Bearer {key}")])

    shown = answer.json
    assert answer.status == 200
    assert shown == {
        "key_id": shown["key_id"],
        "prefix": key.removeprefix("asiento_")[:12],
        "name": "x",
        "role": "operate",
        "expires_at": None,
        "tenant": {"id": str(tenant.id), "name": tenant.name},
        "answered_in": "es",
    }


def test_a_tenant_is_shown_as_it_is_kept(client: ApiClient, tenant: Tenant) -> None:
    """It said no language: that of its country counts."""
    answer = client.get("/tenant")

    assert answer.status == 200
    assert answer.json == {
        "id": str(tenant.id),
        "name": tenant.name,
        "country": "ES",
        "currency": "EUR",
        "tax_ids": list(tenant.tax_ids),
        "language": None,
        "answered_in": "es",
    }


@pytest.mark.parametrize(("country", "of_country"), [("ES", "es"), ("EC", "es"), ("GB", "en")])
def test_a_tenant_says_its_language(
    client: ApiClient, admin: Engine, tenant: Tenant, country: str, of_country: str
) -> None:
    """Any of ours, whatever its country speaks; null is for that of the country again."""
    move(admin, tenant, country)
    said = (None, *LANGUAGES, None)

    answers = [(say(client, language), client.get("/tenant").json) for language in said]

    assert [(changed.status, changed.json["language"], changed.json["answered_in"]) for changed, _ in answers] == [
        (200, language, language or of_country) for language in said
    ]
    assert [kept for _, kept in answers] == [changed.json for changed, _ in answers]


def test_what_it_said_is_what_it_is_answered_in(gateway: Gateway, key: str, client: ApiClient) -> None:
    """With the next request that the authorizer is asked about; a header comes first."""
    bearer = ("Authorization", f"Bearer {key}")
    wanted = json.dumps({"language": "en"}).encode()
    before = gateway.ask("GET", "/items/x", headers=[bearer])

    assert gateway.ask("PATCH", "/tenant", headers=[bearer], body=wanted).status == 200

    after = gateway.ask("GET", "/items/x", headers=[bearer])
    asked = gateway.ask("GET", "/items/x", headers=[bearer, ("Accept-Language", "es")])
    assert client.get("/tenant").json["language"] == "en"
    assert [each.headers["Content-Language"] for each in (before, after, asked)] == [["es"], ["en"], ["es"]]
    assert after.json["detail"].startswith("`item_id` is not")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"language": "de"}, "language"),
        ({"language": "ES"}, "language"),
        ({"language": ""}, "language"),
        ({"language": 1}, "language"),
        ({}, "language"),
        ({"language": "es", "name": "Otra"}, "name"),
        ({"language": "es", "country": "FR"}, "country"),
    ],
    ids=str,
)
def test_nothing_else_is_said(client: ApiClient, body: object, field: str) -> None:
    """Languages that we do not speak, and what no tenant changes by itself."""
    before = client.get("/tenant").json

    assert problem_of(client.ask("PATCH", "/tenant", body=body)) == (422, "invalid_request", field)
    assert client.get("/tenant").json == before


def test_another_tenant_keeps_its_language(client: ApiClient, stranger: ApiClient) -> None:
    """Each says its own."""
    assert say(client, "en").status == 200
    assert stranger.get("/tenant").json["language"] is None


def test_the_document_names_our_languages(client: ApiClient) -> None:
    """Another file of sentences is another language that a tenant may say."""
    schema = client.get("/openapi.json").json["components"]["schemas"]["TenantToChange"]

    assert schema["properties"]["language"]["anyOf"][0]["enum"] == list(LANGUAGES)
