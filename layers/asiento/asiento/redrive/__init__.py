"""Dead letters back to work, all or those of one code. Run again, an item posts nothing twice."""

from aws_lambda_powertools import Logger

from asiento.pipeline import Stage
from asiento.redrive.dead_letter_queues import DeadLetterQueues
from asiento.redrive.one_by_one import Round
from asiento.redrive.words import Redriven, Redriver, Wanted

__all__ = ["DeadLetterQueues", "Redriven", "Redriver", "Wanted", "redrive"]

logger = Logger(service="asiento")


def redrive(redriver: Redriver, stage: Stage, wanted: Wanted) -> Redriven:
    """Send dead letters of *stage* to its queue as new messages, whose tries are counted anew.

    All of them are moved by SQS itself where it can. Raises `TransientError`, and `RequestError("redrive_running")`.
    """
    by_task = _all_by_task(redriver.dead_letters, stage) if wanted.everything else None
    done = by_task or Round(redriver=redriver, stage=stage, wanted=wanted).run()
    logger.info(
        "dead letters redriven",
        stage=stage.name,
        code=wanted.code,
        dry_run=wanted.dry_run,
        task=done.task,
        moved=done.moved,
        removed=done.removed,
        left=done.left,
    )
    return done


def _all_by_task(dead_letters: DeadLetterQueues, stage: Stage) -> Redriven | None:
    about = dead_letters.depths(stage).dead
    return Redriven(moved=about, task=True) if dead_letters.move_all(stage) else None
