"""What is to become of a dead letter, from how its item stands. Knows nothing of SQS and SQL."""

from enum import StrEnum

from asiento.errors import FOR_GOOD
from asiento.model import State
from asiento.pipeline import Stage
from asiento.redrive.dead_letter_queues import Letter
from asiento.store.dead_letters import Standing

UNREADABLE = "unreadable"
GONE = "gone"
INTERRUPTED = "interrupted"
"""Stands for the code of an item that never came to fail, since its worker or the database was lost."""

WAITS_FOR_NO_MESSAGE = frozenset({State.DONE, State.REJECTED, State.REVIEW})


class Fate(StrEnum):
    """What is done with a letter."""

    MOVE = "move"
    REMOVE = "remove"
    LEAVE = "leave"


def fate_of(letter: Letter, standing: Standing | None, stage: Stage, code: str | None) -> tuple[Fate, str]:
    """Return what to do with *letter* of *stage*, whose item stands so (None: there is none), and its code.

    With *code* only letters whose item failed here with it are touched. Otherwise what no stage waits for any more is
    removed, and what nobody can read is left for a person to look at.
    """
    known = _code_of(letter, standing, stage)
    if code is not None:
        return (Fate.MOVE if known == code else Fate.LEAVE), known
    if letter.ref is None:
        return Fate.LEAVE, known
    if standing is None or standing.state in WAITS_FOR_NO_MESSAGE or standing.code in FOR_GOOD:
        return Fate.REMOVE, known
    # One that is queued elsewhere was saved there but perhaps never sent: its message sends it on.
    needed = standing.stage == stage.name or standing.state is State.QUEUED
    return (Fate.MOVE if needed else Fate.REMOVE), known


def _code_of(letter: Letter, standing: Standing | None, stage: Stage) -> str:
    if letter.ref is None:
        return UNREADABLE
    if standing is None:
        return GONE
    failed_here = standing.state is State.FAILED and standing.stage == stage.name
    return standing.code if failed_here and standing.code else INTERRUPTED
