"""GuardDuty's tag on an object as a scanner: what is not clearly clean does not pass."""

from collections.abc import Iterator, Mapping

import pytest

from asiento.errors import DocumentError, TransientError
from asiento.preprocess.guardduty import LOOKS, TAG, WAIT, guardduty_scanner

CLEAN = {TAG: "NO_THREATS_FOUND"}


def scanned(*looks: Mapping[str, str]) -> tuple[str | None, list[float]]:
    """Return what the scanner says of a file whose tags are *looks* in turn, and how long it slept before each."""
    tags: Iterator[Mapping[str, str]] = iter(looks)
    slept: list[float] = []
    return guardduty_scanner(lambda _key: next(tags), slept.append)("key", b"bytes"), slept


def test_a_clean_file_passes_at_once() -> None:
    """The tag is there: nobody waits."""
    assert scanned(CLEAN) == (None, [])


def test_a_tag_that_comes_late_is_waited_for() -> None:
    """The scan takes some seconds; other tags say nothing."""
    assert scanned({}, {"project": "x"}, CLEAN) == (None, [WAIT, WAIT])


def test_a_tag_that_does_not_come_keeps_the_file_waiting() -> None:
    """After some looks the message goes back to the queue, and after three tries the item fails: never unscanned."""
    with pytest.raises(TransientError, match="scan_pending"):
        scanned(*[{}] * LOOKS, CLEAN)


def test_a_threat_is_malware() -> None:
    """The tag does not name it."""
    assert scanned({TAG: "THREATS_FOUND"}) == ("found by GuardDuty", [])


def test_what_cannot_be_scanned_is_the_documents_fault() -> None:
    """A password or too many layers: another try gives the same."""
    with pytest.raises(DocumentError, match=r"unscannable_file: .*Send it without a password"):
        scanned({TAG: "UNSUPPORTED"})


@pytest.mark.parametrize("status", ["ACCESS_DENIED", "FAILED", "", "no_threats_found", "CLEAN"])
def test_no_clear_answer_lets_nothing_pass(status: str) -> None:
    """A scan that failed, was denied, or says what we do not know, is no yes."""
    with pytest.raises(TransientError, match="scanner_unavailable"):
        scanned({TAG: status})


def test_a_store_that_is_away_lets_nothing_pass() -> None:
    """Without its tags nothing is known of a file."""

    def away(_key: str) -> Mapping[str, str]:
        raise TransientError("storage_unavailable", "The document store did not answer.")

    with pytest.raises(TransientError, match="storage_unavailable"):
        guardduty_scanner(away)("key", b"bytes")
