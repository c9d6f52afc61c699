"""What made PDFs found: layouts of programs in which one figure, number or party was taken for another."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from asiento.classify.reading import classify_reading
from asiento.document import DocType, Document
from asiento.pages import document_of_reading
from asiento.tenant import Tenant
from builders import TENANT
from papers import amount, findings_of, invoice
from readings import page_of, paper_item, read_sheet, reading_of, sheet, value

HEAD = """
Suministros Ultzama, S.L.                                  Factura nº: F-1
NIF: B35549815                                             Fecha: 12/03/2026
"""


def read_credit_note(text: str) -> Document:
    """Return what a sheet with *text* is read as: a credit note."""
    return document_of_reading(paper_item(DocType.CREDIT_NOTE), sheet(text))


ACROSS = """
      Base imponible        IVA 21 %      IRPF 15 %     TOTAL A PAGAR
            1.000,00          210,00        -150,00          1.060,00
"""
CLOSE = """
       Net total  IVA 21 %  Total factura  Retención 15 %  Total a pagar
         1.000,00   210,00       1.210,00         -150,00       1.060,00
"""
ABOVE = """
Base imponible
      1.000,00
IVA 21 % s/ 1.000,00
        210,00
Total factura
      1.210,00
Retención IRPF 15 %
       -150,00
Total a pagar
      1.060,00
"""


@pytest.mark.parametrize("foot", [ACROSS, CLOSE, ABOVE])
def test_taxes_are_read_whose_names_stand_above_their_amounts(foot: str) -> None:
    """Neither is the base in a label the tax, nor is what is withheld left out."""
    document = read_sheet(HEAD + foot)

    assert (value(document.net), value(document.tax_total)) == (Decimal(1000), Decimal(210))
    assert (value(document.total), value(document.payable)) == (Decimal(1210), Decimal(1060))
    assert [(value(one.rate), value(one.amount)) for one in document.withholdings] == [(Decimal(15), Decimal(150))]
    assert [(value(one.base), value(one.amount)) for one in document.taxes] == [(Decimal(1000), Decimal(210))]


@pytest.mark.parametrize(
    ("sentence", "own"),
    [
        ("Gutschrift zur Rechnung F-1070 vom 16.11.2025", "Gutschrift Nr.: A3165"),
        ("Korrektur der Rechnung Nr. F-1070 vom 16.11.2025", "Gutschriftsnummer: A3165"),
        ("Storno della fattura F-1070 del 01-08-2025", "Nota di credito n.: A3165"),
        ("Relates to invoice no. F-1070 dated 1 August 2025", "Document number: A3165"),
        ("Annule la facture n° F-1070 du 01/08/2025", "N° d'avoir: A3165"),
        ("Referente à fatura F-1070 de 01/08/2025", "Nota de crédito n.º: A3165"),
    ],
)
def test_the_invoice_that_a_credit_note_gives_back_is_not_its_number(sentence: str, own: str) -> None:
    """Its own number is, wherever it stands; without one there is none."""
    assert value(read_credit_note(f"Nordlicht AG\n\n{sentence}\n").number) is None
    assert value(read_credit_note(f"Nordlicht AG\n\n{sentence}\n\n{own}\n").number) == "A3165"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Número de factura: RE 8332-B", "RE 8332-B"),
        ("Gutschrift Nr.\nA3165", "A3165"),
        ("Registro Mercantil de Navarra, Tomo 1204, Folio 33", None),
    ],
)
def test_letters_before_a_number_and_numbers_of_registers(text: str, number: str | None) -> None:
    """`RE` is a surcharge elsewhere; a folio in a sentence is a register's."""
    assert value(read_credit_note(f"Nordlicht AG\n\n{text}\n").number) == number


def test_a_day_in_a_sentence_counts_less() -> None:
    """`dated` is a longer label than `Date`, but of another invoice."""
    document = read_credit_note("Harbour Ltd\n\nDate:   13 March 2026\n\nRelates to invoice no. 7 dated 1 March 2026\n")

    assert f"{value(document.issued_on)}" == "2026-03-13"


LINES = """
Pos.   Descripción     Cantidad     Precio     Remise %     IVA %      Importe
1      Taxi                   1      50,00          5 %      21 %        47,50
2      Café                   2      10,00                   10 %        20,00
"""


def test_the_columns_of_a_table_are_told_apart() -> None:
    """A discount is no rate of the tax, and the number of a row is no quantity."""
    found = [
        (value(one.description), value(one.quantity), value(one.tax_rate)) for one in read_sheet(HEAD + LINES).lines
    ]

    assert found == [("Taxi", Decimal(1), Decimal(21)), ("Café", Decimal(2), Decimal(10))]


PAGE = """
Descripción     Cantidad     Precio      IVA        Importe
{}
"""


@pytest.mark.parametrize("words", ["Suma anterior", "A reportar", "Übertrag"])
def test_what_is_carried_over_a_page_is_no_line(words: str) -> None:
    """By its label or by its amount, the sum of the lines before."""
    carried = f"{words}                                        70,00"
    first = "Taxi               1      50,00      21 %      50,00\nCafé               2      10,00      21 %      20,00"
    second = "Papel                  1      30,00      21 %         30,00"
    pages = (page_of(HEAD + PAGE.format(f"{first}\n{carried}")), page_of(PAGE.format(f"{carried}\n{second}"), 2))
    lines = document_of_reading(paper_item(), reading_of(*pages)).lines

    assert [value(one.amount) for one in lines] == [Decimal(50), Decimal(20), Decimal(30)]


@pytest.mark.parametrize(
    ("foot", "currency"),
    [
        ("IVA 21 % s/ 100,00     21,00\nIVA 10 % s/ 10,00     1,00\nTotal (EUR)     132,00", "EUR"),
        ("N° TVA: FR22875125726\nTotal TTC (EUR)     132,00", "EUR"),
        ("Total     13.200 JPY", "JPY"),
    ],
)
def test_what_is_no_currency(foot: str, currency: str) -> None:
    """`s/` is Spanish for *of*, `FR` the country of a tax id."""
    assert value(read_sheet(HEAD + foot).currency) == currency


def test_a_sign_of_two_currencies_is_doubted() -> None:
    """Japan and China write ¥; neither is the company's own money."""
    document = read_sheet(f"{HEAD}Total     13.200 ¥")

    assert value(document.total) == Decimal(13200)
    assert document.currency is not None
    assert document.currency.value == "JPY"
    assert document.currency.doubt is not None


@pytest.mark.parametrize(
    ("words", "tenant", "expected"),
    [
        ("RIF: J-29481234-5", TENANT, ("VES", False)),
        ("NIT: 1023456021", TENANT, ("BOB", False)),
        ("Caja 4", replace(TENANT, country="VE", currency="VES"), ("VES", False)),
        ("Caja 4", replace(TENANT, country="BO", currency="BOB"), ("BOB", False)),
        ("Caja 4", TENANT, ("BOB", True)),
    ],
)
def test_the_sign_of_venezuela_is_bolivias_too(words: str, tenant: Tenant, expected: tuple[str, bool]) -> None:
    """The paper's words tell which, else the company's own money; else a person."""
    pages = sheet(f"{HEAD}{words}\nTotal     Bs 132,00")
    currency = document_of_reading(paper_item(tenant=tenant), pages).currency

    assert currency is not None
    assert (currency.value, currency.doubt is not None) == expected


def test_the_id_of_the_next_column_is_not_the_customers() -> None:
    """The customer's block has an id of its own under the name."""
    document = read_sheet("""
Suministros Ultzama, S.L.

Cliente: Ferretería Ejemplo, S.L.                    CIF: B27294214
Calle Mayor 84                                       Calle Nueva 26
19628 Cuenca                                         31001 Pamplona
NIF: B12345674
""")

    assert value(document.supplier.tax_id) == "B27294214"
    assert value(document.customer.tax_id) == "B12345674"


def test_the_id_label_of_a_customer_ends_no_block() -> None:
    """`Customer VAT No` and `N° TVA client` say whose an id is, and begin no party."""
    document = read_sheet("""
Thornbury Supplies Limited

Sold to: Ferretería Ejemplo, S.L.                    VAT number: GB577541355
Calle Mayor 84                                       Quay Street 26
Customer VAT No: ESB12345674
""")

    assert value(document.supplier.tax_id) == "GB577541355"
    assert value(document.customer.tax_id) == "B12345674"


def test_a_long_date_is_its_own_labels() -> None:
    """It reaches under the next label."""
    document = read_sheet("""
Suministros Ultzama, S.L.

Factura nº     Fecha                      Vencimiento
F-7            24 de enero de 2026      23 de febrero de 2026
""")

    assert (f"{value(document.issued_on)}", f"{value(document.due_on)}") == ("2026-01-24", "2026-02-23")


def test_what_a_credit_note_withholds_has_its_sign() -> None:
    """The total is printed after the withholding alone."""
    document = read_credit_note("""
Base imponible:            -1.000,00 EUR
IVA 21 %:                    -210,00 EUR
Retención IRPF 15 %:         -150,00 EUR
TOTAL A PAGAR:             -1.060,00 EUR
""")

    assert (value(document.total), value(document.payable)) == (Decimal(-1210), Decimal(-1060))


def test_an_amount_in_a_sentence_is_in_no_column() -> None:
    """The capital of the company is not what is left to pay."""
    document = read_sheet(f"""{HEAD}
Total factura
   121,00 €
Importe a pagar
   121,00 €

Inscrita en el Registro Mercantil, capital social 3.006,00 euros
""")

    assert value(document.payable) == Decimal(121)


def test_money_without_decimals_is_read() -> None:
    """Yen have none: a net beside a total is not the total."""
    document = read_sheet(f"""{HEAD}
Base imponible      IVA 10 %      TOTAL (JPY)
         31337          3134            34471
""")

    assert (value(document.net), value(document.tax_total), value(document.total)) == (31337, 3134, 34471)


def test_a_credit_note_without_cents_is_one() -> None:
    """What makes it one is its title, whether or not its amounts have decimals."""
    found = classify_reading(
        sheet("""
Suministros Ultzama, S.L.            FACTURA RECTIFICATIVA

Facturar a: Ferretería Ejemplo, S.L.
Fecha de vencimiento: 09/03/2025

Base imponible:     795434 JPY
IVA 21 %:           167041 JPY
Importe total:      962475 JPY
IBAN: ES63 2100 1394 2172 8771 2732
""")
    )

    assert found.doc_type is DocType.CREDIT_NOTE


@pytest.mark.parametrize("tax", ["100.00", "-21.00"])
def test_a_tax_that_is_no_part_of_the_total_waits(tax: str) -> None:
    """Net and tax were taken for each other, or what was paid before for the tax."""
    net = Decimal("121.00") - Decimal(tax)
    document = invoice(taxes=(), net=amount(f"{net}"), tax_total=amount(tax), total=amount("121.00"))

    assert ("totals_mismatch", "review") in {(one.code, one.severity) for one in findings_of(document)}


SMALL = """
Descripción                Uds.     Precio     Importe
Courier 24 h                  1       4,31     4,31 EUR

Subtotal                                       4,31 EUR
Gastos de envío                                0,13 EUR
B. imponible                                   4,44 EUR
I.V.A. (10%)                                   0,44 EUR
{}
"""


def test_of_two_nets_with_one_tax_the_base_is_the_one_whose_sum_is_printed() -> None:
    """10 % of 4.31 and of 4.44 are both 0.44."""
    (tax,) = read_sheet(HEAD + SMALL.format("TOTAL                                          4,88 EUR")).taxes

    assert (value(tax.base), value(tax.amount)) == (Decimal("4.44"), Decimal("0.44"))


def test_of_two_nets_with_one_tax_none_is_the_base_where_no_sum_is_printed() -> None:
    """Neither 4.75 nor 4.88 is on the page."""
    (tax,) = read_sheet(HEAD + SMALL.format("")).taxes

    assert (tax.base, value(tax.amount)) == (None, Decimal("0.44"))


TWO_RATES = """
IVA %    Base imponible    Cuota IVA
21 %             803,77       168,79
4 %                0,25         0,01

Base imponible   804,02
Total            972,82
"""


def test_the_sum_of_taxes_is_no_row_that_misses_it_by_a_cent() -> None:
    """168.79 and 0.01 are 168.80, which is printed nowhere."""
    assert value(read_sheet(HEAD + TWO_RATES).tax_total) == Decimal("168.80")


def test_the_net_is_the_one_that_makes_the_total_exactly() -> None:
    """Before the discount of a cent it misses by that."""
    foot = """
% IVA     Base       Cuota
10 %      5.939,16   593,92
5,5 %     0,49       0,03

Subtotal      Descuento     Base imponible     Total
5.939,66          -0,01           5.939,65     6.533,60
"""
    assert value(read_sheet(HEAD + foot).net) == Decimal("5939.65")


YEN = """
Pos. Descripción            Cantidad    Precio   Dto. %    Total (JPY)
1    Reparación                1,333     1.900     10 %          2.280
2    Taxi                       2,75       290                     798
3    Büromaterial              1,333         7     50 %              4
Página 1 de 2

Base imponible      3.082
IVA 21 %              647
Total (JPY)         3.729
"""


def test_amounts_without_decimals_are_read_by_their_groups() -> None:
    """A page number is no item, and the number of a row is not how many were bought."""
    document = read_sheet(HEAD + YEN)

    assert value(document.total) == Decimal(3729)
    assert [(value(one.quantity), value(one.unit_price), value(one.amount)) for one in document.lines] == [
        (Decimal("1.333"), Decimal(1900), Decimal(2280)),
        (Decimal("2.75"), Decimal(290), Decimal(798)),
        (Decimal("1.333"), Decimal(7), Decimal(4)),
    ]


@pytest.mark.parametrize("amount", ["-718 294,26 US$", "US$ -718 294,26", "718 294,26- US$"])
def test_groups_of_three_belong_to_one_amount_whatever_sign_stands_beside_it(amount: str) -> None:
    """`US$ -718` is no amount by itself."""
    document = read_sheet(f"Nordlicht AG    Facture n° F-1\n\nNet à payer    {amount}\n")

    assert value(document.total) == Decimal("-718294.26")


def test_a_day_does_not_reach_into_another_column() -> None:
    """The number of a street stands left of it."""
    document = read_sheet("""
Kestrel Tools plc                         Invoice
VAT No.: GB660948662                      Date
Hauptstraße 10                            25 March 2025
46665 Lucca                               Invoice no. F-1
""")

    assert value(document.issued_on) == date(2025, 3, 25)


def test_a_day_in_a_sentence_is_doubted_where_the_label_lost_its_own() -> None:
    """The year of the first is beyond the edge of the page; the second is that of the invoice given back."""
    document = read_credit_note(
        HEAD.replace("12/03/2026", "3 de sep")
        + """




Rectifica la factura RE 7371-B de fecha 1 de septiembre de 2025
"""
    )

    assert document.issued_on is not None
    assert document.issued_on.doubt is not None


def test_the_name_of_a_document_is_no_company() -> None:
    """Whatever stands above a tax id."""
    document = read_credit_note("""
Studio Perrè
P. IVA: 73577990010

NOTA DI CREDITO
Nota di credito n.: RE 5883-B       Data: 3 giugno 2025
""")

    assert value(document.supplier.name) == "Studio Perrè"
