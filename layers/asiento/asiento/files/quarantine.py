"""Quarantine: a file with malware is marked by a tag, which the policy of the bucket in `template.yaml` looks at."""

from collections.abc import Mapping

from asiento.errors import DocumentError

SCAN_TAG, INFECTED = "asiento:scan", "infected"
GUARDDUTY_TAG, THREATS = "GuardDutyMalwareScanStatus", "THREATS_FOUND"
"""https://docs.aws.amazon.com/guardduty/latest/ug/monitor-enable-s3-object-tagging.html"""


def tells_malware(tags: Mapping[str, str]) -> bool:
    """Return whether the policy denies an object for its *tags*, ours or those of GuardDuty."""
    return tags.get(SCAN_TAG) == INFECTED or tags.get(GUARDDUTY_TAG) == THREATS


def infected(malware: str | None = None) -> DocumentError:
    """Return the error for a file that holds *malware*, by its name if that is known."""
    return DocumentError("infected.named", malware=malware) if malware else DocumentError("infected.unnamed")
