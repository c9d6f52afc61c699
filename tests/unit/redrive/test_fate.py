"""What is done with a dead letter, by how its item stands."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from asiento.errors import FOR_GOOD
from asiento.model import ItemRef, State
from asiento.pipeline import STAGES
from asiento.redrive.dead_letter_queues import Letter
from asiento.redrive.fate import Fate, fate_of
from asiento.store.dead_letters import Standing

OCR = STAGES["ocr"]
LETTER = Letter(receipt="r", sent_at=datetime(2026, 3, 1, tzinfo=UTC), ref=ItemRef(uuid4(), uuid4()))


@pytest.mark.parametrize("code", sorted(FOR_GOOD))
def test_what_failed_for_good_is_not_sent_again(code: str) -> None:
    """No stage would take it."""
    standing = Standing(stage="ocr", state=State.FAILED, code=code)

    assert fate_of(LETTER, standing, OCR, None) == (Fate.REMOVE, code)


def test_what_failed_for_the_worlds_fault_is_sent_again() -> None:
    """Its item runs once more."""
    standing = Standing(stage="ocr", state=State.FAILED, code="scanner_unavailable")

    assert fate_of(LETTER, standing, OCR, None) == (Fate.MOVE, "scanner_unavailable")
