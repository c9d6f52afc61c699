"""The publish stage: turns a validated document into ledger rows. Invents nothing; writing them is the runner's."""

from dataclasses import replace

from asiento.document import DocType, Document
from asiento.errors import DocumentError
from asiento.model import Item, Posting, Tools
from asiento.publish.bank_transactions import bank_transactions
from asiento.publish.expenses import expense
from asiento.publish.gross import with_gross_total
from asiento.publish.invoices import invoice
from asiento.publish.memory import memory
from asiento.publish.values import Values
from asiento.tenant import Tenant

NEEDED = {
    "expenses": ("currency", "total"),
    "invoices": ("number", "issued_on", "currency", "total"),
    "bank_transactions": ("booked_on", "amount", "currency"),
}
"""The columns that a row cannot be without: NOT NULL in the schema."""


def publish(item: Item, _: Tools) -> Item:
    """Return *item* with the postings of its document, counted from line 0, and what it teaches about its supplier.

    Raises `DocumentError`: `nothing_extracted`, `unsupported_document`, or `incomplete_document` if a value that the
    ledger needs is missing.
    """
    if item.document is None:
        raise DocumentError("nothing_extracted")
    table, rows = _rows(with_gross_total(item.document), item.tenant)
    for row in rows:
        _demand(table, row)
    postings = [Posting(table=table, line=line, values=row) for line, row in enumerate(rows)]
    learned = (Posting(table="supplier_memory", line=0, values=row) for row in memory(item.document, item.tenant))
    return replace(item, postings=(*postings, *learned))


def _rows(document: Document, tenant: Tenant) -> tuple[str, list[Values]]:
    match document.doc_type:
        case DocType.RECEIPT:
            return "expenses", [expense(document)]
        case DocType.INVOICE | DocType.CREDIT_NOTE | DocType.DEBIT_NOTE:
            return "invoices", [invoice(document, tenant)]
        case DocType.BANK_STATEMENT:
            return "bank_transactions", bank_transactions(document)
        case DocType.OTHER:
            raise DocumentError("unsupported_document")


def _demand(table: str, row: Values) -> None:
    missing = [column for column in NEEDED[table] if row[column] is None]
    if missing:
        raise DocumentError("incomplete_document", missing=missing)
