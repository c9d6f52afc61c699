"""What the codes say that tax offices have printed on receipts and invoices: payload in, typed record out.

A code counts only in the exact form that its office prescribes, with its check digits right. It proves nothing against
who prints a false one on purpose: that the office knows the document, only the office can say. Knows no picture, no
document and no network; of this program it takes nothing.
"""

from asiento.fiscal_codes.record import FiscalCode, System, Unreadable

__all__ = ["FiscalCode", "System", "Unreadable"]
