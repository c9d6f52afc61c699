"""The fields that a document of each type must have, for without them it cannot stand in the ledger."""

from collections.abc import Iterator, Sequence

from asiento.document import BILLS, DocType, Document
from asiento.model import Finding, Severity
from asiento.validate.finding import Context, error, warning

NAMES = ("number", "issued_on", "total", "currency")

MOST_ROWS = 5
"""Rows of a statement that a sentence names."""

NEEDED: dict[DocType, dict[str, Severity]] = {
    DocType.INVOICE: dict.fromkeys(NAMES, Severity.ERROR),
    DocType.CREDIT_NOTE: dict.fromkeys(NAMES, Severity.ERROR),
    DocType.DEBIT_NOTE: dict.fromkeys(NAMES, Severity.ERROR),
    DocType.RECEIPT: {"total": Severity.ERROR, "currency": Severity.ERROR, "issued_on": Severity.REVIEW},
    DocType.BANK_STATEMENT: {"currency": Severity.ERROR},
}
"""Which fields, and what their absence does: `error` where the ledger has no row without them."""


def required_fields(document: Document, _: Context) -> Iterator[Finding]:
    """Name each field that the type needs and the document does not have."""
    for name, severity in NEEDED.get(document.doc_type, {}).items():
        if getattr(document, name) is None and not (name == "currency" and _each_row_says(document)):
            yield _missing(name, severity)


def _missing(name: str, severity: Severity) -> Finding:
    match name:
        case "number":
            return Finding.of(severity, "missing_number", name)
        case "issued_on":
            return Finding.of(severity, "missing_date.document", name)
        case "total":
            return Finding.of(severity, "missing_total", name)
    return Finding.of(severity, "missing_currency", name)


def _each_row_says(document: Document) -> bool:
    """Return whether every row of a statement names its own currency, as in an account of several."""
    return bool(document.transactions) and all(row.currency is not None for row in document.transactions)


def supplier_named(document: Document, _: Context) -> Iterator[Finding]:
    """Ask who issued it, by name or tax id: an invoice fails without, a receipt goes to a person."""
    if document.doc_type not in BILLS | {DocType.RECEIPT}:
        return
    if document.supplier.name is None and document.supplier.tax_id is None:
        severity = Severity.REVIEW if document.doc_type is DocType.RECEIPT else Severity.ERROR
        yield Finding.of(severity, "missing_supplier", "supplier.name")


def transactions_complete(document: Document, _: Context) -> Iterator[Finding]:
    """Each row of a bank statement needs a date and an amount, and there must be rows."""
    if document.doc_type is not DocType.BANK_STATEMENT:
        return
    if not document.transactions:
        yield _without_rows(document)
    undated = [index for index, row in enumerate(document.transactions) if row.booked_on is None]
    if undated:
        yield _without_dates(f"transactions.{undated[0]}.booked_on", [index + 1 for index in undated])
    empty = [index for index, row in enumerate(document.transactions) if row.amount is None]
    if empty:
        yield _without_amounts(f"transactions.{empty[0]}.amount", [index + 1 for index in empty])


def _without_dates(field: str, rows: Sequence[int]) -> Finding:
    if len(rows) > MOST_ROWS:
        return error("missing_date.more_rows", field, rows=rows[:MOST_ROWS], left=len(rows) - MOST_ROWS)
    return error("missing_date.rows", field, rows=rows, count=len(rows))


def _without_amounts(field: str, rows: Sequence[int]) -> Finding:
    if len(rows) > MOST_ROWS:
        return error("missing_amount.more_rows", field, rows=rows[:MOST_ROWS], left=len(rows) - MOST_ROWS)
    return error("missing_amount.rows", field, rows=rows, count=len(rows))


def _without_rows(document: Document) -> Finding:
    """Judge a statement without rows: one that closes as it opened says so, one that only closes may say so."""
    opening, closing = document.account.opening_balance, document.account.closing_balance
    if opening is not None and closing is not None and opening.value == closing.value:
        return warning("no_transactions.balance_unmoved", "transactions")
    severity = Severity.REVIEW if opening is None and closing is not None else Severity.ERROR
    return Finding.of(severity, "no_transactions.none_found", "transactions")
