"""The names of a ledger row in answers: each column has the path in the document that it comes from."""

from collections.abc import Mapping
from typing import Any

_BILL = {
    "issued_on": "issued_on",
    "number": "number",
    "supplier_name": "supplier.name",
    "supplier_tax_id": "supplier.tax_id",
    "description": "description",
    "currency": "currency",
    "net": "net",
    "tax_total": "tax_total",
    "total": "total",
    "payment_method": "payment.method",
}
_INVOICE = _BILL | {
    "due_on": "due_on",
    "customer_name": "customer.name",
    "customer_tax_id": "customer.tax_id",
    "payable": "payable",
    "iban": "payment.iban",
}
_TRANSACTION = ("booked_on", "value_on", "amount", "balance", "description", "reference", "currency", "iban")
NAMES: Mapping[str, Mapping[str, str]] = {
    "expenses": _BILL | {"category": "category", "tip": "tip"},
    "invoices": _INVOICE,
    "bank_transactions": {name: name for name in _TRANSACTION},
}
"""Table to column to its path in the document, of a bank transaction in that one of its rows."""


def as_document(table: str, row: Mapping[Any, Any]) -> dict[str, Any]:
    """Return *row* with the parties and the payment as objects, where the document has them."""
    shown: dict[str, Any] = {}
    for column, value in row.items():
        whole, _, part = NAMES[table].get(column, column).partition(".")
        if part:
            shown.setdefault(whole, {})[part] = value
        else:
            shown[column] = value
    return shown
