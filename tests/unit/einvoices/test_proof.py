"""What an e-invoice must state and prove: one thing changed in a right one, and what holds it for a person."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from lxml import etree

from asiento.einvoices import document_of_einvoice
from asiento.einvoices.demanded import missing
from asiento.errors import DocumentError
from asiento.model import Severity
from asiento.preprocess import preprocess
from asiento.validate import validate
from builders import DictFiles, make_file_item, make_item, make_tools

RECEIVED = datetime(2026, 11, 1, tzinfo=UTC)
LINE = (
    "<InvoiceLine><ID>{at}</ID><InvoicedQuantity>{quantity}</InvoicedQuantity>"
    '<LineExtensionAmount currencyID="EUR">{amount}</LineExtensionAmount><Item><Name>Piece {at}</Name>'
    "<ClassifiedTaxCategory><ID>S</ID><Percent>{rate}</Percent></ClassifiedTaxCategory></Item>"
    "<Price><PriceAmount>{price}</PriceAmount></Price></InvoiceLine>"
)
LINES = LINE.format(at=1, quantity="2", amount="60.00", rate="21", price="30.00") + LINE.format(
    at=2, quantity="4", amount="40.00", rate="10", price="10.00"
)
ROW = (
    "<TaxSubtotal><TaxableAmount>{base}</TaxableAmount><TaxAmount>{tax}</TaxAmount>"
    "<TaxCategory><ID>S</ID><Percent>{rate}</Percent><TaxScheme><ID>VAT</ID></TaxScheme></TaxCategory></TaxSubtotal>"
)
ROWS = ROW.format(base="60.00", tax="12.60", rate="21") + ROW.format(base="40.00", tax="4.00", rate="10")
PARTY = "<Party><PartyLegalEntity><RegistrationName>{}</RegistrationName></PartyLegalEntity></Party>"
INVOICE = (
    '<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"><ID>F-1</ID>'
    "<IssueDate>2026-10-05</IssueDate><DueDate>2026-11-05</DueDate><InvoiceTypeCode>380</InvoiceTypeCode>"
    "<DocumentCurrencyCode>EUR</DocumentCurrencyCode>"
    f"<AccountingSupplierParty>{PARTY.format('Acme')}</AccountingSupplierParty>"
    f"<AccountingCustomerParty>{PARTY.format('Ejemplo')}</AccountingCustomerParty>"
    "<Delivery><ActualDeliveryDate>2026-10-01</ActualDeliveryDate></Delivery>"
    f'<TaxTotal><TaxAmount currencyID="EUR">16.60</TaxAmount>{ROWS}</TaxTotal>'
    "<LegalMonetaryTotal><TaxExclusiveAmount>100.00</TaxExclusiveAmount>"
    "<TaxInclusiveAmount>116.60</TaxInclusiveAmount><PayableAmount>116.60</PayableAmount></LegalMonetaryTotal>"
    f"{LINES}</Invoice>"
)


def said(invoice: str) -> list[str]:
    """Return the codes that hold or fail *invoice*, with the sentence's variant."""
    try:
        document = document_of_einvoice(invoice.encode())
    except DocumentError as error:
        return [error.code]
    findings = validate(make_item(document=document, received_at=RECEIVED), make_tools()).findings
    return [
        f"{one.code}.{one.variant}" if one.variant else one.code
        for one in findings
        if one.severity is not Severity.WARNING
    ]


def test_a_discount_of_one_rate_and_an_equal_charge_of_another_are_no_mismatch() -> None:
    """Together they are nothing, but each moves a base; nothing stated moves none."""
    moved = INVOICE.replace(
        ROWS, ROW.format(base="50.00", tax="10.50", rate="21") + ROW.format(base="50.00", tax="5.00", rate="10")
    )
    moved = moved.replace("16.60", "15.50").replace("116.60", "115.50").replace("115.60", "115.50")
    sums = "<AllowanceTotalAmount>{0}</AllowanceTotalAmount><ChargeTotalAmount>{0}</ChargeTotalAmount><PayableAmount>"

    assert said(moved.replace("<PayableAmount>", sums.format("10.00"))) == []
    assert said(moved.replace("<PayableAmount>", sums.format("0.00"))) == ["totals_mismatch.lines_of_rate"]


def test_a_right_invoice_is_not_held() -> None:
    """Every figure of it is proven by the others."""
    assert said(INVOICE) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("116.60</Tax", "116,60</Tax", "unreadable_value", id="M3-a-total-with-a-comma"),
        pytest.param("2026-10-05", "2026-13-05", "unreadable_value", id="D1-a-day-of-no-calendar"),
        pytest.param("<TaxExclusiveAmount>100.00</TaxExclusiveAmount>", "", "missing_element", id="M3-no-net"),
        pytest.param("<TaxAmount>4.00</TaxAmount>", "", "missing_element", id="M3-a-row-without-its-tax"),
        pytest.param(">380<", ">325<", "unknown_type", id="M4-a-pro-forma"),
        pytest.param(">380<", ">XYZ<", "unknown_type", id="M4-a-type-that-nobody-knows"),
        pytest.param(">380<", ">384<", "unknown_type", id="M7-takes-the-place-of-another"),
        pytest.param("<InvoiceTypeCode>380</InvoiceTypeCode>", "", "missing_element", id="M4-no-type"),
        pytest.param(">380<", ">381<", "unknown_type", id="M7-an-invoice-that-says-credit-note"),
        pytest.param("<IssueDate>", "<CopyIndicator>true</CopyIndicator><IssueDate>", "marked_copy", id="M15-a-copy"),
        pytest.param(">60.00</Taxable", ">160.00</Taxable", "totals_mismatch.bases", id="M17-bases-are-not-the-net"),
        pytest.param(ROWS, ROWS + ROW.format(base="5000.00", tax="0.00", rate="0"), "totals_mismatch.bases",
                     id="M17-a-row-too-many"),
        pytest.param(">60.00</Taxable", ">-60.00</Taxable", "totals_mismatch.rate", id="M17-a-base-of-the-other-sign"),
        pytest.param(LINES, LINES.replace(">60.00<", ">900.00<"), "totals_mismatch.line",
                     id="M18-not-quantity-by-price"),
        pytest.param(LINES, LINE.format(at=1, quantity="2", amount="60.00", rate="21", price="30.00"),
                     "totals_mismatch.lines", id="M18-a-line-too-few"),
        pytest.param(LINES, "", "missing_element", id="M18-no-line-at-all"),
        pytest.param("<Percent>10</Percent></Cl", "<Percent>4</Percent></Cl", "totals_mismatch.rate_of_line",
                     id="M18-a-rate-of-no-tax"),
        pytest.param("<Percent>10</Percent></Cl", "<Percent>21</Percent></Cl", "totals_mismatch.lines_of_rate",
                     id="M18-the-rate-of-another-line"),
        pytest.param("<PayableAmount>116.60", "<PayableAmount>1.19", "totals_mismatch.payable", id="M19-less-to-pay"),
        pytest.param("2026-11-05", "2062-11-05", "due_far_off", id="M26-due-in-decades"),
        pytest.param("2026-10-05", "2025-10-05", "delivery_far_off", id="M21-the-year-before"),
        pytest.param(">EUR</Doc", ">USD</Doc", "two_currencies", id="M5-amounts-in-another-currency"),
        pytest.param("<TaxAmount>4.00", "<TaxAmount>-4.00", "totals_mismatch.rate", id="M35-a-tax-of-the-other-sign"),
        pytest.param("116.60</Tax", "116.61</Tax", "totals_mismatch.total", id="D3-a-cent-too-much"),
    ],
)  # fmt: skip
def test_one_thing_changed_is_held(old: str, new: str, expected: str) -> None:
    """The finding says what does not fit; there may be others beside it."""
    assert old in INVOICE
    assert expected in said(INVOICE.replace(old, new, 1))


def test_the_taxes_of_several_totals_are_added() -> None:
    """M16: each tax has a total of its own, as in Colombia; one in another currency is the tax office's."""
    other = '<TaxTotal><TaxAmount currencyID="EUR">8.00</TaxAmount></TaxTotal>'
    document = document_of_einvoice(INVOICE.replace("<TaxTotal>", other + "<TaxTotal>", 1).encode())
    foreign = other.replace("EUR", "USD")
    own = document_of_einvoice(INVOICE.replace("<TaxTotal>", foreign + "<TaxTotal>", 1).encode())

    assert [str(one.tax_total.value) for one in (document, own) if one.tax_total] == ["24.60", "16.60"]
    assert said(INVOICE.replace("<TaxTotal>", foreign + "<TaxTotal>", 1)) == []  # EN 16931 gives no order (BT-110, 111)


@pytest.mark.parametrize(
    ("quantity", "price", "per", "discount", "amount"),
    [
        ("3", "3.3333", None, None, "10.00"),
        ("250", "75.00", "100", None, "187.50"),
        ("2", "35.00", None, "10.00", "60.00"),
        ("20", "2.77", None, None, "55.46"),
        ("2.09", "28.80", None, None, "60.23"),
    ],
    ids=["rounded price", "price of a hundred", "with its discount", "price in cents", "rounded quantity"],
)
def test_quantity_by_price_may_be_rounded(
    quantity: str, price: str, per: str | None, discount: str | None, amount: str
) -> None:
    """What half a unit of the last digit of one makes of the other is no difference."""
    line = "".join(_line(quantity, price, per, discount, amount))
    wrong = "".join(_line(quantity, price, per, discount, f"1{amount}"))

    assert "totals_mismatch.line" not in said(INVOICE.replace(LINES, line))
    assert "totals_mismatch.line" in said(INVOICE.replace(LINES, wrong))


def _line(quantity: str, price: str, per: str | None, discount: str | None, amount: str) -> Iterator[str]:
    line = LINE.format(at=1, quantity=quantity, amount=amount, rate="21", price=price)
    yield (
        line.replace("</PriceAmount>", f"</PriceAmount><BaseQuantity>{per}</BaseQuantity>")
        if per
        else (line.replace("<Item>", _discount(discount) + "<Item>") if discount else line)
    )


def _discount(amount: str) -> str:
    return f"<AllowanceCharge><ChargeIndicator>false</ChargeIndicator><Amount>{amount}</Amount></AllowanceCharge>"


FATTURA = (
    "<FatturaElettronica><FatturaElettronicaBody><DatiGenerali><DatiGeneraliDocumento><TipoDocumento>{}</TipoDocumento>"
    "<Divisa>EUR</Divisa><Data>2026-10-05</Data><Numero>1</Numero></DatiGeneraliDocumento></DatiGenerali>"
    "<DatiBeniServizi><DettaglioLinee><Descrizione>Pezzo</Descrizione><PrezzoUnitario>100.00</PrezzoUnitario>"
    "<PrezzoTotale>100.00</PrezzoTotale><AliquotaIVA>22.00</AliquotaIVA></DettaglioLinee><DatiRiepilogo>"
    "<AliquotaIVA>22.00</AliquotaIVA><ImponibileImporto>100.00</ImponibileImporto><Imposta>22.00</Imposta>"
    "</DatiRiepilogo></DatiBeniServizi></FatturaElettronicaBody></FatturaElettronica>"
)


@pytest.mark.parametrize(
    ("code", "expected"), [("TD01", False), ("TD16", True), ("TD19", True), ("TD99", True)],
    ids=["invoice", "M34-self-invoice", "M34-goods-from-abroad", "M4-unknown"],
)  # fmt: skip
def test_what_a_buyer_writes_beside_the_invoice_is_held(code: str, expected: bool) -> None:
    """The seller's invoice is booked already."""
    assert ("unknown_type" in said(FATTURA.format(code))) is expected


def test_m17_a_tax_below_nothing_makes_no_lesser_total() -> None:
    """M17: the only total is made of the tax table, which its rate contradicts."""
    assert "totals_mismatch.rate" in said(FATTURA.format("TD01").replace("<Imposta>22.00", "<Imposta>-22.00"))


@pytest.mark.parametrize("currency", ["EURO", "PESO", "SOLES"])
def test_m5_a_currency_of_sri_that_is_not_the_dollar_is_held(currency: str) -> None:
    """M5: Ecuador has the dollar, and what is stated and is none is another."""
    header = f"<infoFactura><importeTotal>1.00</importeTotal><moneda>{currency}</moneda></infoFactura>"

    assert "two_currencies" in said(f'<factura id="comprobante" version="1.0.0">{header}</factura>')


def test_a_credit_note_that_corrects_nothing_is_held() -> None:
    """The type alone turns the sign of all figures."""
    linked = "<DatiFattureCollegate><IdDocumento>7</IdDocumento></DatiFattureCollegate></DatiGenerali>"

    assert "credits_nothing" in said(FATTURA.format("TD04"))
    assert "credits_nothing" not in said(FATTURA.format("TD04").replace("</DatiGenerali>", linked))


@pytest.mark.parametrize(
    ("kind", "expected"), [("OO", False), ("CO", True), ("CR", True)], ids=["original", "copy", "copy of a correction"]
)
def test_copies_of_facturae_are_held(kind: str, expected: bool) -> None:
    """M15: the original was booked before."""
    invoice = (
        f"<Facturae><Invoices><Invoice><InvoiceHeader><InvoiceClass>{kind}</InvoiceClass></InvoiceHeader></Invoice>"
    )

    assert ("unknown_type" in said(f"{invoice}</Invoices></Facturae>")) is expected


def test_m7_a_credit_note_below_nothing_takes_a_credit_back() -> None:
    """M7: by EN 16931 it gives nothing back."""
    note = INVOICE.replace("<Invoice ", "<CreditNote ").replace("</Invoice>", "</CreditNote>")
    note = note.replace("InvoiceTypeCode>380", "CreditNoteTypeCode>381").replace(
        "InvoiceTypeCode", "CreditNoteTypeCode"
    )
    below = note.replace("<TaxInclusiveAmount>", "<TaxInclusiveAmount>-")

    assert "corrects_upwards.takes_back" not in said(note)
    assert "corrects_upwards.takes_back" in said(below)


def _facturae(*totals: str, kind: str = "OO", count: int = 1, whole: str = "121.00") -> bytes:
    """Return a file of an invoice for each of *totals*, whose batch states *count* and the *whole*."""
    invoices = (
        f"<Invoice><InvoiceHeader><InvoiceNumber>{at}</InvoiceNumber><InvoiceClass>{kind}</InvoiceClass></InvoiceHeader>"
        f"<InvoiceTotals><InvoiceTotal>{total}</InvoiceTotal></InvoiceTotals></Invoice>"
        for at, total in enumerate(totals, 1)
    )
    return (
        f"<Facturae><FileHeader><Batch><InvoicesCount>{count}</InvoicesCount><TotalInvoicesAmount><TotalAmount>{whole}"
        f"</TotalAmount></TotalInvoicesAmount></Batch></FileHeader><Invoices>{''.join(invoices)}</Invoices></Facturae>"
    ).encode()


@pytest.mark.parametrize(
    ("kind", "total", "expected"),
    [("OO", "121.00", False), ("OR", "121.00", True), ("OR", "-121.00", False)],
    ids=["an invoice", "a correction upwards, or a replacement", "money given back"],
)
def test_m7_a_correction_above_nothing_is_held(kind: str, total: str, expected: bool) -> None:
    """M7: it may take the place of an invoice that is booked."""
    data = _facturae(total, kind=kind, whole=total).decode()

    assert ("corrects_upwards.adds" in said(data)) is expected


@pytest.mark.parametrize(
    ("totals", "count", "whole", "expected"),
    [
        (["121.00"], 1, "121.00", set()),
        (["121.00"], 2, "242.00", {"summary_mismatch"}),
        (["121.00"], 1, "212.00", {"summary_mismatch"}),
        (["121.00", "21.00"], 2, "142.00", set()),
        (["121.00", "21.00"], 3, "142.00", {"summary_mismatch"}),
        (["121.00", "21.00"], 2, "143.00", {"summary_mismatch"}),
    ],
)
def test_m20_the_batch_of_a_facturae_is_whole(totals: list[str], count: int, whole: str, expected: set[str]) -> None:
    """M20: the count and the sum that it states, of one invoice or of each of several."""
    files = DictFiles()
    sent = make_file_item(_facturae(*totals, count=count, whole=whole), files, "lote.xml")
    item = preprocess(sent, make_tools(files))
    keys = [child.file_key for child in item.children] or [item.content_key]
    found = [document_of_einvoice(files.read(key)).doubts for key in keys if key]

    assert len(found) == len(totals)
    for doubts in found:
        assert {one.code for one in doubts} & {"summary_mismatch"} == expected


def test_a_test_of_cii_is_held() -> None:
    """M15: ZUGFeRD 1.0 says that it was only tried."""
    context = "<TestIndicator><Indicator>true</Indicator></TestIndicator>"
    invoice = f"<CrossIndustryDocument><SpecifiedExchangedDocumentContext>{context}</SpecifiedExchangedDocumentContext>"

    assert "marked_test" in said(f"{invoice}</CrossIndustryDocument>")


def test_more_withheld_than_the_net_is_held() -> None:
    """M36: of a net of 100, 200 cannot be withheld."""
    withheld = (
        "<DatiRitenuta><TipoRitenuta>RT01</TipoRitenuta><ImportoRitenuta>200.00</ImportoRitenuta>"
        "<AliquotaRitenuta>20.00</AliquotaRitenuta></DatiRitenuta><Data>"
    )

    assert "totals_mismatch.withheld" in said(FATTURA.format("TD01").replace("<Data>", withheld))


def test_what_many_lines_lack_is_told_once() -> None:
    """A million empty lines fit into a file, and a doubt for each into no memory."""
    lines = etree.fromstring(f"<Invoice>{'<InvoiceLine/>' * 3}</Invoice>")

    assert [doubt.params for doubt in missing(lines, "ID", ("Price", "Item"))] == [
        {"element": "ID", "within": "InvoiceLine"},
        {"element": "Price", "within": "InvoiceLine"},
    ]
