"""From rows of spreadsheets and JSON requests to documents."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from asiento.classification import Classification
from asiento.codes import sentence
from asiento.document import DocType, Document, Source, Tax
from asiento.errors import DocumentError
from asiento.extract.rows import document_of_row
from asiento.tables.row_type import row_doc_type
from asiento.tenant import Tenant
from builders import TENANT, make_row_item
from readings import value

ECUADOR = Tenant(id=TENANT.id, name="Ejemplo S.A.", country="EC", currency="USD")


def read(row: Mapping[str, Any], tenant: Tenant = TENANT) -> Document:
    """Return the document that *row* is."""
    return document_of_row(make_row_item(row, tenant=tenant))


def plain(tax: Tax) -> tuple[str, Any, Any, Any]:
    """Return kind, rate, base and amount of *tax*."""
    return (
        tax.kind,
        tax.rate.value if tax.rate else None,
        tax.base.value if tax.base else None,
        tax.amount.value if tax.amount else None,
    )


def test_a_spanish_spreadsheet_row_becomes_a_receipt() -> None:
    """Every column finds its field, written as Spaniards write."""
    document = read(
        {
            "Fecha": "05/03/2026",
            "Proveedor": "Gasóleos Norte, S.L.",
            "NIF": "b-12345674",
            "Nº Factura": "2026/17",
            "Concepto": "Gasóleo",
            "Categoría": "Combustible",
            "Base imponible": "1.000,00 €",
            "% IVA": "21%",
            "Cuota IVA": "210,00 €",
            "Total": "1.210,00 €",
            "Forma de pago": "Tarjeta",
        }
    )

    assert document.doc_type is DocType.RECEIPT
    assert value(document.issued_on) == date(2026, 3, 5)
    assert (value(document.supplier.name), value(document.supplier.tax_id)) == ("Gasóleos Norte, S.L.", "B12345674")
    assert value(document.number) == "2026/17"
    assert (value(document.description), value(document.category)) == ("Gasóleo", "Combustible")
    assert (value(document.net), value(document.tax_total), value(document.total)) == (1000, 210, 1210)
    assert [plain(tax) for tax in document.taxes] == [("IVA", 21, 1000, 210)]
    assert value(document.payment.method) == "card"
    assert document.currency is not None
    assert (document.currency.value, document.currency.source) == ("EUR", Source.ROW)


def test_an_english_json_row_with_numbers_becomes_a_receipt() -> None:
    """JSON numbers are taken digit by digit, and nothing that is missing is made up."""
    document = read({"date": "2026-03-05", "vendor": "Acme", "total": 12.1, "tax": 2.1, "notes": "Lunch"})

    assert (value(document.total), value(document.tax_total)) == (Decimal("12.1"), Decimal("2.1"))
    assert (value(document.supplier.name), value(document.description)) == ("Acme", "Lunch")
    assert (document.net, document.number, document.due_on, document.supplier.tax_id) == (None, None, None, None)
    assert [plain(tax) for tax in document.taxes] == [("IVA", None, None, Decimal("2.1"))]


def test_an_invoice_with_nested_parties_lines_and_taxes() -> None:
    """Objects and lists of a JSON row are read like columns."""
    document = read(
        {
            "type": "invoice",
            "number": 17,
            "issue_date": "2026-03-05",
            "due_date": "2026-04-05",
            "currency": "eur",
            "supplier": {"name": "Acme", "tax_id": "ES B12345674", "country": "es"},
            "customer": {"name": "Talleres Uno", "tax_id": "A58818501"},
            "lines": [
                {"description": "Hours", "quantity": 2, "unit_price": "50.00", "tax_rate": 21, "amount": "100.00"}
            ],
            "taxes": [{"kind": "IVA", "rate": 21, "base": 100, "amount": 21}, {"tipo": "10%", "base": 10, "cuota": 1}],
            "withholdings": [{"impuesto": "IRPF", "porcentaje irpf": 15, "base": 100, "importe": -15}],
            "total": "132.00",
            "payment": {"method": "Transferencia bancaria", "iban": "ES91 2100 0418 4502 0005 1332"},
        }
    )

    assert document.doc_type is DocType.INVOICE
    assert (value(document.number), value(document.due_on)) == ("17", date(2026, 4, 5))
    assert (value(document.supplier.tax_id), value(document.supplier.country)) == ("B12345674", "ES")
    assert (value(document.customer.name), value(document.customer.tax_id)) == ("Talleres Uno", "A58818501")
    assert value(document.lines[0].quantity) == 2
    assert value(document.lines[0].amount) == 100
    assert [plain(tax) for tax in document.taxes] == [("IVA", 21, 100, 21), ("IVA", 10, 10, 1)]
    assert [(tax.kind, value(tax.amount)) for tax in document.withholdings] == [("IRPF", 15)]
    assert (value(document.payment.method), value(document.payment.iban)) == ("transfer", "ES9121000418450200051332")
    assert value(document.currency) == "EUR"


def test_a_bare_tax_id_is_of_the_party_that_the_row_names() -> None:
    """In a ledger of sales `NIF` is the customer's."""
    document = read({"Factura": "F-1", "Fecha": "05/03/2026", "Cliente": "Ana", "NIF": "12345678Z", "Total": "12,00"})

    assert value(document.customer.tax_id) == "12345678Z"
    assert document.supplier.tax_id is None


def test_a_bank_row_becomes_a_statement_of_one_movement() -> None:
    """The amount is signed by its column, and the account is kept."""
    document = read(
        {"tipo": "movimiento", "fecha": "05/03/2026", "cargo": "12,50", "saldo": "100,00", "concepto": "Luz"}
        | {"cuenta": "ES91 2100 0418 4502 0005 1332"}
    )

    (transaction,) = document.transactions
    assert document.doc_type is DocType.BANK_STATEMENT
    assert (value(transaction.amount), value(transaction.balance)) == (Decimal("-12.50"), 100)
    assert (value(transaction.booked_on), value(transaction.description)) == (date(2026, 3, 5), "Luz")
    assert value(document.account.iban) == "ES9121000418450200051332"


def test_a_direction_word_signs_a_bank_amount() -> None:
    """D is money out, H money in."""
    row = {"type": "bank_transaction", "date": "2026-03-05", "amount": "12.50"}

    assert value(read(row | {"D/H": "D"}).transactions[0].amount) == Decimal("-12.50")
    assert value(read(row | {"D/H": "H"}).transactions[0].amount) == Decimal("12.50")
    assert value(read(row | {"amount": "-12.50"}).transactions[0].amount) == Decimal("-12.50")


def test_the_currency_is_the_tenants_where_nothing_names_one() -> None:
    """It is marked as derived, with little confidence; a code, a title or a sign beside the amount is better."""
    assumed = read({"date": "2026-03-05", "total": "12.50"}, ECUADOR).currency

    assert assumed is not None
    assert (assumed.value, assumed.source) == ("USD", Source.DERIVED)
    assert assumed.confidence < 0.7
    assert value(read({"date": "2026-03-05", "Total (EUR)": "12.50"}, ECUADOR).currency) == "EUR"
    assert value(read({"date": "2026-03-05", "total": "12.50 €"}, ECUADOR).currency) == "EUR"
    assert value(read({"date": "2026-03-05", "total": "12.50", "moneda": "dólares"}).currency) == "USD"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"fecha": "05/03/2026", "total": "1.234"}, "1234"),
        ({"fecha": "05/03/2026", "total": "1.234", "base": "10.50"}, "1.234"),
        ({"fecha": "05/03/2026", "total": 1234}, "1234"),
        ({"fecha": "05/03/2026", "total": 0.1}, "0.1"),
    ],
)
def test_the_row_decides_how_its_figures_are_read(row: Mapping[str, Any], expected: str) -> None:
    """What the row's other figures do not prove is read as in the tenant's country, and doubted if it is a text."""
    assert value(read(row).total) == Decimal(expected)


@pytest.mark.parametrize(
    ("row", "doubt"),
    [
        ({"fecha": "2026-03-05", "total": "1.234"}, "'1.234', which is 1,234 or 1.234"),
        ({"fecha": "2026-03-05", "total": "1,234"}, "'1,234', which is 1.234 or 1,234"),
        ({"fecha": "2026-03-05", "total": "1.234", "base": "10.50"}, None),
        ({"fecha": "2026-03-05", "total": "1.234", "base": "10,50"}, None),
        ({"fecha": "2026-03-05", "total": 1.234}, None),
        ({"fecha": "2026-03-05", "total": "12.34"}, None),
    ],
)
def test_a_text_with_two_readings_is_doubted(row: Mapping[str, Any], doubt: str | None) -> None:
    """A program's date proves nothing about how a person wrote the amount; both readings are named."""
    total = read(row).total

    assert total is not None
    assert (doubt is None) == (total.doubt is None)
    if total.doubt:
        assert total.doubt.code == "two_readings"
        assert (doubt or "") in sentence(total.doubt)


def test_a_date_with_two_readings_is_doubted() -> None:
    """So is a day that may be a month, but where the row has another date that shows the order."""
    day = read({"date": "05/03/2026", "total": "12.50"}).issued_on
    shown = read({"date": "05/03/2026", "due date": "31/03/2026", "total": "12.50"}).issued_on

    assert day is not None
    assert day.doubt is not None
    assert "5 March 2026 or 3 May 2026" in sentence(day.doubt)
    assert shown is not None
    assert (shown.value.month, shown.doubt) == (3, None)


@pytest.mark.parametrize(
    ("row", "doubted"),
    [
        ({"date": "2026-03-05", "total": "12.10", "importe": "99"}, True),
        ({"date": "2026-03-05", "total": "88", "TOTAL": "99"}, True),
        ({"date": "2026-03-05", "total": "12.10", "importe": "12.1"}, False),
        ({"date": "2026-03-05", "total": "121", "importe": "100", "iva": "21"}, False),
    ],
)
def test_two_columns_of_one_meaning_must_agree(row: Mapping[str, Any], *, doubted: bool) -> None:
    """An amount beside the total is its net or a second total, or it is doubted."""
    total = read(row).total

    assert total is not None
    assert (total.doubt is not None) == doubted


def test_a_currency_beside_the_amount_must_be_the_columns() -> None:
    """`12.10 €` in a row of dollars is one of them."""
    currency = read({"date": "2026-03-05", "total": "12.10 €", "currency": "USD"}).currency
    same = read({"date": "2026-03-05", "total": "12.10 €", "currency": "EUR"}).currency

    assert currency is not None
    assert currency.doubt is not None
    assert currency.doubt.code == "two_currencies"
    assert same is not None
    assert same.doubt is None


@pytest.mark.parametrize(
    ("row", "net", "total"),
    [
        ({"base": 45.5, "iva": 9.555, "total": 55.06}, "45.50", "55.06"),
        ({"base": 45.5, "iva": 9.555, "total": 55.055}, "45.5", "55.055"),
        ({"base": 45.504, "iva": 9.556, "total": 55.06}, "45.50", "55.06"),
        ({"base": 45.504, "iva": 9.546, "total": 55.06}, "45.504", "55.06"),
    ],
)
def test_cents_are_rounded_only_where_the_total_proves_them(row: Mapping[str, Any], net: str, total: str) -> None:
    """What a spreadsheet calculated finer than it is paid stays as it is where nothing proves the rounding."""
    document = read({"date": "2026-03-05", **row})

    assert (value(document.net), value(document.total)) == (Decimal(net), Decimal(total))


@pytest.mark.parametrize(
    ("row", "rate"),
    [
        ({"base": "100,00", "tipo": "21", "cuota": "21,00", "total": "121,00"}, "21"),
        ({"base": "100,00", "iva": "21%", "total": "121,00"}, "21"),
        ({"base": "100.00", "tax rate": "0.21", "tax": "21.00", "total": "121.00"}, "21"),
        ({"base": "100.00", "tax rate": "0.5", "tax": "0.50", "total": "100.50"}, "0.5"),
        ({"base": "100,00", "% iva": "IVA 10 %", "iva": "10,00"}, "10"),
    ],
)
def test_rates_are_found_where_people_put_them(row: Mapping[str, Any], rate: str) -> None:
    """A rate stands under its own title, under the tax's, or as the fraction that spreadsheets keep."""
    (tax,) = read(row).taxes

    assert value(tax.rate) == Decimal(rate)


def test_rates_in_the_titles_make_a_tax_each() -> None:
    """A ledger with a pair of columns a rate gives the parts, and no whole that it does not state."""
    row = {
        "Base 21%": "100,00",
        "IVA 21%": "21,00",
        "Base 10%": "50,00",
        "IVA 10%": "5,00",
        "IVA 4%": "0",
        "Total": "176,00",
    }

    document = read(row)
    single = read({"Base": "100,00", "IVA (10%)": "10,00", "Total": "110,00"})
    ecuador = read({"Subtotal 0%": "5.00", "Subtotal 15%": "10.00", "IVA 15%": "1.50", "Total": "16.50"}, ECUADOR)

    assert [plain(tax) for tax in document.taxes] == [("IVA", 21, 100, 21), ("IVA", 10, 50, 5)]
    assert (document.net, document.tax_total, value(document.total)) == (None, None, 176)
    assert [plain(tax) for tax in single.taxes] == [("IVA", 10, 100, 10)]
    assert (value(single.net), value(single.tax_total)) == (100, 10)
    assert [plain(tax) for tax in ecuador.taxes] == [("IVA", 0, 5, None), ("IVA", 15, 10, Decimal("1.5"))]
    assert read({"Base 1": "5,00", "IVA 1": "1,05", "Total": "6,05"}).taxes[0].rate is None
    assert (ecuador.net, value(ecuador.tax_total)) == (None, Decimal("1.5"))


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ({"Fecha": "31/02/2026", "Total": "12,50"}, "Fecha", "31/02/2026"),
        ({"Fecha": "05/03/2026", "Total": "doce"}, "Total", "doce"),
        ({"fecha": "05/03/2026", "total": "12,50", "% IVA": "mucho"}, "% IVA", "mucho"),
        ({"fecha": "05/03/2026", "total": "12,50", "% IVA": "210"}, "% IVA", "210"),
        ({"date": "2026-03-05", "total": True}, "total", "True"),
        ({"date": "2026-03-05", "total": float("nan")}, "total", "nan"),
        ({"date": "2026-03-05", "total": 1e300}, "total", "1e+300"),
        ({"date": "2026-03-05", "total": "12.50", "moneda": "piedras"}, "moneda", "piedras"),
        ({"date": "2026-03-05", "total": "12.50", "lines": "two"}, "lines", "two"),
        ({"date": "2026-03-05", "total": ["12.50"]}, "total", "12.50"),
    ],
)
def test_a_value_that_cannot_be_read_is_named(row: Mapping[str, Any], column: str, said: str) -> None:
    """The error names the column and its value and says what to write."""
    with pytest.raises(DocumentError) as raised:
        read(row)

    assert raised.value.code == "unreadable_value"
    assert f"'{column}'" in raised.value.message
    assert said in raised.value.message
    assert raised.value.message.endswith("send it again.")


def test_what_stands_for_no_value_is_none() -> None:
    """Dashes, empty text and null are missing values, not unreadable ones."""
    document = read({"fecha": "05/03/2026", "total": "12,50", "propina": "-", "base": None, "iva": "", "irpf": "n/a"})

    assert (document.tip, document.net, document.taxes, document.withholdings) == (None, None, (), ())


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"type": "expense", "total": 1}, DocType.RECEIPT),
        ({"Tipo": "GASTO", "total": 1}, DocType.RECEIPT),
        ({"tipo": "Factura", "total": 1}, DocType.INVOICE),
        ({"doc_type": "credit_note", "total": 1}, DocType.CREDIT_NOTE),
        ({"tipo": "Factura rectificativa", "total": 1}, DocType.CREDIT_NOTE),
        ({"tipo": "abono", "total": 1}, DocType.CREDIT_NOTE),
        ({"tipo": "abono", "importe": 1, "saldo": 2}, DocType.BANK_STATEMENT),
        ({"type": "bank_transaction", "amount": 1}, DocType.BANK_STATEMENT),
        ({"number": "1", "customer": "Ana", "total": 1}, DocType.INVOICE),
        ({"numero": "1", "vencimiento": "2026-03-05", "total": 1}, DocType.INVOICE),
        ({"amount": 1, "iban": "ES9121000418450200051332"}, DocType.BANK_STATEMENT),
        ({"amount": 1, "iban": "ES9121000418450200051332", "supplier": "Acme"}, DocType.RECEIPT),
        ({"fecha": "2026-03-05", "concepto": "Taxi", "importe": 1}, DocType.RECEIPT),
        ({"tipo": "Material de oficina", "importe": 1}, DocType.RECEIPT),
    ],
)
def test_the_type_of_a_row(row: Mapping[str, Any], expected: DocType) -> None:
    """Its own word decides, then the columns that only one kind of document has."""
    found = row_doc_type(row)

    assert found.doc_type is expected
    assert found.reasons


def test_the_classification_of_an_item_is_kept() -> None:
    """What classify, or a person, decided is not decided again."""
    invoice = Classification(doc_type=DocType.INVOICE, score=1.0)

    assert document_of_row(make_row_item({"total": 1}, classification=invoice)).doc_type is DocType.INVOICE
