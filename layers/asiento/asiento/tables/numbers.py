"""The numbers in cells and JSON values, read in a dialect. Knows no meaning of any column."""

from decimal import Decimal

from asiento.reading import Table
from asiento.reading.amounts import MAX_WHOLE_DIGITS, read_amount
from asiento.reading.dialect import Dialect

MAX_CALCULATED = 20
"""Digits behind the point of a calculated number: `repr` of a double from 0.001 on has at most 19."""


def number_at(table: Table, index: int, place: int, dialect: Dialect) -> Decimal | None:
    """Return the number in the cell at *place* of the row *index* of *table*; None if it has none."""
    cell = table.rows[index][place] if place < len(table.rows[index]) else ""
    return number(Decimal(cell) if table.is_number(index, place) and cell else cell, dialect)


def number(value: object, dialect: Dialect) -> Decimal | None:
    """Return a JSON number as it was written, or a text as its dialect reads it; None if it is no amount.

    A number that a program calculated has more decimals than a text may have.
    """
    if isinstance(value, str):
        return read_amount(value, dialect)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    amount = Decimal(str(value))
    if not amount.is_finite():
        return None
    _, digits, exponent = amount.as_tuple()
    whole = len(digits) + int(exponent)
    return amount if whole <= MAX_WHOLE_DIGITS and -int(exponent) <= MAX_CALCULATED else None
