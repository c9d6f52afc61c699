"""How finely a figure is written."""

from decimal import Decimal


def last_digit(value: Decimal) -> Decimal:
    """Return the unit of the last digit of *value* that is not a nought behind the point: 0.1 of 12.50."""
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(min(exponent, 0)) if isinstance(exponent, int) else Decimal(0)
