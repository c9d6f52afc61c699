"""Dead letters back to work, all or those of one code. Run again, an item posts nothing twice."""

from asiento.pipeline import Stage
from asiento.redrive.dead_letter_queues import DeadLetterQueues
from asiento.redrive.letters import Redriven, Redriver, Wanted
from asiento.redrive.one_by_one import Round

__all__ = ["DeadLetterQueues", "Redriven", "Redriver", "Wanted", "redrive"]


def redrive(redriver: Redriver, stage: Stage, wanted: Wanted) -> Redriven:
    """Send dead letters of *stage* to its queue as new messages, whose tries are counted anew.

    All of them are moved by SQS itself where it can. Raises `TransientError`, and `RequestError("redrive_running")`.
    """
    by_task = _all_by_task(redriver.dead_letters, stage) if wanted.everything else None
    return by_task or Round(redriver=redriver, stage=stage, wanted=wanted).run()


def _all_by_task(dead_letters: DeadLetterQueues, stage: Stage) -> Redriven | None:
    about = dead_letters.depths(stage).dead
    return Redriven(moved=about, task=True) if dead_letters.move_all(stage) else None
