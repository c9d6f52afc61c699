"""Days that a spreadsheet program took for others when it opened a file of another country."""

from collections.abc import Sequence

import pytest

from asiento.reading import Table
from asiento.tables.columns import NO_HEADER
from asiento.tables.swapped_days import swapped_days


@pytest.mark.parametrize(
    ("days", "swapped"),
    [
        (("12/31/2025", "2026-03-05", "04/25/2026"), {2}),
        (("12/31/2025", "2026-03-12T00:00:00"), {2}),
        (("12/31/2025", "2026-03-13"), set()),
        (("12/31/2025", "2026-03-05", "2026-03-13"), set()),
        (("2026-03-05", "2026-04-06"), set()),
        (("01/02/2025", "2026-03-05"), set()),
    ],
)
def test_dates_beside_texts_that_prove_an_order_may_be_swapped(days: Sequence[str], swapped: set[int]) -> None:
    """Unless one of them is late in its month: then no program read them in the other order."""
    rows = (("Fecha", "Proveedor", "Total"), *((day, "Bar Sol", "1,00") for day in days))

    assert swapped_days(Table(rows=rows, header=0)) == swapped


def test_without_titles_nothing_is_said_of_days() -> None:
    """Which column holds them is told by what they look like."""
    rows = (("12/31/2025", "Luz", "-1,00"), ("2026-03-05", "Agua", "-2,00"))

    assert swapped_days(Table(rows=rows, header=NO_HEADER)) == frozenset()
