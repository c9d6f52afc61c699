"""What the runner does in Postgres: claim items for a stage, save what became of them. Two statements, sets only."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text

from asiento.codec import from_plain, to_plain
from asiento.document import Document
from asiento.model import Classification, Delivery, Finding, Item, Kind, Posting, State
from asiento.pipeline import Stage
from asiento.reading.writing import Writing
from asiento.store.database import Database
from asiento.store.items import NOT_FOR_GOOD
from asiento.store.ledger_columns import IN_TURN, INSERT_POSTINGS
from asiento.store.tenants import KNOWN, OF_ITEM, tenant_of

CLAIM = text(f"""
    WITH delivered AS (
        SELECT * FROM jsonb_to_recordset(CAST(:deliveries AS jsonb))
            AS d (tenant_id uuid, item_id uuid, message_id uuid, attempt integer)
    ), claimed AS (
        UPDATE items i
        SET state = 'running', lease = d.message_id, attempt = d.attempt, resends = 0, updated_at = clock_timestamp(),
            lease_until = clock_timestamp() + make_interval(secs => :lease_seconds)
        FROM delivered d
        WHERE i.tenant_id = d.tenant_id AND i.id = d.item_id AND i.stage = :stage
          AND (i.state = 'queued'
               OR i.state = 'failed' AND {NOT_FOR_GOOD}
               OR i.state = 'running' AND i.lease_until < clock_timestamp()
               -- The same message again: whoever held it before has ended.
               OR i.state = 'running' AND i.lease = d.message_id AND i.attempt < d.attempt)
        RETURNING i.*
    ), passed AS (
        SELECT i.* FROM items i JOIN delivered d ON i.tenant_id = d.tenant_id AND i.id = d.item_id
        WHERE NOT EXISTS (SELECT FROM claimed c WHERE c.tenant_id = i.tenant_id AND c.id = i.id)
        UNION
        SELECT child.* FROM items child
        JOIN delivered d ON child.tenant_id = d.tenant_id AND child.parent_id = d.item_id
        WHERE child.state = 'queued'
    ),
    {KNOWN}
    SELECT w.*, {OF_ITEM}
    FROM (SELECT true AS claimed, * FROM claimed UNION ALL SELECT false, * FROM passed) w
    JOIN known t ON t.id = w.tenant_id
    -- The first has the whole time of the run: who lacked it before, of these the oldest, so that each has its turn.
    ORDER BY w.passed_over DESC, w.created_at, w.id
""")  # noqa: S608 (made of constants)

SAVE = text(f"""
    WITH outcome AS (
        SELECT * FROM jsonb_to_recordset(CAST(:outcomes AS jsonb)) AS o (
            tenant_id uuid, item_id uuid, lease uuid, attempt integer, stage text, state text, kind text,
            file_key text, media_type text, sha256 text, pages integer, content_key text, writing jsonb,
            classification jsonb, document jsonb, findings jsonb, error jsonb, children jsonb, postings jsonb,
            dead_letter jsonb)
    ), saved AS (
        UPDATE items i
        SET stage = o.stage, state = o.state, kind = o.kind, file_key = o.file_key, media_type = o.media_type,
            sha256 = o.sha256, pages = o.pages, content_key = o.content_key, writing = o.writing,
            classification = o.classification, document = o.document, findings = o.findings, error = o.error,
            lease = NULL, lease_until = NULL, updated_at = clock_timestamp(),
            -- Back to its stage without an error: for lack of time.
            passed_over = o.stage = :stage AND (i.passed_over OR o.state = 'queued' AND o.error IS NULL)
        FROM outcome o
        WHERE i.tenant_id = o.tenant_id AND i.id = o.item_id
          AND i.stage = :stage AND i.state = 'running' AND i.lease = o.lease AND i.attempt = o.attempt
        RETURNING i.tenant_id, i.id, i.batch_id, i.attempt, o.children, o.postings, o.dead_letter
    ),
    {IN_TURN},
    born AS (
        INSERT INTO items (tenant_id, batch_id, parent_id, position, name, "row", file_key, content_key, writing)
        SELECT s.tenant_id, s.batch_id, s.id, c.position, c.name, c."row", c.file_key, c.content_key, c.writing
        FROM in_turn s, jsonb_to_recordset(s.children)
            AS c (position integer, name text, "row" jsonb, file_key text, content_key text, writing jsonb)
        ON CONFLICT (tenant_id, parent_id, position) DO NOTHING
        RETURNING tenant_id, id
    ), died AS (
        INSERT INTO dead_letters (tenant_id, item_id, stage, attempt, code, cause, message, traceback, payload)
        SELECT s.tenant_id, s.id, :stage, s.attempt, d.code, coalesce(d.cause, d.code), d.message, d.traceback,
            d.payload
        FROM saved s, jsonb_to_recordset(jsonb_build_array(s.dead_letter))
            AS d (code text, cause text, message text, traceback text, payload jsonb)
        WHERE s.dead_letter IS NOT NULL
    ),
    {INSERT_POSTINGS}
    SELECT false AS born, tenant_id, id FROM saved UNION ALL SELECT true, tenant_id, id FROM born
""")  # noqa: S608 (made of constants)


NUL = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")
"""The escape of a NUL character in JSON, after an even number of backslashes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An item that was delivered but not claimed, with where it stands: past the stage, or held by another run."""

    delivery: Delivery
    stage: str
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a claim gave: the items to work on, and the others with where they stand."""

    items: tuple[Item, ...]
    passed: tuple[Standing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Error:
    """Why an item did not go on: a stable code, a sentence for people, and for bugs what was raised where."""

    code: str
    message: str
    cause: str | None = None
    traceback: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of an item in a stage: where it goes and how it stands there.

    *dead* also keeps it as a dead letter, with the payload.
    """

    delivery: Delivery
    item: Item
    stage: Stage
    state: State
    error: Error | None = None
    dead: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """The (tenant, item) pairs that a save changed, and those of the children that it made."""

    items: frozenset[Delivery] = frozenset()
    children: tuple[Delivery, ...] = ()


def claim(database: Database, stage: Stage, deliveries: Sequence[Delivery]) -> Claim:
    """Take the delivered items from `queued` (or `failed`, or a lease that is over) to `running`."""
    parameters = {
        "deliveries": json.dumps([_delivered(delivery) for delivery in deliveries]),
        "stage": stage.name,
        "lease_seconds": stage.lease,
    }
    with database.transaction({delivery.tenant_id for delivery in deliveries}) as connection:
        rows = connection.execute(CLAIM, parameters).mappings().all()
    return Claim(
        items=tuple(_item(row) for row in rows if row["claimed"]),
        passed=tuple(_standing(row) for row in rows if not row["claimed"]),
    )


def save(database: Database, stage: Stage, outcomes: Sequence[Outcome]) -> Saved:
    """Write all outcomes, the children and the postings, in one transaction.

    An outcome whose item was claimed by another run in between changes nothing and is not in the answer.
    """
    parameters = {"outcomes": _storable([_outcome(outcome) for outcome in outcomes]), "stage": stage.name}
    with database.transaction({outcome.item.tenant.id for outcome in outcomes}) as connection:
        rows = connection.execute(SAVE, parameters).all()
    return Saved(
        items=frozenset(Delivery(tenant_id=tenant, item_id=item) for born, tenant, item in rows if not born),
        children=tuple(Delivery(tenant_id=tenant, item_id=item) for born, tenant, item in rows if born),
    )


def _storable(value: object) -> str:
    """Return *value* as JSON that Postgres takes: it has no NUL character, which some files hold in their text."""
    return NUL.sub(r"\1", json.dumps(value))


def _delivered(delivery: Delivery) -> dict[str, Any]:
    return {
        "tenant_id": str(delivery.tenant_id),
        "item_id": str(delivery.item_id),
        "message_id": str(delivery.message_id),
        "attempt": delivery.attempt,
    }


def _standing(row: Mapping[Any, Any]) -> Standing:
    return Standing(
        delivery=Delivery(tenant_id=row["tenant_id"], item_id=row["id"]),
        stage=row["stage"],
        state=State(row["state"]),
    )


def _item(row: Mapping[Any, Any]) -> Item:
    return Item(
        id=row["id"],
        tenant=tenant_of(row),
        batch_id=row["batch_id"],
        name=row["name"],
        received_at=row["created_at"],
        kind=Kind(row["kind"]) if row["kind"] else None,
        file_key=row["file_key"],
        row=row["row"],
        media_type=row["media_type"],
        sha256=row["sha256"],
        pages=row["pages"],
        content_key=row["content_key"],
        writing=from_plain(Writing, row["writing"]) if row["writing"] else None,
        classification=from_plain(Classification, row["classification"]) if row["classification"] else None,
        document=from_plain(Document, row["document"]) if row["document"] else None,
        findings=tuple(from_plain(Finding, finding) for finding in row["findings"]),
        approved=row["approved"],
    )


def _outcome(outcome: Outcome) -> dict[str, Any]:
    item, error = outcome.item, outcome.error
    letter = {**to_plain(error), "payload": _delivered(outcome.delivery)} if error and outcome.dead else None
    return {
        "tenant_id": str(item.tenant.id),
        "item_id": str(item.id),
        "lease": str(outcome.delivery.message_id),
        "attempt": outcome.delivery.attempt,
        "stage": outcome.stage.name,
        "state": outcome.state,
        "kind": item.kind,
        "file_key": item.file_key,
        "media_type": item.media_type,
        "sha256": item.sha256,
        "pages": item.pages,
        "content_key": item.content_key,
        "writing": to_plain(item.writing) if item.writing else None,
        "classification": to_plain(item.classification) if item.classification else None,
        "document": to_plain(item.document) if item.document else None,
        "findings": [to_plain(finding) for finding in item.findings],
        "error": {"code": error.code, "message": error.message} if error else None,
        "children": [to_plain(child) for child in item.children] or None,
        "postings": _postings(item.postings),
        "dead_letter": letter,
    }


def _postings(postings: Sequence[Posting]) -> dict[str, list[dict[str, Any]]] | None:
    by_table: dict[str, list[dict[str, Any]]] = {}
    for posting in postings:
        by_table.setdefault(posting.table, []).append({"line": posting.line, **posting.values})
    return by_table or None
