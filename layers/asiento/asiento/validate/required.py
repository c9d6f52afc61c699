"""The fields that a document of each type must have, for without them it cannot stand in the ledger."""

from collections.abc import Iterator, Sequence

from asiento.document import BILLS, DocType, Document
from asiento.model import Finding, Severity
from asiento.validate.finding import Context, error, warning

NAMES = {
    "number": "number",
    "issued_on": "date",
    "total": "total",
    "currency": "currency",
}
CODES = {"number": "missing_number", "issued_on": "missing_date", "total": "missing_total"}

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
    kind = document.doc_type.value.replace("_", " ")
    for name, severity in NEEDED.get(document.doc_type, {}).items():
        if getattr(document, name) is None and not (name == "currency" and _each_row_says(document)):
            yield Finding(
                code=CODES.get(name, f"missing_{name}"),
                severity=severity,
                field=name,
                message=f"No {NAMES[name]} was found on this {kind}. Enter it, or send a clearer copy.",
            )


def _each_row_says(document: Document) -> bool:
    """Return whether every row of a statement names its own currency, as in an account of several."""
    return bool(document.transactions) and all(row.currency is not None for row in document.transactions)


def supplier_named(document: Document, _: Context) -> Iterator[Finding]:
    """Ask who issued it, by name or tax id: an invoice fails without, a receipt goes to a person."""
    if document.doc_type not in BILLS | {DocType.RECEIPT}:
        return
    if document.supplier.name is None and document.supplier.tax_id is None:
        yield Finding(
            code="missing_supplier",
            severity=Severity.REVIEW if document.doc_type is DocType.RECEIPT else Severity.ERROR,
            field="supplier.name",
            message="Neither a name nor a tax id of the supplier was found. Enter one, or send a clearer copy.",
        )


def transactions_complete(document: Document, _: Context) -> Iterator[Finding]:
    """Each row of a bank statement needs a date and an amount, and there must be rows."""
    if document.doc_type is not DocType.BANK_STATEMENT:
        return
    if not document.transactions:
        yield _without_rows(document)
    for name, code, word in (("booked_on", "missing_date", "date"), ("amount", "missing_amount", "amount")):
        rows = [index for index, row in enumerate(document.transactions) if getattr(row, name) is None]
        if rows:
            yield error(
                code,
                f"transactions.{rows[0]}.{name}",
                f"No {word} was found in {_rows(rows)} of this bank statement. Enter it, or send the statement again.",
            )


def _without_rows(document: Document) -> Finding:
    """Judge a statement without rows: one that closes as it opened says so, one that only closes may say so."""
    opening, closing = document.account.opening_balance, document.account.closing_balance
    if opening is not None and closing is not None and opening.value == closing.value:
        return warning(
            "no_transactions", "transactions", "The account did not move in this period: there is nothing to book."
        )
    return Finding(
        code="no_transactions",
        severity=Severity.REVIEW if opening is None and closing is not None else Severity.ERROR,
        field="transactions",
        message="No transactions were found on this bank statement. If there were any, send it as the bank exports it.",
    )


def _rows(indexes: Sequence[int]) -> str:
    """Return row numbers as people count them, the first five."""
    named = ", ".join(str(index + 1) for index in indexes[:5])
    more = f" and {len(indexes) - 5} more" if len(indexes) > 5 else ""  # noqa: PLR2004 (five is named above)
    return f"row{'s' if len(indexes) > 1 else ''} {named}{more}"
