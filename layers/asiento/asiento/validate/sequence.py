"""The rules on what only earlier bills of the supplier show: numbers and dates out of series, one purchase twice.

How often each is wrong on made sequences, and how often it finds what is: docs/decisions/0054.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal

from asiento.document import BILLS, DocType, Document
from asiento.model import Finding
from asiento.tenant import PostedBill
from asiento.validate import series
from asiento.validate.finding import Context, review, warning
from asiento.validate.series import Numbered
from asiento.validate.suppliers import known_supplier

SURELY_ASKED = timedelta(days=3)
"""Two bills of one total and supplier within these are asked about when they are posted (`post_outcomes.sql`)."""
PAID_WITHIN, BILLED_WITHIN = timedelta(days=92), timedelta(days=60)
"""From an invoice to the receipt of its payment, from a receipt to the invoice that was asked for it. Set by hand."""
ALL_INVOICED = 5
"""Bills of a supplier that sent no receipt, so that the first one is odd."""


def out_of_series(document: Document, context: Context) -> Iterator[Finding]:
    """Hold a bill whose year is another than its number shows; tell of a number that is out of its series."""
    known = known_supplier(document, context)
    if known is None or not known.policy.series or document.doc_type not in BILLS:
        return
    if document.number is None or document.issued_on is None:
        return
    one = series.numbered(document.number.value, document.issued_on.value)
    if one is not None:
        yield from _of_year(one, _numbered(known.bills, document.doc_type))


def _numbered(bills: Sequence[PostedBill], doc_type: DocType) -> list[Numbered]:
    """Return the bills of the type that have a number, the last first."""
    known = (
        series.numbered(bill.number, bill.issued_on) for bill in bills if bill.number and bill.doc_type == doc_type
    )
    return [bill for bill in known if bill is not None]


def _of_year(one: Numbered, known: Sequence[Numbered]) -> Iterator[Finding]:
    if series.of_other_year(one, known):
        yield review("out_of_series.year", "issued_on", number=one.number, issued=one.issued_on)
    elif (moved := series.a_year_off(one, known)) is not None:
        yield review("out_of_series.year_off", "issued_on", number=one.number, issued=one.issued_on, fits=moved)
    else:
        yield from _of_order(one, known)


def _of_order(one: Numbered, known: Sequence[Numbered]) -> Iterator[Finding]:
    if (other := series.out_of_order(one, known)) is not None:
        yield warning(
            "out_of_series.order", "number", number=one.number, issued=one.issued_on, known=other.number,
            day=other.issued_on,
        )  # fmt: skip
    elif (other := series.far_beyond(one, known)) is not None:
        yield warning("out_of_series.far", "number", number=one.number, known=other.number, day=other.issued_on)
    elif (other := series.of_other_form(one, known)) is not None:
        yield warning("out_of_series.form", "number", number=one.number, known=other.number, count=len(known))


def same_purchase(document: Document, context: Context) -> Iterator[Finding]:
    """Hold a receipt that may be of the payment of a posted invoice, and an invoice that may be for a posted receipt.

    Where the supplier's totals are often alike, nothing is said.
    """
    known, total = known_supplier(document, context), document.total
    if known is None or not known.policy.same_purchase or total is None or document.issued_on is None:
        return
    alike = [bill for bill in known.bills if bill.total == total.value and _is_in(document, bill)]
    other = next((bill for bill in alike if _may_be_one(document, bill)), None)
    if other is None or not (len(alike) == 1 or _is_first_receipt(document, known.bills)):
        return
    if document.doc_type is DocType.RECEIPT:
        yield review(
            "same_purchase.receipt", "total", total=total.value, number=other.number or "", day=other.issued_on
        )
    else:
        yield review("same_purchase.invoice", "total", total=total.value, day=other.issued_on)


def _is_in(document: Document, bill: PostedBill) -> bool:
    return document.currency is not None and bill.currency == document.currency.value and bill.total != Decimal(0)


def _may_be_one(document: Document, bill: PostedBill) -> bool:
    """Return whether *document* may be the other paper of *bill*: it is of another type, and soon after it."""
    if document.issued_on is None:
        return False
    passed = document.issued_on.value - bill.issued_on
    if document.doc_type is DocType.RECEIPT:
        return bill.doc_type == DocType.INVOICE and SURELY_ASKED < passed <= PAID_WITHIN
    is_invoice = document.doc_type is DocType.INVOICE and bill.doc_type == DocType.RECEIPT
    return is_invoice and SURELY_ASKED < passed <= BILLED_WITHIN


def _is_first_receipt(document: Document, bills: Sequence[PostedBill]) -> bool:
    none = all(bill.doc_type != DocType.RECEIPT for bill in bills)
    return document.doc_type is DocType.RECEIPT and none and len(bills) >= ALL_INVOICED
