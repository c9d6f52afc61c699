"""Every minute: send on what a crash left behind. Bounded work a run; sending twice does no harm."""

from typing import Any

from aws_lambda_powertools import Logger

from asiento.model import Delivery
from asiento.pipeline import MAX_ATTEMPTS, STAGES
from asiento.queues import Queue, send_each
from asiento.store.database import Database
from asiento.store.stuck import fail_abandoned, find_stuck, queue_again

logger = Logger(service="asiento")

IDLE_SECONDS = 900
"""An item that is queued for longer than its queue's visibility timeout (720 s) was never sent, or lost its message."""
MOST = 1_000
WORKER_LOST = {
    "code": "worker_lost",
    "message": "Working on this ended our worker each time. Retry it, or send the document split or in another form.",
}


def sweep(database: Database, queue: Queue, *, idle: int = IDLE_SECONDS, most: int = MOST) -> int:
    """Send again what is stuck: accepted but never sent, or claimed by a worker that is gone. Returns how many.

    What ended its worker at the last try is failed instead: as a new message it would end workers for ever.
    """
    with database.transaction(()) as connection:
        found = find_stuck(connection, idle, most)
    if not found:
        return 0
    stuck = [
        {"tenant_id": str(tenant), "item_id": str(item), "stage": stage, "hidden": STAGES[stage].visibility_timeout}
        for tenant, item, stage in found
    ]
    with database.transaction({tenant for tenant, _, _ in found}) as connection:
        failed = fail_abandoned(connection, stuck, WORKER_LOST, MAX_ATTEMPTS)
        queued = queue_again(connection, stuck)
    if failed:
        logger.error("workers lost at the last try", items=failed)
    sent = send_each(queue, ((stage, Delivery(tenant_id=tenant, item_id=item)) for tenant, item, stage in queued))
    for name, items in sent.items():
        logger.warning("stuck items sent again", stage=name, items=items)
    return len(queued)


def handler(_event: object, _context: object) -> dict[str, Any]:
    """Lambda's entry, on a schedule."""
    from asiento import bootstrap  # noqa: PLC0415 (importing app.py builds nothing)

    return {"sent": sweep(bootstrap.database(), bootstrap.queue())}
