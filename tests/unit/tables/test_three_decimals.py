"""A mark before three digits is hardly one of thousands in a currency of three decimals."""

from collections.abc import Sequence

import pytest

from row_ends import ends, lines

HELD = "two_readings"


@pytest.mark.parametrize(
    ("currency", "amounts", "expected"),
    [
        ("TND", ["12,5", "240.005"], ["12.50 TND", HELD]),
        ("KWD", ["12.5", "240,005"], ["12.50 KWD", HELD]),
        ("TND", ["1.234,500", "240,005"], ["1234.500 TND", "240.005 TND"]),
        ("TND", ["12,5", "1.240.005"], ["12.50 TND", "1240005.00 TND"]),
        ("EUR", ["12,5", "240.005"], ["12.50 EUR", "240005.00 EUR"]),
    ],
)
def test_thousands_of_a_currency_of_three_decimals_wait(
    currency: str, amounts: Sequence[str], expected: Sequence[str]
) -> None:
    """Another cell proves which mark is that of decimals; a person says if this one means it."""
    rows = (f"2026-03-1{at};Bar {at};{amount};{currency}" for at, amount in enumerate(amounts))

    assert list(ends(lines("Fecha;Proveedor;Total;Moneda", *rows))) == expected


@pytest.mark.parametrize(("currency", "waits"), [("TND", True), ("EUR", False)])
def test_so_do_those_of_a_statement(currency: str, *, waits: bool) -> None:
    """Its balances would be misread alike."""
    rows = (f"2026-03-10;Luz;-12,5;100.000;{currency}", f"2026-03-11;Gas;-240.005;-140.005;{currency}")

    found = list(ends(lines("Fecha;Concepto;Importe;Saldo;Moneda", *rows)))

    assert (HELD in found) is waits
