"""Who issued a paper, where forms of tax offices, salespeople, banks and addresses stand beside the issuer's name."""

import pytest

from asiento.document import DocType, Document, Field, Party, Source
from asiento.pages.fields.parties.go_betweens import is_go_between
from asiento.validate.vouchers import Voucher, vouchers_of
from readings import read_sheet, read_strip, value

FOOT = """
Subtotal                  100,00
IVA 21 %                   21,00
Total                     121,00
"""

AFIP = f"""
Repuestos & Logistica           A        FACTURA
Punto de Venta: 00001                    Comp. Nro: 00000125
Razón Social: RUIZ PABLO ROBERTO         Fecha de Emisión: 13/02/2026
Domicilio: Belgrano 1520                 CUIT: 20-32191184-7

CBU del Emisor: 1910274855027401289832
CUIT: 30-50001770-4      Razón Social: LA PRIMERA COOPERATIVA LTDA DE SEGUROS
{FOOT}
"""


@pytest.mark.parametrize(
    "form",
    [AFIP, AFIP.replace("Razón Social: LA PRIMERA", "Apellido y Nombre / Razón Social\n" + " " * 25 + "LA PRIMERA")],
    ids=["beside", "below"],
)
def test_of_two_labelled_names_the_first_is_the_sellers(form: str) -> None:
    """Argentine forms say `Razón Social` of both; an account `del Emisor` announces no name."""
    document = read_sheet(form)

    assert value(document.supplier.name) == "RUIZ PABLO ROBERTO"
    assert value(document.customer.name) == "LA PRIMERA COOPERATIVA LTDA DE SEGUROS"


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("Punto de Venta: 00001   Comp. Nro: 00000125", "00001-00000125"),
        ("Numero: 00003 - 00003668", "00003-00003668"),
        ("Compr. Nro: 00010-00000010", "00010-00000010"),
        ("Factura Nro: 00000125", "00000125"),
        ("Factura Nro: A-125", "A-125"),
    ],
)
def test_a_number_in_two_parts_is_one_number(printed: str, number: str) -> None:
    """The point of sale is a part of it: two of them have the same number behind it."""
    assert value(read_sheet(f"Taller Modelo S.A.\nFactura\n{printed}\n{FOOT}").number) == number


def test_a_lone_labelled_name_may_be_anybodys() -> None:
    """A form that names only the buyer is headed by the seller."""
    document = read_sheet(f"Taller Modelo S.L.\n\nFactura FA-17\nRazón Social: Compras Norte S.A.\n{FOOT}")

    assert value(document.supplier.name) == "Taller Modelo S.L."


def test_a_name_with_anothers_tax_id_is_not_the_issuers() -> None:
    """The issuer's own name is a picture; that of the buyer stands before the buyer's id."""
    document = read_sheet(
        "Factura No 0005-00011643\nC.U.I.T.: 30-51758323-1\n\n"
        f"LA PRIMERA COOPERATIVA LTDA. DE SEGUROS     C.U.I.T.: 30-50001770-4\n{FOOT}"
    )

    assert value(document.supplier.tax_id) == "30517583231"
    assert value(document.supplier.name) != "LA PRIMERA COOPERATIVA LTDA. DE SEGUROS"


def test_a_salesperson_is_not_the_seller() -> None:
    """`Vendedor` is a seller by law only where a tax id or a legal form says so."""
    people = read_sheet(f"Mayorista Modelo S.L.\n\nFactura FA-17\nVendedor   648 ANA RUIZ\n{FOOT}")
    company = read_sheet(f"Factura FA-17\n\nVendedor\nMayorista Modelo S.L.\nNIF B12345674\n{FOOT}")

    assert value(people.supplier.name) == "Mayorista Modelo S.L."
    assert value(company.supplier.name) == "Mayorista Modelo S.L."


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Musterfirma AG Abteilung Buchhaltung", "Musterfirma AG"),
        ("Handwerker-Service Müller Hauptstraße 12, 12345 Berlin", "Handwerker-Service Müller"),
        ("Bar Pepe Calle Mayor 3", "Bar Pepe"),
        ("Smith Plumbing 12 High Street", "Smith Plumbing"),
        ("Talleres Calle S.L.", "Talleres Calle S.L."),
    ],
)
def test_a_name_ends_before_a_street_or_a_department(line: str, name: str) -> None:
    """Typed invoices run them on in one line."""
    assert value(read_sheet(f"{line}\n\nFactura FA-17\n{FOOT}").supplier.name) == name


@pytest.mark.parametrize(
    "line",
    ["C/ Mayor 31", "Polígono Industrial El Cabezo, nave 32", "EC2A 3LT London", "Lindenallee 61"],
)
def test_an_address_above_the_name_is_no_name(line: str) -> None:
    """A street by its word or its form, a town by its postcode."""
    assert value(read_sheet(f"{line}\n\nFactura FA-17\n\nTaller Modelo\n{FOOT}").supplier.name) != line


def test_a_logo_is_said_in_full_in_the_foot() -> None:
    """The line of the foot that has the tax id begins with the whole name."""
    foot = "Ruiz Montajes Norte · Calle Mayor 3 · 31001 Pamplona · NIF: A58818501"
    head = f"Ruiz\n\nFactura FA-17\n{FOOT}"

    assert value(read_sheet(head + "\n" * 48 + foot).supplier.name) == "Ruiz Montajes Norte"


@pytest.mark.parametrize("label", ["Billed to:", "Datos del cliente:"])
def test_a_label_heads_its_own_column(label: str) -> None:
    """What stands further right on its line is of the seller, where the buyer stands right below the label."""
    document = read_sheet(
        f"{label:<50}Norte Equipos S.L.\nCompras Sur S.L.{'':34}Avda. Norte 9\n"
        f"Calle Sur 1{'':39}31008 Pamplona\nCIF: A58818501{'':36}NIF: B12345674\n\nFactura FA-17\n{FOOT}"
    )

    assert value(document.supplier.name) == "Norte Equipos S.L."
    assert value(document.supplier.tax_id) == "B12345674"
    assert value(document.customer.name) == "Compras Sur S.L."
    assert value(document.customer.tax_id) == "A58818501"


def test_what_follows_any_label_is_no_name() -> None:
    """Nobody lists all labels: a colon is enough."""
    document = read_sheet(f"Proyecto: Reforma Norte\nFactura FA-17\n{FOOT}")

    assert document.supplier.name is None or document.supplier.name.confidence < 0.5


@pytest.mark.parametrize("name", ["BANESCO", "Banco Universal", "Visa", "American Express", "SENIAT", "SumUp"])
def test_a_bank_or_a_card_issues_no_receipt_of_a_shop(name: str) -> None:
    """Slips of card terminals are headed by them; who looks may still say that it was the bank."""
    slip = read_strip(f"{name}\nCOMPRA\nMINI PANADERIA LA PAZ\nFECHA 31/01/2026\nTOTAL EUR   42,00\n")

    assert is_go_between(name)
    assert value(slip.supplier.name) != name


def test_a_shop_with_the_word_of_a_bank_in_its_name_is_a_shop() -> None:
    """Only a bank's whole name says that it is one."""
    assert not is_go_between("Santander Motor S.L.")
    assert not is_go_between("Bancos y Mesas Ruiz S.L.")


def test_a_currency_that_is_not_printed_is_that_of_the_tax_office() -> None:
    """`IVA` is Spain's tax and Colombia's; a till of Colombia that prints no sign takes no euros."""
    receipt = read_strip(
        "ADC S.A.S NIT 800.244.387-4\nRESPONSABLE IVA\nAUTORIZACION DIAN\nFecha: 24/11/2025\n"
        "Papas 5.500,00\nIVA incluido 878,00\nIVA\nTOTAL 5.500,00\n"
    )
    typed = read_sheet(f"Taller Modelo\nCUIT: 20-32191184-7\nFactura 17\n{FOOT}")

    assert receipt.currency is not None
    assert (receipt.currency.value, receipt.currency.source) == ("COP", Source.DERIVED)
    assert typed.currency is not None
    assert (typed.currency.value, typed.currency.source) == ("ARS", Source.DERIVED)


@pytest.mark.parametrize(("top", "vouched"), [(0.1, True), (0.5, False)])
def test_check_digits_vouch_for_the_name_that_they_stand_by(top: float, vouched: bool) -> None:
    """An id at the other end of the page may be another's."""
    supplier = Party(
        name=Field(value="Taller Modelo", confidence=0.6, source=Source.OCR, page=1, box=(0.1, 0.05, 0.4, 0.07)),
        tax_id=Field(value="B12345674", confidence=0.9, source=Source.OCR, page=1, box=(0.1, top, 0.3, top + 0.02)),
    )
    document = Document(doc_type=DocType.INVOICE, supplier=supplier)

    assert (Voucher.CHECK_DIGITS in vouchers_of(document, "supplier.name")) is vouched
    assert Voucher.CHECK_DIGITS in vouchers_of(document, "supplier.tax_id")
