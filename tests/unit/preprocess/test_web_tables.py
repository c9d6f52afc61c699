"""Web pages that a bank calls an export to Excel."""

import pytest

from asiento.codec import from_json
from asiento.errors import DocumentError
from asiento.model import Kind
from asiento.preprocess import preprocess
from asiento.preprocess.web_tables import MAX_TAGS, web_rows
from asiento.reading import Table
from builders import DictFiles, make_file_item, make_tools

PAGE = """<html><head><meta charset="iso-8859-1"><style>td {color: red}</style></head><body>
<table><tr><td><table><tr><td colspan="3">Movimientos de la cuenta ES9121000418450200051332</td></tr></table>
<table><tr><th>Fecha</th><th>Concepto</th><th>Importe</th></tr>
<tr><td>02/01/2026<td>Compra <b>n.º</b> 7<script>x()</script><td>-50,00&nbsp;&euro;</tr>
<tr><td>15/01/2026</td><td>Nómina</td><td>10,00 &euro;</td></tr></table></td></tr></table></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_the_rows_of_a_web_page_are_a_statement(encoding: str) -> None:
    """Tables that place others, scripts and styles leave no rows; unclosed cells end where the next begins."""
    files = DictFiles()
    item = preprocess(make_file_item(PAGE.encode(encoding), files, name="export.xls"), make_tools(files))

    assert (item.kind, item.media_type) == (Kind.TABLE, "text/html")
    assert item.content_key is not None
    table = from_json(Table, files.read(item.content_key))
    assert table.rows[table.header] == ("Fecha", "Concepto", "Importe")
    assert table.rows[table.header + 1 :] == (
        ("02/01/2026", "Compra n.º 7", "-50,00 €"),
        ("15/01/2026", "Nómina", "10,00 €"),
    )


def test_a_cell_over_several_columns_keeps_the_others_in_place() -> None:
    """It is the first of them; a span that no table has is cut."""
    assert web_rows('<table><tr><td colspan="2">a</td><td>b</td></tr></table>') == [["a", "", "b"]]
    assert len(web_rows('<table><tr><td colspan="999999999">a</td></tr></table>')[0]) == 100


def test_a_page_with_millions_of_tags_is_refused() -> None:
    """It ends at once, with what to do."""
    with pytest.raises(DocumentError, match="file_too_large"):
        web_rows("<table>" + "<tr>" * 2_000_001)


@pytest.mark.parametrize(
    "page", ["<table>" * 50_000 + "<tr><td>1", "<tr><td>" * 20_000, "<table><tr><td>&#x110000;</td></tr>"]
)
def test_a_page_made_to_hurt_is_read_at_once(page: str) -> None:
    """Nesting without end costs no more than its bytes and gives no rows that a statement could be made of."""
    assert len(web_rows(page)) <= 20_000


def test_comments_of_a_page_are_no_text() -> None:
    """Programs leave marks for themselves in cells."""
    assert web_rows("<table><tr><td>12<!-- EUR -->,50</td></tr></table>") == [["12,50"]]


def test_a_page_of_too_many_tags_is_refused() -> None:
    """Before anything of it is built."""
    with pytest.raises(DocumentError) as refused:
        web_rows("<td>" * (MAX_TAGS + 1))

    assert refused.value.said.name == "file_too_large.web_table"
