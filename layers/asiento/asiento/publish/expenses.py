"""A receipt as one row of `expenses`. Knows the columns, not the table's keys."""

from asiento.document import Document
from asiento.publish.values import Values, day, money, text


def expense(document: Document) -> Values:
    """Return the columns of the row."""
    return {
        "issued_on": day(document.issued_on),
        "number": text(document.number),
        "supplier_name": text(document.supplier.name),
        "supplier_tax_id": text(document.supplier.tax_id),
        "description": text(document.description),
        "category": text(document.category),
        "currency": text(document.currency),
        "net": money(document.net),
        "tax_total": money(document.tax_total),
        "tip": money(document.tip),
        "total": money(document.total),
        "payment_method": text(document.payment.method),
    }
