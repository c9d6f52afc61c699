"""Days that a spreadsheet wrote as numbers."""

from datetime import date

import pytest

from asiento.reading import Table
from asiento.tables.columns import NO_HEADER, table_columns
from asiento.tables.serial_days import EPOCH, EPOCH_1904, with_days

HEADER = ("Fecha", "Fecha valor", "Concepto", "Importe")


def days(*rows: tuple[str, ...], epoch: date = EPOCH) -> list[tuple[str, str]]:
    """Return both days of each of *rows* below a header."""
    table = Table(rows=(HEADER, *rows), header=0)
    return [(row[0], row[1]) for row in with_days(table, table_columns(table), epoch).rows[1:] if len(row) > 1]


def test_every_column_of_days_is_read() -> None:
    """Times of day are left out, empty cells stay empty."""
    assert days(("46086", "46087,5", "Luz", "1"), ("46087.25", "", "Agua", "2")) == [
        ("2026-03-05", "2026-03-06"),
        ("2026-03-06", ""),
    ]


def test_a_column_is_read_as_a_whole_or_not_at_all() -> None:
    """One cell that is no day shows that the others are numbers of something else."""
    rows = (("46086", "46087", "Luz", "1"), ("46086", "12", "Agua", "2"))

    assert days(*rows) == [("2026-03-05", "46087"), ("2026-03-05", "12")]


@pytest.mark.parametrize(
    ("serial", "day"),
    [("32874", "1990-01-01"), ("32873", "32873"), ("73050", "2099-12-31"), ("73051", "73051"), ("4608", "4608")],
)
def test_a_day_is_one_of_our_times(serial: str, day: str) -> None:
    """From 1990 to 2099; other numbers are accounts or amounts."""
    assert days((serial, "", "Luz", "1")) == [(day, "")]


def test_old_workbooks_count_from_1904() -> None:
    """Four years and a day later."""
    assert days(("44624", "", "Luz", "1"), epoch=EPOCH_1904) == [("2026-03-05", "")]


@pytest.mark.parametrize(("note", "expected"), [("Ende der Liste", "2026-03-05"), ("99999", "46086")])
def test_a_note_below_the_days_is_none_of_them(note: str, expected: str) -> None:
    """A number in its place is one, and no day."""
    assert days(("46086", "", "Luz", "1"), (note, "", "", ""))[0] == (expected, "")


def test_cells_that_became_days_are_no_numbers_any_more() -> None:
    """The amount beside them still is."""
    table = Table(rows=(HEADER, ("46086", "", "Luz", "1.5")), header=0, numbers=((), (0, 3)))

    assert with_days(table, table_columns(table)).numbers == ((), (3,))


def test_without_titles_no_number_is_a_day() -> None:
    """Nothing says what the column holds."""
    table = Table(rows=(("46086", "Luz", "-1,00"),), header=NO_HEADER)

    assert with_days(table, {}) == table
