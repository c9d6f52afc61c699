"""Invoices from their words: every figure as printed, proven where arithmetic can, never invented."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from asiento.codes import sentence
from asiento.document import Source
from asiento.pages import document_of_reading
from builders import TENANT
from readings import page_of, paper_item, read_sheet, reading_of, sheet, value

INVOICE = """
Carpintería Robledo, S.L.                                             FACTURA
Calle Mayor, 3
28001 Madrid                                                 Nº factura:   A-2026/17
CIF: A58818501                                               Fecha:        05/03/2026
                                                             Vencimiento:  04/04/2026

Cliente:
Ferretería Ejemplo, S.L.
NIF: B12345674
Avenida del Puerto, 8

Descripción                            Cantidad      Precio      IVA       Importe
Mesa de roble                                 2      400,00      21%        800,00
Silla de haya con asiento                     4       50,00      21%        200,00
  de enea
Barniz                                        1      100,00      10%        100,00

                                            Base imponible               1.100,00 €
                                            IVA 21 % s/ 1.000,00           210,00 €
                                            IVA 10 % s/ 100,00              10,00 €
                                            TOTAL FACTURA                1.320,00 €
                                            Retención IRPF 15 %           -165,00 €
                                            TOTAL A PAGAR                1.155,00 €

Forma de pago: transferencia bancaria
IBAN: ES91 2100 0418 4502 0005 1332
"""


def test_number_and_dates_are_those_beside_their_labels() -> None:
    """The day of issue is not the day of payment."""
    document = read_sheet(INVOICE)

    assert [value(f) for f in (document.number, document.issued_on, document.due_on)] == [
        "A-2026/17",
        date(2026, 3, 5),
        date(2026, 4, 4),
    ]


def test_the_supplier_heads_the_page_and_the_customer_stands_under_its_label() -> None:
    """Each party has its own name and tax id."""
    document = read_sheet(INVOICE)

    assert [value(f) for f in (document.supplier.name, document.supplier.tax_id)] == [
        "Carpintería Robledo, S.L.",
        "A58818501",
    ]
    assert [value(f) for f in (document.customer.name, document.customer.tax_id)] == [
        "Ferretería Ejemplo, S.L.",
        "B12345674",
    ]


def test_an_invoice_of_the_tenant_has_the_tenant_as_supplier() -> None:
    """Whose tax id stands under `Cliente` is the customer, even when the tenant heads the page."""
    tenant = replace(TENANT, name="Carpintería Robledo, S.L.", tax_ids=("A58818501",))

    document = document_of_reading(paper_item(tenant=tenant), sheet(INVOICE))

    assert value(document.supplier.name) == "Carpintería Robledo, S.L."
    assert value(document.supplier.tax_id) == "A58818501"
    assert value(document.customer.tax_id) == "B12345674"


def test_the_figures_belong_together() -> None:
    """Net and taxes make the total; the withholding leaves what is to be paid."""
    document = read_sheet(INVOICE)

    figures = [document.net, document.tax_total, document.total, document.payable]
    assert [value(f) for f in figures] == [Decimal(f) for f in ("1100.00", "220.00", "1320.00", "1155.00")]
    assert document.total is not None
    assert document.total.confidence >= 0.9


def test_taxes_and_withholdings_are_read_by_rate() -> None:
    """Each rate has its base and amount; a withholding is positive."""
    document = read_sheet(INVOICE)

    rows = [(tax.kind, value(tax.rate), value(tax.base), value(tax.amount)) for tax in document.taxes]
    assert rows == [
        ("IVA", Decimal(21), Decimal("1000.00"), Decimal("210.00")),
        ("IVA", Decimal(10), Decimal("100.00"), Decimal("10.00")),
    ]
    assert [(tax.kind, value(tax.rate), value(tax.amount)) for tax in document.withholdings] == [
        ("IRPF", Decimal(15), Decimal("165.00"))
    ]


def test_the_lines_are_those_of_the_table() -> None:
    """Quantity, price and amount by column; a description may go on below."""
    lines = [
        (value(x.description), value(x.quantity), value(x.unit_price), value(x.tax_rate), value(x.amount))
        for x in read_sheet(INVOICE).lines
    ]

    assert lines == [
        ("Mesa de roble", 2, 400, 21, 800),
        ("Silla de haya con asiento de enea", 4, 50, 21, 200),
        ("Barniz", 1, 100, 10, 100),
    ]


def test_payment_and_currency_are_read() -> None:
    """The method is a word of ours, the IBAN is compact and its check digits are right."""
    document = read_sheet(INVOICE)

    assert value(document.payment.method) == "transfer"
    assert value(document.payment.iban) == "ES9121000418450200051332"
    assert value(document.currency) == "EUR"


def test_an_iban_with_wrong_check_digits_is_kept_as_printed_and_doubted() -> None:
    """A PDF says what it says; a person is to look at it. What OCR reads so is left out."""
    wrong = INVOICE.replace("1332", "1333")
    printed = read_sheet(wrong).payment.iban
    scanned = document_of_reading(paper_item(), replace(sheet(wrong), source=Source.OCR)).payment.iban

    assert printed is not None
    assert printed.value == "ES9121000418450200051333"
    assert printed.confidence <= 0.5
    assert scanned is None


def test_every_field_says_where_it_stands() -> None:
    """Source, page and box come from the words."""
    total = read_sheet(INVOICE).total

    assert total is not None
    assert (total.source, total.page) == (Source.PDF_TEXT, 1)
    assert total.box is not None
    assert total.box[0] > 0.5


def test_a_wrong_total_comes_out_as_printed_and_unproven() -> None:
    """Nothing is corrected; the confidence says that arithmetic disagrees."""
    total = read_sheet(
        INVOICE.replace("1.320,00", "1.420,00").replace("Retención IRPF 15 %           -165,00 €", "")
    ).total

    assert value(total) == Decimal("1420.00")
    assert total is not None
    assert total.confidence < 0.9


def test_a_labelled_tax_id_is_kept_even_when_it_is_wrong() -> None:
    """Validation reports it; extraction does not hide it."""
    assert value(read_sheet(INVOICE.replace("A58818501", "A58818502")).supplier.tax_id) == "A58818502"


def test_what_is_not_printed_is_none() -> None:
    """A page with a total and nothing else gives a total and nothing else."""
    document = read_sheet("FACTURA\n\nTotal       10,00")

    assert value(document.total) == Decimal("10.00")
    missing = [document.number, document.issued_on, document.due_on, document.supplier.name, document.supplier.tax_id]
    assert [*missing, document.net, document.payable, document.payment.iban] == [None] * 8
    assert document.taxes == ()


def test_a_currency_that_is_not_printed_is_the_tenants_and_derived() -> None:
    """It is a guess, and says so."""
    currency = read_sheet("FACTURA\n\nTotal       10,00").currency

    assert currency is not None
    assert (currency.value, currency.source) == ("EUR", Source.DERIVED)
    assert currency.confidence < 0.9


def test_a_total_with_a_withholding_but_no_line_for_it_is_derived() -> None:
    """Where only the amount to pay is printed, the total is what net and tax make."""
    text = """
FACTURA
Base imponible         100,00
IVA 21%                 21,00
IRPF 15%               -15,00
TOTAL A PAGAR          106,00
"""
    document = read_sheet(text)

    assert [value(document.total), value(document.payable)] == [Decimal("121.00"), Decimal("106.00")]
    assert document.total is not None
    assert document.total.source is Source.DERIVED


def test_a_tax_table_under_a_heading_is_read_by_its_arithmetic() -> None:
    """Base, rate and amount in columns need no label on the row."""
    text = """
FACTURA
Base imponible      % IVA      Cuota IVA
    1.000,00         21,00        210,00
      200,00         10,00         20,00
TOTAL FACTURA               1.430,00
"""
    document = read_sheet(text)

    assert [(value(t.rate), value(t.base), value(t.amount)) for t in document.taxes] == [
        (Decimal("21.00"), Decimal("1000.00"), Decimal("210.00")),
        (Decimal("10.00"), Decimal("200.00"), Decimal("20.00")),
    ]
    assert [value(document.net), value(document.tax_total)] == [Decimal("1200.00"), Decimal("230.00")]


def test_a_surcharge_shares_the_base_of_its_tax() -> None:
    """Recargo de equivalencia is a tax of its own kind; its base is not counted twice."""
    text = """
FACTURA
Base imponible         100,00
IVA 21%    100,00       21,00
R.E. 5,2%  100,00        5,20
TOTAL FACTURA          126,20
"""
    document = read_sheet(text)

    assert [(t.kind, value(t.amount)) for t in document.taxes] == [("IVA", Decimal("21.00")), ("RE", Decimal("5.20"))]
    assert value(document.net) == Decimal("100.00")
    assert document.total is not None
    assert (document.total.value, document.total.confidence >= 0.9) == (Decimal("126.20"), True)


def test_an_invoice_may_go_over_two_pages() -> None:
    """The table goes on under its repeated heading, the totals stand on the last page."""
    first = """
ACME, S.L.     FACTURA
Nº factura: 7

Descripción              Cantidad     Precio     Importe
Uno                             1      10,00       10,00
"""
    second = """
Descripción              Cantidad     Precio     Importe
Dos                             2      20,00       40,00

Base imponible    50,00
IVA 21%           10,50
TOTAL             60,50
"""

    document = document_of_reading(paper_item(), reading_of(page_of(first, number=1), page_of(second, number=2)))

    assert [value(line.amount) for line in document.lines] == [Decimal("10.00"), Decimal("40.00")]
    assert document.total is not None
    assert (document.total.value, document.total.page) == (Decimal("60.50"), 2)


def test_an_ecuadorian_invoice_keeps_ruc_and_number() -> None:
    """A RUC has thirteen digits, a number three parts; 15 % and a decimal point are read by the same rules."""
    text = """
Comercial Andina Cía. Ltda.                      R.U.C.: 1790016919001
                                                 FACTURA
                                                 No. 001-002-000000123
Razón Social / Nombres y Apellidos: Ferretería Ejemplo   Identificación: 1790085783001
Fecha Emisión: 09/04/2026

                                 SUBTOTAL 15%             617.10
                                 SUBTOTAL SIN IMPUESTOS   617.10
                                 IVA 15%                   92.57
                                 VALOR TOTAL USD          709.67
"""
    document = read_sheet(text)

    assert [value(f) for f in (document.number, document.supplier.tax_id, document.customer.tax_id)] == [
        "001-002-000000123",
        "1790016919001",
        "1790085783001",
    ]
    assert [value(f) for f in (document.total, document.currency)] == [Decimal("709.67"), "USD"]


BARE = """
Carpintería Robledo, S.L.                                             FACTURA
CIF: A58818501                                               Nº factura:   A-2026/17
                                                             Fecha:        05/03/2026

Mesa de roble                                                               1.234
                                                             TOTAL FACTURA  1.234 €
"""


def test_a_total_that_may_be_a_thousand_times_another_is_doubted() -> None:
    """Where no figure of the page shows its decimals, both readings are named; one figure decides for all."""
    doubted, shown = read_sheet(BARE).total, read_sheet(BARE.replace("1.234\n", "1.234,00\n", 1)).total

    assert (value(doubted), value(shown)) == (1234, 1234)
    assert doubted is not None
    assert doubted.doubt is not None
    assert "1,234 or 1.234" in sentence(doubted.doubt)
    assert shown is not None
    assert shown.doubt is None


def test_codes_and_numbers_of_items_are_no_part_of_what_was_bought() -> None:
    """They stand under headings of their own; a description that begins left of its heading keeps its words."""
    coded = read_sheet(
        "Factura FA-17\n\nCódigo    Pos.   Descripción                  Cantidad   Precio   Importe\n"
        "23997     1      Guantes de nitrilo talla M         2    10,00     20,00\n"
        "72709     2      Alquiler de furgoneta              1    80,00     80,00\n\nTotal   100,00\n"
    )
    centred = read_sheet(
        "Factura FA-17\n\nCant.           Descripción            Precio   Importe\n"
        "2     Guantes de nitrilo talla M         10,00     20,00\n\nTotal   20,00\n"
    )

    assert [value(line.description) for line in coded.lines] == ["Guantes de nitrilo talla M", "Alquiler de furgoneta"]
    assert [value(line.description) for line in centred.lines] == ["Guantes de nitrilo talla M"]
