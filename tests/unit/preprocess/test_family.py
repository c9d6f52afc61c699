"""How large the children of one file may be, all together."""

import pytest

from asiento.errors import DocumentError
from asiento.preprocess.family import NewRow, row_children
from asiento.reading.writing import Writing
from asiento.tables.row_size import written_row

ROWS = [NewRow(position=n, name=f"row {n}", row={"note": "x" * n}, writing=Writing()) for n in range(3)]
CHARACTERS = sum(len(new.name) + len(written_row(new.row)) for new in ROWS)


def test_rows_may_have_as_many_characters_as_are_allowed() -> None:
    """With one more the file is too large: titles are kept with each of its rows."""
    assert [child.position for child in row_children(ROWS, 3, most_characters=CHARACTERS)] == [0, 1, 2]
    with pytest.raises(DocumentError, match=r"^file_too_large"):
        row_children(ROWS, 3, most_characters=CHARACTERS - 1)


def test_there_may_be_as_many_rows_as_are_allowed() -> None:
    """With one more all are refused, and counted."""
    with pytest.raises(DocumentError, match=r"^too_many_rows") as refused:
        row_children(ROWS, 2)

    assert refused.value.said.params == {"rows": 3, "most": 2}
