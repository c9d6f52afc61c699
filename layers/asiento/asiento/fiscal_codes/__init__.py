"""What the codes say that tax offices have printed on receipts and invoices: payload in, typed record out.

A code counts only in the exact form that its office prescribes, with its check digits right. It proves nothing against
who prints a false one on purpose: that the office knows the document, only the office can say. Knows no picture, no
document and no network; of this program it takes nothing.
"""

from asiento.fiscal_codes import access_key, portugal, ticketbai, verifactu
from asiento.fiscal_codes.record import FiscalCode, System, Unreadable

__all__ = ["LONGEST", "FiscalCode", "System", "Unreadable", "read_code"]

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
