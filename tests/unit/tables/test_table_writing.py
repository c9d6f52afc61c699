"""One writing a table, decided by all its rows: a figure or day that they leave open waits, once for the file."""

from collections.abc import Sequence
from contextlib import nullcontext
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from asiento.classify import classify
from asiento.codes import sentence
from asiento.errors import DocumentError
from asiento.extract import extract
from asiento.model import Item, Severity
from asiento.preprocess import preprocess
from asiento.reading.writing import Writing
from asiento.tenant import Tenant
from asiento.validate import validate
from builders import TENANT, DictFiles, make_file_item, make_item, make_tools
from made_files import ods_bytes, xlsx_bytes

AMERICAN = Tenant(id=TENANT.id, name="Example Inc.", country="US", currency="USD")
NOW = datetime(2026, 11, 28, tzinfo=UTC)
TITLES = ["Fecha", "Proveedor", "Concepto", "Total"]


def taken_in(data: bytes, tenant: Tenant = TENANT, writing: Writing | None = None) -> Item:
    """Return the item whose file is *data* after preprocess."""
    files = DictFiles()
    return preprocess(make_file_item(data, files, "gastos.csv", tenant=tenant, writing=writing), make_tools(files))


def entries(item: Item) -> list[tuple[str | None, str | None, tuple[str, ...]]]:
    """Return day, total and the codes of the findings that hold it, of each child of *item*."""
    found = []
    for child in item.children:
        row = make_item(name=child.name, row=child.row, writing=child.writing, tenant=item.tenant, received_at=NOW)
        read = row
        for stage in (preprocess, classify, extract, validate):
            read = stage(read, make_tools())
        assert read.document is not None
        day, total = read.document.issued_on, read.document.total
        held = tuple(f.code for f in read.findings if f.severity is not Severity.WARNING)
        found.append((str(day.value) if day else None, str(total.value) if total else None, held))
    return found


def csv(*rows: str) -> bytes:
    """Return a file of expenses with these *rows* of date and total."""
    lines = [";".join(TITLES), *(f"{row.split(';')[0]};Bar Sol;Menú;{row.split(';')[1]}" for row in rows)]
    return "\n".join(lines).encode()


@pytest.mark.parametrize("write", [xlsx_bytes, ods_bytes])
def test_a_number_of_a_workbook_stays_a_number(write: Any) -> None:
    """No dialect reads it: 55.055 is no fifty-five thousand, and waits only since a cent has no thousandths."""
    rows = [TITLES, *([date(2026, 3, 5), "Bar Sol", "Menú", total] for total in (55.055, 12.10, 1234, -3.5))]

    item = taken_in(write(rows))

    assert item.findings == ()
    assert entries(item) == [
        ("2026-03-05", "55.055", ("unusual_decimals",)),
        ("2026-03-05", "12.1", ()),
        ("2026-03-05", "1234", ()),
        ("2026-03-05", "-3.5", ("negative_total",)),
    ]


def test_all_rows_decide_how_each_is_read() -> None:
    """One amount shows the comma, and no row is read otherwise, whatever its date looks like."""
    item = taken_in(csv("2026-03-05;12,50", "2026-03-06;1.234", "2026-03-07;1.234,50", "2026-03-08;2.500"))

    assert item.findings == ()
    assert [total for _, total, _ in entries(item)] == ["12.50", "1234", "1234.50", "2500"]


@pytest.mark.parametrize("tenant", [TENANT, AMERICAN])
def test_one_date_shows_the_order_of_all(tenant: Tenant) -> None:
    """Neither the country of the tenant nor the order of the rows matters."""
    item = taken_in(csv("12/31/2025;1,50", "03/05/2026;2,50", "04/25/2026;3,50"), tenant)

    assert [day for day, _, _ in entries(item)] == ["2025-12-31", "2026-03-05", "2026-04-25"]


def test_what_no_row_decides_waits_and_the_others_go_on() -> None:
    """The question names a cell, its row and both readings; only the rows that it concerns wait."""
    item = taken_in(csv("2026-03-05;15", "2026-03-06;1.234", "2026-03-07;20"))

    (question,) = item.findings
    assert (question.code, question.severity, question.field) == ("open_decimals", Severity.REVIEW, "decimal")
    assert "Row 3: '1.234' may be 1,234 or 1.234: no row shows" in sentence(question)
    assert [child.position for child in item.children] == [1, 3]


@pytest.mark.parametrize(
    ("writing", "total", "day"),
    [
        (Writing(decimal=",", day_first=True), "1234", "2026-03-06"),
        (Writing(decimal=",", day_first=False), "1234", "2026-06-03"),
        (Writing(decimal=".", day_first=True), "1.234", "2026-03-06"),
    ],
)
def test_the_answer_of_a_person_lets_the_rows_go(writing: Writing, total: str, day: str) -> None:
    """Amounts and dates are asked for apart, and read as they were answered."""
    data = csv("05/03/2026;15", "06/03/2026;1.234")

    asked, answered = taken_in(data), taken_in(data, writing=writing)

    assert [question.code for question in asked.findings] == ["open_decimals", "open_dates"]
    assert asked.children == ()
    assert answered.findings == ()
    assert entries(answered)[1][:2] == (day, total)


def test_what_the_rows_prove_comes_before_what_somebody_said() -> None:
    """A comma that is shown is no point."""
    item = taken_in(csv("2026-03-05;12,50", "2026-03-06;1.234"), writing=Writing(decimal="."))

    assert [total for _, total, _ in entries(item)] == ["12.50", "1234"]


def test_two_proofs_that_contradict_each_other_prove_nothing() -> None:
    """Both cells are named; what is sure by itself goes on."""
    item = taken_in(csv("2026-03-05;1.234,50", "2026-03-06;1,234.50", "2026-03-07;1.234"))

    (question,) = item.findings
    assert "'1.234,50' in row 2 and '1,234.50' in row 3 contradict each other" in sentence(question)
    assert [total for _, total, _ in entries(item)] == ["1234.50", "1234.50"]


def test_a_statement_waits_as_a_whole() -> None:
    """It is one document: the question is asked before it is read."""
    data = b"Fecha;Concepto;Importe;Saldo\n05/03/2026;CAFE;-1,20;98,80\n06/03/2026;NOMINA;900,00;998,80\n"

    asked = taken_in(data)

    assert [question.code for question in asked.findings] == ["open_dates"]
    assert taken_in(data, writing=Writing(day_first=True)).findings == ()


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(xlsx_bytes([TITLES, [46086, "Bar Sol", "Menú", 12.5], [46087, "Bar Sol", "Menú", 3]]), id="typed"),
        pytest.param(csv("46086;12,50", "46087;3,00"), id="text"),
    ],
)
def test_days_as_numbers_are_read_in_lists_of_expenses_too(data: bytes) -> None:
    """A column of dates in which every cell is a number of days, typed or as text."""
    assert [day for day, _, _ in entries(taken_in(data))] == ["2026-03-05", "2026-03-06"]


SUMS = [
    (["2026-03-05;100,00", "2026-03-06;50,00", "2026-03-31;150,00"], [(), (), ("may_be_a_sum",)]),
    (["2026-03-05;100,00", "2026-03-06;50,00", "2026-03-31;150,01"], [(), (), ()]),
    (["2026-03-05;100,00", "2026-03-06;100,00"], [(), ()]),
    (
        ["2026-03-05;1,00", "2026-03-06;2,00", "2026-03-07;3,00", "2026-03-08;5,00", "2026-03-31;11,00"],
        [(), (), ("may_be_a_sum",), (), ("may_be_a_sum",)],
    ),
]


@pytest.mark.parametrize(("rows", "held"), SUMS)
def test_a_row_that_sums_up_those_above_waits(rows: Sequence[str], held: Sequence[tuple[str, ...]]) -> None:
    """With a date it may be an entry all the same."""
    assert [codes for _, _, codes in entries(taken_in(csv(*rows)))] == list(held)


def test_a_row_with_a_word_of_totals_waits_below_one_without_a_figure() -> None:
    """What it sums up cannot be told: the cell of a formula that was never worked out is empty."""
    data = "Fecha;Proveedor;Concepto;Total\n2026-03-05;Bar Sol;Menú;\n2026-03-31;Total gastos;;34,00\n"

    assert entries(taken_in(data.encode()))[-1][2] == ("may_be_a_sum",)


def test_the_same_sum_waits_twice() -> None:
    """A last entry that repeats the sum above it was one, so both lines of totals below sum it up too."""
    data = (
        "Fecha;Proveedor;Concepto;Total\n13/09/2025;Bar Sol;Menú;430,00\n29/09/2025;Bar Luna;Suma y sigue;430,00\n"
        "29/09/2025;Suma septiembre;;860,00\n29/09/2025;Total gastos;;860,00\n"
    )

    assert [codes for _, _, codes in entries(taken_in(data.encode()))] == [(), *[("may_be_a_sum",)] * 3]


def test_a_sum_of_what_may_be_a_sum_waits_too() -> None:
    """`Total Energies` has a word of totals and the amount of the row above, so it may be a line of them."""
    data = (
        "Fecha;Proveedor;Concepto;Total\n20/07/2025;Bar Sol;Menú;91,00\n20/07/2025;Suma julio;;91,00\n"
        "05/08/2025;Bar Luna;Menú;29000,00\n08/08/2025;Total Energies;Gas;29000,00\n08/08/2025;Suma agosto;;58000,00\n"
    )

    codes = [codes for _, _, codes in entries(taken_in(data.encode()))]

    assert codes == [(), ("may_be_a_sum",), (), ("may_be_a_sum",), ("may_be_a_sum",)]


def test_a_named_sum_without_a_date_is_no_entry() -> None:
    """`Total marzo` is no supplier, whatever stands after the word."""
    data = csv("2026-03-05;100,00", "2026-03-06;50,00") + b"\n;Total marzo;;150,00"

    assert len(entries(taken_in(data))) == 2


def test_an_empty_column_is_not_replaced_by_another() -> None:
    """Which column is the total is decided for all rows: what was spent so far is no expense."""
    data = (
        "Fecha;Proveedor;Total;Total acumulado\n"
        "2026-03-05;Bar Sol;12,50;12,50\n2026-03-06;Bar Luna;;62,50\n2026-03-07;Bar Sol;3,00;65,50\n"
    )

    assert [total for _, total, _ in entries(taken_in(data.encode()))] == ["12.50", None, "3.00"]


def test_json_rows_of_a_file_are_decided_together() -> None:
    """As those of a table; numbers are numbers."""
    rows = b'{"date": "2026-03-05", "total": "1.234"}\n{"date": "2026-03-06", "total": 1.5}\n'

    asked, shown = taken_in(rows), taken_in(rows + b'{"date": "2026-03-07", "total": "12,50"}')

    assert [(question.code, child.position) for question in asked.findings for child in asked.children] == [
        ("open_decimals", 1)
    ]
    assert [total for _, total, _ in entries(shown)] == ["1234", "1.5", "12.50"]


def test_a_boolean_is_no_amount() -> None:
    """It keeps its type as well."""
    item = taken_in(
        xlsx_bytes([TITLES, [date(2026, 3, 5), "Bar Sol", "Menú", True], [date(2026, 3, 6), "B", "M", 1.5]])
    )

    with pytest.raises(DocumentError, match="unreadable_value"):
        entries(item)


def test_a_decimal_is_exact() -> None:
    """The fifteen digits that Excel keeps, without the noise of its binary sums."""
    item = taken_in(xlsx_bytes([TITLES, [date(2026, 3, 5), "Bar Sol", "Menú", 0.1 + 0.2]]))

    assert [Decimal(total or 0) for _, total, _ in entries(item)] == [Decimal("0.3")]


def test_a_row_keeps_its_place_however_the_file_is_read() -> None:
    """What is a sum under a comma is none under a point: no row is born a second time for it."""
    data = b"Fecha;Proveedor;Total\n2026-03-05;A;12\n2026-03-06;B;1.234\n;;1.246\n2026-03-07;C;5\n2026-03-08;D;2.500\n"

    first, second = taken_in(data), taken_in(data, writing=Writing(decimal="."))

    places = {child.position: child.name for child in second.children}
    assert [child.name for child in first.children] == ["gastos.csv · fila 2", "gastos.csv · fila 5"]
    assert all(places[child.position] == child.name for child in first.children)


def test_two_tables_in_a_sheet_are_refused() -> None:
    """Above as below: no row is taken for a preamble."""
    two: list[list[Any]] = [
        ["Fecha", "Proveedor", "Total"],
        ["2026-03-05", "Bar", 12.1],
        [],
        ["Fecha", "Proveedor", "Base", "IVA", "Total"],
        ["2026-03-06", "Taller", 100, 21, 121],
    ]

    with pytest.raises(DocumentError, match="several_tables"):
        taken_in(xlsx_bytes(two))


def test_a_sheet_with_the_titles_of_another_is_read_without_figures() -> None:
    """Its row has no amount, and says so; before, the sheet was left out with a warning."""
    titles: list[Any] = ["Fecha", "Proveedor", "Total"]
    other: list[Any] = ["FECHA", "Proveedor", "Total", ""]

    item = taken_in(xlsx_bytes([titles, ["2026-03-04", "Bar Sol", None]], [other, ["2026-03-05", "Bar Luna", 5]]))

    assert [total for _, total, _ in entries(item)] == [None, "5"]
    assert item.findings == ()


def test_rows_between_repeated_titles_are_all_read() -> None:
    """Only below the last titles is a figure near, as where formulas were never worked out."""
    titles: list[Any] = ["Fecha", "Proveedor", "Total"]
    empty = [["2026-03-04", f"Bar {number}", None] for number in range(30)]

    item = taken_in(xlsx_bytes([titles, *empty, titles, ["2026-03-05", "Bar Luna", 5]]))

    assert len(entries(item)) == 31


@pytest.mark.parametrize(
    ("above", "code"),
    [
        (["04/03/2026", "Bar Sol", "4,50"], "row_above_titles"),
        (["31/03/2026", "Saldo", "4,50"], None),
        (["Periodo", "01/03/2026", "31/03/2026"], None),
    ],
)
def test_no_entry_above_the_titles_is_lost(above: Sequence[str], code: str | None) -> None:
    """A copy of the titles belongs above; what banks print there are balances and periods."""
    data = f"{';'.join(above)}\nFecha;Proveedor;Total\n15/03/2026;Bar Luna;5,00\n"

    with nullcontext() if code is None else pytest.raises(DocumentError, match=code):
        assert len(entries(taken_in(data.encode()))) == 1


@pytest.mark.parametrize("below", [[], [[None, None, None]]])
def test_titles_alone_are_no_second_table(below: Sequence[list[Any]]) -> None:
    """A month that has not begun."""
    titles: list[Any] = ["Fecha", "Proveedor", "Total"]

    item = taken_in(xlsx_bytes([titles, ["2026-03-04", "Bar Sol", 4]], [titles, *below]))

    assert [finding.code for finding in item.findings] == ["sheet_left_out"]


def test_m9_a_hidden_sheet_is_named() -> None:
    """M9: its entries would vanish without a word."""
    titles: list[Any] = ["Fecha", "Proveedor", "Total"]

    item = taken_in(xlsx_bytes([titles, ["2026-03-05", "A", 100]], [titles, ["2026-03-06", "B", 5]], hidden=[1]))

    assert len(entries(item)) == 1
    assert [(finding.code, finding.variant) for finding in item.findings] == [("sheet_left_out", "hidden")]


def test_a_sheet_and_a_total_that_are_left_out_are_named() -> None:
    """Nothing goes without a word: titles that are missing, a line of totals that sums up nothing."""
    titles: list[Any] = ["Fecha", "Proveedor", "Total"]
    rows = [titles, ["2026-03-05", "A", 100], [None, "Total", 60]]

    item = taken_in(xlsx_bytes(rows, [["2026-03-05", "B", 5]]))

    assert [(finding.code, finding.severity) for finding in item.findings] == [
        ("sheet_left_out", Severity.WARNING),
        ("total_differs", Severity.WARNING),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Fecha,Proveedor,Total,Nota\n2026-03-05,A,12,50\n2026-03-06,B,13,75\n",
        "Fecha,Proveedor,Total\n2026-03-05,A,12,50\n2026-03-06,B,13,75\n",
        "Fecha,Proveedor,Total,Nota\n2026-03-05,A,12,5,\n2026-03-06,B,13,75,\n2026-03-07,C,14,\n",
        "Date,Supplier,Amount,,\n2026-03-05,Bar,1,234.50,\n2026-03-06,Taller,950.00,,\n",
        "Date,Supplier,Amount,Note\n2026-03-05,Bar,1,234.50\n2026-03-06,Taller,12,950.00\n",
        'Fecha;Proveedor;Total\n2026-03-05;"A;12,50\n2026-03-06;B";13,50\n2026-03-07;C;1,00\n',
    ],
)
def test_cells_that_a_separator_moved_are_refused(text: str) -> None:
    """Cents or thousands in a column of their own, more cells than titles, a row inside of a quote."""
    with pytest.raises(DocumentError, match="too_many_cells"):
        taken_in(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "Fecha,Proveedor,Total,Personas\n2026-03-05,A,12,5\n2026-03-06,B,13,12\n",
        "Fecha,Proveedor,Total,Nota,\n2026-03-05,A,120,101,\n2026-03-06,B,13.50,,\n",
        "Fecha,Proveedor,Total,Km\n2026-03-05,A,1200,234.5\n2026-03-06,B,13,120.5\n",
    ],
)
def test_small_figures_beside_whole_amounts_are_no_part_of_them(text: str) -> None:
    """A count, a code or a distance, below its title."""
    assert len(taken_in(text.encode()).children) == 2


def test_years_of_two_digits_may_come_first() -> None:
    """Where every date allows it, a person says it; a first figure that is no year settles it."""
    asked = taken_in(csv("26/03/18;1,50", "26/04/22;2,50"))
    said = taken_in(csv("26/03/18;1,50", "26/04/22;2,50"), writing=Writing(year_first=True))
    settled = taken_in(csv("26/03/18;1,50", "05/04/22;2,50"))

    assert [question.code for question in asked.findings] == ["open_dates"]
    assert [day for day, _, _ in entries(said)] == ["2026-03-18", "2026-04-22"]
    assert [day for day, _, _ in entries(settled)] == ["2018-03-26", "2022-04-05"]


@pytest.mark.parametrize("title", ["Importe (céntimos)", "Importe (miles €)"])
def test_a_unit_in_a_title_is_doubted(title: str) -> None:
    """Cents and thousands are no whole money."""
    data = f"Fecha;Proveedor;{title}\n2026-03-05;A;1210\n2026-03-06;B;1300\n"

    assert all("unit_in_title" in held for _, _, held in entries(taken_in(data.encode())))


def test_a_dollar_in_a_title_is_no_euro() -> None:
    """It is one of the tenant's own, or of the United States."""
    child, *_ = taken_in(b"Date,Supplier,Total ($)\n2026-03-05,Bar,12.50\n2026-03-06,Bar,13.50\n").children
    row = make_item(row=child.row, writing=child.writing, received_at=NOW)
    for stage in (preprocess, classify, extract):
        row = stage(row, make_tools())

    assert row.document is not None
    assert row.document.currency is not None
    assert row.document.currency.value == "USD"


def test_a_cell_over_several_rows_of_a_web_page_keeps_the_others_in_place() -> None:
    """What it covers in the next row is empty; no balance becomes an amount."""
    page = (
        "<table><tr><th>Fecha</th><th>Proveedor</th><th>Total</th><th>Pendiente</th></tr>"
        "<tr><td>2026-03-05</td><td rowspan=2>Bar</td><td>12,50</td><td>0,00</td></tr>"
        "<tr><td>2026-03-06</td><td>121,00</td><td>50,00</td></tr></table>"
    )

    assert [total for _, total, _ in entries(taken_in(page.encode()))] == ["12.50", "121.00"]


def test_titles_in_two_rows_are_refused() -> None:
    """The upper one alone would take the net for the amount."""
    titles: list[list[Any]] = [["Fecha", "Proveedor", "Importe"], [None, None, "Base", "IVA", "Total"]]

    with pytest.raises(DocumentError, match="two_title_rows"):
        taken_in(xlsx_bytes([*titles, ["2026-03-05", "Bar", 100, 21, 121]]))


def test_a_movement_without_a_date_is_missed_wherever_it_stands() -> None:
    """At the end of a statement too, where bare figures are none."""
    data = b"Fecha;Concepto;Importe;Saldo\n18/03/2026;A;-12,50;987,50\n;B;-7,50;980,00\n"
    files = DictFiles()
    item = preprocess(make_file_item(data, files, "a.csv", received_at=NOW), make_tools(files))

    with pytest.raises(DocumentError, match="has no date"):
        extract(classify(item, make_tools(files)), make_tools(files))


def test_the_currency_of_a_nested_amount_is_the_rows() -> None:
    """As programs of banks write it (PSD2)."""
    moved = {"amount": "-12.50", "currency": "USD"}
    row = make_item(row={"bookingDate": "2026-03-05", "transactionAmount": moved, "description": "A"}, received_at=NOW)
    for stage in (preprocess, classify, extract):
        row = stage(row, make_tools())

    assert row.document is not None
    assert row.document.currency is not None
    assert row.document.currency.value == "USD"


@pytest.mark.parametrize(
    ("format_of", "currency"),
    [("[$$-409]#,##0.00", "USD"), ('#,##0.00 "£"', "GBP"), ("#,##0.00 [$€-C0A]", "EUR"), ("#,##0.00", "EUR")],
)
def test_a_currency_that_a_workbook_shows_is_the_rows(format_of: str, currency: str) -> None:
    """It stands in the format of the cells, as people see it."""
    book = Workbook()
    sheet = book.active
    sheet.append(["Fecha", "Proveedor", "Total"])
    sheet.append([date(2026, 3, 5), "Bar", 100.5])
    sheet["C2"].number_format = format_of
    book.save(data := BytesIO())
    (child,) = taken_in(data.getvalue()).children
    row = make_item(row=child.row, writing=child.writing, received_at=NOW)
    for stage in (preprocess, classify, extract):
        row = stage(row, make_tools())

    assert row.document is not None
    assert row.document.currency is not None
    assert row.document.currency.value == currency


def test_a_date_among_texts_that_prove_an_order_may_be_swapped() -> None:
    """As when a Spanish program opens an American file; where a date has a day past the twelfth, none was."""
    texts = [["12/31/2025", "A", "M", 1.5], ["04/25/2026", "C", "M", 2.5]]
    swapped = taken_in(xlsx_bytes([TITLES, texts[0], [date(2026, 5, 3), "B", "M", 3.5], texts[1]]))
    sure = taken_in(xlsx_bytes([TITLES, texts[0], [date(2026, 5, 13), "B", "M", 3.5], texts[1]]))

    assert [codes for _, _, codes in entries(swapped)] == [(), ("day_may_be_month",), ()]
    assert [codes for _, _, codes in entries(sure)] == [(), (), ()]
