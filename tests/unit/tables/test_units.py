"""Words and signs of thousands and cents, in titles and in notes above a table."""

import pytest

from asiento.tables.units import unit_in, unit_noted


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("Importe (miles)", "miles"),
        ("Total k€", "k"),
        ("Total (€000)", "€000"),
        ("Amount '000s", "'000s"),
        ("Importe x 1.000", "x 1.000"),
        ("Importe ×1000", "x1000"),  # noqa: RUF001 (the sign of times)
        ("Total MM", "mm"),
        ("Importe", ""),
        ("Cuenta 1000", ""),
        ("Total 2.000 EUR", ""),
    ],
)
def test_a_title_may_name_a_unit(title: str, unit: str) -> None:
    """A number that belongs to another word is none."""
    assert unit_in(title) == unit


@pytest.mark.parametrize(
    ("note", "unit"),
    [
        ("Importes en miles de euros", "miles"),
        ("(amounts in thousands)", "thousands"),
        ("in T€", "t€"),
        ("Miles Ltd", ""),
        ("Servicios en Madrid", ""),
        ("Gastos de 2026", ""),
    ],
)
def test_a_note_above_says_the_unit(note: str, unit: str) -> None:
    """`Miles` in a name says nothing."""
    assert unit_noted(note) == unit
