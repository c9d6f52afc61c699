"""Scans for malware by Amazon GuardDuty's Malware Protection for S3, which tags the object.

It scans each new object by itself and sets the tag some seconds later. Fails closed: no clear tag lets nothing pass. A
tag is one version's: it says nothing of bytes that the sender put there before or after.
"""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from asiento.errors import DocumentError, TransientError
from asiento.files.quarantine import GUARDDUTY_TAG as TAG
from asiento.files.quarantine import THREATS
from asiento.model import Scanner

if TYPE_CHECKING:
    from asiento.files import S3Files

WAIT = 2.0
"""Seconds between two looks at the tag."""
LOOKS = 4
"""Looks of one try: the tag is usually there before the queue delivers."""


def guardduty_scanner(files: "S3Files", sleep: Callable[[float], None] = time.sleep) -> Scanner:
    """Return a scanner that looks at the tags of the file in *files*.

    The scanner raises `TransientError`: `scan_pending` while the tag is absent, or that of another version,
    `scanner_unavailable` when the scan failed or was denied, `storage_unavailable` when the store does not answer;
    `DocumentError("unscannable_file")` for what GuardDuty cannot look into.
    """

    def scan(key: str, data: bytes) -> str | None:
        for look in range(LOOKS):
            if look:
                sleep(WAIT)
            version, tags = files.tagged(key)
            if TAG not in tags:
                continue
            malware = _malware(tags[TAG])
            # A clean tag is for the bytes of its version. Malware needs no such care: the file is its sender's.
            if malware is None and files.fetch(key) != (version, data):
                break
            return malware
        raise TransientError("scan_pending")

    return scan


def _malware(status: str) -> str | None:
    if status == "NO_THREATS_FOUND":
        return None
    if status == THREATS:
        return "found by GuardDuty"
    if status == "UNSUPPORTED":
        raise DocumentError("unscannable_file")
    raise TransientError("scanner_unavailable")
