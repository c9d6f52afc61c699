"""Journals of accountants, which have debits and credits and are no statement of a bank."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from asiento.tables.journals import balances_out, names_journal


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (["Fecha", "Cuenta contable", "Debe", "Haber"], True),
        (["Date", "Journal", "Debit", "Credit"], True),
        (["Asiento", "Debe"], True),
        (["Fecha", "Concepto", "Debe", "Haber"], False),
        (["Fecha", "Cuenta contable", "Importe"], False),
    ],
)
def test_a_journal_names_an_account_and_a_side(titles: Sequence[str], expected: bool) -> None:
    """Either alone may stand in a list of expenses or a statement."""
    assert names_journal(titles) is expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([(1, 100), (1, -79), (1, -21)], True),
        ([(1, 100), (1, -100), (2, 5), (2, -5)], True),
        ([(1, 100), (1, -100)], False),
        ([(1, 100), (1, -100), (2, 5), (2, -4)], False),
        ([(1, 100), (1, -100), (2, 0), (2, 0)], False),
        ([], False),
    ],
)
def test_three_rows_whose_groups_are_all_nothing_are_no_chance(rows: Sequence[tuple[int, int]], expected: bool) -> None:
    """Of two rows one may be a payment that was sent back; rows of 0.00 prove nothing."""
    assert balances_out((group, Decimal(amount)) for group, amount in rows) is expected
