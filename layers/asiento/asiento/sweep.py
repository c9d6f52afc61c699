"""Every minute: send on what a crash left behind. Bounded work a run; sending twice does no harm."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from aws_lambda_powertools import Logger
from aws_lambda_powertools.metrics import EphemeralMetrics, MetricUnit

from asiento.codes.said import said
from asiento.model import ItemRef, State
from asiento.pipeline import MAX_ATTEMPTS, PIPELINE, Stage
from asiento.queues import Queue, send_each
from asiento.store.database import Database
from asiento.store.stuck import Stuck, fail_abandoned, find_stuck, queue_again

logger = Logger(service="asiento")

GRACE = 60
"""Seconds in which a message that became visible again is received, where nothing waits before it."""
MOST = 1_000
WORKER_LOST = said("worker_lost")


@dataclass(frozen=True, slots=True, kw_only=True)
class Repairs:
    """What a run did, in items of each kind.

    *unsent* were queued and no message brought them; *abandoned* were held by a worker that is gone; both were sent
    again. *lost* ended their worker at the last try, so that their message is a dead letter: they were failed.
    """

    unsent: int = 0
    abandoned: int = 0
    lost: int = 0

    @property
    def sent(self) -> int:
        """Messages that were sent."""
        return self.unsent + self.abandoned


def wait_of(stage: Stage) -> int:
    """Return the seconds after which an item of *stage* is stuck: by then its queue gave its message back.

    A long backlog keeps messages longer. So each time that the sweep sends an item again, it waits for it twice as
    long as before (64 times as long at most): it adds few messages to the queue, and each of them does no harm.
    """
    return stage.visibility_timeout + GRACE


WAITS = {stage.name: wait_of(stage) for stage in PIPELINE}


def sweep(database: Database, queue: Queue, *, waits: Mapping[str, int] = WAITS, most: int = MOST) -> Repairs:
    """Send again what is stuck: accepted but never sent, or claimed by a worker that is gone; at most *most* items.

    What ended its worker at the last try is failed instead: as a new message it would end workers for ever. A redrive
    of its dead letter is what brings it back.
    """
    with database.transaction(()) as connection:
        found = find_stuck(connection, waits, most)
    if not found:
        return Repairs()
    with database.transaction({stuck.tenant_id for stuck in found}) as connection:
        lost = fail_abandoned(connection, found, waits, WORKER_LOST, MAX_ATTEMPTS)
        queued = queue_again(connection, found, waits)
    _log("worker lost at the last try", lost)
    send_each(queue, ((one.stage, ItemRef(one.tenant_id, one.item_id)) for one in queued))
    unsent = [one for one in queued if one.state is State.QUEUED]
    abandoned = [one for one in queued if one.state is State.RUNNING]
    _log("never sent or message lost, sent again", unsent)
    _log("worker gone, sent again", abandoned)
    return Repairs(unsent=len(unsent), abandoned=len(abandoned), lost=len(lost))


def _log(repair: str, items: list[Stuck]) -> None:
    """Write a line for each stage that *repair* was made in."""
    for stage, number in Counter(one.stage for one in items).items():
        logger.warning("repaired", repair=repair, stage=stage, items=number)


def measure(repairs: Repairs) -> None:
    """Write the metrics, zeros as well, so that an alarm can tell nothing to repair from no sweep.

    CloudWatch makes them of a line in the log (embedded metric format).
    """
    metrics = EphemeralMetrics(namespace="Asiento", service="sweep")
    metrics.add_metric(name="UnsentItems", unit=MetricUnit.Count, value=repairs.unsent)
    metrics.add_metric(name="AbandonedItems", unit=MetricUnit.Count, value=repairs.abandoned)
    metrics.add_metric(name="LostWorkers", unit=MetricUnit.Count, value=repairs.lost)
    metrics.flush_metrics()
