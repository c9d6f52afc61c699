"""Lines of totals that their figure gives away."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest

from asiento.reading import Table
from asiento.reading.convention import Convention
from asiento.reading.dialect import Dialect
from asiento.reading.writing import Writing
from asiento.tables.line_totals import MOST_RUNS, Sums, sums_among, sums_in_rows, sums_of_above, unlike_totals

POINT = Dialect(decimal=".", day_first=True)


def sums(*rows: tuple[int | None, str]) -> list[int]:
    """Return which of *rows*, given as figure and text, sum up those above."""
    return list(
        sums_among((at, None if said is None else Decimal(said), [text]) for at, (said, text) in enumerate(rows))
    )


@pytest.mark.parametrize(
    ("above", "cells", "expected"),
    [
        (["Luz"], ["Bar Total", "9"], True),
        (["Luz", "Casa"], ["Bar Total", "9"], True),
        (["Luz", "Casa"], ["Bar Total", "Casa", "9"], False),
        (["Luz"], ["Bar Sol", "9"], False),
    ],
)
def test_a_word_of_totals_stands_alone_where_rows_lack_a_figure(
    above: list[str], cells: list[str], *, expected: bool
) -> None:
    """No sum can show it then: a supplier's name has as many texts beside it as those of other rows."""
    sums = Sums(whole=False, above=[above])

    assert sums.has(Decimal(9), cells) is expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([(1, "A"), (2, "B"), (3, "C")], [2]),
        ([(1, "A"), (2, "B"), (4, "C")], []),
        ([(1, "A"), (1, "B")], []),
        ([(1, "A"), (1, "Total")], [1]),
        ([(0, "A"), (0, "Total")], []),
        ([(1, "Total")], []),
        ([(1, "A"), (2, "B"), (3, "Total"), (4, "C"), (5, "D"), (9, "Total"), (12, "Total")], [2, 5, 6]),
    ],
)
def test_a_sum_is_of_all_rows_or_of_those_since_the_last(rows: Sequence[tuple[int, str]], expected: list[int]) -> None:
    """Of a single row only one that says so: two tickets have one price by chance. Nothing is the sum of nothing."""
    assert sums(*rows) == expected


@pytest.mark.parametrize(("text", "expected"), [("Total", [2]), ("Total marzo", [2]), ("Bar Sol", [])])
def test_below_a_row_without_a_figure_a_word_is_enough(text: str, expected: list[int]) -> None:
    """The sum cannot be told then."""
    assert sums((1, "A"), (None, "B"), (7, text)) == expected


def test_old_runs_are_forgotten_but_for_the_whole() -> None:
    """A line of totals sums up a month or a page."""
    months = range(1000, 1000 + MOST_RUNS + 10)
    rows = [(said, word) for said in months for word in ("A", "Total")]

    assert sums(*rows, (sum(months), "B")) == [*range(1, len(rows), 2), len(rows)]
    assert sums(*rows, (1000 + 1001, "B")) == [*range(1, len(rows), 2)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("2026-03-05", "A", "1"), ("2026-03-06", "B", "2"), ("", "Total", "3")], []),
        ([("2026-03-05", "A", "1"), ("2026-03-06", "B", "2"), ("", "Total", "4")], [3]),
        ([("2026-03-05", "A", "1"), ("", "Total", "1"), ("2026-03-06", "B", "2"), ("", "Total", "2")], []),
        ([("2026-03-05", "A", "1"), ("", "Total", "1"), ("2026-03-06", "B", "2"), ("", "Total", "3")], []),
        ([("2026-03-05", "A", ""), ("2026-03-06", "B", "2"), ("", "Total", "4")], []),
        ([("2026-03-05", "A", "1"), ("", "Total", "")], []),
    ],
)
def test_a_line_of_totals_that_is_no_sum_is_named(rows: Sequence[tuple[str, ...]], expected: list[int]) -> None:
    """M9, M20: of all rows, or of those since the last; where a row has no figure nothing can be said."""
    table = Table(rows=(("Fecha", "Proveedor", "Total"), *rows), header=0)

    assert list(unlike_totals(table, POINT)) == expected


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (("2026-03-31", "Bar Luna", "3"), [(3, False)]),
        (("2026-03-31", "Total", "3"), [(3, False)]),
        (("", "Total de gastos de marzo", "3"), [(3, True)]),
        (("", "", "3"), [(3, True)]),
        (("", "Bar Luna", "3"), [(3, False)]),
        (("2026-03-31", "Bar Luna", "4"), []),
    ],
)
def test_a_sum_without_a_day_that_says_so_is_no_entry(last: tuple[str, ...], expected: list[tuple[int, bool]]) -> None:
    """The others may be entries of their own."""
    rows = (("Fecha", "Proveedor", "Total"), ("2026-03-05", "A", "1"), ("2026-03-06", "B", "2"), last)

    assert list(sums_of_above(Table(rows=rows, header=0), POINT)) == expected


@pytest.mark.parametrize(
    ("rows", "negative", "expected"),
    [
        ([{"debit": 1}, {"credit": 5}, {"debit": 3}, {"description": "Total", "debit": 4}], False, {3}),
        ([{"debit": 1}, {"credit": 5}, {"debit": 3}, {"description": "Total", "credit": 5}], False, {3}),
        ([{"debit": 1}, {"credit": 5}, {"debit": 3}, {"description": "Saldo", "credit": 1}], False, {3}),
        ([{"debit": -1}, {"credit": 5}, {"debit": -3}, {"description": "Saldo", "credit": 1}], True, {3}),
        ([{"debit": 1}, {"credit": 5}, {"debit": 3}, {"description": "Agua", "debit": 4}], False, set()),
    ],
)
def test_sides_of_json_rows_have_sums_of_their_own(
    rows: Sequence[Mapping[str, Any]], negative: bool, expected: set[int]
) -> None:
    """Only with a word of totals; what came in less what went out needs none."""
    writing = Writing(convention=Convention(negative_debits=negative))

    assert sums_in_rows(rows, writing, "ES") == expected


def test_what_a_subtotal_shows_to_be_an_entry_counts_in_the_total() -> None:
    """The second 220 seems to sum up the first, until 440 sums up both: then 1,330 is a line of totals too."""
    rows = ((890, "Energía"), (890, "Suma octubre"), (220, "Taxi"), (220, "Parking"), (440, "Suma noviembre"))

    assert sums(*rows, (1330, "TOTAL EUR")) == [1, 3, 4, 5]
    assert sums(*rows, (1110, "TOTAL EUR")) == [1, 3, 4, 5]
    assert sums(*rows, (1000, "Tren")) == [1, 3, 4]
