"""Parts of a row that a spreadsheet calculated and did not round: cut to cents only where the row's total proves them.

What stays with more decimals than its currency has is for validation to hold.
"""

from collections.abc import Iterable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from asiento.document import Document, Field, Tax
from asiento.money.iso4217 import decimals_of

Amount = Field[Decimal]


def with_proven_cents(document: Document) -> Document:
    """Return *document* with net and taxes rounded, if rounded they make a total that is in whole cents."""
    cent = Decimal(1).scaleb(-decimals_of(document.currency.value if document.currency else None))
    total, net, taxes = document.total, document.net, document.taxes
    amounts = [tax.amount for tax in taxes if tax.amount]
    if total is None or net is None or len(amounts) < len(taxes) or not amounts:
        return document
    parts = [net, *amounts, *([document.tip] if document.tip else [])]
    if not _is_whole(total.value, cent) or all(_is_whole(part.value, cent) for part in parts):
        return document
    if sum((_cut(part.value, cent) for part in parts), Decimal(0)) != total.value:
        return document
    return replace(
        document,
        net=_rounded(net, cent),
        taxes=tuple(_rounded_tax(tax, cent) for tax in taxes),
        tax_total=_proven_sum(document.tax_total, amounts, cent),
    )


def _proven_sum(total: Amount | None, amounts: Iterable[Amount], cent: Decimal) -> Amount | None:
    """Return *total* as the sum of the rounded *amounts*, if it is the sum of them as they were."""
    parts = list(amounts)
    if total is None or total.value != sum((part.value for part in parts), Decimal(0)):
        return total
    return total.map(lambda _: sum((_cut(part.value, cent) for part in parts), Decimal(0)))


def _rounded_tax(tax: Tax, cent: Decimal) -> Tax:
    return replace(tax, base=_rounded(tax.base, cent), amount=_rounded(tax.amount, cent))


def _rounded(amount: Amount | None, cent: Decimal) -> Amount | None:
    return amount.map(lambda value: value if _is_whole(value, cent) else _cut(value, cent)) if amount else None


def _cut(value: Decimal, cent: Decimal) -> Decimal:
    return value.quantize(cent, ROUND_HALF_UP)


def _is_whole(value: Decimal, cent: Decimal) -> bool:
    return value == _cut(value, cent)
