"""A bank statement as one row of `bank_transactions` a transaction. Knows the columns, not the table's keys."""

from asiento.document import Document, Transaction
from asiento.publish.values import Values, day, money, text


def bank_transactions(document: Document) -> list[Values]:
    """Return the columns of the rows, in the statement's order."""
    return [_row(document, transaction) for transaction in document.transactions]


def _row(document: Document, transaction: Transaction) -> Values:
    return {
        "iban": text(transaction.iban or document.account.iban),
        "booked_on": day(transaction.booked_on),
        "value_on": day(transaction.value_on),
        "amount": money(transaction.amount),
        "balance": money(transaction.balance),
        "currency": text(transaction.currency or document.currency),
        "description": text(transaction.description),
        "reference": text(transaction.reference),
    }
