"""Localization: what is stored as codes with parameters, in the sentences of a language. Old sentences stay."""

from collections.abc import Mapping
from typing import Any

from asiento.codes import Said, sentence
from asiento.codes.registry import registry
from asiento.codes.said import said
from asiento.codes.sentences import shown_by


def localized(plain: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Return an error, a finding or a doubt, as JSON, with its sentence as `message`; of an error with those after."""
    also = plain.get("also") or ()
    message = " ".join(sentence(_said(each), language) for each in (plain, *also))
    return {**{name: value for name, value in plain.items() if name != "also"}, "message": message}


def _said(plain: Mapping[str, Any]) -> Said:
    params = plain.get("params")
    return Said(
        code=str(plain.get("code")),
        variant=plain.get("variant"),
        params=params if isinstance(params, Mapping) else {},
        message=plain.get("message"),
    )


def localized_document(plain: Any, language: str) -> Any:
    """Return a document as JSON with its doubts and the note on its signature in sentences."""
    if isinstance(plain, list):
        return [localized_document(each, language) for each in plain]
    if not isinstance(plain, Mapping):
        return plain
    return {name: _localized_part(name, value, language) for name, value in plain.items()}


def _localized_part(name: str, value: Any, language: str) -> Any:
    if name == "doubt" and isinstance(value, Mapping):
        return localized(value, language)
    if name == "note":
        return localized_sentence(value, language)
    return localized_document(value, language)


def localized_sentence(name: Any, language: str) -> Any:
    """Return the sentence called *name*, which takes no parameters; anything else as it is."""
    return sentence(said(name), language) if isinstance(name, str) and name in registry() else name


def localized_item(row: Mapping[Any, Any], language: str) -> dict[Any, Any]:
    """Return the row of an item with all that it tells people in sentences."""
    shown = dict(row)
    if isinstance(row.get("error"), Mapping):
        shown["error"] = localized(row["error"], language)
    if row.get("findings"):
        shown["findings"] = [localized(finding, language) for finding in row["findings"]]
    if row.get("document"):
        shown["document"] = localized_document(row["document"], language)
    if row.get("classification"):
        shown["classification"] = {
            name: _localized_class(name, value, language) for name, value in row["classification"].items()
        }
    return shown


def _localized_class(name: str, value: Any, language: str) -> Any:
    if name == "advice":
        return localized_sentence(value, language)
    if name == "reasons":
        return [localized(each, language)["message"] if isinstance(each, Mapping) else each for each in value]
    return value


def localized_source(cells: tuple[str, ...] | str | None, language: str) -> str | None:
    """Return in words which cells, or who, say how a table writes; None if nothing does."""
    return shown_by(cells, language) if cells else None
