"""The header of a table: its titles, its fingerprint, and a tenant's mapping applied to it."""

from dataclasses import replace

from asiento.codec import from_json
from asiento.model import Kind
from asiento.preprocess import preprocess
from asiento.reading import Table
from asiento.tables.headers import fingerprint, mapped_row, mapped_table, titles_of
from builders import TENANT, DictFiles, make_file_item, make_tools

TITLES = ("Kuando", "Ké", "Kuanto", "Restante")
MAPPING = {"Kuando": "date", "Ké": "description", "Kuanto": "amount", "Restante": "balance"}
MAPPINGS = {fingerprint(TITLES): MAPPING}


def test_the_fingerprint_knows_a_header_again() -> None:
    """Order, case, accents and punctuation make no other header; another title does."""
    assert fingerprint(TITLES) == fingerprint(["RESTANTE", "kuanto:", "ke", "Kuando"])
    assert fingerprint(TITLES) != fingerprint(TITLES[:3])
    assert fingerprint(["Importe", "Importe"]) != fingerprint(["Importe"])


def test_titles_end_with_the_last_named_column() -> None:
    """A column without a name between others has one of ours; empty cells at the end have none."""
    assert titles_of(["Fecha", "", "Importe", "Importe", "", ""]) == ["Fecha", "columna 2", "Importe", "Importe (2)"]
    assert titles_of(["", ""]) == []


def test_a_mapping_finds_its_header_below_a_preamble() -> None:
    """The rows above stay as they are, and the header says what the tenant meant."""
    rows = [["Banco Z"], [], list(TITLES), ["14/03/2025", "CAFE", "-1,20", "98,80"]]

    table = mapped_table(rows, MAPPINGS)

    assert table is not None
    assert table.header == 2
    assert table.rows[0] == ("Banco Z",)
    assert table.rows[2] == ("date", "description", "amount", "balance")


def test_a_title_that_we_read_the_same_way_keeps_its_words() -> None:
    """Only what we would take for something else is renamed, and what is left alone loses a name that misleads."""
    mapping = {"Fecha operación": "issued_on", "Total": None, "Bruto": "total", "Zeta": None}
    row = {"Fecha operación": "a", "Total": "b", "Bruto": "c", "Zeta": "d"}

    assert mapped_row(row, {fingerprint(row): mapping}) == {
        "Fecha operación": "a",
        "columna 2": "b",
        "Bruto": "c",
        "Zeta": "d",
    }


def test_another_header_is_left_alone() -> None:
    """A row or table whose titles have no mapping stays as it is."""
    assert mapped_table([["Fecha", "Importe"], ["14/03/2025", "1,20"]], MAPPINGS) is None
    assert mapped_row({"Kuando": "1"}, MAPPINGS) == {"Kuando": "1"}


def test_a_statement_is_read_by_a_tenants_mapping() -> None:
    """A bank whose words we do not know becomes a table of movements all the same."""
    files = DictFiles()
    data = "Kuando;Ké;Kuanto;Restante\n14/03/2025;CAFE;-1,20;98,80\n15/03/2025;NOMINA;900,00;998,80\n"
    item = make_file_item(data.encode(), files, tenant=replace(TENANT, mappings=MAPPINGS))

    item = preprocess(item, make_tools(files))

    assert item.kind is Kind.TABLE
    assert item.content_key is not None
    table = from_json(Table, files.read(item.content_key))
    assert table.rows[table.header] == ("date", "description", "amount", "balance")
