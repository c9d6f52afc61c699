"""Chooses what to do with a dead letter by the state of its item. Knows nothing of SQS and SQL."""

from enum import StrEnum

from asiento.errors import FOR_GOOD
from asiento.model import State
from asiento.pipeline import Stage
from asiento.redrive.dead_letter_queues import DeadLetter
from asiento.store.dead_letters import ItemState

UNREADABLE = "unreadable"
GONE = "gone"
INTERRUPTED = "interrupted"
"""Code of an item that did not fail itself: its worker or the database was lost."""

WAITS_FOR_NO_MESSAGE = frozenset({State.DONE, State.REJECTED, State.DUPLICATE, State.REVIEW})


class Action(StrEnum):
    """What is done with a letter."""

    MOVE = "move"
    REMOVE = "remove"
    LEAVE = "leave"


def action_for(letter: DeadLetter, item_state: ItemState | None, stage: Stage, code: str | None) -> tuple[Action, str]:
    """Return what to do with *letter* of *stage*, and its code. *item_state* is None if there is no such item.

    With *code* only letters whose item failed here with it are touched. Otherwise what no stage waits for any more is
    removed, and what nobody can read is left for a person to look at.
    """
    known = _code_of(letter, item_state, stage)
    if code is not None:
        return (Action.MOVE if known == code else Action.LEAVE), known
    if letter.ref is None:
        return Action.LEAVE, known
    if item_state is None or item_state.state in WAITS_FOR_NO_MESSAGE or item_state.code in FOR_GOOD:
        return Action.REMOVE, known
    # One that is queued elsewhere was saved there but perhaps never sent: its message sends it on.
    needed = item_state.stage == stage.name or item_state.state is State.QUEUED
    return (Action.MOVE if needed else Action.REMOVE), known


def _code_of(letter: DeadLetter, item_state: ItemState | None, stage: Stage) -> str:
    if letter.ref is None:
        return UNREADABLE
    if item_state is None:
        return GONE
    failed_here = item_state.state is State.FAILED and item_state.stage == stage.name
    return item_state.code if failed_here and item_state.code else INTERRUPTED
