"""Whether a tax is the part of its base that its rate says."""

from decimal import Decimal

TOLERANCE = Decimal("0.011")
"""Rounding of one rate's tax, in the document's currency: the cent, and what a binary reader may add."""

OF_WHOLE = Decimal("0.5")
"""The same where figures have no decimals, as those in yen."""

HIGHEST_RATE = 60
"""Percent. No value added tax or withholding comes near it."""


def holds(rate: Decimal, base: Decimal, amount: Decimal) -> bool:
    """Return whether *rate* percent of *base* is *amount*, whatever their signs."""
    whole = base.as_tuple().exponent == 0 and amount.as_tuple().exponent == 0
    missing = abs(abs(base) * rate / 100 - abs(amount))
    return missing <= (OF_WHOLE if whole else TOLERANCE) and (rate == 0) == (amount == 0)
