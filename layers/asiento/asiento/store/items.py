"""Items as the API reads and changes them. What the runner does with them is in `work.py`."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from asiento.errors import FOR_GOOD
from asiento.model import State
from asiento.store.paging import BEFORE_ALL, KEY, MOST_TEXT, PLACE, place_of

NOT_FOR_GOOD = f"COALESCE(error ->> 'code', '') NOT IN ({', '.join(f"'{code}'" for code in sorted(FOR_GOOD))})"
"""What failed and may run again."""

INSERT = text("""
    INSERT INTO items (tenant_id, id, batch_id, position, name, file_key, "row", writing)
    SELECT :tenant_id, i.id, :batch_id, i.position, i.name, i.file_key, i."row", i.writing
    FROM jsonb_to_recordset(CAST(:items AS jsonb))
        AS i (id uuid, position integer, name text, file_key text, "row" jsonb, writing jsonb)
    ORDER BY i.position
    ON CONFLICT (tenant_id, id) DO NOTHING
    RETURNING id
""")

KNOWN = text("""
    SELECT i.id FROM items i JOIN jsonb_array_elements_text(CAST(:ids AS jsonb)) AS w (id) ON i.id = CAST(w.id AS uuid)
    WHERE i.tenant_id = :tenant_id
""")

COUNT = text("SELECT count(*) FROM items WHERE tenant_id = :tenant_id AND batch_id = :batch_id AND parent_id IS NULL")

MOST_NAMED = 500
"""Characters that the status of a batch shows of a failed item's name and of its message."""
FAILURES = text(f"""
    SELECT id, left(name, {MOST_NAMED}) AS name, stage, state, error ->> 'code' AS code,
           left(error ->> 'message', {MOST_NAMED}) AS message
    FROM items WHERE tenant_id = :tenant_id AND batch_id = :batch_id AND state = 'failed'
    ORDER BY {", ".join(KEY)} LIMIT :most
""")  # noqa: S608 (made of constants)

# Of each text one character more than is shown.
SUMMARY = f"""
    id, batch_id, parent_id, position, left(name, {MOST_TEXT + 1}) AS name, stage, state, kind, media_type, pages,
    left(classification ->> 'doc_type', {MOST_TEXT + 1}) AS doc_type,
    CASE jsonb_typeof(error) WHEN 'object' THEN (
        SELECT jsonb_object_agg(told.key, CASE jsonb_typeof(told.value)
            WHEN 'string' THEN to_jsonb(left(told.value #>> '{{}}', {MOST_TEXT + 1})) ELSE told.value END)
        FROM jsonb_each(error) told) END AS error,
    created_at, updated_at
"""  # noqa: S608 (made of constants)

PAGE = text(f"""
    SELECT {SUMMARY} FROM items
    WHERE tenant_id = :tenant_id AND batch_id = :batch_id AND ({", ".join(KEY)}) > {PLACE}
      AND (CAST(:standings AS jsonb) IS NULL OR (stage, state) IN (
          SELECT s.stage, s.state FROM jsonb_to_recordset(CAST(:standings AS jsonb)) AS s (stage text, state text)))
    ORDER BY {", ".join(KEY)} LIMIT :most
""")  # noqa: S608 (made of constants)

# Lists from :offset on, and one element more than is shown: the whole of a long one takes ten times its size in Python.
SLICE = "'$[$first to $last]', jsonb_build_object('first', CAST(:offset AS integer), 'last', CAST(:last AS integer))"
FIND = text(f"""
    SELECT {SUMMARY}, classification, approved, jsonb_path_query_array(findings, {SLICE}) AS findings,
        CASE jsonb_typeof("row") WHEN 'object' THEN (
            SELECT coalesce(jsonb_object_agg(cell.key, cell.value), '{{}}')
            FROM (SELECT * FROM jsonb_each("row") OFFSET CAST(:offset AS integer) LIMIT CAST(:most AS integer)) cell)
        END AS "row",
        CASE jsonb_typeof(document) WHEN 'object' THEN (
            SELECT coalesce(jsonb_object_agg(part.key, CASE jsonb_typeof(part.value)
                WHEN 'array' THEN jsonb_path_query_array(part.value, {SLICE}) ELSE part.value END), '{{}}')
            FROM jsonb_each(document) part) END AS document
    FROM items WHERE tenant_id = :tenant_id AND id = :id
""")  # noqa: S608 (made of constants)

DETAIL = f'{SUMMARY}, "row", classification, document, findings, approved, writing'
LOCK = text(f"SELECT {DETAIL} FROM items WHERE tenant_id = :tenant_id AND id = :id FOR UPDATE")  # noqa: S608

DECIDABLE = f"(state = 'review' OR state = 'failed' AND stage = 'validate' AND {NOT_FOR_GOOD})"

REVALIDATE = text(f"""
    UPDATE items
    SET stage = 'validate', state = 'queued', document = CAST(:document AS jsonb), approved = :approved,
        findings = '[]', error = NULL, attempt = 0, lease = NULL, lease_until = NULL, updated_at = clock_timestamp()
    WHERE tenant_id = :tenant_id AND id = :id AND {DECIDABLE}
    RETURNING {DETAIL}
""")  # noqa: S608

# Its rows are made anew, all of them, so that those that were made are no longer counted with the upload.
READ_AGAIN = text(f"""
    WITH made AS (
        SELECT count(*) AS rows FROM items WHERE tenant_id = :tenant_id AND parent_id = :id
    ), again AS (
        UPDATE items
        SET state = 'queued', writing = CAST(:writing AS jsonb), findings = '[]', error = NULL, attempt = 0,
            lease = NULL, lease_until = NULL, updated_at = clock_timestamp(),
            family = family - CASE WHEN root_id IS NULL THEN made.rows ELSE 0 END
        FROM made
        WHERE tenant_id = :tenant_id AND id = :id AND state = 'review' AND kind = 'table' AND document IS NULL
        RETURNING items.*
    ), root AS (
        UPDATE items r SET family = r.family - greatest(made.rows - 1, 0)
        FROM again, made WHERE r.tenant_id = again.tenant_id AND r.id = again.root_id
    )
    SELECT {DETAIL} FROM again
""")  # noqa: S608 (made of constants)

REJECT = text(f"""
    UPDATE items SET state = 'rejected', approved = false, updated_at = clock_timestamp()
    WHERE tenant_id = :tenant_id AND id = :id AND {DECIDABLE}
    RETURNING {DETAIL}
""")  # noqa: S608

RETRY = text(f"""
    UPDATE items
    SET state = 'queued', error = NULL, attempt = 0, lease = NULL, lease_until = NULL, updated_at = clock_timestamp()
    WHERE tenant_id = :tenant_id AND batch_id = :batch_id AND state = 'failed'
      AND {NOT_FOR_GOOD}
    RETURNING id, stage
""")  # noqa: S608 (made of constants)

FAILED_FOR_GOOD = text(f"""
    SELECT DISTINCT error ->> 'code' FROM items
    WHERE tenant_id = :tenant_id AND batch_id = :batch_id AND state = 'failed' AND NOT {NOT_FOR_GOOD}
""")  # noqa: S608 (made of constants)


def insert_items(
    connection: Connection, tenant_id: UUID, batch_id: UUID, items: Sequence[Mapping[str, Any]]
) -> list[UUID]:
    """Add items (id, position, name, file_key or row) and return the ids of those that were not there yet."""
    parameters = {"tenant_id": tenant_id, "batch_id": batch_id, "items": json.dumps(items)}
    return list(connection.execute(INSERT, parameters).scalars())


def known_items(connection: Connection, tenant_id: UUID, ids: Iterable[UUID]) -> set[UUID]:
    """Return those of *ids* that are items already."""
    parameters = {"tenant_id": tenant_id, "ids": json.dumps([str(item_id) for item_id in ids])}
    return set(connection.execute(KNOWN, parameters).scalars())


def count_ingested(connection: Connection, tenant_id: UUID, batch_id: UUID) -> int:
    """Return how many items were ingested into a batch, not counting what stages made of them."""
    count: int = connection.execute(COUNT, {"tenant_id": tenant_id, "batch_id": batch_id}).scalar_one()
    return count


def first_failures(connection: Connection, tenant_id: UUID, batch_id: UUID, most: int) -> Sequence[Mapping[Any, Any]]:
    """Return the first failed items of a batch."""
    parameters = {"tenant_id": tenant_id, "batch_id": batch_id, "most": most}
    return connection.execute(FAILURES, parameters).mappings().all()


def page_of_items(
    connection: Connection,
    tenant_id: UUID,
    batch_id: UUID,
    standings: Iterable[tuple[str, State]] | None,
    *,
    after: UUID | None,
    most: int,
) -> Sequence[Mapping[Any, Any]]:
    """Return the items of a batch after *after*, the oldest first; *standings* picks some (stage, state).

    Raises `RequestError("bad_cursor")`.
    """
    wanted = None if standings is None else [{"stage": stage, "state": state} for stage, state in standings]
    parameters = {
        "tenant_id": tenant_id,
        "batch_id": batch_id,
        "standings": None if wanted is None else json.dumps(wanted),
        "most": most,
        **place_of(connection, "items", tenant_id, after, BEFORE_ALL).values,
    }
    return connection.execute(PAGE, parameters).mappings().all()


def find_item(
    connection: Connection, tenant_id: UUID, item_id: UUID, *, offset: int, most: int
) -> Mapping[Any, Any] | None:
    """Return what the API shows of an item: of the lists in it at most *most* elements from *offset* on."""
    parameters = {"tenant_id": tenant_id, "id": item_id, "offset": offset, "last": offset + most - 1, "most": most}
    return connection.execute(FIND, parameters).mappings().one_or_none()


def lock_item(connection: Connection, tenant_id: UUID, item_id: UUID) -> Mapping[Any, Any] | None:
    """Return an item that nobody else can change until the end of the transaction."""
    return connection.execute(LOCK, {"tenant_id": tenant_id, "id": item_id}).mappings().one_or_none()


def revalidate(
    connection: Connection, tenant_id: UUID, item_id: UUID, document: Any, *, approved: bool
) -> Mapping[Any, Any] | None:
    """Put an item that waits for a person back to validate; None if it does not wait."""
    parameters = {"tenant_id": tenant_id, "id": item_id, "document": json.dumps(document), "approved": approved}
    return connection.execute(REVALIDATE, parameters).mappings().one_or_none()


def read_again(
    connection: Connection, tenant_id: UUID, item_id: UUID, writing: Mapping[str, Any]
) -> Mapping[Any, Any] | None:
    """Put a table that waits for a person back to its stage, to be read by *writing*; None if it does not wait."""
    parameters = {"tenant_id": tenant_id, "id": item_id, "writing": json.dumps(writing)}
    return connection.execute(READ_AGAIN, parameters).mappings().one_or_none()


def reject(connection: Connection, tenant_id: UUID, item_id: UUID) -> Mapping[Any, Any] | None:
    """End an item that waits for a person; None if it does not wait."""
    return connection.execute(REJECT, {"tenant_id": tenant_id, "id": item_id}).mappings().one_or_none()


def retry_failed(connection: Connection, tenant_id: UUID, batch_id: UUID) -> Sequence[tuple[UUID, str]]:
    """Put the failed items of a batch, but those that failed for good, back to their stage; return (item id, stage)."""
    rows = connection.execute(RETRY, {"tenant_id": tenant_id, "batch_id": batch_id}).all()
    return [(item_id, stage) for item_id, stage in rows]


def failed_for_good(connection: Connection, tenant_id: UUID, batch_id: UUID) -> set[str]:
    """Return the codes of those items of a batch that failed and may never run again."""
    return set(connection.execute(FAILED_FOR_GOOD, {"tenant_id": tenant_id, "batch_id": batch_id}).scalars())
