"""What is done with a dead letter, by how its item stands."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from asiento.errors import FOR_GOOD
from asiento.model import ItemRef, State
from asiento.pipeline import STAGES
from asiento.redrive.actions import Action, action_for
from asiento.redrive.dead_letter_queues import DeadLetter
from asiento.store.dead_letters import ItemState

OCR = STAGES["ocr"]
LETTER = DeadLetter(receipt="r", sent_at=datetime(2026, 3, 1, tzinfo=UTC), ref=ItemRef(uuid4(), uuid4()))


@pytest.mark.parametrize("code", sorted(FOR_GOOD))
def test_what_failed_for_good_is_not_sent_again(code: str) -> None:
    """No stage would take it."""
    item_state = ItemState(stage="ocr", state=State.FAILED, code=code)

    assert action_for(LETTER, item_state, OCR, None) == (Action.REMOVE, code)


def test_what_failed_for_the_worlds_fault_is_sent_again() -> None:
    """Its item runs once more."""
    item_state = ItemState(stage="ocr", state=State.FAILED, code="scanner_unavailable")

    assert action_for(LETTER, item_state, OCR, None) == (Action.MOVE, "scanner_unavailable")
