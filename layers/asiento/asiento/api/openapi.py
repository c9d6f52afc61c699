"""The OpenAPI document, made from the routes, with our problems in place of Powertools' own errors."""

import json
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayRestResolver
from aws_lambda_powertools.event_handler.openapi.models import HTTPBearer, Server

from asiento import __version__
from asiento.api.problems import CONTENT_TYPE, Problem

PUBLIC = ("/health", "/openapi.json", "/docs")
POWERTOOLS_ERRORS = ("HTTPValidationError", "ValidationError", "ResponseValidationError")
SCHEMAS = "#/components/schemas/"

DESCRIPTION = """Documents in, ledger entries out.

1. `POST /batches` opens a batch.
2. `POST /batches/{batch_id}/files` gives presigned uploads; POST each file to its `url` as a form.
3. `POST /batches/{batch_id}/ingest` starts the processing of the uploaded keys, or of JSON rows.
4. `GET /batches/{batch_id}/status` tells how far it is, and why items failed.
5. `POST /previews` shows what a table would become; `PUT /column-mappings/{fingerprint}` says what its columns mean.
6. `GET /expenses`, `/invoices` and `/bank-transactions` are the ledger.

Every error is a problem (RFC 9457) with a stable `code`, a sentence that says what to do, and the `field` at fault.
"""


def openapi_json(api: APIGatewayRestResolver) -> str:
    """Return the document. Its server is relative to its own address, so it holds behind any stage or domain."""
    document = json.loads(
        api.get_openapi_json_schema(
            title="Asiento",
            version=__version__,
            description=DESCRIPTION,
            servers=[Server(url=".")],
            security_schemes={"ApiKey": HTTPBearer(description="Your key: asiento_…")},
            security=[{"ApiKey": []}],
        )
    )
    _add_problems(document)
    for path in PUBLIC:
        document["paths"][path]["get"]["security"] = []
    _set_content(document["paths"]["/docs"]["get"], "text/html", {"type": "string"})
    _set_content(document["paths"]["/openapi.json"]["get"], "application/json", {"type": "object"})
    return json.dumps(document)


def _add_problems(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    for name in POWERTOOLS_ERRORS:
        schemas.pop(name, None)
    problem = Problem.model_json_schema(ref_template=SCHEMAS + "{model}")
    schemas.update(problem.pop("$defs"), Problem=problem)
    answer = {
        "description": "A problem: 4xx for what the request can mend, 5xx for what passes.",
        "content": {CONTENT_TYPE: {"schema": {"$ref": f"{SCHEMAS}Problem"}}},
    }
    for operations in document["paths"].values():
        for operation in operations.values():
            for status in ("422", "500"):
                operation["responses"].pop(status, None)
            operation["responses"]["default"] = answer


def _set_content(operation: dict[str, Any], media_type: str, schema: dict[str, str]) -> None:
    operation["responses"]["200"]["content"] = {media_type: {"schema": schema}}
