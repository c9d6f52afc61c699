"""Code lists of UN/EDIFACT that UBL and CII share, as far as a ledger asks."""

from asiento.document import DocType

CREDIT_CODES = frozenset({"81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "502", "503", "532"})
"""UNTDID 1001, the subset that EN 16931 maps to a credit note, and 503."""

DEBIT_CODES = frozenset({"80", "84", "383", "382"})
"""UNTDID 1001: debit notes."""

INVOICE_CODES = frozenset(
    {
        *("82", "130", "202", "203", "204", "211", "295", "326", "331", "380", "385", "386", "387", "388", "389"),
        *("390", "393", "394", "395", "456", "457", "527", "553", "575", "623", "633", "780", "817", "870", "875"),
        *("876", "877", "935"),
    }
)
"""UNTDID 1001, the subset that EN 16931 allows as an invoice, but for what asks for no money of its own: 325, a pro
forma, 751, for the accounts only, 71, 102, 218 and 219, requests, and 384, which takes the place of another invoice.
"""

BOOKED_CODES = INVOICE_CODES | CREDIT_CODES | DEBIT_CODES

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
