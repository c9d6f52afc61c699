"""Payload in, record out: the one function that others call."""

from asiento.fiscal_codes import access_key, portugal, ticketbai, verifactu
from asiento.fiscal_codes.record import FiscalCode, Unreadable

LONGEST = 1_000
"""Characters of a payload; Portugal's, the longest, has at most 600."""


def read_code(payload: str) -> FiscalCode | Unreadable | None:
    """Return what *payload*, the text of a barcode or QR code, states.

    `Unreadable` for a code of a tax office with a wrong check digit, an impossible date or anything else that its rules
    forbid; None for what is none: the page of a shop, a payment, a WiFi.
    """
    if len(payload) > LONGEST:
        return None
    for reader in (verifactu.read, ticketbai.read, access_key.read, portugal.read):
        found = reader(payload)
        if found is not None:
            return found
    return None
