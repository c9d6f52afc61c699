"""What `total` means in the ledger: net, taxes and tip. What is left after withholdings is `payable`.

Facturae's `InvoiceTotal` (its manual, 3.1.5.1: gross amount before taxes plus taxes less withholdings), and many tables
and pages, call the lesser sum their total; UBL, CII, FatturaPA and most pages the whole one.
"""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from asiento.document import Document, Field, Source

ROUNDING = Decimal("0.02")
"""By how much rounding may part the total from what makes it."""


def with_gross_total(document: Document) -> Document:
    """Return *document* with the total before withholdings, where the printed one is surely after them.

    What was printed as the total is then what is left to pay, unless another amount was.
    """
    total, withheld = document.total, _sum(row.amount for row in document.withholdings)
    net, taxes = document.net, document.tax_total or _whole(row.amount for row in document.taxes)
    if total is None or net is None or taxes is None or not withheld:
        return document
    tip = document.tip.value if document.tip else Decimal(0)
    gross = net.value + taxes.value + tip
    less = withheld if gross >= 0 else -abs(withheld)  # of a note with negative figures
    missing = abs(gross - less - total.value)
    if missing > ROUNDING or abs(gross - total.value) <= missing:
        return document
    return replace(document, total=total.map(lambda _: gross), payable=document.payable or total)


def _sum(amounts: Iterable[Field[Decimal] | None]) -> Decimal:
    return sum((amount.value for amount in amounts if amount is not None), Decimal(0))


def _whole(amounts: Iterable[Field[Decimal] | None]) -> Field[Decimal] | None:
    """Return the sum of *amounts*; None if there is none, or one is missing."""
    given = list(amounts)
    known = [amount for amount in given if amount is not None]
    if not known or len(known) < len(given):
        return None
    return Field(value=_sum(known), confidence=1.0, source=Source.DERIVED)
