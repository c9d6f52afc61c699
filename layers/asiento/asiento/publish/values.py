"""How values are written for the ledger: decimals as plain strings, dates in ISO form, what is missing as None."""

from datetime import date
from decimal import Decimal
from typing import Any

from asiento.document import Field

Values = dict[str, Any]


def text(field: Field[str] | None) -> str | None:
    """Return the value as it was read."""
    return None if field is None else field.value


def day(field: Field[date] | None) -> str | None:
    """Return the value as YYYY-MM-DD."""
    return None if field is None else field.value.isoformat()


def number(field: Field[Decimal] | None) -> str | None:
    """Return the value as a plain decimal, without exponent."""
    return None if field is None else plain(field.value)


def money(field: Field[Decimal] | None) -> str | None:
    """Return an amount as money is written."""
    return None if field is None else as_money(field.value)


def as_money(value: Decimal) -> str:
    """Return *value* with all its digits and at least two decimals: a spreadsheet's 14.5 is 14.50 in a ledger."""
    whole, _, decimals = plain(value).partition(".")
    return f"{whole}.{decimals:0<2}"


def plain(value: Decimal) -> str:
    """Return *value* with all its digits and no exponent; there is no negative zero in a ledger."""
    return f"{value or abs(value):f}"
