"""What the reader of workbooks writes about sheets, cells and files that are none."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pytest

from asiento.preprocess.workbook_process import answer, is_number, text_of
from asiento.table_bounds import MAX_ROWS, Exit
from made_files import xlsx_bytes


def read(data: bytes) -> Any:
    """Return the sheets that the reader writes for the workbook *data*."""
    output = StringIO()
    answer(BytesIO(data), output)
    return json.loads(output.getvalue())


def exit_of(data: bytes) -> Any:
    """Return the code with which the reader ends on *data*."""
    with pytest.raises(SystemExit) as ended:
        read(data)
    return ended.value.code


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  +34 600 ", "+34 600"),
        ("", ""),
        (True, "TRUE"),
        (1200.0, "1200"),
        (12.4, "12.4"),
        (0.1 + 0.2, "0.3"),
        (-7.0, "-7"),
        (1e20, "100000000000000000000"),
        (1e-7, "0.0000001"),
        (date(2026, 3, 4), "2026-03-04"),
        (datetime(2026, 3, 4, tzinfo=UTC).replace(tzinfo=None), "2026-03-04"),
        (datetime(2026, 3, 4, 9, 5, tzinfo=UTC).replace(tzinfo=None), "2026-03-04T09:05:00"),
        (time(9, 5), "09:05:00"),
        (timedelta(hours=30), "1 day, 6:00:00"),
    ],
)
def test_a_cell_is_plain_text(cell: Any, text: str) -> None:
    """Dates in ISO form, numbers with a point, without noise and without an exponent, integers without `.0`."""
    assert text_of(cell) == text


@pytest.mark.parametrize(("cell", "number"), [(1.5, True), (0.0, True), (False, False), ("1", False)])
def test_a_number_is_told_from_what_looks_like_one(cell: Any, number: bool) -> None:
    """Only a number needs no dialect: not a text of digits, not yes or no."""
    assert is_number(cell) is number


def test_rows_come_from_the_top_with_the_places_of_their_numbers() -> None:
    """A row ends with its last filled cell; a sheet that begins further right says at which column."""
    rows: Iterable[Sequence[object]] = [[None, "Fecha", "Total"], [None, "14/03", 12.4, None], [], [None, 3, None, 1.5]]
    (sheet,) = read(xlsx_bytes(rows))

    assert (sheet["name"], sheet["first_row"], sheet["first_column"]) == ("Hoja 1", 0, 1)
    assert sheet["rows"] == [["Fecha", "Total"], ["14/03", "12.4"], [], ["3", "", "1.5"]]
    assert sheet["numbers"] == [[], [1], [], [0, 2]]


def test_only_sheets_that_are_shown_and_have_cells_are_read() -> None:
    """What is hidden was not meant to be sent, and is named alone; a chart has no rows."""
    found = [(sheet["name"], sheet["rows"]) for sheet in read(xlsx_bytes([["a"]], [["b"]], [["c"]], hidden=[1]))]

    assert found == [("Hoja 1", [["a"]]), ("Hoja 2", []), ("Hoja 3", [["c"]])]
    book = openpyxl.Workbook()
    book.create_chartsheet("Grafico")
    out = BytesIO()
    book.save(out)
    assert [sheet["name"] for sheet in read(out.getvalue())] == ["Sheet"]


def test_what_is_no_workbook_ends_the_reader_with_a_code() -> None:
    """Damaged files and too many rows are told apart; as many rows as may be are read."""
    rows = [["x"]] * MAX_ROWS

    assert exit_of(b"PK\x03\x04 no workbook") == Exit.DAMAGED
    assert exit_of(xlsx_bytes([*rows, ["x"]])) == Exit.TOO_LARGE
    assert len(read(xlsx_bytes(rows))[0]["rows"]) == MAX_ROWS
