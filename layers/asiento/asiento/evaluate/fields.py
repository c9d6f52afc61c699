"""The fields of a manifest as the documents of one file state them.

A file may hold several documents: its fields are those of the first, and its transactions are those of all its bank
statements, so that a statement of several accounts, or one that was split into rows, is still counted whole.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from asiento.document import BILLS, DocType, Document, Field, Transaction
from asiento.evaluate.outcome import Given, LineOf
from asiento.validate.certainty import READ, certainty
from asiento.validate.vouchers import vouchers_of

PATHS = {
    "date": "issued_on",
    "total": "total",
    "currency": "currency",
    "supplier": "supplier.name",
    "supplier_tax_id": "supplier.tax_id",
    "invoice_number": "number",
    "iban": "iban",
    "n_transactions": "transactions",
    "sum_amounts": "transactions",
}
"""Where a field of a manifest stands in a document."""


def given_fields(documents: Sequence[Document | None]) -> dict[str, Given]:
    """Return the fields that *documents*, those of one file by position, give; what is absent is left out."""
    first = documents[0] if documents else None
    header = dict(_header(first)) if first else {}
    return header | _transactions(documents)


def given_lines(document: Document | None) -> tuple[LineOf, ...]:
    """Return the lines of *document*, if it is a bill; receipts are booked by their total."""
    if document is None or document.doc_type not in BILLS:
        return ()
    columns = ("description", "quantity", "amount")
    return tuple(
        LineOf(**{one: str(found.value) for one in columns if (found := getattr(line, one)) is not None})
        for line in document.lines
    )


def _header(document: Document) -> Iterator[tuple[str, Given]]:
    fields: dict[str, Field[date] | Field[Decimal] | Field[str] | None] = {
        "date": document.issued_on,
        "total": document.total,
        "currency": document.currency,
        "supplier": document.supplier.name,
        "supplier_tax_id": document.supplier.tax_id,
        "invoice_number": document.number,
        "iban": document.account.iban or document.payment.iban,
    }
    for name, found in fields.items():
        if found is not None:
            yield name, _given(document, PATHS[name], found)


def _given(document: Document, path: str, found: Field[Any]) -> Given:
    """Return a field: of a bill with how likely it is right, of a statement with what its reader says."""
    if document.doc_type is DocType.BANK_STATEMENT or found.source not in READ:
        return Given(value=str(found.value), confidence=found.confidence, page=found.page, box=found.box)
    return Given(
        value=str(found.value),
        confidence=certainty(document, path, found),
        raw=found.confidence,
        vouched=bool(vouchers_of(document, path)),
        page=found.page,
        box=found.box,
    )


def _transactions(documents: Iterable[Document | None]) -> dict[str, Given]:
    """Return their number and the sum of their signed amounts, as sure as the least sure amount."""
    statements = [found for found in documents if found and found.doc_type is DocType.BANK_STATEMENT]
    if not statements:
        return {}
    rows: list[Transaction] = [row for statement in statements for row in statement.transactions]
    amounts = [row.amount for row in rows if row.amount]
    confidence = min((amount.confidence for amount in amounts), default=None)
    total = sum((amount.value for amount in amounts), Decimal())
    return {
        "n_transactions": Given(value=str(len(rows)), confidence=confidence),
        "sum_amounts": Given(value=format(total, "f"), confidence=confidence),
    }
