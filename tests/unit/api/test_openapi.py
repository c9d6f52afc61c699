"""The OpenAPI document and its page, made from the routes."""

import json
import re
import tomllib
from collections.abc import Iterator
from typing import Any, cast

import pytest
from openapi_spec_validator import validate

import asiento
from api_client import ApiClient, problem_of
from asiento.api import ApiServices, build_api
from asiento.api.schema_words import ENUMS
from asiento.files import S3Files
from asiento.model import Limits
from asiento.store.database import Database
from builders import make_tools
from doubles import ListQueue
from places import ROOT

ROUTES = {
    ("post", "/batches"),
    ("get", "/batches"),
    ("get", "/batches/{batch_id}"),
    ("post", "/batches/{batch_id}/file"),
    ("post", "/batches/{batch_id}/files"),
    ("post", "/batches/{batch_id}/ingest"),
    ("get", "/batches/{batch_id}/status"),
    ("get", "/batches/{batch_id}/items"),
    ("post", "/batches/{batch_id}/retry"),
    ("get", "/review"),
    ("post", "/review/decisions"),
    ("get", "/items"),
    ("get", "/items/{item_id}"),
    ("get", "/items/{item_id}/file"),
    ("get", "/items/{item_id}/pages/{page}"),
    ("post", "/items/{item_id}/retry"),
    ("get", "/items/{item_id}/history"),
    ("patch", "/items/{item_id}"),
    ("post", "/previews"),
    ("get", "/column-mappings"),
    ("put", "/column-mappings/{fingerprint}"),
    ("delete", "/column-mappings/{fingerprint}"),
    ("post", "/keys"),
    ("get", "/keys"),
    ("post", "/keys/{key_id}/rotate"),
    ("delete", "/keys/{key_id}"),
    ("get", "/me"),
    ("get", "/tenant"),
    ("get", "/history"),
    ("patch", "/tenant"),
    ("get", "/settings"),
    ("put", "/settings"),
    ("get", "/suppliers"),
    ("get", "/suppliers/{supplier_id}"),
    ("patch", "/suppliers/{supplier_id}"),
    ("get", "/expenses"),
    ("get", "/expenses/{expense_id}"),
    ("post", "/expenses/{expense_id}/void"),
    ("post", "/expenses/{expense_id}/correct"),
    ("get", "/invoices"),
    ("get", "/invoices/{invoice_id}"),
    ("post", "/invoices/{invoice_id}/void"),
    ("post", "/invoices/{invoice_id}/correct"),
    ("get", "/bank-transactions"),
    ("get", "/bank-transactions/{bank_transaction_id}"),
    ("post", "/bank-transactions/{bank_transaction_id}/void"),
    ("post", "/bank-transactions/{bank_transaction_id}/correct"),
    ("get", "/queues"),
    ("post", "/queues/{stage}/redrive"),
    ("get", "/health"),
    ("get", "/openapi.json"),
    ("get", "/docs"),
}


@pytest.fixture(scope="module")
def anyone() -> ApiClient:
    """A client without a key, on an API whose database and store are not there."""
    services = ApiServices(
        database=cast(Database, None),
        files=cast(S3Files, None),
        queue=ListQueue(),
        limits=Limits(),
        enabled=True,
        tools=make_tools(),
    )
    return ApiClient(api=build_api(services))


@pytest.fixture(scope="module")
def document(anyone: ApiClient) -> dict[str, Any]:
    """The OpenAPI document."""
    return cast(dict[str, Any], anyone.get("/openapi.json").json)


def test_every_route_is_described(document: dict[str, Any]) -> None:
    """The document lists exactly the routes of the API."""
    assert {(method, path) for path, methods in document["paths"].items() for method in methods} == ROUTES


def test_the_template_has_the_same_routes() -> None:
    """What API Gateway lets through is what the code answers."""
    events = re.findall(r"Method: ([A-Z]+)\n +Path: (\S+)", (ROOT / "template.yaml").read_text(encoding="utf-8"))

    assert {(method.lower(), path) for method, path in events} == ROUTES


def test_the_document_is_valid(document: dict[str, Any]) -> None:
    """It keeps to OpenAPI 3.1."""
    validate(document)


FREE = {
    "row": "what was sent or found, under any title",
    "params": "what the sentence of each code names",
}
"""Names of properties that may be objects of any content, and what that is."""
PRINTED_KINDS = {"InvoiceTax.kind", "DocumentTax.kind"}
"""A tax is called as its document prints it."""


def properties_of(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield each property: of which schema, its name, and what is said of it."""
    for owner, schema in document["components"]["schemas"].items():
        for name, said in schema.get("properties", {}).items():
            yield owner, name, said


def parts_of(said: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a schema and all that it is made of."""
    yield said
    inner = [said.get("items"), said.get("additionalProperties"), *said.get("anyOf", ())]
    for part in inner:
        if isinstance(part, dict):
            yield from parts_of(part)


def test_each_property_and_parameter_is_described(document: dict[str, Any]) -> None:
    """In words; also what answers carry as stored JSON, such as the document."""
    silent = [f"{owner}.{name}" for owner, name, said in properties_of(document) if not said.get("description")]
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            parameters = operation.get("parameters", ())
            silent += [f"{method} {path} {each['name']}" for each in parameters if not each.get("description")]

    assert silent == []


def test_what_has_few_values_names_them(document: dict[str, Any]) -> None:
    """Wherever the name stands: as an enum, or by reference to one."""
    schemas = document["components"]["schemas"]
    named = {*ENUMS, "status", "decision", "code"}
    plain = []
    for owner, name, said in properties_of(document):
        parts = [schemas[part["$ref"].rsplit("/", 1)[1]] if "$ref" in part else part for part in parts_of(said)]
        may_be_text = any(part.get("type") == "string" and not {"enum", "const"} & part.keys() for part in parts)
        if name in named and may_be_text:
            plain.append(f"{owner}.{name}")

    # Codes of findings and errors that were stored before are shown as well, and a filter may name any.
    assert {each for each in plain if not each.endswith(".code")} == PRINTED_KINDS
    assert "Problem.code" not in plain
    template = (ROOT / "template.yaml").read_text(encoding="utf-8")
    assert set(re.findall(r'"code": "([a-z_]+)"', template)) < set(schemas["Problem"]["properties"]["code"]["enum"])


def test_what_has_a_shape_is_no_free_object(document: dict[str, Any]) -> None:
    """Each reference leads somewhere, and only what is named here may hold anything."""
    free = {
        f"{owner}.{name}"
        for owner, name, said in properties_of(document)
        for part in parts_of(said)
        if part.get("type") == "object" and not part.get("properties")
        if part.get("additionalProperties") in (None, True) and name not in FREE
    }
    assert free == set()
    references = re.findall(r'"\$ref": "#/components/schemas/([^"]+)"', json.dumps(document))
    assert set(references) <= document["components"]["schemas"].keys()


def test_operations_have_names_of_their_own(document: dict[str, Any]) -> None:
    """As functions of a client: `list_expenses`."""
    names = [operation["operationId"] for methods in document["paths"].values() for operation in methods.values()]

    assert len(names) == len(set(names))
    assert {"list_expenses", "show_invoice", "change_item", "request_uploads"} <= set(names)
    assert not [name for name in names if not re.fullmatch("[a-z]+(_[a-z]+)*", name) or name.endswith("_get")]


def test_each_operation_is_explained(document: dict[str, Any], subtests: pytest.Subtests) -> None:
    """Each has a summary and a tag, answers in a schema of ours, and fails with a problem, each status by itself."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            with subtests.test(method=method, path=path):
                assert not operation["summary"].startswith(("GET", "POST", "PATCH"))
                assert operation["tags"]
                assert {"422", "429", "500", "503"} < set(operation["responses"])
                problems = {
                    status: answer.get("content", {}).get("application/problem+json", {}).get("schema")
                    for status, answer in operation["responses"].items()
                }
                one = {"$ref": "#/components/schemas/Problem"}
                assert problems == {status: one if status >= "400" else None for status in problems}


def test_answers_say_in_which_language_they_are(document: dict[str, Any]) -> None:
    """Those with sentences do; the document and its page are in English."""
    named = {
        path
        for path, methods in document["paths"].items()
        for operation in methods.values()
        if any("Content-Language" in answer.get("headers", {}) for answer in operation["responses"].values())
    }

    assert named == document["paths"].keys() - {"/docs", "/openapi.json"}
    assert "Accept-Language" in document["info"]["description"]


def test_the_server_is_relative(document: dict[str, Any]) -> None:
    """The document holds behind any stage prefix, since its server is where it lies itself."""
    assert document["servers"] == [{"url": "."}]


def test_only_three_routes_are_public(document: dict[str, Any]) -> None:
    """All others need the bearer key."""
    public = {path for path, methods in document["paths"].items() if methods.get("get", {}).get("security") == []}

    assert public == {"/health", "/openapi.json", "/docs"}
    assert document["security"] == [{"ApiKey": []}]
    assert document["components"]["securitySchemes"]["ApiKey"]["scheme"] == "bearer"


def test_the_page_loads_nothing_from_elsewhere(anyone: ApiClient) -> None:
    """Swagger UI is whole in itself: no script, style or image has an address."""
    page = anyone.get("/docs")
    shell = page.text[: page.text.index("<style>")] + page.text[page.text.rindex("<script>") :]

    assert page.headers["Content-Type"] == ["text/html; charset=utf-8"]
    assert not re.search(r"<(script|link|img)[^>]+(src|href)=.?https?:", shell)
    assert "connect-src 'self'" in page.headers["Content-Security-Policy"][0]
    assert len(page.text.encode()) < 6 * 2**20


def test_without_a_key_there_is_a_problem(anyone: ApiClient) -> None:
    """A request that the authorizer said nothing about is a 401, should it ever get here."""
    assert problem_of(anyone.get("/batches")) == (401, "unauthorized", None)
    assert problem_of(anyone.post("/batches", {})) == (401, "unauthorized", None)


@pytest.mark.parametrize("path", ["/", "/nothing", "/batches/x/y/z", "/admin"])
def test_unknown_addresses_are_problems(anyone: ApiClient, path: str) -> None:
    """A 404 is a problem too."""
    assert problem_of(anyone.get(path)) == (404, "no_such_route", None)


def test_a_bug_tells_nothing(anyone: ApiClient) -> None:
    """What we did wrong is a 500 without details: here the database is not even an object."""
    answer = anyone.get("/health")

    assert problem_of(answer) == (500, "internal_error", None)
    assert "NoneType" not in answer.text


def test_the_version_is_the_projects() -> None:
    """What /health says is what pyproject.toml says: in Lambda the package has no metadata to ask."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    assert project["project"]["version"] == asiento.__version__


def test_the_routes_stand_in_the_order_in_which_they_are_read(document: dict[str, Any]) -> None:
    """Every group has its place, and a list comes before what is done with one of it."""
    tags = [tag for operations in document["paths"].values() for each in operations.values() for tag in each["tags"]]

    assert {tag["name"] for tag in document["tags"]} == set(tags)
    batches = [path for path in document["paths"] if path.startswith("/batches")]
    assert batches[:2] == ["/batches", "/batches/{batch_id}"]
