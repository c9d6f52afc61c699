"""Validation errors of a request, pydantic's and our own, as sentences of the registry."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from pydantic_core import PydanticCustomError

from asiento.codes import Param, Said
from asiento.codes.registry import registry
from asiento.codes.said import parts_of, plain, said

MOST_SHOWN = 40
"""Characters of a value that are quoted."""
CHOICE = re.compile(r"'([^']*)'")

Tells = Callable[[str, Mapping[str, Any]], Said]
"""Says what is wrong with a field of that name, by the error's context."""


def refused(name: str, /, **params: Param) -> PydanticCustomError:
    """Return the error for a validator to raise, by the *name* of its sentence; the field is named by its place."""
    return PydanticCustomError(name, "see the registry of codes", plain(params))


def said_of(error: Mapping[str, Any], field: str) -> Said:
    """Return what one *error* of pydantic says of *field*."""
    context = error.get("ctx") or {}
    if error["type"] in registry():
        entry = registry()[error["type"]]
        code, variant = parts_of(entry.name)
        named = {"name": field} if "name" in entry.params else {}
        return Said(code=code, variant=variant, params={**context, **named})
    return TOLD.get(error["type"], _other)(field, {**context, "input": error.get("input")})


def _other(field: str, _: Mapping[str, Any]) -> Said:
    return said("invalid_request.other", name=field)


def _id(field: str, context: Mapping[str, Any]) -> Said:
    return said("invalid_request.id", name=field, value=str(context["input"])[:MOST_SHOWN])


def _day(field: str, _: Mapping[str, Any]) -> Said:
    return said("invalid_request.day", name=field)


def _whole_number(field: str, _: Mapping[str, Any]) -> Said:
    return said("invalid_request.whole_number", name=field)


def _yes_no(field: str, _: Mapping[str, Any]) -> Said:
    return said("invalid_request.yes_no", name=field)


def _object(field: str, _: Mapping[str, Any]) -> Said:
    return said("invalid_request.object", name=field)


def _choice(field: str, context: Mapping[str, Any]) -> Said:
    return said("invalid_request.choice", name=field, choices=CHOICE.findall(context["expected"]))


TOLD: Mapping[str, Tells] = {
    "missing": lambda field, _: said("invalid_request.missing", name=field),
    "extra_forbidden": lambda field, _: said("invalid_request.unknown", name=field),
    "uuid_parsing": _id,
    "uuid_type": _id,
    "uuid_version": _id,
    "string_type": lambda field, _: said("invalid_request.text", name=field),
    "string_too_short": lambda field, context: said(
        "invalid_request.text_short", name=field, least=context["min_length"]
    ),
    "string_too_long": lambda field, context: said("invalid_request.text_long", name=field, most=context["max_length"]),
    "string_pattern_mismatch": lambda field, _: said("invalid_request.pattern", name=field),
    "literal_error": _choice,
    "date_type": _day,
    "date_parsing": _day,
    "date_from_datetime_parsing": _day,
    "date_from_datetime_inexact": _day,
    "int_type": _whole_number,
    "int_parsing": _whole_number,
    "int_parsing_size": _whole_number,
    "int_from_float": _whole_number,
    "greater_than_equal": lambda field, context: said("invalid_request.at_least", name=field, least=str(context["ge"])),
    "less_than_equal": lambda field, context: said("invalid_request.at_most", name=field, most=str(context["le"])),
    "bool_type": _yes_no,
    "bool_parsing": _yes_no,
    "dict_type": _object,
    "model_type": _object,
    "model_attributes_type": _object,
    "list_type": lambda field, _: said("invalid_request.list", name=field),
    "too_short": lambda field, context: said("invalid_request.too_few", name=field, least=context["min_length"]),
    "too_long": lambda field, context: said("invalid_request.too_many", name=field, most=context["max_length"]),
}
"""By the types of pydantic: https://docs.pydantic.dev/latest/errors/validation_errors/."""
