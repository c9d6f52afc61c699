"""The rules by which a bill is compared with what the ledger has of its supplier. Each may be off for a supplier."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from statistics import mean, stdev

from asiento.company_names import is_like_name
from asiento.document import BILLS, DocType, Document
from asiento.model import Finding
from asiento.tax_ids import compact_tax_id, is_one_of
from asiento.tenant import KnownSupplier
from asiento.validate.finding import Context, review, warning

BOUGHT = BILLS | {DocType.RECEIPT}
LEAST_AMOUNTS, LEAST_RATES, LEAST_DATES = 10, 5, 5
"""Bills of a supplier without which nothing is usual: for its amounts, its rates, its rhythm."""
DEVIATIONS = 2
"""Standard deviations from the mean within which an amount is usual."""
STEADY = Decimal("0.01")
"""Share of the mean within which an amount is always usual: where all were the same, a cent is no deviation."""
SHORTEST = 6
"""Days between two bills below which a supplier has no rhythm."""
EARLY = 0.75
"""Share of the shortest time between two bills below which the next one is early. Set by hand, not measured."""


def new_supplier(document: Document, context: Context) -> Iterator[Finding]:
    """Hold the first bill of a supplier, if the company wants to see it."""
    known = known_supplier(document, context)
    if known is None or known.bills or not context.tenant.settings.review_new_suppliers:
        return
    said = document.supplier.name or document.supplier.tax_id
    if said is not None:
        yield review("new_supplier", "supplier.name", name=said.value)


def new_iban(document: Document, context: Context) -> Iterator[Finding]:
    """Hold a bill that is to be paid to another account than those before: whoever forges one changes that."""
    known, iban = known_supplier(document, context), document.payment.iban
    if known is None or iban is None or not known.policy.new_iban:
        return
    seen = [bill.iban for bill in known.bills if bill.iban]
    if seen and _plain(iban.value) not in map(_plain, seen):
        yield review("new_iban", "payment.iban", iban=iban.value, known=seen[0])


def disagreeing(document: Document, context: Context) -> Iterator[Finding]:
    """Hold an invoice whose supplier has the tax id of one company and the name of another, by what is posted."""
    known, name, tax_id = known_supplier(document, context), document.supplier.name, document.supplier.tax_id
    if known is None or name is None or tax_id is None or not known.policy.other_name:
        return
    if document.doc_type not in BILLS:
        return
    names = [bill.name for bill in known.bills if bill.name]
    if names and not any(is_like_name(name.value, each) for each in names):
        yield review("supplier_disagrees.name", "supplier.name", name=name.value, tax_id=tax_id.value, known=names[0])
    elif not known.bills and known.namesakes:
        other = known.namesakes[0]
        yield review("supplier_disagrees.tax_id", "supplier.tax_id", name=name.value, tax_id=tax_id.value, known=other)


def unusual_amount(document: Document, context: Context) -> Iterator[Finding]:
    """Tell of a total that is far from those of the supplier's last bills of the kind, in its currency.

    In the ledger they are before what is withheld, in the document perhaps after it: either may be the usual one.
    """
    known, total, currency = known_supplier(document, context), document.total, document.currency
    if known is None or total is None or currency is None or not known.policy.unusual_amount:
        return
    kind = document.doc_type
    totals = [bill.total for bill in known.bills if (bill.doc_type, bill.currency) == (kind, currency.value)]
    if len(totals) < LEAST_AMOUNTS or kind is DocType.CREDIT_NOTE:
        return
    middle = mean(totals)
    away = max(DEVIATIONS * stdev(totals), abs(middle) * STEADY)
    withheld = sum((tax.amount.value for tax in document.withholdings if tax.amount), Decimal(0))
    if min(abs(total.value - middle), abs(total.value + withheld - middle)) > away:
        least, most = (round(value, 2) for value in (middle - away, middle + away))
        yield warning("unusual_amount", "total", total=total.value, least=least, most=most, count=len(totals))


def unusual_rate(document: Document, context: Context) -> Iterator[Finding]:
    """Tell of the first rate of a tax that none of the supplier's last invoices has."""
    known = known_supplier(document, context)
    if known is None or not known.policy.unusual_rate:
        return
    rated = [bill.rates for bill in known.bills if bill.rates]
    usual = {rate for rates in rated for rate in rates}
    for index, tax in enumerate(document.taxes):
        if len(rated) >= LEAST_RATES and tax.rate is not None and tax.rate.value not in usual:
            rates = [f"{rate.normalize():f}" for rate in sorted(usual)]
            yield warning("unusual_rate", f"taxes.{index}.rate", rate=tax.rate.value, usual=rates)
            return


def early_bill(document: Document, context: Context) -> Iterator[Finding]:
    """Tell of a bill that comes sooner after the last one than any of those before it."""
    known, issued = known_supplier(document, context), document.issued_on
    if known is None or issued is None or not known.policy.early_bill:
        return
    days = sorted({bill.issued_on for bill in known.bills if bill.doc_type == document.doc_type})
    if len(days) < LEAST_DATES:
        return
    shortest = min((after - before).days for before, after in pairwise(days))
    passed = (issued.value - days[-1]).days
    if shortest >= SHORTEST and 0 < passed < EARLY * shortest:
        yield warning("early_bill", "issued_on", days=passed, usual=shortest, last=days[-1])


def known_supplier(document: Document, context: Context) -> KnownSupplier | None:
    """Return what is known of the supplier of a bill that the company received."""
    is_ours = is_one_of(document.supplier.tax_id, context.tenant.tax_ids)
    return context.known_supplier if document.doc_type in BOUGHT and not is_ours else None


def _plain(iban: str) -> str:
    """Return an account without spaces and signs."""
    return compact_tax_id(f"IBAN{iban}")
