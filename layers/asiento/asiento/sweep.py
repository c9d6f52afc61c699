"""Every minute: send on what a crash left behind. Bounded work a run; sending twice does no harm."""

import json
from collections import defaultdict
from typing import Any

from aws_lambda_powertools import Logger
from sqlalchemy import text

from asiento.database import Database
from asiento.model import Delivery
from asiento.pipeline import STAGES
from asiento.queues import Queue

logger = Logger(service="asiento")

IDLE_SECONDS = 900
"""An item that is queued for longer than its queue's visibility timeout (720 s) was never sent, or lost its message."""
MOST = 1_000

FIND = text("SELECT tenant_id, item_id, stage FROM find_stuck_items(make_interval(secs => :idle), :most)")
# Touched, so that the next run does not send them again before they had their chance.
TOUCH = text("""
    UPDATE items i SET updated_at = clock_timestamp(), state = 'queued', lease = NULL, lease_until = NULL
    FROM jsonb_to_recordset(CAST(:stuck AS jsonb)) AS s (tenant_id uuid, item_id uuid, stage text)
    WHERE i.tenant_id = s.tenant_id AND i.id = s.item_id AND i.stage = s.stage
      AND (i.state = 'queued' OR i.state = 'running' AND i.lease_until < clock_timestamp())
""")


def sweep(database: Database, queue: Queue, *, idle: int = IDLE_SECONDS, most: int = MOST) -> int:
    """Send again what is stuck: accepted but never sent, or claimed by a worker that is gone. Returns how many."""
    with database.transaction(()) as connection:
        stuck = connection.execute(FIND, {"idle": idle, "most": most}).all()
    if not stuck:
        return 0
    rows = [{"tenant_id": str(tenant), "item_id": str(item), "stage": stage} for tenant, item, stage in stuck]
    with database.transaction({tenant for tenant, _, _ in stuck}) as connection:
        connection.execute(TOUCH, {"stuck": json.dumps(rows)})
    by_stage: dict[str, list[Delivery]] = defaultdict(list)
    for tenant, item, stage in stuck:
        by_stage[stage].append(Delivery(tenant_id=tenant, item_id=item))
    for name, deliveries in by_stage.items():
        queue.send(STAGES[name], deliveries)
        logger.warning("stuck items sent again", stage=name, items=len(deliveries))
    return len(stuck)


def handler(_event: object, _context: object) -> dict[str, Any]:
    """Lambda's entry, on a schedule."""
    from asiento import bootstrap  # noqa: PLC0415 (importing app.py builds nothing)

    return {"sent": sweep(bootstrap.database(), bootstrap.queue())}
