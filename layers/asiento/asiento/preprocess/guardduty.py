"""Whether a file holds malware, as Amazon GuardDuty's Malware Protection for S3 says it in a tag of the object.

It scans each new object by itself and sets the tag some seconds later. Fails closed: no clear tag lets nothing pass.
"""

import time
from collections.abc import Callable, Mapping

from asiento.errors import DocumentError, TransientError
from asiento.model import Scanner

TAG = "GuardDutyMalwareScanStatus"
"""https://docs.aws.amazon.com/guardduty/latest/ug/monitor-enable-s3-object-tagging.html"""

WAIT, LOOKS = 2.0, 4
"""Seconds between two looks at the tag, and looks of one try: it is usually there before the queue delivers."""

Tags = Callable[[str], Mapping[str, str]]
"""Returns the tags of the object with a key; raises `TransientError` when the store does not answer."""


def guardduty_scanner(tags: Tags, sleep: Callable[[float], None] = time.sleep) -> Scanner:
    """Return a scanner that looks at the *tags* of the file.

    The scanner raises `TransientError`: `scan_pending` while the tag is absent, `scanner_unavailable` when the scan
    failed or was denied; `DocumentError("unscannable_file")` for what GuardDuty cannot look into.
    """

    def scan(key: str, _data: bytes) -> str | None:
        for look in range(LOOKS):
            if look:
                sleep(WAIT)
            status = tags(key).get(TAG)
            if status is not None:
                return _malware(status)
        raise TransientError("scan_pending", "The virus scan of the file is not over yet. The file is tried again.")

    return scan


def _malware(status: str) -> str | None:
    if status == "NO_THREATS_FOUND":
        return None
    if status == "THREATS_FOUND":
        return "found by GuardDuty"
    if status == "UNSUPPORTED":
        raise DocumentError(
            "unscannable_file",
            "The virus scanner cannot look into this file. Send it without a password and not packed, or smaller.",
        )
    raise TransientError("scanner_unavailable", "The virus scanner gave no clear answer. The file is tried again.")
