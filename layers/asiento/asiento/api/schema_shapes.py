"""The shapes of what answers carry as stored JSON: documents, findings, errors. Answers are not converted to them."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from asiento.document import Document

Schema = dict[str, Any]
SCHEMAS = "#/components/schemas/"
PREFIX = "Document"

_TOLD: Schema = {
    "code": {"type": "string", "examples": ["missing_total"]},
    "variant": {"type": ["string", "null"], "description": "Which sentence of the code it is; null if there is one."},
    "params": {"type": "object", "description": "What the message names, by the code's own names for it."},
    "message": {"type": "string"},
}
SHAPES: Mapping[str, Schema] = {
    "Told": {
        "type": "object",
        "description": "A code, and what it says in the language of the answer.",
        "properties": _TOLD,
    },
    "Finding": {
        "type": "object",
        "description": "What validation says about a document.",
        "properties": _TOLD
        | {"severity": {"type": "string"}, "field": {"type": ["string", "null"], "examples": ["supplier.tax_id"]}},
    },
    "Classification": {
        "type": "object",
        "description": "What kind of document it is, and what speaks for it.",
        "properties": {
            "doc_type": {"type": "string"},
            "score": {"type": "number", "description": "How sure that is, 0 to 1."},
            "reasons": {
                "type": "array",
                "items": {"type": "string"},
                "description": "What speaks for it, in sentences.",
            },
            "advice": {"type": ["string", "null"]},
            "others": {
                "type": "array",
                "items": {"type": "integer"},
                "description": "Pages, from 1, on which another document may begin.",
            },
        },
    },
    "Provenance": {
        "type": "object",
        "description": "Where a value comes from.",
        "properties": {
            "path": {"type": "string", "description": "Its path in the document of the item.", "examples": ["total"]},
            "source": {"type": "string"},
            "confidence": {"type": "number", "description": "How sure its reader was, 0 to 1."},
            "page": {"type": ["integer", "null"]},
            "box": {
                "type": ["array", "null"],
                "items": {"type": "number"},
                "description": "Left, top, right, bottom, as shares of the page's width and height.",
            },
        },
    },
}
OF: Mapping[str, str] = {
    "classification": "Classification",
    "document": PREFIX,
    "error": "Told",
    "findings": "Finding",
    "reason": "Told",
    "vouched_by": "Told",
}
"""The names of properties that are free objects in the models, or lists of them, and what they are."""
PARTS: Mapping[str, str] = {
    "box": "Left, top, right, bottom, as shares of the page's width and height (0 to 1).",
    "confidence": "How sure its reader was, 0 to 1.",
    "doubt": "Why it may be another one.",
    "value": "What was read.",
}
"""What the parts of each field of the document say."""


def shapes() -> dict[str, Schema]:
    """Return the schemas to add, by their names: `SHAPES`, and the document with all that is in it."""
    return {**SHAPES, **_document()}


def put_shape(name: str, schema: Schema) -> None:
    """Let the property *name* of a model, if it is a free object, refer to its shape."""
    if name not in OF:
        return
    for part in (schema, schema.get("items", {}), *schema.get("anyOf", ())):
        if part.get("type") == "object" and "properties" not in part:
            kept = {key: part[key] for key in ("description", "examples", "title") if key in part}
            part.clear()
            part.update(kept | {"$ref": f"{SCHEMAS}{OF[name]}"})


@cache
def _document() -> dict[str, Schema]:
    """Return the schema of `Document` and of what it holds. None of it is always there: what is empty is left out."""
    whole = TypeAdapter(Document).json_schema(mode="serialization", ref_template=f"{SCHEMAS}{PREFIX}{{model}}")
    parts = whole.pop("$defs")
    found = {PREFIX: whole, **{f"{PREFIX}{name}": part for name, part in parts.items()}}
    for part in found.values():
        part.pop("required", None)
        part["description"] = part.get("description", "").partition("\n\n")[0] or "What it says."
        for name, inner in part.get("properties", {}).items():
            inner.pop("default", None)
            if name in PARTS:
                inner.setdefault("description", PARTS[name])
    return found
