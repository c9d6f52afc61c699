"""Spreadsheets and delimited files: one child a row, or one table of bank movements."""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from asiento.codec import from_json
from asiento.errors import DocumentError
from asiento.model import Item, Kind
from asiento.preprocess import preprocess
from asiento.preprocess.formats import Format, recognise
from asiento.preprocess.workbooks import read_sheets
from asiento.reading import Table
from asiento.tables.headers import unique_titles
from builders import DictFiles, make_file_item, make_tools
from made_files import ods_bytes, xlsx_bytes, zip_bytes

EXPENSES: list[Sequence[Any]] = [
    ["Fecha", "Proveedor", "Concepto", "Total"],
    [date(2025, 3, 14), "Ferretería Ejemplo", "Tornillos", 12.4],
    [],
    [datetime(2025, 3, 15, 10, 30), "Total Energía", "=SUM(A1)", 1000],  # noqa: DTZ001 (cells have no zone)
    ["Total", None, None, 1012.4],
]

MOVEMENTS = (
    "Cuenta;ES9121000418450200051332\r\n\r\n"
    "Fecha;Fecha valor;Concepto;Importe;Saldo\r\n"
    "14/03/2025;14/03/2025;Recibo luz;-45,10;1.954,90\r\n"
    "15/03/2025;15/03/2025;=HYPERLINK(1);2.000,00;3.954,90\r\n"
)


def run(data: bytes, name: str = "gastos.xlsx", files: DictFiles | None = None, **limits: Any) -> Item:
    """Return the item whose file is *data* after preprocess."""
    files = DictFiles() if files is None else files
    return preprocess(make_file_item(data, files, name), make_tools(files, **limits))


def cells(data: bytes) -> list[list[str]]:
    """Return the rows of the first sheet in *data*."""
    return read_sheets(data, recognise(data))[0].rows


def test_each_row_of_a_workbook_is_a_child() -> None:
    """Empty rows and totals are skipped; the name says where the row stands in the file."""
    item = run(xlsx_bytes(EXPENSES))

    assert (item.kind, item.content_key) == (Kind.TABLE, None)
    assert [child.position for child in item.children] == [1, 3]
    assert [child.name for child in item.children] == ["gastos.xlsx · fila 2", "gastos.xlsx · fila 4"]
    assert item.children[0].row == {
        "Fecha": "2025-03-14",
        "Proveedor": "Ferretería Ejemplo",
        "Concepto": "Tornillos",
        "Total": 12.4,
    }


def test_rows_of_several_sheets_are_children_of_one_item() -> None:
    """A sheet a month: none is left out, hidden ones are, and the name says the sheet."""
    head, first, _, second, _ = EXPENSES

    item = run(xlsx_bytes([head, first], [head, second], [head, first], hidden=[2]))

    assert [child.name for child in item.children] == ["gastos.xlsx · Hoja 1 · fila 2", "gastos.xlsx · Hoja 2 · fila 2"]
    assert [child.position for child in item.children] == [1, 3]


def test_a_bank_statement_stays_one_item() -> None:
    """Its table lies in the folder of the item, preamble and header in place, no cell changed."""
    files = DictFiles()

    item = run(MOVEMENTS.encode("cp1252"), "movimientos.csv", files)

    assert (item.kind, item.media_type, item.children) == (Kind.TABLE, "text/csv", ())
    assert item.content_key == f"{item.tenant.id}/{item.batch_id}/{item.id}/content/table.json"
    table = from_json(Table, files.read(item.content_key))
    assert table.header == 2
    assert table.rows[0] == ("Cuenta", "ES9121000418450200051332")
    assert table.rows[4] == ("15/03/2025", "15/03/2025", "=HYPERLINK(1)", "2.000,00", "3.954,90")


def test_a_statement_beside_other_sheets_is_refused() -> None:
    """One item cannot be a statement and a list of expenses."""
    movements = [line.split(";") for line in MOVEMENTS.splitlines()]

    with pytest.raises(DocumentError, match=r"^several_tables: The workbook holds a bank statement and other sheets"):
        run(xlsx_bytes(movements, EXPENSES))


def test_two_tables_in_one_sheet_are_refused() -> None:
    """The columns of the first would be those of the second: nothing is half read."""
    second = ["", "Fecha compra;Comercio;Tarjeta;Importe", "05/03/2026;Bar;1234;-3,00"]
    rows = [line.split(";") for line in [*MOVEMENTS.splitlines(), *second]]

    with pytest.raises(DocumentError, match="several_tables"):
        run(xlsx_bytes(rows))


def test_cells_of_a_workbook_are_plain_text() -> None:
    """Dates in ISO form, numbers with a point and without noise, integers without `.0`, nothing for no value."""
    row = [date(2025, 3, 4), datetime(2025, 3, 4, 9, 5), 0.1 + 0.2, 1e15, -7.0, True, None, " +34 600 ", 1e-7]  # noqa: DTZ001

    assert cells(xlsx_bytes([row])) == [
        ["2025-03-04", "2025-03-04T09:05:00", "0.3", "1000000000000000", "-7", "TRUE", "", "+34 600", "0.0000001"]
    ]


def test_an_open_document_sheet_is_read() -> None:
    """ODS is known by its content and gives the same cells."""
    data = ods_bytes([["Fecha", "Total"], ["14/03/2025", "12,40"]])

    assert recognise(data) is Format.ODS
    assert cells(data) == [["Fecha", "Total"], ["14/03/2025", "12,40"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_spanish_letters_survive_every_usual_encoding(encoding: str) -> None:
    """UTF-8 with and without mark, Windows-1252, and what Excel calls Unicode text."""
    assert cells("Año;Número\n2025;Peñíscola\n".encode(encoding)) == [["Año", "Número"], ["2025", "Peñíscola"]]


@pytest.mark.parametrize(
    "text",
    [
        "Fecha;Concepto;Total\n14/03/2025;Pan, leche;12,40\n15/03/2025;Vino, queso;8,10\n",
        "Fecha,Concepto,Total\n14/03/2025,Pan,12.40\n15/03/2025,Vino,8.10\n",
        "Fecha\tConcepto\tTotal\n14/03/2025\tPan, leche\t12,40\n",
        "Fecha|Concepto|Total\n14/03/2025|Pan|12,40\n",
        'Fecha,Concepto,Total\n14/03/2025,"Pan, y ""leche""\nfresca","12,40"\n',
    ],
)
def test_the_delimiter_is_voted_for(text: str) -> None:
    """The delimiter that gives the most equal rows wins, whatever stands inside the cells."""
    rows = cells(text.encode())

    assert rows[0] == ["Fecha", "Concepto", "Total"]
    assert {len(row) for row in rows} == {3}


def test_equal_and_missing_titles_lose_no_cell() -> None:
    """A second column of the same title and one without a title get titles of their own."""
    assert unique_titles(("Importe", "Importe", "", "Importe"), 5) == [
        "Importe",
        "Importe (2)",
        "columna 3",
        "Importe (3)",
        "columna 5",
    ]


def test_a_workbook_that_asks_for_half_a_terabyte_fails_alone() -> None:
    """Two cells in opposite corners of the sheet abort the reading process, not ours."""
    from io import BytesIO  # noqa: PLC0415

    import openpyxl  # noqa: PLC0415 (only here)

    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = 1
    book.worksheets[0]["XFD1048576"] = 2
    out = BytesIO()
    book.save(out)

    with pytest.raises(DocumentError, match="file_too_large"):
        run(out.getvalue())


def test_a_zip_bomb_is_not_unpacked() -> None:
    """A workbook of half a megabyte that would unpack to 400 is refused by its directory."""
    bomb = zip_bytes({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b" " * (400 * 2**20)})

    with pytest.raises(DocumentError, match="file_too_large"):
        run(bomb)


def test_a_zip_of_countless_entries_is_refused() -> None:
    """The directory alone would cost memory."""
    with pytest.raises(DocumentError, match=r"archive_too_large.*thousands"):
        run(zip_bytes({f"xl/{index}": b"" for index in range(10_001)}))


def test_two_tables_side_by_side_are_refused() -> None:
    """The second one has other titles and would be left out without a word."""
    rows = [
        ["Fecha", "Proveedor", "Total", "", "Día", "Cliente", "Importe"],
        ["05/03/2026", "Bar Sol", "12,10", "", "06/03/2026", "Ana", "40,00"],
        ["07/03/2026", "Taxi", "8,00", "", "08/03/2026", "Luis", "55,00"],
    ]

    with pytest.raises(DocumentError, match="several_tables"):
        run(xlsx_bytes(rows))


def test_an_empty_column_does_not_part_one_table() -> None:
    """People leave a column free for looks; the second block names no date."""
    rows = [["Fecha", "Proveedor", "", "Total"], ["25/03/2026", "Bar Sol", "", "12,10"]]

    assert len(run(xlsx_bytes(rows)).children) == 1


@pytest.mark.parametrize(("epoch", "number"), [(WINDOWS_EPOCH, 46086), (MAC_EPOCH, 46086 - 1462)])
def test_days_as_numbers_count_from_the_epoch_of_their_workbook(epoch: datetime, number: int) -> None:
    """The same day, which old versions of Excel for Macintosh count from 1904."""
    workbook = Workbook()
    workbook.epoch = epoch
    workbook.active.append(["Fecha", "Proveedor", "Total"])
    workbook.active.append([number, "Bar Sol", 12.1])
    data = BytesIO()
    workbook.save(data)

    (child,) = run(data.getvalue()).children

    assert child.row == {"Fecha": "2026-03-05", "Proveedor": "Bar Sol", "Total": 12.1}


def test_rows_that_became_entries_are_no_statement_later() -> None:
    """A mapping that calls the file one cannot take back what its rows became."""
    entries = run(xlsx_bytes(EXPENSES))
    files = DictFiles()
    again = make_file_item(MOVEMENTS.encode(), files, "movimientos.csv", writing=entries.writing)

    with pytest.raises(DocumentError, match="rows_taken"):
        preprocess(again, make_tools(files))
