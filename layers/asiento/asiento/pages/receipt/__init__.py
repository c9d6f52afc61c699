"""What is particular to till receipts, on top of what every document says: day, total, shop and currency."""

from dataclasses import replace
from datetime import date

from asiento.document import DocType, Document, Field, Source
from asiento.pages.annotated import AnnotatedPages
from asiento.pages.receipt.currency import receipt_currency
from asiento.pages.receipt.day import receipt_date
from asiento.pages.receipt.region_marks import region_on
from asiento.pages.receipt.supplier import receipt_supplier
from asiento.pages.receipt.total import receipt_total
from asiento.reading.dialect import detect_dialect
from asiento.reading.layout import NARROW

AGREED = 0.02
"""Confidence that is added where the rules of all documents find the same."""

ALONE = 0.7
"""The most confidence that the rules of all documents are worth by themselves."""


def is_till_receipt(document: Document, pages: AnnotatedPages) -> bool:
    """Return whether *document* is a receipt from a till, not a simplified invoice typed on a sheet."""
    printed = pages.source is Source.PDF_TEXT and all(aspect > NARROW for aspect in pages.layout.aspects)
    return document.doc_type is DocType.RECEIPT and not printed


def as_receipt(document: Document, pages: AnnotatedPages, received: date) -> Document:
    """Return *document* with the fields that receipts show in their own way; it was *received* on that day."""
    currency = receipt_currency(pages) or document.currency
    region = region_on(pages, currency.value) if currency else None
    country = region.country if region and region.month_first else "ES"
    day_first = detect_dialect((line.text for line in pages.lines), country).day_first
    latest = date(received.year + 1, 12, 31)  # what is later was misread; what is sooner, validate tells
    issued = receipt_date(pages, day_first=day_first, latest=latest)
    general = document.issued_on if document.issued_on and document.issued_on.value <= latest else None
    total = joined(receipt_total(pages), document.total)
    payable = document.payable
    if payable and total and payable.value != total.value and not document.withholdings:
        payable = None
    return replace(
        document,
        issued_on=joined(issued, general),
        supplier=replace(document.supplier, name=receipt_supplier(pages)),
        currency=currency,
        total=total,
        payable=payable,
    )


def joined[T](own: Field[T] | None, general: Field[T] | None) -> Field[T] | None:
    """Return the receipt's *own* finding, surer where the *general* rules agree; alone they are but a lead."""
    if own is None:
        return replace(general, confidence=min(general.confidence, ALONE)) if general else None
    if general and own.value == general.value:
        return replace(own, confidence=min(0.99, round(own.confidence + AGREED, 3)))
    return own
