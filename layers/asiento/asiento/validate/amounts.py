"""Rules on single values: the currency, and the sign of the total."""

from collections.abc import Iterator
from decimal import Decimal

from asiento.document import BILLS, DocType, Document, Source
from asiento.model import Finding
from asiento.money.iso4217 import CURRENCIES
from asiento.validate.finding import Context, error, review, warning
from asiento.validate.sums import gross_readings, is_row, withheld_of
from asiento.validate.vouchers import currencies_of_supplier


def known_currency(document: Document, context: Context) -> Iterator[Finding]:
    """Hold the currency to ISO 4217, and tell of one that is not the company's own."""
    if document.currency is None:
        return
    code = document.currency.value
    if code not in CURRENCIES:
        # Old statements are in marks and pesetas: what a bank wrote is for a person to judge.
        judge = review if document.doc_type is DocType.BANK_STATEMENT else error
        yield judge("unknown_currency", "currency", currency=code)
    elif code != context.tenant.currency:
        yield warning("foreign_currency", "currency", currency=code, own=context.tenant.currency)


def known_row_currencies(document: Document, _: Context) -> Iterator[Finding]:
    """Doubt the first currency of a statement's own rows that is neither of ISO 4217 nor that of the statement."""
    known = CURRENCIES | ({document.currency.value} if document.currency else set())
    for index, row in enumerate(document.transactions):
        if row.currency is not None and row.currency.value not in known:
            yield review("unknown_currency", f"transactions.{index}.currency", currency=row.currency.value)
            return


def assumed_currency(document: Document, context: Context) -> Iterator[Finding]:
    """Judge a row that names no currency, which is then the company's own.

    It is held if the supplier shows another country, or if the company wants to see each. Rows mostly leave out what
    is the same in all, so that of a supplier of the company's own money nothing is said otherwise.
    """
    currency, settings = document.currency, context.tenant.settings
    if currency is None or currency.source is not Source.DERIVED or currency.doubt or not is_row(document):
        return
    if document.doc_type not in BILLS | {DocType.RECEIPT}:
        return
    shown = currencies_of_supplier(document)
    if shown and currency.value not in shown:
        yield review("assumed_currency.elsewhere", "currency", currency=currency.value, others=sorted(shown))
    elif settings.review_assumed_currency:
        yield review("assumed_currency.held", "currency", currency=currency.value)
    elif not shown:
        yield warning("assumed_currency.told", "currency", currency=currency.value)


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
        yield review("negative_total", "total", total=total.value)
    else:
        yield review("zero_total", "total")


def always_reviewed(document: Document, context: Context) -> Iterator[Finding]:
    """Hold a bill of more than the company lets through without a person, in its currency."""
    total, currency = document.total, document.currency
    if total is None or currency is None or document.doc_type in (DocType.BANK_STATEMENT, DocType.OTHER):
        return
    most, whole = context.tenant.settings.always_review_above.get(currency.value), _whole(document, total.value)
    if most is not None and abs(whole) > most:
        yield review("above_amount", "total", total=whole, currency=currency.value, most=most)


def _whole(document: Document, total: Decimal) -> Decimal:
    """Return *total*, or what it may be before withholdings if that is more: the ledger has it so."""
    readings = gross_readings(document) if withheld_of(document) else []
    return max([total, *readings], key=abs)
