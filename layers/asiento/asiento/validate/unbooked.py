"""The rule on what is read but never becomes a ledger entry: what it is, and what to do with it instead."""

from collections.abc import Iterator
from decimal import Decimal

from asiento.document import DocType, Document
from asiento.model import Finding
from asiento.validate.finding import Context, error

WITHHOLDING, DELIVERY = "07", "06"
"""`codDoc` of Ecuador's tax office: table 3 of its technical sheet."""


def bookable_type(document: Document, _: Context) -> Iterator[Finding]:
    """Only receipts, invoices, credit notes and bank statements become ledger entries."""
    if document.doc_type is not DocType.OTHER:
        return
    code = document.fiscal.code.value if document.fiscal.code else ""
    if code == WITHHOLDING:
        yield _withholding(document)
    elif code == DELIVERY:
        yield error("delivery_note", "doc_type")
    else:
        yield error("unsupported_document", "doc_type")


def _withholding(document: Document) -> Finding:
    """Say what was withheld: it pays a part of an invoice, and the tax office credits it to who was paid less."""
    amounts = [one.amount.value for one in document.withholdings if one.amount is not None]
    if not amounts:
        return error("withholding_certificate.unstated", "doc_type")
    return error("withholding_certificate.amount", "doc_type", total=sum(amounts, Decimal(0)))
