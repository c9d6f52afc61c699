"""The API answers in the language that is asked for, else in the tenant's; what is stored as a sentence stays one."""

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine, text

from api_client import Answer, ApiClient, problem_of
from asiento.classification import Classification, Reason
from asiento.codec import to_plain
from asiento.document import DocType, Doubt
from asiento.model import Finding, ItemRef, Severity
from asiento.pipeline import MAX_ATTEMPTS, STAGES
from asiento.runner import Services, run_stage
from asiento.store.outcomes import Error, stored_error
from asiento.tenant import Tenant
from builders import delivered
from gateway import Gateway

FINDINGS = (
    Finding.of(
        Severity.ERROR,
        "totals_mismatch.total",
        "total",
        net=Decimal(31500),
        tax=Decimal("24.90"),
        made=Decimal("31524.90"),
        said=Decimal("174.9"),
    ),
    Finding.of(Severity.ERROR, "missing_number", "number"),
)
DOCUMENT = {
    "doc_type": "invoice",
    "total": {
        "value": "1234",
        "confidence": 1,
        "source": "ocr",
        "doubt": to_plain(Doubt.of("two_readings.page", one=Decimal(1234), other=Decimal("1.234"))),
    },
    "signature": {"state": "valid", "note": "signature_note.intact"},
}
CLASSIFICATION = Classification(
    doc_type=DocType.OTHER,
    score=0.9,
    reasons=(Reason.of("type_reason.title", words="presupuesto"), Reason.of("type_reason.dated_lines", lines=1200)),
    advice="not_a_ledger_document.quote",
)
OLD = {
    "findings": json.dumps([{"code": "zero_total", "severity": "review", "field": "total", "message": "It is 0."}]),
    "error": json.dumps({"code": "zero_total", "message": "It is 0. Look at it."}),
    "document": json.dumps(
        {
            "doc_type": "invoice",
            "total": {
                "value": "0",
                "confidence": 1,
                "source": "ocr",
                "doubt": {"code": "two_readings", "message": "This may be 0 or 1. Correct it."},
            },
            "signature": {"state": "valid", "note": "The document is as its signer left it."},
        }
    ),
    "classification": json.dumps(
        {
            "doc_type": "other",
            "score": 0.9,
            "advice": "This looks like a quote. Wait.",
            "reasons": ["'presupuesto' as the title"],
        }
    ),
}
PutItem = Callable[..., ItemRef]
ItemRow = Callable[[ItemRef], Any]


def in_spanish(client: ApiClient, method: str, path: str, body: Any = None) -> Answer:
    """Ask for Spanish as a browser does."""
    return client.ask(method, path, body=body, headers={"Accept-Language": "es-EC,es;q=0.9,en;q=0.5"})


@pytest.fixture
def failed(put_item: PutItem, tenant: Tenant) -> ItemRef:
    """An item that validation failed."""
    return put_item(
        tenant,
        stage="validate",
        state="failed",
        findings=json.dumps([to_plain(finding) for finding in FINDINGS]),
        error=json.dumps(stored_error(Error.of(*FINDINGS))),
        document=json.dumps(DOCUMENT),
        classification=json.dumps(to_plain(CLASSIFICATION)),
    )


def test_an_item_speaks_spanish(client: ApiClient, failed: ItemRef) -> None:
    """Its error, findings, doubts and signature, with figures as Spanish writes them; codes and params stay."""
    answer = in_spanish(client, "GET", f"/items/{failed.item_id}")

    shown, first = answer.json, answer.json["findings"][0]
    assert answer.headers["Content-Language"] == ["es"]
    assert first["message"].startswith("Base 31.500,00 + impuestos 24,90 son 31.524,90, pero el total dice 174,90. ")
    assert (first["code"], first["variant"], first["params"]["net"]) == ("totals_mismatch", "total", "31500")
    assert shown["error"]["code"] == "totals_mismatch"
    assert shown["error"]["message"] == f"{first['message']} {shown['findings'][1]['message']}"
    assert shown["document"]["total"]["doubt"]["message"].startswith("Puede ser 1.234 o 1,234: ")
    assert shown["document"]["signature"]["note"].startswith("El documento está como lo dejó quien lo firmó.")
    assert shown["classification"]["advice"].startswith("Parece un presupuesto")
    assert shown["classification"]["reasons"] == [
        "El título es «presupuesto».",
        "1.200 líneas empiezan con una fecha y tienen un importe.",
    ]


def test_lists_and_the_status_of_a_batch_do_as_well(client: ApiClient, failed: ItemRef, item_row: ItemRow) -> None:
    """Everywhere that the sentence is shown."""
    batch = item_row(failed).batch_id

    (listed,) = in_spanish(client, "GET", f"/batches/{batch}/items").json["items"]
    (failure,) = in_spanish(client, "GET", f"/batches/{batch}/status").json["errors"]

    assert listed["error"]["message"] == failure["message"]
    assert failure["message"].startswith("Base 31.500,00")


def test_english_is_answered_to_who_says_nothing(client: ApiClient, failed: ItemRef) -> None:
    """As before, if the authorizer says nothing of the tenant either."""
    answer = client.get(f"/items/{failed.item_id}")

    assert answer.headers["Content-Language"] == ["en"]
    assert answer.json["findings"][0]["message"].startswith("Net 31,500.00 + tax 24.90 is 31,524.90")
    assert answer.json["classification"]["reasons"][0] == "The title is 'presupuesto'."


@pytest.mark.parametrize("language", ["en", "es", "de"])
def test_old_sentences_are_shown_as_they_are(
    client: ApiClient, put_item: PutItem, tenant: Tenant, item_row: ItemRow, language: str
) -> None:
    """In whatever language it is asked: items, findings, doubts, notes, and in lists."""
    old = put_item(tenant, stage="validate", state="failed", **OLD)
    asked = {"Accept-Language": language}

    shown = client.ask("GET", f"/items/{old.item_id}", headers=asked).json
    status = client.ask("GET", f"/batches/{item_row(old).batch_id}/status", headers=asked).json

    assert shown["error"] == {"code": "zero_total", "message": "It is 0. Look at it."}
    assert shown["findings"] == json.loads(OLD["findings"])
    assert shown["document"]["total"]["doubt"]["message"] == "This may be 0 or 1. Correct it."
    assert shown["document"]["signature"]["note"] == "The document is as its signer left it."
    assert shown["classification"] == json.loads(OLD["classification"])
    assert status["errors"][0]["message"] == "It is 0. Look at it."


def test_an_old_item_goes_on(
    services: Services, client: ApiClient, put_item: PutItem, tenant: Tenant, item_row: ItemRow
) -> None:
    """What it was stored with is read, and a doubt of before holds it with its sentence."""
    old = put_item(tenant, stage="validate", kind="xml", **OLD)

    assert run_stage(STAGES["validate"], [delivered(old)], services) == []

    said_again = {finding["code"]: finding.get("message") for finding in item_row(old).findings}
    assert said_again["two_readings"] == "This may be 0 or 1. Correct it."
    shown = client.ask("GET", f"/items/{old.item_id}", headers={"Accept-Language": "es"}).json
    assert shown["classification"] == {**json.loads(OLD["classification"]), "others": []}


def test_problems_speak_spanish(client: ApiClient, stranger: ApiClient, batch: str) -> None:
    """Of routes, of what is not there, of bodies, parameters and roles, and of who has no key."""
    unknown = in_spanish(client, "GET", "/nowhere")
    wrong_id = in_spanish(client, "GET", "/batches/abc/status")
    other = in_spanish(stranger, "GET", f"/batches/{batch}")
    body = in_spanish(client, "POST", f"/batches/{batch}/ingest", "{")
    both = in_spanish(client, "POST", f"/batches/{batch}/ingest", {})
    forbidden = in_spanish(ApiClient(api=client.api, tenant_id=client.tenant_id, role="send"), "GET", "/batches")
    nobody = in_spanish(ApiClient(api=client.api), "GET", "/batches")

    assert unknown.json["detail"] == "No hay nada en esta dirección. Consulte /docs para ver qué hay."
    assert wrong_id.json["detail"] == (
        "`batch_id` no es un identificador válido: «abc». Use un `id` tal como lo devolvió la API."
    )
    assert wrong_id.json["errors"] == [{"field": "batch_id", "message": wrong_id.json["detail"]}]
    assert other.json["detail"] == "Ese lote no existe. Compruebe su id."
    assert body.json["detail"].startswith("No es un JSON válido: el error está en la línea 1, columna 2.")
    assert both.json["detail"].startswith("Debe haber claves (keys) o filas (rows).")
    assert forbidden.json["detail"] == (
        "Esto requiere una clave con el rol «upload», y la suya tiene «send». Pida otra clave."
    )
    assert nobody.json["detail"].startswith("La petición no trae clave de API.")
    answers = (unknown, wrong_id, other, body, both, forbidden, nobody)
    assert all(map(problem_of, answers))
    assert [answer.text for answer in answers if answer.headers["Content-Language"] != ["es"]] == []


@pytest.mark.parametrize(
    ("body", "field", "detail"),
    [
        ({"keys": []}, "keys", "`keys` has too few elements. Send at least 1."),
        ({"rows": [1]}, "rows.0", "`rows.0` is not a JSON object. Send one: {…}."),
        ({"rows": {}}, "rows", "`rows` is not a list. Send one: […]."),
        ({"rows": [{"a": 1}, {}]}, "body", "Row 1, counted from 0, is empty. Leave it out."),
        ({"keys": ["a"], "rowz": 1}, "rowz", "`rowz` is not known here. Leave it out, or see /docs for the names."),
        ({"keys": [1]}, "keys.0", "`keys.0` is not a text. Send it in quotes."),
    ],
)
def test_wrong_bodies_are_told_in_plain_words(
    client: ApiClient, batch: str, body: object, field: str, detail: str
) -> None:
    """None of the words of the library that checks them."""
    answer = client.post(f"/batches/{batch}/ingest", body)

    assert problem_of(answer) == (422, "invalid_request", field)
    assert answer.json["detail"] == detail


@pytest.mark.parametrize(
    ("path", "detail"),
    [
        ("/batches?limit=0", "`limit` is too small. Send at least 1."),
        ("/batches?limit=x", "`limit` is not a whole number. Send one, without quotes in a body."),
        ("/expenses?from=2026", "`from` is not a date. Send it as YYYY-MM-DD."),
        ("/expenses?from=2026-02-30", "`from` is not a date. Send it as YYYY-MM-DD."),
    ],
)
def test_wrong_parameters_are_told_in_plain_words(client: ApiClient, path: str, detail: str) -> None:
    """By the name of the parameter."""
    address, _, query = path.partition("?")
    name, _, value = query.partition("=")

    assert client.get(address, **{name: value}).json["detail"] == detail


def test_a_preview_speaks_spanish(client: ApiClient) -> None:
    """Its errors, findings and questions."""
    rows = [{"fecha": "2026-03-05", "proveedor": "Bar Sol", "total": "mucho"}]

    shown = in_spanish(client, "POST", "/previews", {"rows": rows}).json

    assert shown["items"][0]["error"]["code"] == "unreadable_value"
    assert shown["items"][0]["error"]["message"].startswith("La columna «total» dice «mucho», que no es un importe.")


@pytest.mark.parametrize(("said_language", "expected"), [(None, "es"), ("en", "en"), ("es", "es")])
def test_a_tenant_is_answered_in_its_own_language(
    gateway: Gateway, key: str, admin: Engine, tenant: Tenant, said_language: str | None, expected: str
) -> None:
    """The one that it said, else that of its country, by what the authorizer says; the header comes first."""
    with admin.begin() as connection:
        connection.execute(
            text("UPDATE asiento.tenants SET language = :said WHERE id = :id"),
            {"said": said_language, "id": tenant.id},
        )
    bearer = ("Authorization", f"Bearer {key}")

    own = gateway.ask("GET", "/items/x", headers=[bearer])
    english = gateway.ask("GET", "/items/x", headers=[bearer, ("accept-language", "en-GB")])

    assert own.headers["Content-Language"] == [expected]
    assert own.json["detail"].startswith("`item_id` no es" if expected == "es" else "`item_id` is not")
    assert english.headers["Content-Language"] == ["en"]


def test_the_gateway_says_it_in_both_languages(gateway: Gateway) -> None:
    """It knows no tenant yet, and its templates cannot read a header."""
    answer = gateway.ask("GET", "/batches", headers=[("Accept-Language", "es")])

    assert problem_of(answer) == (401, "unauthorized", None)
    assert answer.headers["Content-Language"] == ["en, es"]
    assert "The API key is missing or wrong. " in answer.json["detail"]
    assert "Falta la clave de API o es incorrecta. " in answer.json["detail"]


def test_a_dead_letter_keeps_code_and_parameters(
    services: Services, put_item: PutItem, tenant: Tenant, admin: Engine
) -> None:
    """And no sentence, which operators have in `docs/errors.md`."""
    stage = replace(STAGES["preprocess"], function="stage_functions:blames_the_world")
    run_stage(stage, [delivered(put_item(tenant), attempt=MAX_ATTEMPTS)], services)

    with admin.connect() as connection:
        letter = connection.execute(text("SELECT code, variant, params, message FROM asiento.dead_letters")).one()
    assert letter == ("storage_unavailable", "silent", {}, None)
