"""The OpenAPI document, made from the routes, with our problems in place of Powertools' own errors."""

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayRestResolver
from aws_lambda_powertools.event_handler.openapi.models import HTTPBearer, Server

from asiento import __version__
from asiento.api.access import role_of
from asiento.api.language import ANSWERED
from asiento.api.problems import CONTENT_TYPE, Problem
from asiento.api.schema_shapes import SCHEMAS, put_shape, shapes
from asiento.api.schema_words import ENUMS, NOT_KINDS, OWN, WORDS
from asiento.codes.languages import LANGUAGES
from asiento.codes.registry import registry

SCHEME = "ApiKey"
PUBLIC = ("/health", "/openapi.json", "/docs")
POWERTOOLS_ERRORS = ("HTTPValidationError", "ValidationError", "ResponseValidationError")

REASONS: Mapping[int, str] = {
    HTTPStatus.BAD_REQUEST: "The body is not JSON.",
    HTTPStatus.UNAUTHORIZED: "The key is missing, wrong or revoked.",
    HTTPStatus.FORBIDDEN: "The key's role may not do that.",
    HTTPStatus.NOT_FOUND: "There is no such thing, or it is another tenant's.",
    HTTPStatus.CONFLICT: "What is there already, or how it stands, does not allow it.",
    HTTPStatus.PRECONDITION_FAILED: "It is no longer the version that `If-Match` names.",
    HTTPStatus.CONTENT_TOO_LARGE: "Too much at once: bytes, items, or a file.",
    HTTPStatus.UNPROCESSABLE_CONTENT: "A field or parameter cannot be served: `field` names it.",
    HTTPStatus.TOO_MANY_REQUESTS: "Too many requests. Wait as long as `Retry-After` says.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "A fault of ours.",
    HTTPStatus.SERVICE_UNAVAILABLE: "Something of ours is away, or nothing is taken in. Wait as `Retry-After` says.",
}
"""Every problem's status, and when it is answered. API Gateway adds some before the function: see template.yaml."""
GATEWAY = frozenset({"bad_request", "too_many_requests", "unavailable"})
"""Codes that only API Gateway itself answers (template.yaml)."""
RETRY_AFTER = {"Retry-After": {"description": "Seconds.", "schema": {"type": "integer"}}}
CONTENT_LANGUAGE: Mapping[str, Any] = {
    "description": "The language of the sentences in the answer; all of them where API Gateway itself answers.",
    "schema": {"type": "string", "enum": [*LANGUAGES, ", ".join(LANGUAGES)]},
}
CONFLICTING = (
    "patch /items/{item_id}",
    "post /review/decisions",
    "post /items/{item_id}/retry",
    "put /column-mappings/{fingerprint}",
    "post /batches/{batch_id}/file",
    "post /batches/{batch_id}/files",
    "post /batches/{batch_id}/ingest",
    "post /batches/{batch_id}/retry",
    "post /keys",
    "post /keys/{key_id}/rotate",
    "delete /keys/{key_id}",
    *(
        f"post /{name}/{{{one}_id}}/{what}"
        for name, one in (("expenses", "expense"), ("invoices", "invoice"), ("bank-transactions", "bank_transaction"))
        for what in ("void", "correct")
    ),
    "get /queues",
    "post /queues/{stage}/redrive",
)

TAGS = ("Batches", "Items", "Ledger", "Tables", "Keys", "Tenant", "Suppliers", "Operators", "Meta")

DESCRIPTION = """Documents in, ledger entries out.

1. `POST /batches` opens a batch.
2. `POST /batches/{batch_id}/files` gives presigned uploads; POST each file to its `url` as a form.
3. `POST /batches/{batch_id}/ingest` starts the processing of the uploaded keys, or of JSON rows.
4. `GET /batches/{batch_id}/status` tells how far it is, and why items failed.
5. `POST /previews` shows what a table would become; `PUT /column-mappings/{fingerprint}` says what its columns mean.
6. `GET /expenses`, `/invoices` and `/bank-transactions` are the ledger.

Each key has a role: `send`, `upload`, `review` or `operate`. Each may do what those before it may.
Every error is a problem (RFC 9457) with a stable `code`, a sentence that says what to do, and the `field` at fault.
Sentences are in the language of `Accept-Language`, English or Spanish, or else in the tenant's: `Content-Language`.
"""


def openapi_json(api: APIGatewayRestResolver) -> str:
    """Return the document. Its server is relative to its own address, so it holds behind any stage or domain."""
    document = json.loads(
        api.get_openapi_json_schema(
            title="Asiento",
            version=__version__,
            description=DESCRIPTION,
            servers=[Server(url=".")],
            security_schemes={SCHEME: HTTPBearer(description="Your key: asiento_…")},
            security=[{SCHEME: []}],
        )
    )
    _add_problems(document)
    _add_words(document["components"]["schemas"])
    _add_languages(document)
    _add_roles(document, api)
    _name_operations(document, api)
    _describe_parameters(document)
    _order(document)
    for path in PUBLIC:
        document["paths"][path]["get"]["security"] = []
    _set_content(document["paths"]["/docs"]["get"], "text/html", {"type": "string"})
    _set_content(document["paths"]["/openapi.json"]["get"], "application/json", {"type": "object"})
    return json.dumps(document)


def _add_words(schemas: dict[str, Any]) -> None:
    """Describe what no model describes: what answers carry as stored JSON, and names that are the same everywhere."""
    for schema in schemas.values():
        for name, part in schema.get("properties", {}).items():
            put_shape(name, part)
    schemas |= {name: deepcopy(shape) for name, shape in shapes().items()}
    schemas["Problem"]["properties"]["code"]["enum"] = sorted({entry.code for entry in registry().values()} | GATEWAY)
    schemas["Lineage"]["properties"]["fields"]["additionalProperties"] = {"$ref": f"{SCHEMAS}Provenance"}
    for owner, schema in schemas.items():
        for name, part in schema.get("properties", {}).items():
            said = OWN.get(f"{owner}.{name}") or WORDS.get(name)
            if said and "description" not in part:
                part["description"] = said
            if name in ENUMS and not (name == "kind" and owner.removeprefix("Document") in NOT_KINDS):
                _add_enum(part, ENUMS[name])


def _add_enum(schema: dict[str, Any], values: list[str]) -> None:
    for part in (schema, *schema.get("anyOf", ())):
        if part.get("type") == "string" and not {"enum", "const"} & part.keys():
            part["enum"] = values


def _order(document: dict[str, Any]) -> None:
    """Put what belongs together in the order in which it is read: a list, then one of it, then what is done with it."""
    document["tags"] = [{"name": name} for name in TAGS]
    document["paths"] = dict(sorted(document["paths"].items(), key=lambda each: each[0].count("/")))


def _add_roles(document: dict[str, Any], api: APIGatewayRestResolver) -> None:
    """Say which role each operation needs: in words, and as OpenAPI has it (Security Requirement Object)."""
    for route in (*api._static_routes, *api._dynamic_routes):  # noqa: SLF001 (Powertools lists them nowhere else)
        if role := role_of(route.func):
            operation = document["paths"][route.openapi_path][route.method.lower()]
            needed = f"Needs a key with the role `{role}`."
            operation["description"] = " ".join(filter(None, (operation.get("description"), needed)))
            operation["security"] = [{SCHEME: [role]}]


def _describe_parameters(document: dict[str, Any]) -> None:
    """Say of a parameter what its type says."""
    for operations in document["paths"].values():
        for operation in operations.values():
            for parameter in operation.get("parameters", ()):
                schema = parameter["schema"]
                said = (part.get("description") for part in (schema, *schema.get("anyOf", ())))
                parameter.setdefault("description", next(filter(None, said), ""))


def _name_operations(document: dict[str, Any], api: APIGatewayRestResolver) -> None:
    """Call each operation as its function, so that clients that are made from the document have `list_expenses`."""
    for route in (*api._static_routes, *api._dynamic_routes):  # noqa: SLF001 (Powertools lists them nowhere else)
        document["paths"][route.openapi_path][route.method.lower()]["operationId"] = route.func.__name__


def _add_problems(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    for name in POWERTOOLS_ERRORS:
        schemas.pop(name, None)
    problem = Problem.model_json_schema(ref_template=SCHEMAS + "{model}")
    schemas.update(problem.pop("$defs"), Problem=problem)
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            statuses = set(_statuses(path, method, operation))
            for status in ("422", "500"):
                operation["responses"].pop(status, None)
            operation["responses"].get("204", {}).pop("content", None)
            operation["responses"] |= {str(status): _problem(status) for status in sorted(statuses)}


def _add_languages(document: dict[str, Any]) -> None:
    """Say which answers name their language; how to ask for one is in the description, for it is the same for all."""
    for path in document["paths"].keys() - {"/docs", "/openapi.json"}:
        for operation in document["paths"][path].values():
            for answer in operation["responses"].values():
                if "content" in answer:
                    answer["headers"] = {**answer.get("headers", {}), ANSWERED: CONTENT_LANGUAGE}


def _statuses(path: str, method: str, operation: Mapping[str, Any]) -> Iterator[int]:
    """Yield the status of each problem that an operation may answer."""
    # 422: no address takes parameters that it does not know.
    yield from (422, 429, 500, 503)
    if path not in PUBLIC:
        yield from (401, 403)
    if "{" in path:
        yield 404
    if "requestBody" in operation:
        yield from (400, 413)
    if f"{method} {path}" in CONFLICTING:
        yield 409
    if any(each["name"] == "if-match" for each in operation.get("parameters", ())):
        yield 412


def _problem(status: int) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "description": REASONS[status],
        "content": {CONTENT_TYPE: {"schema": {"$ref": f"{SCHEMAS}Problem"}}},
    }
    return answer | {"headers": RETRY_AFTER} if status in (429, 503) else answer


def _set_content(operation: dict[str, Any], media_type: str, schema: dict[str, str]) -> None:
    operation["responses"]["200"]["content"] = {media_type: {"schema": schema}}
