"""Sentences in what a child made: only those of the registry, with just their parameters."""

from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from asiento.classification import Reason
from asiento.codes import Said
from asiento.codes.registry import Kind, is_registered
from asiento.document import Doubt, Field
from asiento.model import Finding, Item, Severity


def sentences_of(node: Any) -> list[Said]:
    """Return every sentence in *node*, one of our dataclasses or a tuple: findings, errors, and doubts of fields."""
    found = list[Said]()
    _collect(node, found)
    return found


def _collect(node: Any, found: list[Said]) -> None:
    """Add the sentences in *node* to *found*. A large statement has half a million nodes."""
    if isinstance(node, Field):
        if node.doubt is not None:
            found.append(node.doubt)
    elif isinstance(node, Said):
        found.append(node)
    elif isinstance(node, tuple):
        for each in node:
            _collect(each, found)
    else:
        for name in _names(node.__class__):
            value = getattr(node, name)
            if value is not None:
                _collect(value, found)


def is_allowed(said: Said, item: Item) -> bool:
    """Return whether *said* is in the registry for what it is, or a sentence that *item* was stored with before."""
    if said.message is not None:
        stored = (item.findings, item.document, item.classification)
        return any(said.message == known.message for known in sentences_of(stored))
    return is_registered(said, *_kinds(said))


def _kinds(said: Said) -> tuple[Kind, ...]:
    match said:
        case Finding(severity=Severity.REVIEW):
            return Kind.REVIEW, Kind.DOUBT
        case Finding(severity=Severity.ACCEPTED):
            return ()  # a person's word
        case Finding(severity=severity):
            return (Kind(severity.value),)
        case Doubt():
            return (Kind.DOUBT,)
        case Reason():
            return (Kind.REASON,)
    return (Kind.DOCUMENT,)


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind)) if is_dataclass(kind) else ()
