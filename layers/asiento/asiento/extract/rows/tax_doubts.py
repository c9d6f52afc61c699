"""The doubts that a row's tax raises: it may be a rate, or the total beside it the net. Computes no amount.

A tax is a rate of the net, and a total is the net with it; where only tax and total are given, both can be tried.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from asiento.document import Doubt, Field
from asiento.tables.meanings import Meaning
from asiento.tables.row_values import RowValues

_VAT = "2 2.1 2.6 3 3.8 4 5 5.5 6 7 8 8.1 9 9.5 10 12 12.5 13 13.5 14 15 16 17 18 19 20 21 22 23 24 25 27"
VAT_RATES = tuple(map(Decimal, _VAT.split()))
_RATES = frozenset(VAT_RATES)
"""Percentages that taxes on sales have in Europe and Latin America."""

_WITHHELD = "1 1.75 2 2.75 3 5 7 8 9 10 11.5 15 16.5 18 19 20 21 23 24 25 26 30 35 47 50 70 100"
WITHHOLDING_RATES = tuple(map(Decimal, _WITHHELD.split()))
"""Percentages that are withheld in Spain, Portugal, Italy and Ecuador."""

EXACTLY = Decimal("0.01")
"""How far a tax may be from base times rate, where it is taken for wrong."""
ROUNDED = Decimal("0.006")
"""How far rounding to cents alone takes a tax from what its rate makes of the total."""
ABOUT = Decimal("0.02")
"""How far a tax may be from base times rate, where it is taken for right."""


def tax_total_of(values: RowValues) -> Field[Decimal] | None:
    """Return the tax of the row, doubted if it may be a rate: it is one, and makes another amount of the total."""
    tax, total = values.amount(Meaning.TAX), values.amount(Meaning.TOTAL) or values.amount(Meaning.AMOUNT)
    if tax is None or tax.doubt or total is None or Meaning.NET in values.values or values.rated:
        return tax
    said = abs(tax.value)
    rate = next((each for each in (said, said * 100) if each in _RATES), None)
    if rate is not None and abs(_part(abs(total.value), 100 * rate / (100 + rate)) - said) > ROUNDED:
        return replace(tax, doubt=_may_be_rate(values, Meaning.TAX, tax.value))
    return tax


def withheld_of(values: RowValues) -> Field[Decimal] | None:
    """Return what was withheld, doubted if it may be a rate."""
    withheld = values.amount(Meaning.WITHHOLDING)
    if withheld is None or withheld.doubt or Meaning.WITHHOLDING_RATE in values.values:
        return withheld
    amount, bases = abs(withheld.value), list(_bases(values, abs(withheld.value)))
    fits = any(abs(_part(base, rate) - amount) <= ABOUT for base in bases for rate in WITHHOLDING_RATES)
    if amount in WITHHOLDING_RATES and not fits:
        return replace(withheld, doubt=_may_be_rate(values, Meaning.WITHHOLDING, withheld.value))
    return withheld


def _bases(values: RowValues, withheld: Decimal) -> Iterator[Decimal]:
    """Yield what a withholding may be a part of: the net, or the total without its tax, before or after it."""
    net, tax = values.amount(Meaning.NET), values.amount(Meaning.TAX)
    total = values.amount(Meaning.TOTAL) or values.amount(Meaning.AMOUNT)
    if net is not None:
        yield net.value
    elif tax is not None and total is not None:
        yield from (total.value - tax.value, total.value - tax.value + withheld)


def may_be_net(values: RowValues, meaning: Meaning, total: Decimal) -> Doubt | None:
    """Return the doubt that *total*, of the column of *meaning*, is without the tax beside it."""
    tax = values.amount(Meaning.TAX)
    if tax is None or not tax.value or Meaning.NET in values.values or values.rated:
        return None
    whole, part = abs(total), abs(tax.value)
    if part < whole and (_is_rated(whole - part, part) or not _is_exactly_rated(whole, part)):
        return None
    return Doubt.of("may_be_net", column=values.names[meaning], total=total, tax=tax.value)


def _is_rated(base: Decimal, tax: Decimal) -> bool:
    return any(abs(_part(base, rate) - tax) <= ABOUT for rate in VAT_RATES)


def _is_exactly_rated(base: Decimal, tax: Decimal) -> bool:
    return any(abs(_part(base, rate) - tax) <= EXACTLY for rate in VAT_RATES)


def _part(base: Decimal, rate: Decimal) -> Decimal:
    return abs(base) * rate / 100


def _may_be_rate(values: RowValues, meaning: Meaning, said: Decimal) -> Doubt:
    return Doubt.of("may_be_rate", column=values.names[meaning], said=said)
