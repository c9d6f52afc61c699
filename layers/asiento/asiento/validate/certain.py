"""The rules on what is too uncertain to be posted: of a bill what its posting needs, of a statement its amounts."""

from collections.abc import Iterator
from typing import Any

from asiento.document import BILLS, DocType, Document, Source
from asiento.model import Finding
from asiento.tax_ids import is_one_of
from asiento.validate.certainty import certainty
from asiento.validate.finding import LOW_CONFIDENCE, Context, review
from asiento.validate.sums import is_row
from asiento.validate.vouchers import needed_fields, vouchers_of

OWN_CURRENCY = 0.85
"""Confidence of the currency of a printed statement from which on it is its own: printed, or that of its IBAN."""


def certain(document: Document, context: Context) -> Iterator[Finding]:
    """Doubt what a posting needs where it is less likely right than the tenant wants."""
    if document.doc_type in (DocType.BANK_STATEMENT, DocType.OTHER):
        return
    for path, field in needed_fields(document).items():
        if not _is_asked(document, path, context):
            continue
        sure = certainty(document, path, field)
        if sure < context.tenant.settings.least_confidence:
            yield _uncertain(document, path, field.value, percent(sure))


def _is_asked(document: Document, path: str, context: Context) -> bool:
    match path:
        case "number":  # a receipt needs none
            return document.doc_type in BILLS
        case "currency":  # rows that name none are in the company's
            return not is_row(document)
        case "supplier.name":  # an id tells who it is, and we know our own name
            own = is_one_of(document.supplier.tax_id, context.tenant.tax_ids)
            return not own and not vouchers_of(document, path)
    return True


def _uncertain(document: Document, path: str, value: Any, sure: int) -> Finding:
    match path:
        case "total":
            return _uncertain_total(document, value, sure)
        case "issued_on":
            return review("low_confidence.issued_on", path, value=value, sure=sure)
        case "currency" if document.currency and document.currency.source is Source.DERIVED:
            return review("low_confidence.currency_derived", path, value=value, sure=sure)
        case "supplier.name":
            return review("low_confidence.supplier", path, value=value, sure=sure)
        case "currency":
            return review("low_confidence.currency", path, value=value, sure=sure)
    return review("low_confidence.number", path, value=value, sure=sure)


def _uncertain_total(document: Document, value: Any, sure: int) -> Finding:
    if vouchers_of(document, "total"):
        return review("low_confidence.total_vouched", "total", value=value, sure=sure)
    return review("low_confidence.total", "total", value=value, sure=sure)


def percent(share: float) -> int:
    """Return *share*, 0 to 1, as people say it; never 100, which nothing that was read is."""
    return min(round(share * 100), 99)


def certain_rows(document: Document, _: Context) -> Iterator[Finding]:
    """Name the first amount of a statement that was hard to read, and a printed one's currency that is not its own."""
    currency = document.currency
    printed = any(row.amount and row.amount.source in (Source.PDF_TEXT, Source.OCR) for row in document.transactions)
    if printed and currency is not None and currency.confidence < OWN_CURRENCY:
        yield _uncertain(document, "currency", currency.value, percent(currency.confidence))
    for index, row in enumerate(document.transactions):
        if row.amount is not None and row.amount.confidence < LOW_CONFIDENCE:
            yield review("low_confidence.row", f"transactions.{index}.amount", row=index + 1, value=row.amount.value)
            return
