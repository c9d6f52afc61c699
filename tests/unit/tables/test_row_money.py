"""In what money and unit the rows of a list are: by titles, by the formats of cells, and by what stands around."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import xlwt

from asiento.preprocess.format_codes import mark_of
from asiento.tables.units import unit_in, unit_noted
from made_files import ods_of
from row_ends import ends, lines

HEADER: list[Any] = ["Fecha", "Proveedor", "Total"]


def workbook(
    sheets: Mapping[str, Sequence[Sequence[Any]]], formats: Mapping[tuple[str, str], str] | None = None
) -> bytes:
    """Return an XLSX with *sheets*, and *formats* of cells by sheet and place."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    for (name, place), code in (formats or {}).items():
        book[name][place].number_format = code
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def of_rows(*rows: Sequence[Any], **formats: str) -> bytes:
    """Return an XLSX with one sheet, and the formats of its cells by their place."""
    return workbook({"a": rows}, {("a", place): code for place, code in formats.items()})


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Importe (EUR)", "12.50 EUR"),
        ("Importe (£)", "12.50 GBP"),
        ("Importe (IVA incl.)", "12.50 EUR"),
        ("Importe(s)", "12.50 EUR"),
        ("Importe real", "12.50 EUR"),
        *((title, "open_currency") for title in (
            "Amount (¥)", "Kwota (zł)", "Belopp (kr)", "Monto (Bs)", "Amount (Rs.)", "Importe (libras)",
            "Importe en pesos", "Total (foo)",
        )),
    ],
)  # fmt: skip
def test_a_title_may_name_other_money(title: str, expected: str) -> None:
    """A sign of several countries, and what nobody knows in brackets, is for a person."""
    assert list(ends(lines(f"Fecha;Proveedor;{title}", "2026-03-15;Acme;12,50"))) == [expected]


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        (["Moneda:", "USD"], "12.50 USD"),
        (["Importes en USD"], "12.50 USD"),
        (["Viaje a Boston, cambio USD 1,08"], "open_currency"),
        (["Euro Trans, S.L."], "12.50 EUR"),
        (["Importes en miles de euros"], "unit_above"),
        (["(in thousands)"], "unit_above"),
        (["Beträge in TEUR"], "unit_above"),
        (["Miles Ltd"], "12.50 EUR"),
        (["Ventas diarias"], "may_be_income"),
        (["Department: Sales"], "12.50 EUR"),
    ],
)
def test_a_line_above_speaks_of_all_rows(above: list[str], expected: str) -> None:
    """Money, thousands and takings are said once, above the titles."""
    assert list(ends(of_rows(above, [], HEADER, ["2026-03-05", "Acme", 12.5]))) == [expected]


def test_a_statement_in_thousands_is_held_though_its_balances_add_up() -> None:
    """They add up in every unit."""
    rows = ("Fecha;Concepto;Importe;Saldo", "05/03/2026;A;-50,00;950,00", "13/03/2026;B;-20,00;930,00")
    assert list(ends(lines("Importes en miles de euros;;;", *rows))) == ["unit_above"]
    assert list(ends(lines(*rows))) == ["-50.00 EUR", "-20.00 EUR"]


def test_a_sheet_is_named_after_its_money() -> None:
    """Two sheets of one workbook are in two currencies."""
    rows = [HEADER, ["2026-03-05", "Acme", 12.5]]
    assert list(ends(workbook({"EUR": rows, "Gastos USD": rows}))) == ["12.50 EUR", "12.50 USD"]


@pytest.mark.parametrize(
    ("formats", "expected"),
    [
        ({"C2": "[$£-809]#,##0.00"}, ["12.50 GBP", "10.00 EUR"]),
        ({"C2": "[$£-809]#,##0.00", "C3": "#,##0.00 €"}, ["12.50 GBP", "10.00 EUR"]),
        ({"C2": "[$kr-41D]#,##0.00"}, ["open_currency", "10.00 EUR"]),
        ({"D2": "[$$-409]#,##0.00"}, ["12.50 EUR", "10.00 EUR"]),
        ({"C2": '0.0"k€"'}, ["unit_in_format", "10.00 EUR"]),
        ({"C2": '#,##0.0,"k"'}, ["12.50 EUR", "10.00 EUR"]),
    ],
)
def test_the_format_of_each_amount_shows_its_money(formats: dict[str, str], expected: list[str]) -> None:
    """What one cell shows says nothing of another row, and the format of another column nothing of the total."""
    rows = (["2026-03-05", "Acme", 12.5, 13.9], ["2026-03-06", "Acme", 10, 11])
    assert list(ends(of_rows([*HEADER, "Importe original"], *rows, **formats))) == expected


def test_the_formats_of_another_sheet_say_nothing() -> None:
    """A rate of exchange stands there."""
    sheets = {"a": [HEADER, ["2026-03-05", "Acme", 12.5]], "b": [["Nota", 1.1]]}
    assert list(ends(workbook(sheets, {("b", "B1"): "[$$-409]#,##0.00"}))) == ["12.50 EUR"]


def test_the_formats_of_a_table_that_begins_further_right_are_its_own() -> None:
    """Places are counted from the first column that is used."""
    rows: Sequence[Sequence[Any]] = ([], [None, *HEADER], [None, "2026-03-05", "Acme", 12.5])
    assert list(ends(of_rows(*rows, D3="[$£-809]#,##0.00"))) == ["12.50 GBP"]


def test_a_percentage_in_the_column_of_the_tax_is_its_rate() -> None:
    """The file keeps 0.21 for what it shows as 21 %."""
    rows = [[*HEADER, "IVA"], ["2026-03-05", "Bar", 60.5, 0.21]]
    assert list(ends(of_rows(*rows, D2="0%"))) == ["60.50 EUR"]
    assert list(ends(of_rows(*rows))) == ["may_be_rate"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [("12.42;13.50;USD", "two_currencies"), ("12.42;12.42;USD", "12.42 USD"), ("12.42;13.50;EUR", "12.42 EUR")],
)
def test_a_currency_beside_a_foreign_amount_may_be_of_that(row: str, expected: str) -> None:
    """The total is in the money of the books, if it is another than the foreign amount."""
    header = "Date;Merchant;Amount;Original amount;Currency"
    assert list(ends(lines(header, f"2026-03-15;Acme;{row}"))) == [expected]


def test_an_xls_does_not_tell_which_cell_has_a_format() -> None:
    """Its rows wait where it has a format of other money."""
    found: list[str] = []
    for code in ("[$£-809]#,##0.00", "[$€-C0A]#,##0.00", "0.00"):
        book = xlwt.Workbook()
        sheet = book.add_sheet("a")
        for at, row in enumerate([HEADER, ["2026-03-05", "Acme", 12.5]]):
            for place, value in enumerate(row):
                sheet.write(at, place, value, xlwt.easyxf(num_format_str=code) if at and place == 2 else xlwt.XFStyle())
        out = BytesIO()
        book.save(out)
        found += ends(out.getvalue())
    assert found == ["open_currency", "12.50 EUR", "12.50 EUR"]


def test_a_cell_of_an_open_document_has_its_own_money_and_percentage() -> None:
    """ODS says it cell by cell, and how often a row or a cell is repeated."""
    texts = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{title}</text:p></table:table-cell>'
        for title in (*HEADER, "IVA")
    )
    day = '<table:table-cell office:value-type="date" office:date-value="2026-03-05"/>'
    name = '<table:table-cell office:value-type="string"><text:p>Acme</text:p></table:table-cell>'
    money = '<table:table-cell office:value-type="currency" office:currency="GBP" office:value="60.5"/>'
    plain = '<table:table-cell office:value-type="float" office:value="60.5"/>'
    share = '<table:table-cell office:value-type="percentage" office:value="0.21"/>'
    gap = '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="9"/></table:table-row>'  # noqa: E501
    rows = (texts, f"{day}{name}{money}{share}", f"{day}{name}{plain}{share}")
    head, first, second = (f"<table:table-row>{cells}</table:table-row>" for cells in rows)
    assert list(ends(ods_of(f"{head}{gap}{first}{second}"))) == ["60.50 GBP", "60.50 EUR"]


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("Importe (k€)", "k"), ("Betrag in Tsd. EUR", "tsd"), ("Importe x1000", "x1000"), ("Amount (Lakhs)", "lakhs"),
        ("Importe M€", "m€"), ("Amount ('000)", "'000"), ("Total T€", "t€"), ("amount_minor", "minor"),
        ("Importe", ""), ("Total €", ""), ("Importe EUR 2024", ""), ("Kosten €", ""), ("Amount (MXN)", ""),
    ],
)  # fmt: skip
def test_a_title_may_name_a_unit(title: str, unit: str) -> None:
    """Thousands, millions, lakhs and cents are no whole money."""
    assert unit_in(title) == unit


@pytest.mark.parametrize(
    ("note", "unit"),
    [
        ("cifras en k€", "k"), ("en milliers d'euros", "milliers"), ("Importes x 1.000", "x 1.000"),
        ("Unidad: miles", "miles"), ("Tel 900 000 000", ""), ("Presupuesto: 1.000 €", ""), ("Gastos en Madrid", ""),
    ],
)  # fmt: skip
def test_a_note_names_the_unit_of_figures(note: str, unit: str) -> None:
    """A word that is a name, a telephone or a budget says nothing of the figures below."""
    assert unit_noted(note) == unit


@pytest.mark.parametrize(
    ("code", "mark"),
    [
        ("0%", "%"), ('0"%"', "'%'"), ('0.0"k€"', "unit k"), ('#,##0,"k"', ""), ("[$£-809]#,##0.00", "GBP"),
        ("#,##0.00 €", "EUR"), ('"$"#,##0.00', "$"), ("[$$-80A]#,##0", "MXN"), ('_-* #,##0.00\\ "€"_-', "EUR"),
        ("[$-C0A]d-mmm-yy", ""), ("dd/mm/yyyy", ""), ("# ?/?", ""), ("General", ""), ("#,##0.00;[Red]-#,##0.00", ""),
    ],
)  # fmt: skip
def test_what_a_format_shows_beside_a_number(code: str, mark: str) -> None:
    """Signs and codes of money, a percent sign, thousands; no days."""
    assert mark_of("200", {"200": code}) == mark
