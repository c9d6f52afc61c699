"""The currencies in the formats of a workbook."""

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from asiento.preprocess.cell_formats import BOOK, STYLES, cell_formats
from asiento.preprocess.format_codes import FORMULA
from asiento.preprocess.shown_money import ShownMoney
from asiento.reading import Table
from made_files import xlsx_bytes


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


@pytest.mark.parametrize(
    ("cell", "formula"),
    [
        (b"<c r='B2'><f>1+1</f><v></v></c>", True),
        (b"<c r='B2'><f>1+1</f><v/></c>", True),
        (b"<c r='B2'><f>1+1</f></c>", True),
        (b"<c r='B2'><f t='shared' si='0'/></c>", True),
        (b"<c r='B2'><f>1+1</f><v>2</v></c>", False),
        (b"<c r='B2' t='str'><f>A1</f><v></v></c>", False),
        (b"<c r='B2'><v>2</v></c>", False),
        (b"<c r='B2'/>", False),
    ],
)
def test_a_formula_without_a_value_is_marked(cell: bytes, formula: bool) -> None:
    """A program wrote it, and none has worked it out; an empty text is a value."""
    data = _with_cell(cell.replace(b"'", b'"'))

    assert cell_formats(data)["Hoja 1"] == ({1: {1: FORMULA}} if formula else {})


def _with_cell(cell: bytes) -> bytes:
    """Return a workbook whose cell B2 is *cell*."""
    out = BytesIO()
    with ZipFile(BytesIO(xlsx_bytes([["a", "b"], [1, 2]]))) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("sheet1.xml"):
                data = re.sub(rb'<c r="B2".*?(/>|</c>)', lambda _: cell, data)
            new.writestr(name, data)
    return out.getvalue()
