"""What is past its time, in Postgres: found across tenants by functions that give ids only, removed as its tenant."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from asiento.codec import to_plain
from asiento.codes import Said
from asiento.errors import FOR_GOOD
from asiento.store.batches import lock_batch
from asiento.store.statements import statement


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
    rows = connection.execute(statement("find_expired_batches"), {"days": days, "most": most})
    return [BatchOf(tenant_id=tenant, batch_id=batch) for tenant, batch in rows]


def find_open_uploads(connection: Connection, hours: int, most: int) -> list[BatchOf]:
    """Return batches whose last form was given more than *hours* ago, and that nobody went through since."""
    rows = connection.execute(statement("find_open_uploads"), {"hours": hours, "most": most})
    return [BatchOf(tenant_id=tenant, batch_id=batch) for tenant, batch in rows]


def find_old_requests(connection: Connection, most: int) -> set[UUID]:
    """Return tenants of which answers to requests are kept past their time; found by *most* of these."""
    return set(connection.execute(statement("find_old_requests"), {"most": most}).scalars())


def forget_requests(connection: Connection, tenants: Collection[UUID]) -> int:
    """Delete the answers of *tenants* that are past their time; return how many."""
    named = "{" + ",".join(map(str, tenants)) + "}"
    return connection.execute(statement("forget_old_requests"), {"tenants": named}).rowcount


def expire(connection: Connection, batch: BatchOf, days: int) -> bool:
    """Take nothing into the batch any more; False if something is under way there, or not that old."""
    lock_batch(connection, batch.tenant_id, batch.batch_id)
    return connection.execute(statement("expire_batch"), {**batch.values, "days": days}).first() is not None


def blank_items(connection: Connection, batch: BatchOf, error: Said, most: int) -> int:
    """Delete what the documents of at most *most* items said; return how many there were.

    Those that had not come to their end get *error*; malware keeps its own.
    """
    parameters = {**batch.values, "error": json.dumps(to_plain(error)), "most": most, "for_good": sorted(FOR_GOOD)}
    return connection.execute(statement("blank_items"), parameters).rowcount


def tells_nothing(connection: Connection, batch: BatchOf) -> bool:
    """Delete the dead letters and what the history quotes; False if an item came back to work before it was blank."""
    connection.execute(statement("delete_dead_letters"), batch.values)
    connection.execute(statement("forget_changes"), batch.values)
    parameters = {**batch.values, "for_good": sorted(FOR_GOOD)}
    return not connection.execute(statement("tells_something"), parameters).scalar_one()


def mark_emptied(connection: Connection, batch: BatchOf) -> None:
    """Note that the batch's objects are gone."""
    connection.execute(statement("mark_batch_emptied"), batch.values)


def take_uploads(connection: Connection, batch: BatchOf, hours: int) -> Collection[str] | None:
    """Hold the batch until the end of the transaction; return the keys of its items' files, None if new forms came.

    An item that passed preprocess names the copy that was scanned, and its upload no longer.
    """
    connection.execute(statement("wait_for_files"))
    if connection.execute(statement("hold_open_batch"), {**batch.values, "hours": hours}).first() is None:
        return None
    return set(connection.execute(statement("find_file_keys"), batch.values).scalars())


def mark_cleared(connection: Connection, batch: BatchOf, hours: int) -> None:
    """Note that the batch's uploads were gone through, unless new forms were given meanwhile."""
    connection.execute(statement("mark_batch_cleared"), {**batch.values, "hours": hours})
