"""What is past its time, in Postgres: found across tenants by functions that give ids only, removed as its tenant."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, text

from asiento.store.batches import lock_batch
from asiento.store.items import NOT_FOR_GOOD

FIND_EXPIRED = text("SELECT tenant_id, batch_id FROM find_expired_batches(:days, :most)")

FIND_OPEN_UPLOADS = text("SELECT tenant_id, batch_id FROM find_open_uploads(:hours, :most)")

FIND_OLD_REQUESTS = text("SELECT tenant_id FROM find_old_requests(:most)")

# The index leads there, tenant by tenant.
FORGET_REQUESTS = text("""
    DELETE FROM idempotency_keys
    WHERE tenant_id = ANY (CAST(:tenants AS uuid[])) AND created_at < clock_timestamp() - interval '24 hours'
""")

# By its lock what is just added to the batch is through, or waits and is refused; then it is looked at anew.
EXPIRE = text("""
    UPDATE batches b SET expired_at = coalesce(expired_at, clock_timestamp())
    WHERE b.tenant_id = :tenant_id AND b.id = :batch_id AND (b.forms_at IS NULL OR b.cleared_at >= b.forms_at)
      AND NOT EXISTS (
          SELECT FROM items i WHERE i.tenant_id = b.tenant_id AND i.batch_id = b.id
            AND (i.state IN ('queued', 'running')
                 OR i.created_at >= clock_timestamp() - make_interval(days => :days)))
    RETURNING b.id
""")

# The ledger refers to the items, so they stay, with their names. What nobody decided in time ends as failed.
FINAL = f"state = 'failed' AND NOT {NOT_FOR_GOOD}"
SAYS_NOTHING = f"""
    (document IS NULL AND classification IS NULL AND content_key IS NULL AND findings = '[]'
     AND writing IS NULL AND coalesce("row", '{{}}') = '{{}}'
     AND (state IN ('done', 'rejected') AND error IS NULL OR {FINAL}))
"""
BLANK_ITEMS = text(f"""
    UPDATE items
    SET state = CASE WHEN state IN ('done', 'rejected') THEN state ELSE 'failed' END,
        error = CASE WHEN state IN ('done', 'rejected') THEN NULL WHEN {FINAL} THEN error
                     ELSE CAST(:error AS jsonb) END,
        "row" = CASE WHEN "row" IS NULL THEN NULL ELSE '{{}}'::jsonb END,
        classification = NULL, document = NULL, findings = '[]', content_key = NULL, writing = NULL
    WHERE tenant_id = :tenant_id AND state NOT IN ('queued', 'running') AND id IN (
        SELECT id FROM items
        WHERE tenant_id = :tenant_id AND batch_id = :batch_id AND state NOT IN ('queued', 'running')
          AND NOT {SAYS_NOTHING}
        LIMIT :most)
""")  # noqa: S608 (made of constants)

TELLING = text(f"""
    SELECT EXISTS (SELECT FROM items WHERE tenant_id = :tenant_id AND batch_id = :batch_id
                   AND NOT {SAYS_NOTHING})
""")  # noqa: S608 (made of constants)

DELETE_LETTERS = text("""
    DELETE FROM dead_letters d USING items i
    WHERE d.tenant_id = :tenant_id AND i.tenant_id = d.tenant_id AND i.id = d.item_id AND i.batch_id = :batch_id
""")

EMPTIED = text("""
    UPDATE batches SET emptied_at = clock_timestamp() WHERE tenant_id = :tenant_id AND id = :batch_id
""")

# S3 is asked while the batch is held, for longer than Postgres would else leave a transaction idle.
PATIENTLY = text("SET LOCAL idle_in_transaction_session_timeout = '200s'")

OPEN = text("""
    SELECT id FROM batches
    WHERE tenant_id = :tenant_id AND id = :batch_id AND forms_at < clock_timestamp() - make_interval(hours => :hours)
    FOR NO KEY UPDATE
""")

CLEARED = text("""
    UPDATE batches SET cleared_at = clock_timestamp()
    WHERE tenant_id = :tenant_id AND id = :batch_id AND forms_at < clock_timestamp() - make_interval(hours => :hours)
""")

FILE_KEYS = text("""
    SELECT file_key FROM items
    WHERE tenant_id = :tenant_id AND batch_id = :batch_id AND parent_id IS NULL AND file_key IS NOT NULL
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchOf:
    """A batch and whose it is."""

    tenant_id: UUID
    batch_id: UUID

    @property
    def prefix(self) -> str:
        """What the keys of all its objects begin with."""
        return f"{self.tenant_id}/{self.batch_id}/"

    @property
    def values(self) -> dict[str, UUID]:
        """The parameters of a statement."""
        return {"tenant_id": self.tenant_id, "batch_id": self.batch_id}


def find_expired(connection: Connection, days: int, most: int) -> list[BatchOf]:
    """Return batches whose last document came in more than *days* ago, the oldest first."""
    rows = connection.execute(FIND_EXPIRED, {"days": days, "most": most})
    return [BatchOf(tenant_id=tenant, batch_id=batch) for tenant, batch in rows]


def find_open_uploads(connection: Connection, hours: int, most: int) -> list[BatchOf]:
    """Return batches whose last form was given more than *hours* ago, and that nobody went through since."""
    rows = connection.execute(FIND_OPEN_UPLOADS, {"hours": hours, "most": most})
    return [BatchOf(tenant_id=tenant, batch_id=batch) for tenant, batch in rows]


def find_old_requests(connection: Connection, most: int) -> set[UUID]:
    """Return tenants of which answers to requests are kept past their time; found by *most* of these."""
    return set(connection.execute(FIND_OLD_REQUESTS, {"most": most}).scalars())


def forget_requests(connection: Connection, tenants: Collection[UUID]) -> int:
    """Delete the answers of *tenants* that are past their time; return how many."""
    named = "{" + ",".join(map(str, tenants)) + "}"
    return connection.execute(FORGET_REQUESTS, {"tenants": named}).rowcount


def expire(connection: Connection, batch: BatchOf, days: int) -> bool:
    """Take nothing into the batch any more; False if something is under way there, or not that old."""
    lock_batch(connection, batch.tenant_id, batch.batch_id)
    return connection.execute(EXPIRE, {**batch.values, "days": days}).first() is not None


def blank_items(connection: Connection, batch: BatchOf, error: Mapping[str, str], most: int) -> int:
    """Delete what the documents of at most *most* items said; return how many there were.

    Those that had not come to their end get *error*; malware keeps its own.
    """
    return connection.execute(BLANK_ITEMS, {**batch.values, "error": json.dumps(dict(error)), "most": most}).rowcount


def tells_nothing(connection: Connection, batch: BatchOf) -> bool:
    """Delete the dead letters; False if an item was brought back to work before it was blank."""
    connection.execute(DELETE_LETTERS, batch.values)
    return not connection.execute(TELLING, batch.values).scalar_one()


def mark_emptied(connection: Connection, batch: BatchOf) -> None:
    """Note that the batch's objects are gone."""
    connection.execute(EMPTIED, batch.values)


def take_uploads(connection: Connection, batch: BatchOf, hours: int) -> Collection[str] | None:
    """Hold the batch until the end of the transaction; return the keys of its items' files, None if new forms came.

    An item that passed preprocess names the copy that was scanned, and its upload no longer.
    """
    connection.execute(PATIENTLY)
    if connection.execute(OPEN, {**batch.values, "hours": hours}).first() is None:
        return None
    return set(connection.execute(FILE_KEYS, batch.values).scalars())


def mark_cleared(connection: Connection, batch: BatchOf, hours: int) -> None:
    """Note that the batch's uploads were gone through, unless new forms were given meanwhile."""
    connection.execute(CLEARED, {**batch.values, "hours": hours})
