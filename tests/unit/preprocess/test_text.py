"""Rows of delimited files: how many there may be."""

from collections.abc import Sequence

import pytest

from asiento.errors import DocumentError
from asiento.preprocess.text import bounded
from asiento.table_bounds import MAX_CELLS, MAX_ROWS

WIDE = 1_000


@pytest.mark.parametrize("rows", [[["a"]] * MAX_ROWS, [["a"] * WIDE] * (MAX_CELLS // WIDE)])
def test_a_file_may_be_as_large_as_is_allowed(rows: Sequence[list[str]]) -> None:
    """The bound itself fits, of rows as of cells."""
    assert len(bounded(rows)) == len(rows)


@pytest.mark.parametrize("rows", [[["a"]] * (MAX_ROWS + 1), [*[["a"] * WIDE] * (MAX_CELLS // WIDE), ["a"]]])
def test_a_larger_file_is_refused(rows: Sequence[list[str]]) -> None:
    """One row or one cell more."""
    with pytest.raises(DocumentError, match="file_too_large"):
        bounded(rows)
