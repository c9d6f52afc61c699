"""The rule on what is read but never becomes a ledger entry: what it is, and what to do with it instead."""

from collections.abc import Iterator
from decimal import Decimal

from asiento.document import DocType, Document
from asiento.model import Finding
from asiento.validate.finding import Context, error, money

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
        yield error(
            "delivery_note",
            "doc_type",
            "This is a guía de remisión, which goes with goods on their way and asks for no money. "
            "Leave it out, and send the invoice for the goods.",
        )
    else:
        yield error(
            "unsupported_document",
            "doc_type",
            "This is no receipt, invoice, credit note or bank statement, so nothing can be booked from it. "
            "If it is one, correct its type; otherwise leave it out.",
        )


def _withholding(document: Document) -> Finding:
    """Say what was withheld: it pays a part of an invoice, and the tax office credits it to who was paid less."""
    amounts = [one.amount.value for one in document.withholdings if one.amount is not None]
    total = f" of {money(sum(amounts, Decimal(0)))} in all" if amounts else ""
    return error(
        "withholding_certificate",
        "doc_type",
        f"This is a comprobante de retención{total}: it certifies what was withheld from an invoice. "
        "Enter it in your tax return as paid, and take it off what is left to pay on that invoice.",
    )
