"""Who issued an invoice, whose tax id is whose, and what number and currency it has, on papers of several countries."""

from decimal import Decimal

import pytest

from asiento.document import Source
from asiento.pages import document_of_reading
from asiento.pages.fields.parties.names import is_name
from builders import TENANT
from readings import page_of, paper_item, read_sheet, reading_of, value

TOTALS = """
Total HT                  100,00 €
TVA 20 %                   20,00 €
Total TTC                 120,00 €
"""


def test_the_foot_names_the_issuer_when_only_the_addressee_heads_the_page() -> None:
    """A logo is a picture: what is printed of a company's register and account is its own."""
    text = (
        f"""
                                                       Client Exemple
                                                       27 rue des Lilas
                                                       69100 Villeurbanne

Facture n° 2022-117
Date : 28/11/2022
{TOTALS}
Virement   Titulaire du compte : MOULIN NEUF
""".ljust(900)
        + "\n" * 36
        + "MOULIN NEUF\nSarl au capital de 10 000 € - RCS Paris B 530 848 134\n"
    )

    document = read_sheet(text)

    assert value(document.supplier.name) == "MOULIN NEUF"
    assert value(document.number) == "2022-117"


def test_a_sender_line_is_a_name_and_an_address() -> None:
    """Of the line above the window only the name is the issuer's."""
    document = read_sheet(f"Moulin Neuf SARL - 12 chemin Vert - 84340 Malaucène - France\n\nFacture FA-17\n{TOTALS}")

    assert value(document.supplier.name) == "Moulin Neuf SARL"


def test_a_company_may_be_called_what_a_label_says() -> None:
    """`Lieferant` announces a supplier and may begin its name."""
    text = """
Verkäufer
Name:           Lieferant Muster GmbH
USt-IdNr.:      DE136695976

Käufer
Name:           Kunden Nord AG
USt-IdNr.:      DE811569869

Rechnung (380) Nr. 4711 vom 05.06.2018
Bruttosumme                 119,00 €
"""
    document = read_sheet(text)

    assert value(document.supplier.name) == "Lieferant Muster GmbH"
    assert value(document.customer.name) == "Kunden Nord AG"
    assert value(document.supplier.tax_id) == "DE136695976"
    assert value(document.number) == "4711"


@pytest.mark.parametrize("label", ["Customer VAT Number", "N° TVA client", "Ihre USt-IdNr.:", "Uw BTW nummer:"])
def test_an_id_that_is_announced_as_the_customers_is_not_the_suppliers(label: str) -> None:
    """Both ids stand without a block around them."""
    document = read_sheet(f"Moulin Neuf SARL\nTVA : FR40303265045\n\nInvoice FA-17\n{label}  DE136695976\n{TOTALS}")

    assert value(document.supplier.tax_id) == "FR40303265045"
    assert value(document.customer.tax_id) == "DE136695976"


def test_an_id_is_read_to_its_last_group() -> None:
    """A French id has eleven characters after its country; the first nine make no shorter one."""
    document = read_sheet(f"Moulin Neuf SARL\nN° TVA : FR 403 032 650 45\n\nFacture n° 17\n{TOTALS}")

    assert value(document.supplier.tax_id) == "FR40303265045"


def test_a_german_tax_number_counts_only_without_a_vat_id() -> None:
    """The Steuernummer is what small traders print instead."""
    text = "Muster GmbH\nSteuernummer: 181/815/08155\n{}\nRechnung Nr. 17\nGesamtbetrag 119,00 €"

    assert value(read_sheet(text.format("")).supplier.tax_id) == "18181508155"
    assert value(read_sheet(text.format("USt-IdNr.: DE136695976")).supplier.tax_id) == "DE136695976"


def test_a_number_inside_a_sentence_gives_way_to_the_headings() -> None:
    """A law and an order have numbers too."""
    text = """
Papelaria Modelo Lda
Fatura n.º FT 2024/117
Decreto-Lei n.o 21/2007, de 29 de janeiro
Total    120,00 €
"""
    assert value(read_sheet(text).number) == "FT 2024/117"
    assert value(read_sheet("Muster GmbH\nRechnung gemäß Bestellung Nr. 2018-4713\nSumme 12,00 €").number) is None


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("RFC: EKU9003173C9\nTotal $1,160.00", "MXN"),
        ("NIT: 900508908-9\nTotal $1.160.000,00", "COP"),
        ("CUIT: 30-71234567-1\nTotal $12.644,50", "ARS"),
        ("Total $12.50", "USD"),
        ("Grand Total Rs 319.00", "INR"),
        ("Rodamiento 6205-2RS 6.85\nValor total USD 6.85", "USD"),
        ("Org.nr 556036-0793 Bankgiro 123-4567\nSumma 100,00 kr", "SEK"),
    ],
)
def test_a_sign_that_countries_share_is_the_currency_of_the_papers_country(text: str, currency: str) -> None:
    """The words of a tax office say which dollar, peso or crown it is."""
    document = read_sheet(f"Empresa Modelo\nInvoice No: 17\n{text}")

    assert value(document.currency) == currency


def test_the_window_of_a_scan_is_not_its_issuer() -> None:
    """The company on top wins over the town's line below, also when words are not surely read."""
    text = "Muster & Sohn GmbH\n\nHerrn\nMax Beispiel\nWeg 3\n12345 Ort\n\nRechnung Nr. 17\nGesamtbetrag 119,00 €"
    reading = reading_of(page_of(text, confidence=0.9), source=Source.OCR)

    document = document_of_reading(paper_item(tenant=TENANT), reading)

    assert value(document.supplier.name) == "Muster & Sohn GmbH"
    assert value(document.total) == Decimal("119.00")


@pytest.mark.parametrize("heading", ["INVOICE DATE", "SENIAT", "Fecha de factura", "Tax Invoice"])
def test_a_label_or_a_tax_office_names_nobody(heading: str) -> None:
    """Whatever stands at the head of a page."""
    assert not is_name(heading)
