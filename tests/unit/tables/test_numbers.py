"""Numbers of JSON and of cells."""

from decimal import Decimal

import pytest

from asiento.reading import Table
from asiento.reading.amounts import MAX_WHOLE_DIGITS
from asiento.reading.dialect import Dialect
from asiento.tables.numbers import number, number_at

COMMA = Dialect(decimal=",", day_first=True)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1.234,50", "1234.50"),
        ("Menú", None),
        (12, "12"),
        (12.5, "12.5"),
        (0.1 + 0.2, "0.30000000000000004"),
        (Decimal("1.50"), "1.50"),
        (Decimal(1).scaleb(-20), "0.00000000000000000001"),
        (Decimal(1).scaleb(-21), None),
        (10**MAX_WHOLE_DIGITS - 1, f"{10**MAX_WHOLE_DIGITS - 1}"),
        (10**MAX_WHOLE_DIGITS, None),
        (float("nan"), None),
        (float("inf"), None),
        (True, None),
        (None, None),
        ([1], None),
    ],
)
def test_a_number_is_kept_as_it_was_written(value: object, expected: str | None) -> None:
    """Texts are read in the dialect of their file; what is none, or too long for the ledger, is no number."""
    found = number(value, COMMA)

    assert found == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize(
    ("numbers", "place", "expected"), [(((0,),), 0, "1.234"), ((), 0, "1234"), ((), 1, None), ((), 2, None)]
)
def test_a_typed_cell_needs_no_dialect(numbers: tuple[tuple[int, ...], ...], place: int, expected: str | None) -> None:
    """Its point is a decimal one; the same text has groups."""
    table = Table(rows=(("1.234", ""),), header=-1, numbers=numbers)

    assert number_at(table, 0, place, COMMA) == (None if expected is None else Decimal(expected))
