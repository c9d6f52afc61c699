"""The history of a tenant: who did what, with what was before and after it. Rows are only ever added and read."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from asiento.errors import RequestError
from asiento.store.paging import AFTER_ALL, place_of
from asiento.store.statements import statement


class Subject(StrEnum):
    """What is changed. Its id is a UUID; that of a mapping its fingerprint."""

    ITEM = "item"
    KEY = "key"
    MAPPING = "column_mapping"
    TENANT = "tenant"
    SUPPLIER = "supplier"


class Action(StrEnum):
    """What is done: to an item a correction or a decision, to its posting, to a key, to whatever a tenant saves."""

    CORRECT = "correct"
    APPROVE = "approve"
    REJECT = "reject"
    NO_DUPLICATE = "no_duplicate"
    ATTACH = "attach_to"
    UNDO = "undo"
    RETRY = "retry"
    VOID = "void"
    MAKE = "make"
    ROTATE = "rotate"
    REVOKE = "revoke"
    SAVE = "save"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Act:
    """Something that is done to what has this id."""

    subject: Subject
    id: UUID | str
    action: Action


MOST_SINCE = 20
"""Events that are told to who decides on what is no longer so."""

Values = Mapping[str, Any]
"""Fields with their values as JSON has them; what is none, as a date or an id, is written as text."""


def record(
    connection: Connection,
    tenant_id: UUID,
    by: UUID,
    act: Act,
    *,
    before: Values | None = None,
    after: Values | None = None,
    at: datetime | None = None,
) -> None:
    """Write down what the key *by* did, in the transaction that does it; of the fields those that changed.

    *at*: when, now by default; of an item the time of its version, so that later events are those of later versions.
    Raises `RequestError("unauthorized")` if the key is gone: its tenant is being erased.
    """
    parameters = {
        "tenant_id": tenant_id,
        "key_id": by,
        "subject": act.subject,
        "subject_id": str(act.id),
        "action": act.action,
        "at": at,
        "changes": json.dumps(changes_between(before or {}, after or {}), default=_text),
    }
    if not connection.execute(statement("add_event"), parameters).rowcount:
        raise RequestError(401, "unauthorized.ended")


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def changes_between(before: Values, after: Values) -> dict[str, dict[str, Any]]:
    """Return the fields that differ, each with `before` and `after`; what a side lacks is None there."""
    fields = dict.fromkeys((*before, *after))
    return {
        field: {"before": before.get(field), "after": after.get(field)}
        for field in fields
        if before.get(field) != after.get(field)
    }


def events_since(
    connection: Connection, tenant_id: UUID, subject: Subject, subject_id: UUID, since: datetime
) -> Sequence[Mapping[Any, Any]]:
    """Return action, changes and key_prefix of the last events of one thing after *since*, the newest first."""
    parameters = {
        "tenant_id": tenant_id,
        "subject": subject,
        "subject_id": str(subject_id),
        "since": since,
        "most": MOST_SINCE,
    }
    return connection.execute(statement("events_since"), parameters).mappings().all()


def page_of_history(
    connection: Connection, tenant_id: UUID, subject: Subject | None, *, after: UUID | None, most: int
) -> Sequence[Mapping[Any, Any]]:
    """Return the events of a tenant after *after*, the newest first; of one kind if *subject* says which.

    Raises `RequestError("bad_cursor")`.
    """
    place = place_of(connection, "history", tenant_id, after, AFTER_ALL).values
    parameters = {"tenant_id": tenant_id, "subject": subject, "most": most, **place}
    return connection.execute(statement("page_of_history"), parameters).mappings().all()


def page_of_events(
    connection: Connection, tenant_id: UUID, subject: Subject, subject_id: UUID, *, after: UUID | None, most: int
) -> Sequence[Mapping[Any, Any]]:
    """Return the events of one thing after *after*, the newest first. Raises `RequestError("bad_cursor")`."""
    place = place_of(connection, "history", tenant_id, after, AFTER_ALL).values
    parameters = {"tenant_id": tenant_id, "subject": subject, "subject_id": str(subject_id), "most": most, **place}
    return connection.execute(statement("page_of_events"), parameters).mappings().all()
