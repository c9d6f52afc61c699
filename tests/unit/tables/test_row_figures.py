"""Which figure of a row is what was paid: the columns of other figures beside it, from the file to the posting."""

import pytest

from asiento.tables.columns import meaning_of
from row_ends import ends, lines


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("Date;Supplier;Amount excluding VAT;VAT;Amount including VAT", "100.00;20.00;120.00", "120.00 EUR tax 20.00"),
        ("Date;Supplier;Amount ex GST;GST amount;Amount inc GST", "100.00;10.00;110.00", "110.00 EUR tax 10.00"),
        ("Datum;Lieferant;Betrag exkl. MwSt;MwSt;Betrag inkl. MwSt", "100,00;19,00;119,00", "119.00 EUR tax 19.00"),
        ("Datum;Lieferant;Summe ohne USt;USt;Summe mit USt", "100,00;19,00;119,00", "119.00 EUR tax 19.00"),
        ("Date;Fournisseur;Montant hors taxes;TVA;Montant toutes taxes comprises", "100,00;20,00;120,00",
         "120.00 EUR tax 20.00"),
        ("Date;Fournisseur;Montant H.T.;T.V.A.;Montant T.T.C.", "100,00;20,00;120,00", "120.00 EUR tax 20.00"),
        ("Fecha;Proveedor;Importe s/IVA;IVA;Importe c/IVA", "100,00;21,00;121,00", "121.00 EUR tax 21.00"),
        ("Fecha;Proveedor;Importe IVA no incluido;I.V.A.;Importe IVA incl.", "100,00;21,00;121,00",
         "121.00 EUR tax 21.00"),
        ("Fecha;Proveedor;Importe sin impuestos;Impuestos;Importe con impuestos", "100,00;21,00;121,00",
         "121.00 EUR tax 21.00"),
        ("Fecha;Proveedor;Importe;IVA;Importe + IVA", "100,00;21,00;121,00", "121.00 EUR tax 21.00"),
        ("Date;Supplier;Total excl.;VAT;Total incl.", "100.00;20.00;120.00", "120.00 EUR tax 20.00"),
        ("Date;Supplier;Subtotal;Taxes;Total", "100.00;20.00;120.00", "120.00 EUR tax 20.00"),
        ("Fecha;Proveedor;Base;Cuota IVA;Cuota RE;Total", "100,00;21,00;5,20;126,20", "126.20 EUR tax 21.00"),
        ("Fecha;Proveedor;Total;IVA incluido", "121,00;Sí", "121.00 EUR"),
        ("Fecha;Proveedor;Importe;% IVA;Importe IVA incl.", "100,00;21;121,00", "121.00 EUR"),
        ("Data;Fornitore;Importo senza IVA;IVA;Importo con IVA", "100,00;22,00;122,00", "122.00 EUR tax 22.00"),
        ("Datum;Leverancier;Bedrag exclusief btw;BTW;Bedrag inclusief btw", "100,00;21,00;121,00",
         "121.00 EUR tax 21.00"),
        ("Data;Fornecedor;Total s/ IVA;IVA;Total c/ IVA", "100,00;23,00;123,00", "123.00 EUR tax 23.00"),
        ("date;supplier;total_net;total_tax;total_gross", "100.00;21.00;121.00", "121.00 EUR tax 21.00"),
        ("Fecha;Proveedor;Importe I.V.A.;Importe", "21,00;121,00", "121.00 EUR tax 21.00"),
    ],
)  # fmt: skip
def test_an_amount_says_on_which_side_of_the_tax_it_is(header: str, row: str, expected: str) -> None:
    """Of two amounts, that with the tax is the total, in whatever order and words they stand."""
    assert list(ends(lines(header, f"2026-03-15;Acme;{row}"))) == [expected]


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("Fecha;Comercio;Total descuentos;Total pagado", "2,50;10,00", "10.00 EUR"),
        ("Fecha;Tienda;Total envío;Total pedido", "2,50;10,00", "10.00 EUR"),
        ("Fecha;Proveedor;Importe presupuestado;Importe real", "200,50;10,00", "10.00 EUR"),
        ("Date;Merchant;Fee amount;Paid amount", "0.50;10.00", "10.00 EUR"),
        ("date;supplier;total_discounts;total_shipping;total_paid", "5.00;3.00;10.00", "10.00 EUR"),
        ("Fecha;Proveedor;Importe;Descuento;Total", "100,00;10,00;90,00", "90.00 EUR"),
        ("Fecha;Proveedor;Importe;Portes;Total", "100,00;10,00;110,00", "110.00 EUR"),
        ("Fecha;Proveedor;Importe;Propina;Total", "100,00;10,00;110,00", "110.00 EUR"),
        ("Fecha;Proveedor;Total comidas;Total viajes;Total", "100,00;10,00;110,00", "110.00 EUR"),
        ("Fecha;Proveedor;Importe real;Código proyecto", "10,00;4521", "10.00 EUR"),
        ("Date;Merchant;Claimed Amount;Approved Amount", "20.00;15.00", "two_columns"),
        ("Date;Merchant;Claimed Amount;Approved Amount", "20.00;20.00", "20.00 EUR"),
        ("Date;Merchant;Total;Amount", "1.00;8.300000000000002", "two_columns"),
        ("Date;Merchant;Total;Amount;Sum", "1.00;1.00;8.300000000000002", "two_columns"),
        ("Fecha;Proveedor;Importe;Descuento;Importe final", "100,00;10,00;90,00", "two_columns"),
        ("Fecha;Proveedor;Total;Descuento;Importe pagado", "100,00;10,00;90,00", "two_columns"),
        ("Fecha;Proveedor;Importe previo;Dietas", "10,00;25,00", "two_columns"),
        ("Fecha;Proveedor;Total horas;Precio hora", "8;25,00", "missing_total"),
        ("Fecha;Proveedor;Nº bultos total;Coste", "8;25,00", "may_be_unit_price"),
    ],
)  # fmt: skip
def test_another_figure_is_not_posted_as_the_total(header: str, row: str, expected: str) -> None:
    """A discount, a charge, a budget or a count is none; what no word explains is for a person."""
    assert list(ends(lines(header, f"2026-03-15;Acme;{row}"))) == [expected]


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("Fecha;Proveedor;Cantidad;Coste unitario", "4;25,00", "missing_total"),
        ("Date;Supplier;Quantity;Cost per unit", "4;25.00", "missing_total"),
        ("Fecha;Proveedor;Cantidad;Coste", "4;25,00", "may_be_unit_price"),
        ("Fecha;Proveedor;Cantidad;Coste", "1;25,00", "25.00 EUR"),
        ("Fecha;Proveedor;Importe mensual;Nº meses", "25,00;4", "may_be_unit_price"),
        ("Fecha;Proveedor;Cantidad;Precio;Precio total", "4;25,00;100,00", "100.00 EUR"),
        ("Fecha;Proveedor;Cantidad;Importe", "4;100,00", "100.00 EUR"),
        ("Date;Vendor;Price;Qty;Line total", "10.00;4;40.00", "40.00 EUR"),
        ("Date;Vendor;Price;Qty;Line total", "10.00;4;41.00", "two_columns"),
    ],
)
def test_the_price_of_one_is_not_posted_for_several(header: str, row: str, expected: str) -> None:
    """A unit price is no total, and the only price of several things may be one."""
    assert list(ends(lines(header, f"2026-03-15;Acme;{row}"))) == [expected]


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("Fecha;Proveedor;Total;IVA", "60,50;10,50", "60.50 EUR tax 10.50"),
        ("Fecha;Proveedor;Total;IVA", "60,50;21", "may_be_rate"),
        ("Fecha;Proveedor;Total;IVA", "500,00;21", "may_be_rate"),
        ("Fecha;Proveedor;Total;IVA", "23,00;4", "may_be_rate"),
        ("Fecha;Proveedor;Total;IVA", "119,08;19", "may_be_rate"),
        ("Fecha;Proveedor;Total;IVA", "110,00;10", "110.00 EUR tax 10.00"),
        ("Fecha;Proveedor;Importe;IVA", "100,00;21,00", "may_be_rate"),
        ("Fecha;Proveedor;Importe;IVA", "50,00;10,50", "may_be_net"),
        ("Fecha;Proveedor;Importe;IVA", "5,00;10,50", "may_be_net"),
        ("Fecha;Proveedor;Importe;IVA", "121,00;21,00", "121.00 EUR tax 21.00"),
        ("Fecha;Proveedor;IRPF;Total", "15;1060,00", "may_be_rate"),
        ("Fecha;Proveedor;Importe;IVA;IRPF;Importe a pagar", "121,00;21,00;15,00;106,00", "121.00 EUR tax 21.00"),
        ("Fecha;Proveedor;Base;IVA;IRPF;Total", "1000,00;210,00;150,00;1060,00", "1210.00 EUR tax 210.00"),
        ("Fecha;Proveedor;Base;IVA;IRPF;Total", "100,00;21,00;15,00;106,00", "121.00 EUR tax 21.00"),
    ],
)
def test_a_tax_must_be_one_of_its_total(header: str, row: str, expected: str) -> None:
    """A rate is no amount, and a total of which the tax is a rate as it stands is a net."""
    assert list(ends(lines(header, f"2026-03-15;Acme;{row}"))) == [expected]


@pytest.mark.parametrize(
    ("title", "meaning"),
    [
        ("Precio sin IVA", "net"),
        ("Precio unitario sin IVA", "unit_price"),
        ("Importe pendiente con IVA", "outstanding"),
        ("Importe antes de impuestos", "net"),
        ("VAT incl. total", "total"),
        ("Total net of tax", "net"),
        ("Gesamt netto", "net"),
        ("Total IRPF", "withheld_total"),
        ("Tip amount", "tip"),
        ("Amount GST", "tax_total"),
        ("Importe con descuento", "amount"),
        ("Importe sin descuento", "aside"),
        ("Total origen", "foreign_amount"),
        ("Horas", "aside"),
        ("Importe (miles €)", "amount"),
    ],
)
def test_what_the_words_around_an_amount_make_of_it(title: str, meaning: str) -> None:
    """The nearest words decide: with tax or without, of one, a part."""
    assert meaning_of(title) == meaning


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("Fecha;Tienda;Total ventas", "2026-03-15;Gran Vía;1250,00", "may_be_income"),
        ("Fecha;Tipo;Proveedor;Importe", "2026-03-15;Ingreso;Cliente Uno;500,00", "may_be_income"),
        ("Fecha;Tipo;Proveedor;Importe", "2026-03-15;Gasto;Bar Sol;12,50", "12.50 EUR"),
        ("Date;Category;Merchant;Amount", "2026-03-15;Income;Acme Payroll;2500.00", "may_be_income"),
        ("Date;Category;Merchant;Amount", "2026-03-15;Sales;Acme;25.00", "25.00 EUR"),
        ("Fecha;Ingreso/Gasto;Proveedor;Importe", "2026-03-15;Ingreso;Acme;50,00", "may_be_income"),
        ("Fecha;Clase;Proveedor;Importe", "2026-03-15;Ingreso;Acme;50,00", "may_be_income"),
        ("Fecha;Proveedor;Total", "2026-03-15;Acme;125¹", "no_header"),
        ("Fecha;Proveedor;Total a pagar", "2026-03-15;Acme;125,00", "125.00 EUR"),
    ],
)
def test_what_is_no_expense_is_held(header: str, row: str, expected: str) -> None:
    """Money that came in is for a person; a raised digit is none of the amount."""
    assert list(ends(lines(header, row))) == [expected]


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("Fecha grabación;Fecha fra.;Proveedor;Total", "20/03/2026;05/03/2026;Acme;12,50", "2026-03-05"),
        ("Fecha contable;Fecha factura;Proveedor;Total", "20/03/2026;05/03/2026;Acme;12,50", "2026-03-05"),
        ("Fecha;Fecha contable;Proveedor;Total", "05/03/2026;20/03/2026;Acme;12,50", "2026-03-05"),
        ("Date Due;Date Issued;Supplier;Total", "2026-05-20;2026-03-05;Acme;12.50", "2026-03-05"),
        ("date_created;date_invoice;supplier;total", "2026-03-20;2026-03-05;Acme;12.50", "2026-03-05"),
        ("Fecha inicio;Fecha fin;Proveedor;Total", "2026-03-20;2026-03-25;Acme;12.50", "two_columns"),
        ("Fecha inicio;Fecha fin;Proveedor;Total", "2026-03-20;2026-03-20;Acme;12.50", "2026-03-20"),
        ("Boekdatum;Datum;Leverancier;Totaal", "46032;46029;Acme;12,50", "2026-01-07"),
        ("Boekdatum;Factuurdatum;Leverancier;Totaal", "2026-03-20;5 xyz 2026;Acme;12,50", "unreadable_value"),
        ("Fecha;Fecha;Proveedor;Total", "2026-03-20;5 xyz 2026;Acme;12,50", "two_columns"),
    ],
)
def test_the_day_is_that_of_the_document(header: str, row: str, expected: str) -> None:
    """A day of booking or of payment is another one, and of two days that may be it none is taken."""
    assert list(ends(lines(header, row), column="issued_on")) == [expected]


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("Nº;Fecha;Nº factura;Proveedor;NIF;Total;Vencimiento", "1;15/03/2026;F-88;A;B12345674;121,00;15/04/2026",
         "F-88"),
        ("Número;Fecha;Factura;Proveedor;NIF;Total;Vencimiento", "1;15/03/2026;F-88;A;B12345674;121,00;15/04/2026",
         "F-88"),
        ("Ticket;Fecha;Factura;Proveedor;NIF;Total;Vencimiento", "1;15/03/2026;F-88;A;B12345674;121,00;15/04/2026",
         "two_columns"),
    ],
)  # fmt: skip
def test_the_number_is_that_of_the_document(header: str, row: str, expected: str) -> None:
    """A bare number counts the rows where another title says of what it is."""
    assert list(ends(lines(header, row), column="number")) == [expected]


def test_a_total_that_stands_on_each_line_is_posted_once_by_a_person() -> None:
    """The same date, number, supplier and total twice is held, another total is not."""
    rows = lines("Fecha;Ticket;Proveedor;Concepto;Total ticket", *(f"2026-03-15;{row}" for row in (
        "88;Makro;Sillas;121,00", "88;Makro;Mesas;121,00", "89;Makro;Mesas;121,00",
    )))  # fmt: skip
    assert list(ends(rows)) == ["repeated_total", "repeated_total", "121.00 EUR"]


def test_money_that_came_in_is_doubted_where_many_amounts_have_a_minus() -> None:
    """An export of an account has payments with a minus; a list of expenses has a refund."""
    rows = [f"2026-03-{day};{row}" for day, row in enumerate(("A;-45,00", "B;2500,00", "C;20,00", "D;3,00"), 11)]
    assert list(ends(lines("Fecha;Comercio;Importe", *rows[:3]))) == [
        "negative_total", "may_be_income", "may_be_income",
    ]  # fmt: skip
    assert list(ends(lines("Fecha;Comercio;Importe", *rows))) == [
        "negative_total", "2500.00 EUR", "20.00 EUR", "3.00 EUR",
    ]  # fmt: skip
