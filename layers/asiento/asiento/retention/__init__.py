"""Every hour: what is past its time goes. Documents after the days of the setting, uploads that nobody ingested.

The ledger stays, and so do the items it refers to, without what their documents said. Bounded work a run; may stop at
any point and run again.
"""

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from aws_lambda_powertools import Logger
from aws_lambda_powertools.metrics import EphemeralMetrics, MetricUnit

from asiento.errors import TransientError
from asiento.files import S3Files
from asiento.files.names import read_key
from asiento.store import retention as store
from asiento.store.database import Database
from asiento.store.retention import BatchInUseError, BatchOf

logger = Logger(service="asiento")

UNCLAIMED_HOURS = 25
"""A form for an upload is valid for one hour; what came by it then has a day to be ingested."""
MOST_BATCHES = 100
MOST_REQUESTS = 10_000
SECONDS = 200.0
"""After which a run begins no other batch; the function has 300."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """What retention works with: documents are kept for *days* after the last one of their batch came in.

    A run looks at *most* batches of each kind.
    """

    database: Database
    files: S3Files
    days: int
    most: int = MOST_BATCHES
    clock: Callable[[], float] = time.monotonic


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """What a run removed: documents of *batches*, *uploads* that no item came of, kept answers to *requests*."""

    batches: int = 0
    uploads: int = 0
    requests: int = 0


def retain(retention: Retention) -> Removed:
    """Remove what is past its time. Raises `TransientError`: the next run goes on where this one stopped."""
    end = retention.clock() + SECONDS
    with retention.database.transaction(()) as connection:
        forgetful = store.find_old_requests(connection, MOST_REQUESTS)
        expired = store.find_expired(connection, retention.days, retention.most)
        opened = store.find_open_uploads(connection, UNCLAIMED_HOURS, retention.most)
    requests = _forget_requests(retention, forgetful) if forgetful else 0
    in_time = (batch for batch in expired if retention.clock() < end)
    batches = sum(_expire(retention, batch) for batch in in_time)
    in_time = (batch for batch in opened if retention.clock() < end)
    uploads = sum(_clear(retention, batch) for batch in in_time)
    return Removed(batches=batches, uploads=uploads, requests=requests)


def _forget_requests(retention: Retention, tenants: Collection[UUID]) -> int:
    with retention.database.transaction(tenants) as connection:
        return store.forget_requests(connection, tenants)


def expired_error(days: int) -> dict[str, str]:
    """Return the error of an item that had not come to its end when its document was deleted."""
    message = f"Documents are kept for {days:,} days here, and this one was deleted. Send it again if you need it."
    return {"code": "expired", "message": message}


def _expire(retention: Retention, batch: BatchOf) -> bool:
    """Delete what the documents of a batch said, then the documents; return whether it was done."""
    try:
        with retention.database.transaction([batch.tenant_id]) as connection:
            store.expire(connection, batch, retention.days, expired_error(retention.days))
    except BatchInUseError:
        return False
    # From here on nothing is taken into the batch, so that all there is may go.
    objects = retention.files.sizes(batch.prefix)
    retention.files.delete(objects)
    with retention.database.transaction([batch.tenant_id]) as connection:
        store.mark_emptied(connection, batch)
    logger.info("expired", tenant_id=str(batch.tenant_id), batch_id=str(batch.batch_id), objects=len(objects))
    return True


def _clear(retention: Retention, batch: BatchOf) -> int:
    """Delete the uploads of a batch that no item came of; return how many."""
    with retention.database.transaction([batch.tenant_id]) as connection:
        items = store.take_uploads(connection, batch, UNCLAIMED_HOURS)
        if items is None:
            return 0
        uploads = {key: read_key(key) for key in retention.files.sizes(batch.prefix)}
        unclaimed = [key for key, upload in uploads.items() if upload and upload.upload_id not in items]
        retention.files.delete(unclaimed)
    if unclaimed:
        logger.info(
            "uploads cleared",
            tenant_id=str(batch.tenant_id),
            batch_id=str(batch.batch_id),
            uploads=len(unclaimed),
        )
    return len(unclaimed)


def measure(removed: Removed) -> None:
    """Write the metrics, zeros as well. CloudWatch makes them of a line in the log (embedded metric format)."""
    metrics = EphemeralMetrics(namespace="Asiento", service="retention")
    metrics.add_metric(name="ExpiredBatches", unit=MetricUnit.Count, value=removed.batches)
    metrics.add_metric(name="UnclaimedUploads", unit=MetricUnit.Count, value=removed.uploads)
    metrics.flush_metrics()


def handler(_event: object, _context: object) -> dict[str, Any]:
    """Lambda's entry, on a schedule."""
    from asiento import bootstrap  # noqa: PLC0415 (importing app.py builds nothing)

    days = bootstrap.settings().retention_days
    try:
        removed = retain(Retention(database=bootstrap.database(), files=bootstrap.files(), days=days))
    except TransientError as error:
        logger.warning("retention interrupted", code=error.code)
        raise
    measure(removed)
    return {"batches": removed.batches, "uploads": removed.uploads, "requests": removed.requests}
