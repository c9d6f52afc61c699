"""Statements without titles: what their columns hold by what their cells look like."""

from collections.abc import Sequence

import pytest

from asiento.tables.columns_by_content import columns_by_content, is_movement, is_side
from asiento.tables.meanings import Meaning

ROWS = (
    ("05/03/2026", "06/03/2026", "COMPRA TARJETA", "-12,50", "987,50", "EUR"),
    ("09/03/2026", "10/03/2026", "NOMINA MARZO", "1.500,00", "2.487,50", "EUR"),
)
ALL = {
    Meaning.DATE: 0,
    Meaning.VALUE_DATE: 1,
    Meaning.DESCRIPTION: 2,
    Meaning.AMOUNT: 3,
    Meaning.BALANCE: 4,
    Meaning.CURRENCY: 5,
}


def columns(rows: Sequence[Sequence[str]], *places: int) -> dict[Meaning, int]:
    """Return the columns of *rows* of which only the cells at *places* are there."""
    return columns_by_content([[row[at] for at in places] for row in rows])


def test_every_column_of_a_statement_is_known() -> None:
    """Two dates, a text, a signed amount, a balance and a currency."""
    assert columns_by_content(ROWS) == ALL


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ((0, 2, 3), {Meaning.DATE: 0, Meaning.DESCRIPTION: 1, Meaning.AMOUNT: 2}),
        ((4, 0, 2, 3), {Meaning.DATE: 1, Meaning.DESCRIPTION: 2, Meaning.AMOUNT: 3}),
        ((2, 3), {}),
        ((0, 3), {}),
        ((0, 2, 4), {}),
    ],
)
def test_a_balance_stands_behind_the_amount_and_dates_texts_and_signs_are_needed(
    places: Sequence[int], expected: dict[Meaning, int]
) -> None:
    """Figures before the signed one, or without any sign, say nothing."""
    assert columns(ROWS, *places) == expected


def test_a_balance_is_in_every_row() -> None:
    """What only some rows have may be a fee."""
    assert columns_by_content([(*ROWS[0][:4], ""), ROWS[1][:5]]) == {
        Meaning.DATE: 0,
        Meaning.VALUE_DATE: 1,
        Meaning.DESCRIPTION: 2,
        Meaning.AMOUNT: 3,
    }


def test_one_row_shows_no_pattern() -> None:
    """It could be a line of anything."""
    assert columns_by_content(ROWS[:1]) == {}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("05/03/2026", "Menú", "-12"), True),
        (("05/03/2026", "Menú", "12,50"), True),
        (("05/03/2026", "Menú", "12"), False),
        (("Menú", "12,50"), False),
        (("05/03/2026", "06.03.2026"), False),
    ],
)
def test_a_movement_has_a_day_and_an_amount_with_cents_or_a_sign(row: Sequence[str], expected: bool) -> None:
    """A date alone is no amount, though it has points."""
    assert is_movement(row) is expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("Debe", True), ("HABER.", True), ("(+)", True), ("-", True), ("C", True), ("Menú", False), ("", False)],
)
def test_a_side_is_nothing_but_money_in_or_out(cell: str, expected: bool) -> None:
    """In words, letters or signs."""
    assert is_side(cell) is expected
