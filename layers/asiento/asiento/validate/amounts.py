"""Rules on single values: the currency, the sign of the total, and what was read with little confidence."""

from collections.abc import Iterator

from asiento.document import BILLS, DocType, Document
from asiento.model import Finding
from asiento.money.iso4217 import CURRENCIES
from asiento.validate.finding import LOW_CONFIDENCE, Context, error, money, review, warning


def known_currency(document: Document, context: Context) -> Iterator[Finding]:
    """Hold the currency to ISO 4217, and tell of one that is not the company's own."""
    if document.currency is None:
        return
    code = document.currency.value
    if code not in CURRENCIES:
        # Old statements are in marks and pesetas: what a bank wrote is for a person to judge.
        judge = review if document.doc_type is DocType.BANK_STATEMENT else error
        yield judge(
            "unknown_currency",
            "currency",
            f"'{code}' is no currency code of ISO 4217. Enter the three letters, such as EUR or USD.",
        )
    elif code != context.tenant.currency:
        yield warning(
            "foreign_currency",
            "currency",
            f"The document is in {code}, your books are in {context.tenant.currency}. "
            "It is booked in its own currency: add the exchange rate of its date when you post it.",
        )


def positive_total(document: Document, _: Context) -> Iterator[Finding]:
    """Doubt a receipt or invoice that asks for no money: only a credit note gives it back."""
    total = document.total
    if (
        total is None
        or document.doc_type not in (DocType.INVOICE, DocType.DEBIT_NOTE, DocType.RECEIPT)
        or total.value > 0
    ):
        return
    if total.value < 0:
        yield review(
            "negative_total",
            "total",
            f"The total is negative ({money(total.value)}), as on a credit note or refund. "
            "If it is a credit note, correct the type; if the sign was misread, correct the total; else accept it.",
        )
    else:
        yield review(
            "zero_total",
            "total",
            "The total is 0.00. Correct it if another amount is to be booked, accept it if nothing was charged.",
        )


def confident(document: Document, _: Context) -> Iterator[Finding]:
    """Doubt what was hard to read and matters most: the total, the date, an invoice's number."""
    if document.doc_type in (DocType.BANK_STATEMENT, DocType.OTHER):
        return
    invoice = document.doc_type in BILLS
    words = {"total": "total", "issued_on": "date"} | ({"number": "number"} if invoice else {})
    for name, word in words.items():
        field = getattr(document, name)
        if field is not None and field.confidence < LOW_CONFIDENCE:
            value = money(field.value) if name == "total" else field.value
            yield review(
                "low_confidence",
                name,
                f"The {word} was hard to read: we read '{value}'. "
                "Compare it with the document: correct it if it is wrong, accept it if it is right.",
            )


def confident_rows(document: Document, _: Context) -> Iterator[Finding]:
    """Name the first amount of a statement that was hard to read."""
    for index, row in enumerate(document.transactions):
        if row.amount is not None and row.amount.confidence < LOW_CONFIDENCE:
            yield review(
                "low_confidence",
                f"transactions.{index}.amount",
                f"The amount of row {index + 1} was hard to read: we read '{money(row.amount.value)}'. "
                "Compare this row and those after it with the statement: correct what is wrong, then accept it.",
            )
            return
