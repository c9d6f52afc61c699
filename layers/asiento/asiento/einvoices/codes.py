"""Code lists of UN/EDIFACT that UBL and CII share, as far as a ledger asks."""

from asiento.document import DocType

CREDIT_CODES = frozenset({"81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "502", "503", "532"})
"""UNTDID 1001, the subset that EN 16931 maps to a credit note, and 503."""

DEBIT_CODES = frozenset({"80", "84", "383", "382"})
"""UNTDID 1001: debit notes."""

METHODS = {
    "10": "cash",
    "30": "transfer",
    "31": "transfer",
    "42": "transfer",
    "48": "card",
    "49": "direct_debit",
    "54": "card",
    "55": "card",
    "57": "transfer",
    "58": "transfer",
    "59": "direct_debit",
}
"""UNTDID 4461."""


def doc_type_of_code(code: str) -> DocType:
    """Return the type by UNTDID 1001; every code that EN 16931 does not call a note is some invoice."""
    if code in CREDIT_CODES:
        return DocType.CREDIT_NOTE
    return DocType.DEBIT_NOTE if code in DEBIT_CODES else DocType.INVOICE
