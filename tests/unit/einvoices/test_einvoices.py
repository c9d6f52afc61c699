"""E-invoices of each format, as files and inside PDFs: exact values, and nothing of a hostile file is followed."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pikepdf
import pytest

from asiento.classify import classify
from asiento.document import DocType, Document, Field, SignatureState, Source
from asiento.errors import DocumentError
from asiento.extract import extract
from asiento.model import Item, Kind
from asiento.preprocess import preprocess
from asiento.validate import validate
from builders import DictFiles, make_file_item, make_tools
from made_files import pdf_bytes
from places import einvoice


def taken_in(data: bytes, files: DictFiles) -> Item:
    """Return the item of a file after preprocess."""
    return preprocess(make_file_item(data, files, "invoice.xml"), make_tools(files))


def read(data: bytes) -> Document:
    """Return the document of a file that holds one invoice."""
    files = DictFiles()
    item = extract(classify(taken_in(data, files), make_tools(files)), make_tools(files))
    assert item.document is not None
    assert item.classification is not None
    assert item.classification.doc_type is item.document.doc_type
    return item.document


def value[T](field: Field[T] | None) -> T | None:
    """Return the value of an exact field."""
    assert field is None or (field.source in (Source.XML, Source.DERIVED) and field.confidence == 1.0)
    return field.value if field else None


@pytest.mark.parametrize(
    ("name", "doc_type", "number", "issued_on", "total", "supplier", "tax_id", "currency"),
    [
        ("sri", "invoice", "001-002-000004871", "2024-04-09", "115.00", "Importadora Quilotoa", "0993427616001", "USD"),
        ("ubl", "invoice", "S-2024-9", "2024-05-06", "119.00", "Muster GmbH", "DE123456788", "EUR"),
        ("cii", "credit_note", "FX-7", "2024-06-07", "60.00", "Atelier SARL", "FR11999999998", "EUR"),
        ("fatturapa", "invoice", "12/B", "2024-07-08", "122.00", "Officina SRL", "IT00743110157", "EUR"),
    ],
)
def test_each_format_is_read_exactly(
    name: str, doc_type: str, number: str, issued_on: str, total: str, supplier: str, tax_id: str, currency: str
) -> None:
    """Number, date, total, supplier and currency are what the file says."""
    document = read(einvoice(name))

    assert (document.doc_type, value(document.number)) == (DocType(doc_type), number)
    assert (value(document.issued_on), value(document.total)) == (date.fromisoformat(issued_on), Decimal(total))
    assert (value(document.supplier.name), value(document.supplier.tax_id)) == (supplier, tax_id)
    assert value(document.currency) == currency


def test_each_invoice_of_a_file_becomes_an_item() -> None:
    """A Facturae with two invoices has two children, each with the parties that the file names once."""
    files = DictFiles()
    parent = taken_in(einvoice("facturae"), files)
    assert [child.name for child in parent.children] == ["invoice.xml · 1", "invoice.xml · 2"]

    documents = [read(files.read(child.file_key or "")) for child in parent.children]

    assert [(value(one.number), value(one.total)) for one in documents] == [
        ("A17", Decimal("106.00")),
        ("A18", Decimal("12.10")),
    ]
    assert {value(one.supplier.tax_id) for one in documents} == {"B31873169"}


def test_a_file_cannot_grow_without_bound() -> None:
    """What all invoices of a file share is repeated in each: past a bound the file is refused."""
    files = DictFiles()
    item = make_file_item(einvoice("facturae"), files, "invoice.xml")
    size = len(einvoice("facturae"))
    assert len(preprocess(item, make_tools(files, max_file_bytes=size)).children) == 2

    padded = einvoice("facturae").replace(b"</SellerParty>", b"<Note>" + b"x" * 9_000 + b"</Note></SellerParty>")
    many = padded.replace(b"<Invoices>", b"<Invoices>" + b"<Invoice/>" * 20)
    item = make_file_item(many, files, "invoice.xml")
    with pytest.raises(DocumentError, match="file_too_large"):
        preprocess(item, make_tools(files, max_file_bytes=len(many)))


def test_an_invoice_with_withholding_adds_up() -> None:
    """Facturae's total is net of IRPF: validation finds no error in it."""
    files = DictFiles()
    child = taken_in(einvoice("facturae"), files).children[0]
    item = make_file_item(files.read(child.file_key or ""), files, "one.xml")
    for stage in (preprocess, classify, extract, validate):
        item = stage(item, make_tools(files))

    assert [finding.code for finding in item.findings if finding.severity == "error"] == []


def test_the_invoice_inside_a_pdf_wins_over_the_page() -> None:
    """Factur-X: the attached XML is the content, whatever is printed."""
    out, files = BytesIO(), DictFiles()
    with pikepdf.open(BytesIO(pdf_bytes(("Facture FX-8", "Total 61.00")))) as pdf:
        pdf.attachments["notes.txt"] = pikepdf.AttachedFileSpec(pdf, b"nothing", filename="notes.txt")
        pdf.attachments["factur-x.xml"] = pikepdf.AttachedFileSpec(pdf, einvoice("cii"), filename="factur-x.xml")
        pdf.save(out)

    item = taken_in(out.getvalue(), files)

    assert (item.kind, item.media_type) == (Kind.XML, "application/pdf")
    assert value(read(files.read(item.content_key or "")).number) == "FX-7"


def test_what_the_tax_office_refused_is_no_invoice() -> None:
    """An answer of the SRI that is not AUTORIZADO fails with its own code."""
    refused = einvoice("sri").replace(b"AUTORIZADO", b"NO AUTORIZADO")

    with pytest.raises(DocumentError, match="not_authorised"):
        read(refused)


def test_a_withholding_certificate_is_told_from_an_invoice() -> None:
    """A comprobante de retención is read, but is no ledger entry: validation says so."""
    data = b"<comprobanteRetencion><infoTributaria><ruc>0993427616001</ruc></infoTributaria></comprobanteRetencion>"
    files = DictFiles()
    item = extract(classify(taken_in(data, files), make_tools(files)), make_tools(files))

    assert item.document is not None
    assert item.document.doc_type is DocType.OTHER
    assert [finding.code for finding in validate(item, make_tools(files)).findings][:1] == ["withholding_certificate"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'<!DOCTYPE x [<!ENTITY a "b">]><Facturae>&a;</Facturae>', "unsafe_xml"),
        (b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><Facturae/>', "unsafe_xml"),
        (b"<Facturae><Invoices>", "damaged_xml"),
    ],
)
def test_hostile_xml_ends_with_a_code(data: bytes, code: str) -> None:
    """Entities, document types and unfinished files are refused."""
    with pytest.raises(DocumentError, match=code):
        taken_in(data, DictFiles())


def test_a_signature_is_told() -> None:
    """A file with a signature in a form that nobody knows says that it is signed, and that it was not checked."""
    signed = einvoice("ubl").replace(
        b"</Invoice>", b"<Signature><SignatureValue>x</SignatureValue></Signature></Invoice>"
    )

    signature = read(signed).signature

    assert signature is not None
    assert signature.state is SignatureState.UNVERIFIED
    assert read(einvoice("ubl")).signature is None


def test_a_child_is_an_item_like_any_other() -> None:
    """The content of an XML item is its file: nothing is copied."""
    files = DictFiles()
    item = taken_in(einvoice("ubl"), files)

    assert item.content_key == item.file_key
    assert replace(item, children=()) == item


def codes(data: bytes) -> list[str]:
    """Return severity and code of what validation says of the sums of an e-invoice."""
    files = DictFiles()
    item = make_file_item(data, files, "invoice.xml")
    for stage in (preprocess, classify, extract, validate):
        item = stage(item, make_tools(files))
    return [f"{one.severity} {one.field}" for one in item.findings if one.code == "totals_mismatch"]


UBL = "<Invoice><ID>1</ID><IssueDate>2024-05-06</IssueDate><DocumentCurrencyCode>EUR</DocumentCurrencyCode>{}</Invoice>"
UBL_SUMS = (
    "<TaxTotal><TaxAmount currencyID='EUR'>19.00</TaxAmount></TaxTotal><LegalMonetaryTotal>"
    "<TaxExclusiveAmount>100.00</TaxExclusiveAmount><TaxInclusiveAmount>119.00</TaxInclusiveAmount>{}"
    "</LegalMonetaryTotal><InvoiceLine><LineExtensionAmount>90.00</LineExtensionAmount></InvoiceLine>"
)
CII = (
    "<CrossIndustryInvoice><ExchangedDocument><ID>1</ID></ExchangedDocument><SupplyChainTradeTransaction>"
    "<IncludedSupplyChainTradeLineItem><SpecifiedLineTradeSettlement><SpecifiedTradeSettlementLineMonetarySummation>"
    "<LineTotalAmount>90.00</LineTotalAmount></SpecifiedTradeSettlementLineMonetarySummation>"
    "</SpecifiedLineTradeSettlement></IncludedSupplyChainTradeLineItem><ApplicableHeaderTradeSettlement>"
    "<InvoiceCurrencyCode>EUR</InvoiceCurrencyCode><SpecifiedTradeSettlementHeaderMonetarySummation>"
    "<TaxBasisTotalAmount>100.00</TaxBasisTotalAmount><TaxTotalAmount>19.00</TaxTotalAmount>"
    "<GrandTotalAmount>119.00</GrandTotalAmount>{}</SpecifiedTradeSettlementHeaderMonetarySummation>"
    "</ApplicableHeaderTradeSettlement></SupplyChainTradeTransaction></CrossIndustryInvoice>"
)
FACTURAE = (
    "<Facturae><Invoices><Invoice><TaxesOutputs><Tax><TaxTypeCode>01</TaxTypeCode><TaxAmount><TotalAmount>19.00"
    "</TotalAmount></TaxAmount></Tax></TaxesOutputs><InvoiceTotals><TotalGrossAmountBeforeTaxes>100.00"
    "</TotalGrossAmountBeforeTaxes><TotalTaxOutputs>19.00</TotalTaxOutputs><InvoiceTotal>119.00</InvoiceTotal>{}"
    "</InvoiceTotals><Items><InvoiceLine><GrossAmount>90.00</GrossAmount></InvoiceLine></Items></Invoice></Invoices>"
    "</Facturae>"
)


UBL_MORE = (
    "<AllowanceTotalAmount>5.00</AllowanceTotalAmount><ChargeTotalAmount>15.00</ChargeTotalAmount>"
    "<PrepaidAmount>-220.00</PrepaidAmount><PayableRoundingAmount>0.40</PayableRoundingAmount>"
    "<PayableAmount>339.40</PayableAmount>"
)
CII_MORE = (
    "<ChargeTotalAmount>15.00</ChargeTotalAmount><AllowanceTotalAmount>5.00</AllowanceTotalAmount>"
    "<TotalPrepaidAmount>-220.00</TotalPrepaidAmount><RoundingAmount>0.40</RoundingAmount>"
    "<DuePayableAmount>339.40</DuePayableAmount>"
)
FACTURAE_MORE = (
    "<TotalGeneralDiscounts>5.00</TotalGeneralDiscounts><TotalGeneralSurcharges>15.00</TotalGeneralSurcharges>"
    "<TotalFinancialExpenses>0.40</TotalFinancialExpenses><AmountsWithheld><WithholdingAmount>2.00"
    "</WithholdingAmount></AmountsWithheld><TotalExecutableAmount>339.40</TotalExecutableAmount>"
    "<TotalReimbursableExpenses>222.00</TotalReimbursableExpenses>"
)


@pytest.mark.parametrize(
    ("form", "more"), [(UBL.format(UBL_SUMS), UBL_MORE), (CII, CII_MORE), (FACTURAE, FACTURAE_MORE)]
)
def test_what_a_document_says_between_its_sums_explains_them(form: str, more: str) -> None:
    """Charges, discounts, advances, rounding and expenses that it names are no mismatch; without them there is one."""
    unexplained = re.sub(r"<(\w*)(Prepaid|Reimbursable|Discounts|Allowance)(\w*)>[^<]*</[^>]*>", "", more)

    assert codes(form.format(more).encode()) == []
    assert codes(form.format(unexplained).encode()) == ["review lines", "review payable"]


def test_the_first_tax_registration_counts() -> None:
    """UBL may name the number of a local tax office beside the VAT id: the issuer's order is kept."""
    local = "<PartyTaxScheme><CompanyID>201/113/40209</CompanyID><TaxScheme><ID>FC</ID></TaxScheme></PartyTaxScheme>"
    vat = "<PartyTaxScheme><CompanyID>DE123456788</CompanyID><TaxScheme><ID>VAT</ID></TaxScheme></PartyTaxScheme>"
    form = UBL.format("<AccountingSupplierParty><Party>{}</Party></AccountingSupplierParty>")

    assert value(read(form.format(vat + local).encode()).supplier.tax_id) == "DE123456788"
    assert value(read(form.format(local + vat).encode()).supplier.tax_id) == "20111340209"


@pytest.mark.parametrize(
    "data",
    [
        bytes.fromhex("3080 0609 2a864886f70d010702 a080") + b"<FatturaElettronica/>",
        bytes.fromhex("30820a3b 0609 2a864886f70d010702 a082") + b"<FatturaElettronica/>",
        b"MIAGCSqGSIb3DQEHAqCAMIACAQExDzANBglghkgBZQMEAgEFADCABgkqhkiG9w0BBwGg\r\n",
        b"MIINkgYJKoZIhvcNAQcCoIINgzCCDX8CAQExDzANBglghkgBZQMEAgEFADCCAzYGCSqG\n",
    ],
    ids=["open", "definite", "open as text", "definite as text"],
)
def test_a_signed_envelope_is_named(data: bytes) -> None:
    """A FatturaPA in a .p7m is told from a file of an unknown type."""
    with pytest.raises(DocumentError, match="signed envelope"):
        taken_in(data, DictFiles())
