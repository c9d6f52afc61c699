"""Dead letters back to work, all or those of one code. Run again, an item posts nothing twice."""

from asiento.pipeline import Stage
from asiento.redrive.dead_letter_queues import DeadLetterQueues
from asiento.redrive.one_by_one import RedriveRun
from asiento.redrive.types import RedriveCounts, RedriveOptions, RedriveServices

__all__ = ["DeadLetterQueues", "RedriveCounts", "RedriveOptions", "RedriveServices", "redrive"]


def redrive(services: RedriveServices, stage: Stage, options: RedriveOptions) -> RedriveCounts:
    """Send dead letters of *stage* to its queue as new messages, whose tries are counted anew.

    All of them are moved by SQS itself where it can. Raises `TransientError`, and `RequestError("redrive_running")`.
    """
    by_task = _all_by_task(services.dead_letters, stage) if options.everything else None
    return by_task or RedriveRun(services=services, stage=stage, options=options).run()


def _all_by_task(dead_letters: DeadLetterQueues, stage: Stage) -> RedriveCounts | None:
    about = dead_letters.depths(stage).dead
    return RedriveCounts(moved=about, task=True) if dead_letters.move_all(stage) else None
