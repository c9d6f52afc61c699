"""Workbooks that Excel 2003 wrote in XML, and what becomes of those made to hurt."""

import pytest

from asiento.codec import from_json
from asiento.errors import DocumentError
from asiento.model import Kind
from asiento.preprocess import preprocess
from asiento.preprocess.sheets_in_xml import xml_sheets
from asiento.reading import Table
from builders import DictFiles, make_file_item, make_tools

HEAD = (
    '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
)


def _cell(text: str, kind: str = "String", more: str = "") -> str:
    return f'<Cell {more}><Data ss:Type="{kind}">{text}</Data></Cell>'


def _sheet(*rows: str, more: str = "") -> bytes:
    return f'{HEAD}<Worksheet ss:Name="Hoja"><Table>{"".join(rows)}</Table>{more}</Worksheet></Workbook>'.encode()


TITLES = f"<Row>{_cell('Fecha')}{_cell('Concepto')}{_cell('Importe')}{_cell('Saldo')}</Row>"
MOVEMENT = (
    f"<Row ss:Index='4'>{_cell('2026-03-02T00:00:00.000', 'DateTime')}{_cell('Luz')}{_cell('-12.5', 'Number')}"
    f"{_cell('87.5', 'Number', 'ss:Index="4"')}</Row>"
)


def test_a_statement_of_excel_2003_is_a_table() -> None:
    """Dates are days, numbers stay as they are, and what is left out stays in its place."""
    files = DictFiles()
    item = preprocess(make_file_item(_sheet(TITLES, MOVEMENT), files, name="export.xls"), make_tools(files))

    assert item.kind is Kind.TABLE
    assert item.content_key is not None
    assert from_json(Table, files.read(item.content_key)).rows == (
        ("Fecha", "Concepto", "Importe", "Saldo"),
        (),
        (),
        ("2026-03-02", "Luz", "-12.5", "87.5"),
    )


def test_hidden_sheets_are_passed_over() -> None:
    """As in every workbook."""
    options = "<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions>"

    (sheet,) = xml_sheets(_sheet(TITLES, more=options))

    assert (sheet["rows"], sheet["hidden"]) == ([], True)


def test_cells_may_leave_columns_out_and_cover_several() -> None:
    """An index beyond any sheet is cut to the last column."""
    row = f"<Row>{_cell('a', more='ss:MergeAcross="1"')}{_cell('b')}{_cell('c', more='ss:Index="6"')}</Row>"
    far = f"<Row ss:Index='99999999'>{_cell('z', more='ss:Index="99999999"')}</Row>"

    rows = next(iter(xml_sheets(_sheet(row, far))))["rows"]

    assert rows[0] == ["a", "", "b", "", "", "c"]
    assert (len(rows), len(rows[-1])) == (1002, 16_384)


@pytest.mark.parametrize("document", [b'<!DOCTYPE x [<!ENTITY a "b">]>', b"<!DOCTYPE Workbook>"])
def test_entities_are_refused(document: bytes) -> None:
    """A workbook needs no document type."""
    data = _sheet(TITLES).replace(b"<Workbook", document + b"<Workbook", 1)

    with pytest.raises(DocumentError, match="unsafe_xml"):
        list(xml_sheets(data))


def test_a_cut_workbook_is_damaged() -> None:
    """Nothing of it is taken."""
    with pytest.raises(DocumentError, match="damaged_xml"):
        list(xml_sheets(_sheet(TITLES, MOVEMENT)[:-40]))
