"""What the runner does in Postgres: claim items for a stage, save what became of them. Two statements, sets only.

A third one goes before the save of what has children: how large their families are already.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text

from asiento.codec import from_plain
from asiento.document import Document
from asiento.model import Classification, Delivery, Finding, Item, ItemRef, Kind, State
from asiento.pipeline import Stage
from asiento.reading.writing import Writing
from asiento.store.database import Database
from asiento.store.families import admitted
from asiento.store.items import NOT_FOR_GOOD
from asiento.store.ledger_columns import IN_TURN, INSERT_POSTINGS
from asiento.store.outcomes import Written, payload_of
from asiento.store.tenants import KNOWN, OF_ITEM, tenant_of

MOST_CLAIMED = 4 * 2**20
"""Bytes of rows and documents that are claimed at once; what has more is claimed alone. In memory they take about
eight times that."""

CLAIM = text(f"""
    WITH delivered AS (
        SELECT * FROM jsonb_to_recordset(CAST(:deliveries AS jsonb))
            AS d (tenant_id uuid, item_id uuid, message_id uuid, attempt integer)
    ), sized AS (
        -- What does not fit into memory beside the others waits for the next claim. The first always fits.
        SELECT i.tenant_id, i.id, i.created_at, row_number() OVER oldest > 1 AND sum(
            coalesce(octet_length(i.document::text), 0) + coalesce(octet_length(i."row"::text), 0)
        ) OVER oldest > :most_bytes AS waits
        FROM items i JOIN delivered d ON i.tenant_id = d.tenant_id AND i.id = d.item_id
        WHERE i.stage = :stage
        WINDOW oldest AS (ORDER BY i.passed_over DESC, i.created_at, i.id)
    ), claimed AS (
        UPDATE items i
        SET state = 'running', lease = d.message_id, attempt = d.attempt, resends = 0, updated_at = clock_timestamp(),
            lease_until = clock_timestamp() + make_interval(secs => :lease_seconds)
        FROM delivered d JOIN sized z ON z.tenant_id = d.tenant_id AND z.id = d.item_id AND NOT z.waits
        WHERE i.tenant_id = d.tenant_id AND i.id = d.item_id AND i.stage = :stage
          AND (i.state = 'queued'
               OR i.state = 'failed' AND {NOT_FOR_GOOD}
               OR i.state = 'running' AND i.lease_until < clock_timestamp()
               -- The same message again: whoever held it before has ended.
               OR i.state = 'running' AND i.lease = d.message_id AND i.attempt < d.attempt)
        RETURNING i.*
    ), passed AS (
        SELECT i.tenant_id, i.id, i.stage, i.state, i.created_at
        FROM items i JOIN delivered d ON i.tenant_id = d.tenant_id AND i.id = d.item_id
        WHERE NOT EXISTS (SELECT FROM claimed c WHERE c.tenant_id = i.tenant_id AND c.id = i.id)
          AND NOT EXISTS (SELECT FROM sized z WHERE z.tenant_id = i.tenant_id AND z.id = i.id AND z.waits)
        UNION
        SELECT child.tenant_id, child.id, child.stage, child.state, child.created_at FROM items child
        JOIN delivered d ON child.tenant_id = d.tenant_id AND child.parent_id = d.item_id
        WHERE child.state = 'queued'
    ),
    {KNOWN}
    SELECT h.how, h.tenant_id, h.id, h.stage, h.state, w.batch_id, w.name, h.created_at, w.kind, w.file_key, w."row",
        w.media_type, w.sha256, w.pages, w.content_key, w.writing, w.classification, w.document, w.findings, w.approved,
        {OF_ITEM}
    FROM (
        SELECT 'claimed' AS how, tenant_id, id, stage, state, created_at FROM claimed
        UNION ALL SELECT 'passed', * FROM passed
        UNION ALL SELECT 'waits', tenant_id, id, NULL, NULL, created_at FROM sized WHERE waits
    ) h
    LEFT JOIN claimed w ON h.how = 'claimed' AND w.tenant_id = h.tenant_id AND w.id = h.id
    JOIN known t ON t.id = h.tenant_id
    -- The first has the whole time of the run: who lacked it before, of these the oldest, so that each has its turn.
    ORDER BY w.passed_over DESC NULLS LAST, h.created_at, h.id
""")  # noqa: S608 (made of constants)

SAVE = text(f"""
    WITH outcome AS (
        SELECT * FROM jsonb_to_recordset(CAST(:outcomes AS jsonb)) AS o (
            tenant_id uuid, item_id uuid, lease uuid, attempt integer, stage text, state text, kind text,
            file_key text, media_type text, sha256 text, pages integer, content_key text, writing jsonb,
            classification jsonb, document jsonb, same_document boolean, findings jsonb, error jsonb, children jsonb,
            postings jsonb, dead_letter jsonb)
    ), saved AS (
        UPDATE items i
        SET stage = o.stage, state = o.state, kind = o.kind, file_key = o.file_key, media_type = o.media_type,
            sha256 = o.sha256, pages = o.pages, content_key = o.content_key, writing = o.writing,
            classification = o.classification,
            document = CASE WHEN o.same_document THEN i.document ELSE o.document END,
            findings = o.findings, error = o.error, lease = NULL, lease_until = NULL, updated_at = clock_timestamp(),
            -- Back to its stage without an error: for lack of time.
            passed_over = o.stage = :stage AND (i.passed_over OR o.state = 'queued' AND o.error IS NULL),
            family = i.family + CASE WHEN i.root_id IS NULL THEN coalesce(jsonb_array_length(o.children), 0) ELSE 0 END
        FROM outcome o
        WHERE i.tenant_id = o.tenant_id AND i.id = o.item_id
          AND i.stage = :stage AND i.state = 'running' AND i.lease = o.lease AND i.attempt = o.attempt
        RETURNING i.tenant_id, i.id, i.batch_id, i.root_id, i.attempt, o.children, o.postings, o.dead_letter
    ),
    {IN_TURN},
    born AS (
        INSERT INTO items
            (tenant_id, batch_id, parent_id, root_id, position, name, "row", file_key, content_key, writing)
        SELECT s.tenant_id, s.batch_id, s.id, coalesce(s.root_id, s.id), c.position, c.name, c."row", c.file_key,
            c.content_key, c.writing
        FROM in_turn s, jsonb_to_recordset(s.children)
            AS c (position integer, name text, "row" jsonb, file_key text, content_key text, writing jsonb)
        ON CONFLICT (tenant_id, parent_id, position) DO NOTHING
        RETURNING tenant_id, id
    ), counted AS (
        UPDATE items r SET family = r.family + f.more
        FROM (
            -- The parent was one of the family's, its children are in its place.
            SELECT s.tenant_id, s.root_id, sum(jsonb_array_length(s.children) - 1) AS more
            FROM saved s WHERE s.root_id IS NOT NULL AND s.children IS NOT NULL GROUP BY s.tenant_id, s.root_id
        ) f
        WHERE r.tenant_id = f.tenant_id AND r.id = f.root_id
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An item that was delivered but not claimed, with where it stands: past the stage, or held by another run."""

    ref: ItemRef
    stage: str
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a claim gave: the items to work on, the others with where they stand, and what is to be claimed next."""

    items: tuple[Item, ...]
    passed: tuple[Standing, ...]
    waiting: tuple[ItemRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """The items that a save changed, and the children that it made."""

    items: frozenset[ItemRef] = frozenset()
    children: tuple[ItemRef, ...] = ()


def claim(database: Database, stage: Stage, deliveries: Sequence[Delivery]) -> Claim:
    """Take the delivered items from `queued` (or `failed`, or a lease that is over) to `running`.

    As many of the oldest as fit into memory together, one at least; the others are for the next claim.
    """
    parameters = {
        "deliveries": json.dumps([payload_of(delivery) for delivery in deliveries]),
        "most_bytes": MOST_CLAIMED,
        "stage": stage.name,
        "lease_seconds": stage.lease,
    }
    with database.transaction({delivery.ref.tenant_id for delivery in deliveries}) as connection:
        rows = connection.execute(CLAIM, parameters).mappings().all()
    return Claim(
        items=tuple(_item(row) for row in rows if row["how"] == "claimed"),
        passed=tuple(_standing(row) for row in rows if row["how"] == "passed"),
        waiting=tuple(_ref(row) for row in rows if row["how"] == "waits"),
    )


def save(database: Database, stage: Stage, outcomes: Sequence[Written], most: int) -> Saved:
    """Write all outcomes, the children and the postings, in one transaction.

    An outcome whose item was claimed by another run in between changes nothing and is not in the answer. One whose
    children would make the family of their upload larger than *most* is written as failed, `too_many_items`.
    """
    with database.transaction({each.outcome.item.tenant.id for each in outcomes}) as connection:
        taken = admitted(connection, stage, outcomes, most)
        parameters = {"outcomes": f"[{', '.join(each.text for each in taken)}]", "stage": stage.name}
        rows = connection.execute(SAVE, parameters).all()
    return Saved(
        items=frozenset(ItemRef(tenant, item) for born, tenant, item in rows if not born),
        children=tuple(ItemRef(tenant, item) for born, tenant, item in rows if born),
    )


def _standing(row: Mapping[Any, Any]) -> Standing:
    return Standing(ref=_ref(row), stage=row["stage"], state=State(row["state"]))


def _ref(row: Mapping[Any, Any]) -> ItemRef:
    return ItemRef(row["tenant_id"], row["id"])


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
