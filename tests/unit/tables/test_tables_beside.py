"""Two tables side by side."""

import pytest

from asiento.reading import Table
from asiento.tables.columns import NO_HEADER
from asiento.tables.tables_beside import stands_beside_another


@pytest.mark.parametrize(
    ("titles", "cells", "expected"),
    [
        ("Fecha|Total||Fecha|Total", "1|2||3|4", True),
        ("Fecha|Total||F. valor|Importe", "1|2||3|4", True),
        ("Fecha|Total|Nota|Fecha|Total", "1|2||3|4", False),
        ("Fecha|Total||Fecha|Total", "1|2|x|3|4", False),
        ("Fecha|Total||Fecha|Concepto", "1|2||3|4", False),
        ("Fecha||Total", "1||2", False),
        ("Fecha|Total", "1|2", False),
    ],
)
def test_an_empty_column_parts_tables_that_could_each_be_posted(titles: str, cells: str, expected: bool) -> None:
    """Each needs a date and a figure."""
    rows = (tuple(titles.split("|")), tuple(cells.split("|")))

    assert stands_beside_another(Table(rows=rows, header=0)) is expected
    assert not stands_beside_another(Table(rows=rows, header=NO_HEADER))
