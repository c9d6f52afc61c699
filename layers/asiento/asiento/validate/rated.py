"""The rules on the taxes of a row of a table or of JSON, which may leave out any figure.

A row may give rates without amounts, amounts without bases, or a tax of its total alone. `totals` and `equations`
compare what it gives; what it gives for one rate and not for another cannot be proven.
"""

from collections.abc import Iterator
from decimal import Decimal

from asiento.document import DocType, Document, Tax
from asiento.model import Finding
from asiento.money.iso4217 import decimals_of
from asiento.validate.finding import Context, review
from asiento.validate.sums import SURCHARGES, is_row, net_of, sum_of, withheld_of

HIGHEST = Decimal(27)
"""The highest rate of a tax on sales, in percent: that of Hungary (Directive 2006/112/EC sets no upper bound)."""


def rated(document: Document, _: Context) -> Iterator[Finding]:
    """Yield what the taxes of a row leave open, or contradict, where no net is stated."""
    if document.doc_type in (DocType.BANK_STATEMENT, DocType.OTHER) or not is_row(document):
        return
    rows = [row for row in document.taxes if row.kind.upper() not in SURCHARGES and not _is_zero(row)]
    yield from _missing(rows)
    if net_of(document) is None:
        yield from _total_of_taxes(document, rows)
        yield from _tax_of_total(document)


def _is_zero(row: Tax) -> bool:
    return row.rate is not None and row.rate.value == 0


def _missing(rows: list[Tax]) -> Iterator[Finding]:
    """Name the first rate that lacks the base or the amount that another rate has."""
    without_base = [row for row in rows if row.base is None]
    without_amount = [row for row in rows if row.amount is None]
    if 0 < len(without_base) < len(rows):
        yield review("part_missing.base", "taxes", rate=_rate_of(without_base[0]))
    if 0 < len(without_amount) < len(rows):
        yield review("part_missing.amount", "taxes", rate=_rate_of(without_amount[0]))


def _rate_of(row: Tax) -> Decimal:
    return row.rate.value if row.rate else Decimal(0)


def _total_of_taxes(document: Document, rows: list[Tax]) -> Iterator[Finding]:
    """Compare the total with the one that rates and amounts make: each amount is rounded, its base less exactly."""
    rated = [(row.rate.value, row.amount.value) for row in rows if row.rate is not None and row.amount is not None]
    if not rated or len(rated) < len(document.taxes) or document.total is None:
        return
    cent = Decimal(1).scaleb(-decimals_of(document.currency.value if document.currency else None))
    tip = document.tip.value if document.tip else Decimal(0)
    made = sum((amount * (100 + rate) / rate for rate, amount in rated), tip)
    rounding = sum((cent / 2 * (100 + rate) / rate for rate, _ in rated), cent)
    said = document.total.value
    if all(abs(made - held - said) > rounding for held in (Decimal(0), withheld_of(document))):
        yield review("totals_mismatch.total_of_taxes", "total", made=round(made, 2), said=said)


def _tax_of_total(document: Document) -> Iterator[Finding]:
    """No tax is more of its total than the highest rate makes, or has another sign. A reader's doubt says more."""
    total = document.total
    if total is None or not total.value or total.doubt or (document.tax_total and document.tax_total.doubt):
        return
    fields = [document.tax_total] if document.tax_total else [row.amount for row in document.taxes if row.amount]
    tax = sum_of(field for field in fields if field is not None)
    if not 0 <= tax / total.value <= HIGHEST / (100 + HIGHEST) + Decimal("0.001"):
        yield review("totals_mismatch.tax_of_total", "tax_total", tax=tax, said=total.value)
