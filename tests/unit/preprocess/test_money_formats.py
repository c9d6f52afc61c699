"""The currencies in the formats of a workbook."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from asiento.preprocess.cell_formats import BOOK, STYLES, cell_formats
from asiento.preprocess.shown_money import ShownMoney
from asiento.reading import Table


def test_formats_that_do_not_unpack_say_nothing() -> None:
    """The workbook's reader, which comes next, tells that it is damaged."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        archive.writestr(STYLES, "<cellXfs/>" * 500)
        archive.writestr(BOOK, "")
    data = bytearray(buffer.getvalue())
    packed = 30 + len(STYLES)  # behind the local header
    data[packed : packed + 8] = b"\xff" * 8

    assert cell_formats(bytes(data)) == {}


@pytest.mark.parametrize(
    ("letters", "column"), [("A", 0), ("Z", 25), ("AA", 26), ("AZ", 51), ("BA", 52), ("ZZ", 701), ("AAB", 703)]
)
def test_a_format_belongs_to_the_cell_of_its_column(letters: str, column: int) -> None:
    """Columns past Z have two letters or three."""
    book = Workbook()
    book.active[f"{letters}7"] = 12.5
    book.active[f"{letters}7"].number_format = "[$$-409]#,##0.00"
    book.save(data := BytesIO())

    assert cell_formats(data.getvalue()) == {"Sheet": {6: {column: "USD"}}}


@pytest.mark.parametrize(
    ("marks", "currencies"),
    [
        ({1: {2: "USD"}, 2: {2: "USD"}}, ("USD",)),
        ({1: {2: "USD"}}, ("EUR", "USD")),
        ({1: {2: "USD"}, 2: {2: "GBP"}}, ("GBP", "USD")),
        ({}, ()),
    ],
)
def test_amounts_without_a_mark_are_in_the_tenants_money(
    marks: dict[int, dict[int, str]], currencies: tuple[str, ...]
) -> None:
    """Where others of the table have one; where none has, the formats say nothing."""
    rows = (("Fecha", "Proveedor", "Total"), ("2026-03-05", "Bar", "1.5"), ("2026-03-06", "Bar", "2.5"))
    table = Table(rows=rows, header=0, numbers=((), (2,), (2,)))

    shown = ShownMoney(table=table, marks=marks, besides=frozenset(), own="EUR")

    assert shown.of_table() == currencies
