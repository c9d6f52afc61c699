"""What the lines above a table say of all its figures."""

import pytest

from asiento.tables.around_table import currencies_around, doubts_around


@pytest.mark.parametrize(
    ("text", "named", "mentioned"),
    [
        ("Moneda: USD", {"USD"}, set()),
        ("Importes en EUR", {"EUR"}, set()),
        ("USD", {"USD"}, set()),
        ("Cambio de CHF en caja", set(), {"CHF"}),
        ("Gastos de marzo", set(), set()),
    ],
)
def test_a_currency_above_is_the_tables_or_only_mentioned(text: str, named: set[str], mentioned: set[str]) -> None:
    """Other words around it leave open what it is of."""
    found = currencies_around([text])

    assert list(map(set, found)) == [named, mentioned]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Importes en miles de euros", ["unit_above"]),
        ("Ventas diarias", ["may_be_income.line"]),
        ("Gastos de ventas", []),
        ("Gastos de marzo", []),
    ],
)
def test_thousands_and_takings_cast_a_doubt_on_all_figures(line: str, expected: list[str]) -> None:
    """A list of what was spent for sales is one of expenses."""
    doubts = doubts_around([line], [line])

    assert [f"{one.code}.{one.variant}" if one.variant else one.code for one in doubts] == expected
