"""Every hour: what is past its time goes. Documents after the days of the setting, uploads that no item reads.

The ledger stays, and so do the items it refers to, without what their documents said. Bounded work a run; may stop at
any point and run again.
"""

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from itertools import batched
from uuid import UUID

from aws_lambda_powertools import Logger
from aws_lambda_powertools.metrics import EphemeralMetrics, MetricUnit
from sqlalchemy import Connection

from asiento.codes import Said
from asiento.codes.said import said
from asiento.errors import TransientError
from asiento.files import MOST_DELETED, UNCLAIMED_HOURS, S3Files
from asiento.files.names import read_key
from asiento.store import retention as store
from asiento.store.database import Database
from asiento.store.retention import BatchOf

logger = Logger(service="asiento")

MOST_BATCHES = 100
"""Batches that are found at once."""
MOST_ITEMS = 5_000
"""Items that a transaction blanks: Postgres needs well under a second for them."""
MOST_REQUESTS = 10_000
SECONDS = 100.0
"""After which a run begins no other batch of the same kind; the function has 300."""

Find = Callable[[Connection], list[BatchOf]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """What retention works with: documents are kept for *days* after the last one of their batch came in.

    *most* batches are found at once.
    """

    database: Database
    files: S3Files
    days: int
    most: int = MOST_BATCHES
    clock: Callable[[], float] = time.monotonic


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """What a run removed: documents of *batches*, *uploads* that no item reads, kept answers to *requests*.

    Batches that *failed*, since the database or the store were away, are found again by the next run.
    """

    batches: int = 0
    uploads: int = 0
    requests: int = 0
    failed: int = 0


def remove_expired(retention: Retention) -> Removed:
    """Remove what is past its time, uploads first: only a batch whose uploads were gone through expires.

    Raises `TransientError` if nothing can be looked for.
    """
    with retention.database.transaction(()) as connection:
        forgetful = store.find_old_requests(connection, MOST_REQUESTS)
    requests = _forget_requests(retention, forgetful) if forgetful else 0
    cleared = _each(retention, lambda c: store.find_open_uploads(c, UNCLAIMED_HOURS, retention.most), _clear)
    expired = _each(retention, lambda c: store.find_expired(c, retention.days, retention.most), _expire)
    return Removed(
        batches=sum(number for number in expired if number),
        uploads=sum(number for number in cleared if number),
        requests=requests,
        failed=[*expired, *cleared].count(None),
    )


def _each(retention: Retention, find: Find, handle: Callable[[Retention, BatchOf], int]) -> list[int | None]:
    """Handle what *find* finds, each batch once, until there is no other or the time is up; None for what failed."""
    end, done = retention.clock() + SECONDS, dict[BatchOf, int | None]()
    while True:
        with retention.database.transaction(()) as connection:
            found = [batch for batch in find(connection) if batch not in done]
        if not found:
            return list(done.values())
        for batch in found:
            if retention.clock() >= end:
                return list(done.values())
            done[batch] = _handled(retention, batch, handle)


def _handled(retention: Retention, batch: BatchOf, handle: Callable[[Retention, BatchOf], int]) -> int | None:
    """Handle a batch; one that fails does not keep the others waiting."""
    try:
        number = handle(retention, batch)
    except TransientError as error:
        logger.warning("not removed", code=error.code, batch_id=str(batch.batch_id), tenant_id=str(batch.tenant_id))
        return None
    if number:
        logger.info("removed", number=number, batch_id=str(batch.batch_id), tenant_id=str(batch.tenant_id))
    return number


def _forget_requests(retention: Retention, tenants: Collection[UUID]) -> int:
    with retention.database.transaction(tenants) as connection:
        return store.forget_requests(connection, tenants)


def expired_error(days: int) -> Said:
    """Return the error of an item that had not come to its end when its document was deleted."""
    return said("expired", days=days)


def _expire(retention: Retention, batch: BatchOf) -> int:
    """Delete what the documents of a batch said, then the documents; return 1 if it was done, 0 if it is in use."""
    with retention.database.transaction([batch.tenant_id]) as connection:
        if not store.expire(connection, batch, retention.days):
            return 0
    blanked = MOST_ITEMS
    while blanked == MOST_ITEMS:
        with retention.database.transaction([batch.tenant_id]) as connection:
            blanked = store.blank_items(connection, batch, expired_error(retention.days), MOST_ITEMS)
    with retention.database.transaction([batch.tenant_id]) as connection:
        if not store.tells_nothing(connection, batch):
            return 0
    # Nothing is taken into the batch any more, and none of its items can run again.
    retention.files.delete(retention.files.sizes(batch.prefix))
    with retention.database.transaction([batch.tenant_id]) as connection:
        store.mark_emptied(connection, batch)
    return 1


def _clear(retention: Retention, batch: BatchOf) -> int:
    """Delete the uploads of a batch that no item reads, or no longer, since it has its own copy; return how many."""
    uploads = [key for key in retention.files.sizes(batch.prefix) if read_key(key)]
    cleared = 0
    for some in batched(uploads, MOST_DELETED, strict=False):
        # The batch is held for one call of S3 at a time: who ingests meanwhile waits for it, then looks again.
        with retention.database.transaction([batch.tenant_id]) as connection:
            read = store.take_uploads(connection, batch, UNCLAIMED_HOURS)
            if read is None:
                return cleared
            unclaimed = [key for key in some if key not in read]
            retention.files.delete(unclaimed)
            cleared += len(unclaimed)
    with retention.database.transaction([batch.tenant_id]) as connection:
        store.mark_cleared(connection, batch, UNCLAIMED_HOURS)
    return cleared


def measure(removed: Removed) -> None:
    """Write the metrics, zeros as well. CloudWatch makes them of a line in the log (embedded metric format)."""
    metrics = EphemeralMetrics(namespace="Asiento", service="retention")
    metrics.add_metric(name="ExpiredBatches", unit=MetricUnit.Count, value=removed.batches)
    metrics.add_metric(name="UnclaimedUploads", unit=MetricUnit.Count, value=removed.uploads)
    metrics.add_metric(name="RetentionFailures", unit=MetricUnit.Count, value=removed.failed)
    metrics.flush_metrics()
