"""What a printed page says against being booked as it was read: each holds it for a person."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from asiento.classify.reading import classify_reading
from asiento.document import Document
from asiento.model import Severity
from asiento.pages import document_of_reading
from asiento.tenant import Tenant
from asiento.validate import validate
from builders import TENANT, make_tools
from readings import paper_item, sheet, value

HEAD = """
Carpintería Robledo, S.L.                                             {title}
Calle Mayor, 3
28001 Madrid                                                 Nº factura:   A-2026/17
CIF: A58818501                                               {day}

Cliente:
Ferretería Ejemplo, S.L.
NIF: B12345674

Descripción                                                              Importe
Mesa de roble                                                             100,00

"""
RECEIVED = datetime(2026, 11, 28, tzinfo=UTC)
DAY = "Fecha:        05/03/2026"
FOOT = ("Base imponible               100,00 €", "IVA 21 %                      21,00 €", "Total        121,00 €")
AMERICAN = """
Acme Hardware Inc                                        INVOICE
100 Main St
Austin, TX 78701                                       Invoice Number: 4711
EIN 12-3456789                                         Invoice Date: {day}

Bill to:
Ferretería Ejemplo, S.L.

Description                                                           Amount
Hammer                                                               $100.00

                                            Subtotal                 $100.00
                                            Sales tax                  $8.00
                                            Total                    $108.00
"""
PAYMENT = """
Gestoría Norte, S.L.                                RECIBO
CIF: A58818501                                 Fecha: 05/03/2026

Cliente: Ferretería Ejemplo, S.L.  NIF: B12345674
Factura: F-2026/0147

{what}                                                  121,00
Total                                                         121,00 €
"""


def paper(*foot: str, title: str = "FACTURA", day: str = DAY, under: str = "") -> str:
    """Return an invoice with the lines of *foot* below its only item."""
    lines = "\n".join(" " * 44 + line for line in foot or FOOT)
    return f"{HEAD.format(title=title, day=day)}{lines}\n\n{under}\n"


def read(text: str, tenant: Tenant = TENANT) -> tuple[Document, list[str]]:
    """Return what *text* is read as, and the codes that hold or fail it."""
    reading = sheet(text)
    found = classify_reading(reading)
    item = replace(paper_item(tenant=tenant, received_at=RECEIVED), classification=found)
    document = document_of_reading(item, reading)
    findings = validate(replace(item, document=document), make_tools()).findings
    return document, [one.code for one in findings if one.severity is not Severity.WARNING]


def test_a_right_invoice_is_not_held() -> None:
    """Every figure of it is proven, its day is labelled, and nothing is stamped on it."""
    assert read(paper())[1] == []


@pytest.mark.parametrize("tax", ["21 % IVA", "21,00 % IVA", "21% IVA", "IVA 21 %", "IVA (21 %)"])
def test_m12_a_rate_may_stand_before_or_after_the_name_of_its_tax(tax: str) -> None:
    """M12: and a total in another currency is never the total."""
    document, codes = read(paper(FOOT[0], f"{tax}                      21,00 €", FOOT[2], "Total USD      131,40"))

    assert (value(document.total), value(document.tax_total), codes) == (Decimal("121.00"), Decimal("21.00"), [])


def test_m12_a_total_that_the_tax_contradicts_is_not_posted() -> None:
    """M12: the largest total wins no more."""
    codes = read(paper(FOOT[0], "21 % IVA                      21,00 €", "Total      1.210,00 €"))[1]

    assert codes == ["totals_mismatch", "low_confidence"]


@pytest.mark.parametrize("label", ["IRPF -15 %", "-15 % IRPF", "Retención -15 %", "IRPF 15 %"])
def test_m30_a_withholding_with_a_minus_before_its_rate_is_read(label: str) -> None:
    """M30: so the total before it is what net and tax make."""
    document, codes = read(paper(*FOOT[:2], f"{label}                   -15,00 €", "Total               106,00 €"))

    assert [value(one.amount) for one in document.withholdings] == [Decimal("15.00")]
    assert (value(document.total), value(document.payable), codes) == (Decimal("121.00"), Decimal("106.00"), [])


def test_m30_what_is_to_be_received_is_what_is_left_to_pay() -> None:
    """M30: `A percibir`."""
    document, _ = read(paper(*FOOT[:2], "IRPF 15 %      -15,00 €", FOOT[2], "A percibir      106,00 €"))

    assert value(document.payable) == Decimal("106.00")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("ANULADA", "marked_void"),
        ("VOID", "marked_void"),
        ("Cancelled", "marked_void"),
        ("BORRADOR - NO VÁLIDO COMO FACTURA", "marked_void"),
        ("COPIA SIN VALOR FISCAL", "marked_void"),
        ("DOCUMENTO DE PRUEBA", "marked_test"),
        ("SPECIMEN", "marked_test"),
        ("COPIA", "marked_copy"),
        ("Factura (duplicado)", "marked_copy"),
    ],
)
def test_m8_what_is_stamped_across_a_page_holds_it(words: str, code: str) -> None:
    """M8: cancelled, a draft, a copy, a test: alone or in the title."""
    assert read(paper(under=words))[1] == [code]
    assert read(paper(title=words))[1] == [code]


@pytest.mark.parametrize(
    "words", ["Esta factura anula y sustituye a la factura 12", "Copia para el cliente", "Documento pagado"]
)
def test_m8_a_sentence_with_such_a_word_is_no_stamp(words: str) -> None:
    """M8: it speaks of something else."""
    assert read(paper(under=words))[1] == []


def test_m8_a_pro_forma_is_no_ledger_document() -> None:
    """M8: it is refused, with what to do instead."""
    found = classify_reading(sheet(paper(title="FACTURA PROFORMA")))

    assert (found.doc_type.value, found.advice) == ("other", "not_a_ledger_document.pro_forma")


@pytest.mark.parametrize(
    ("title", "under", "codes"),
    [
        ("FACTURA RECTIFICATIVA", "Por sustitución de la factura A-2026/9", ["corrects_upwards"]),
        ("FACTURA RECTIFICATIVA", "Abono de la factura A-2026/9", []),
        ("FACTURA DE ABONO", "", []),
    ],
)
def test_m7_a_correction_above_nothing_gives_back_only_if_it_says_so(title: str, under: str, codes: list[str]) -> None:
    """M7: it may add to the invoice, or take its place."""
    assert read(paper(title=title, under=under))[1] == codes


def test_m7_a_correction_below_nothing_gives_back() -> None:
    """M7: its figures say so."""
    foot = [line.replace("  1", " -1").replace("  2", " -2") for line in FOOT]
    text = paper(*foot, title="FACTURA RECTIFICATIVA").replace("  100,00\n", " -100,00\n")

    assert read(text)[1] == []


@pytest.mark.parametrize("ids", [(), ("B87654323",)])
def test_m14_a_bill_that_may_be_our_own_sale_is_held(ids: tuple[str, ...]) -> None:
    """M14: the company's name is on it, another is the customer's, and no tax id tells who issued it."""
    tenant = Tenant(id=TENANT.id, name="Carpintería Robledo, S.L.", country="ES", currency="EUR", tax_ids=ids)

    assert "direction_unproven" in read(paper(), tenant)[1]
    assert "direction_unproven" not in read(paper(), replace(tenant, tax_ids=("A58818501",)))[1]
    assert "direction_unproven" not in read(paper(), replace(tenant, name="Otra Cosa, S.A."))[1]


@pytest.mark.parametrize("what", ["Pago factura", "Total recibido", "Recibo de pago"])
def test_m23_a_receipt_of_payment_is_not_booked_under_the_invoices_number(what: str) -> None:
    """M23: the invoice is booked by itself."""
    assert read(PAYMENT.format(what=what))[1] == ["payment_receipt"]


@pytest.mark.parametrize(
    ("day", "read_as", "codes"),
    [("03/05/2026", date(2026, 5, 3), ["two_readings"]), ("03/25/2026", date(2026, 3, 25), [])],
)
def test_m24_day_and_month_are_not_read_in_the_order_of_another_country(
    day: str, read_as: date, codes: list[str]
) -> None:
    """M24: an American invoice for a Spanish company, unless its figures tell."""
    document, found = read(AMERICAN.format(day=day))

    assert (value(document.issued_on), found) == (read_as, codes)


@pytest.mark.parametrize(
    ("country", "currency", "codes"), [("CO", "COP", ["open_currency"]), ("EC", "USD", []), ("ES", "EUR", [])]
)
def test_m5_the_sign_of_several_currencies_is_the_issuers(country: str, currency: str, codes: list[str]) -> None:
    """M5: an American invoice is in dollars, not in the pesos of the company that received it."""
    tenant = Tenant(id=TENANT.id, name="Ejemplo", country=country, currency=currency)

    assert read(AMERICAN.format(day="03/25/2026"), tenant)[1] == codes


def test_m24_an_american_reads_american_dates() -> None:
    """M24: nothing is doubted where issuer and company write alike."""
    tenant = Tenant(id=TENANT.id, name="Ejemplo", country="US", currency="USD")
    document, found = read(AMERICAN.format(day="03/05/2026"), tenant)

    assert (value(document.issued_on), found) == (date(2026, 3, 5), [])


def test_m27_the_day_of_printing_is_not_the_day_of_issue() -> None:
    """M27: a bill names its day; another one is a question."""
    assert read(paper(day="", under="Impreso el 24/11/2026"))[1] == ["unlabelled_date"]
    assert read(paper(under="Impreso el 24/11/2026"))[1] == []


@pytest.mark.parametrize(
    "foot",
    [
        (*FOOT[:2], "Suplidos                      50,00 €", "Total                        171,00 €"),
        (
            "Subtotal                     100,00 €",
            "ICE                           10,00 €",
            "IVA 21 %                      23,10 €",
            "Total                        133,10 €",
        ),
    ],
)
def test_m31_what_is_no_base_is_no_net(foot: tuple[str, ...]) -> None:
    """M31: what was paid for the buyer, or another tax, is in the total and not in the net."""
    assert "net_derived" in read(paper(*foot))[1]
