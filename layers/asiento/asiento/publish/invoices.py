"""An invoice, credit or debit note as a row of `invoices`, with its lines and taxes. Knows columns, not keys."""

from collections.abc import Iterable
from decimal import Decimal

from asiento.document import Document, Line, Tax
from asiento.publish.credit import signed
from asiento.publish.values import Values, as_money, day, money, number, text
from asiento.tax_ids import is_one_of
from asiento.tenant import Tenant


def invoice(document: Document, tenant: Tenant) -> Values:
    """Return the columns of the row, with `lines` and `taxes` as lists of theirs, each counted from position 0."""
    document = signed(document)
    return {
        "direction": "issued" if is_one_of(document.supplier.tax_id, tenant.tax_ids) else "received",
        "doc_type": document.doc_type.value,
        "number": text(document.number),
        "issued_on": day(document.issued_on),
        "due_on": day(document.due_on),
        "supplier_name": text(document.supplier.name),
        "supplier_tax_id": text(document.supplier.tax_id),
        "customer_name": text(document.customer.name),
        "customer_tax_id": text(document.customer.tax_id),
        "description": text(document.description),
        "currency": text(document.currency),
        "net": money(document.net),
        "tax_total": money(document.tax_total),
        "withheld_total": _sum(document.withholdings),
        "total": money(document.total),
        "payable": money(document.payable),
        "payment_method": text(document.payment.method),
        "iban": text(document.payment.iban),
        "lines": [_line(position, line) for position, line in enumerate(document.lines)],
        "taxes": _taxes(document),
    }


def _sum(withholdings: Iterable[Tax]) -> str | None:
    """Return what is withheld in all; None if nothing is, or if an amount is missing and the sum thus unknown."""
    amounts = [tax.amount.value if tax.amount else None for tax in withholdings]
    known = [amount for amount in amounts if amount is not None]
    return as_money(sum(known, Decimal(0))) if known and len(known) == len(amounts) else None


def _line(position: int, line: Line) -> Values:
    return {
        "position": position,
        "description": text(line.description),
        "quantity": number(line.quantity),
        "unit_price": number(line.unit_price),
        "tax_rate": number(line.tax_rate),
        "amount": money(line.amount),
    }


def _taxes(document: Document) -> list[Values]:
    rows = [(tax, False) for tax in document.taxes] + [(tax, True) for tax in document.withholdings]
    return [
        {
            "position": position,
            "kind": tax.kind,
            "rate": number(tax.rate),
            "base": money(tax.base),
            "amount": money(tax.amount),
            "withheld": withheld,
        }
        for position, (tax, withheld) in enumerate(rows)
    ]
