"""The rules on the document that a corrective one names: that it names one, another, and which the ledger has."""

from collections.abc import Iterator, Sequence

from asiento.document import DocType, Document, Source
from asiento.fiscal_agreement import groups_of, is_same_number
from asiento.model import Finding
from asiento.tenant import MOST_BILLS, PostedBill
from asiento.validate.finding import Context, review, warning
from asiento.validate.sums import tolerance
from asiento.validate.suppliers import known_supplier

CORRECTIVE = frozenset({DocType.CREDIT_NOTE, DocType.DEBIT_NOTE})


def names_original(document: Document, _: Context) -> Iterator[Finding]:
    """Hold a credit note of Spain that names no invoice (RD 1619/2012, art. 15.4). On a page it may be unread."""
    told = any(doubt.code == "credits_nothing" for doubt in document.doubts)
    is_data = document.number is not None and document.number.source is Source.XML
    if document.doc_type is DocType.CREDIT_NOTE and document.corrects is None and is_data and not told:
        yield review("credits_nothing", "corrects")


def original_fits(document: Document, context: Context) -> Iterator[Finding]:
    """Hold a note that corrects itself, gives back more than its invoice has, or is dated before that one.

    Tell of one whose invoice is not posted, where all bills of the supplier are known.
    """
    corrects, number = document.corrects, document.number
    if corrects is None or document.doc_type is DocType.RECEIPT:
        return
    if number is not None and groups_of(corrects.value) == groups_of(number.value):
        yield review("corrects_other.itself", "corrects", number=number.value)
        return
    known = known_supplier(document, context)
    if known is None or not known.policy.corrected:
        return
    original = _original(known.bills, corrects.value)
    if original is not None:
        yield from _compared(document, original, corrects.value)
    elif known.bills and len(known.bills) < MOST_BILLS and not _is_alike(known.bills, corrects.value):
        yield warning("corrects_other.unknown", "corrects", number=corrects.value)


def _original(bills: Sequence[PostedBill], number: str) -> PostedBill | None:
    """Return the one invoice with *number*, or with that and a series that one of both leaves out."""
    invoices = [bill for bill in bills if bill.number and bill.doc_type == DocType.INVOICE]
    same = [bill for bill in invoices if groups_of(bill.number or "") == groups_of(number)]
    alike = same or [bill for bill in invoices if is_same_number(bill.number or "", number)]
    return alike[0] if len(alike) == 1 else None


def _is_alike(bills: Sequence[PostedBill], number: str) -> bool:
    """Return whether any of *bills* may have *number*."""
    return any(bill.number and is_same_number(bill.number, number) for bill in bills)


def _compared(document: Document, original: PostedBill, number: str) -> Iterator[Finding]:
    total, issued, currency = document.total, document.issued_on, document.currency
    if issued is not None and issued.value < original.issued_on:
        yield review("corrects_other.before", "issued_on", number=number, issued=issued.value, first=original.issued_on)
    if total is None or document.doc_type is not DocType.CREDIT_NOTE or not currency:
        return
    if currency.value == original.currency and abs(total.value) > abs(original.total) + tolerance(document):
        yield review("corrects_other.more", "total", number=number, total=abs(total.value), first=original.total)
