"""What the fiscal code on a page adds to what its words say."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from asiento.classify import classify
from asiento.codec import from_plain, to_plain
from asiento.document import DocType, Document, Doubt, Field, Source
from asiento.extract import extract
from asiento.extract.fiscal_code import with_fiscal_code
from asiento.model import Finding, Item
from asiento.ocr import ocr
from asiento.preprocess import preprocess
from asiento.reading import Page, PrintedCode, Reading, Word
from asiento.validate import validate
from builders import DictFiles, make_file_item, make_tools
from made_codes import TRIALS, access_key, pdf_page, picture_of, ticketbai, verifactu, with_pictures
from made_files import draw, image_bytes
from papers import SUPPLIER_NIF, field, invoice, party, receipt

SAME = verifactu("F-2025-17", "10-03-2025", "121.00", nif=SUPPLIER_NIF)
"""What the invoice of `papers` says."""

LINES = (
    "Suministros Ejemplo, S.A.",
    "NIF: A58818501",
    "FACTURA",
    "Numero de factura: F-2025-17",
    "Fecha de factura: 10/03/2025",
    "Cliente: Ferreteria Ejemplo, S.L.",
    "Base imponible 100,00 EUR",
    "IVA 21% 21,00 EUR",
    "Total factura 121,00 EUR",
)


def read_with(document: Document, *payloads: str) -> Document:
    """Return *document* with the codes of its page."""
    codes = tuple(PrintedCode(text=text, box=(0.1, 0.1, 0.2, 0.2)) for text in payloads)
    page = Page(number=1, width=595, height=842, codes=codes)
    return with_fiscal_code(document, Reading(source=Source.PDF_TEXT, pages=(page,)))


def codes_of(doubts: tuple[Doubt, ...]) -> list[str]:
    """Return the codes of doubts."""
    return [doubt.code for doubt in doubts]


@pytest.mark.parametrize(
    ("missing", "path", "value"),
    [
        ({"number": None}, "number", "F-2025-17"),
        ({"total": None}, "total", Decimal("121.00")),
        ({"issued_on": None}, "issued_on", invoice().issued_on),
    ],
)
def test_the_code_states_what_the_page_lacks(missing: dict[str, Any], path: str, value: object) -> None:
    """From its place."""
    found = getattr(read_with(invoice(**missing), SAME), path)

    assert found.value == getattr(value, "value", value)
    assert (found.source, found.confidence, found.page) == (Source.QR, 0.99, 1)
    assert found.box == (0.1, 0.1, 0.2, 0.2)


def test_the_issuer_of_the_code_is_the_supplier() -> None:
    """Where no id was read; not where it was read as the customer's."""
    lacking = invoice(supplier=party())

    assert _value(read_with(lacking, SAME).supplier.tax_id) == SUPPLIER_NIF
    assert read_with(replace(lacking, customer=party(SUPPLIER_NIF)), SAME).supplier.tax_id is None


def _value(read: Field[Any] | None) -> object:
    return read.value if read else None


def test_a_code_alone_makes_a_document() -> None:
    """A receipt of which not a word was legible but that it is one."""
    bare = read_with(Document(doc_type=DocType.RECEIPT), ticketbai("42", "140325", "8.40"))

    assert (_value(bare.number), _value(bare.total), _value(bare.supplier.tax_id)) == (
        "A-42",
        Decimal("8.40"),
        "B12345674",
    )


def test_what_both_say_is_no_longer_doubtful() -> None:
    """Two that were read apart say the same; where it stands stays the page's."""
    unsure = Field(value=Decimal("121.00"), confidence=0.4, source=Source.OCR, page=2, doubt=Doubt.of("marked_copy"))
    found = read_with(invoice(total=unsure), SAME).total

    assert found == Field(value=Decimal("121.00"), confidence=0.99, source=Source.OCR, page=2)


def test_a_code_that_contradicts_states_nothing() -> None:
    """A payment slip of another company's on the same page."""
    document = invoice(number=None, total=field(Decimal(5), Source.OCR, 0.4))
    found = read_with(document, SAME)

    assert found.fiscal.printed is not None
    assert replace(found, fiscal=document.fiscal) == document


def test_the_number_of_a_receipt_is_the_codes() -> None:
    """Of the same day and total it can be no other's; what looked like a number was none."""
    till = receipt(number=field("Caja 3"))
    same = verifactu("T-77", "10-03-2025", "11.00", nif=SUPPLIER_NIF)
    others = [
        verifactu("T-77", "10-03-2025", "11.01", nif=SUPPLIER_NIF),
        verifactu("T-77", "11-03-2025", "11.00", nif=SUPPLIER_NIF),
        verifactu("T-77", "10-03-2025", "11.00"),
    ]

    assert _value(read_with(till, same).number) == "T-77"
    assert [_value(read_with(till, other).number) for other in others] == ["Caja 3"] * 3
    assert read_with(invoice(number=field("Caja 3")), SAME).number == field("Caja 3")


def test_codes_of_two_documents_state_nothing() -> None:
    """Whose is whose nobody knows."""
    document = invoice(number=None)
    found = read_with(document, SAME, ticketbai())

    assert found.number is None
    assert found.fiscal.printed is None
    assert found.doubts == (Doubt.of("several_fiscal_codes", count=2),)


def test_the_same_code_twice_is_one() -> None:
    """Printed on both copies."""
    assert read_with(invoice(), SAME, SAME).doubts == ()


def test_a_code_that_breaks_its_rules_is_a_doubt_and_no_value() -> None:
    """The NIF has a wrong letter."""
    found = read_with(invoice(number=None), verifactu(nif="A58818502"))

    assert found.number is None
    assert codes_of(found.doubts) == ["fiscal_code_unreadable"]


def test_what_was_tried_out_is_marked_as_a_test() -> None:
    """Once, also where the page says so itself."""
    tried = verifactu("F-2025-17", "10-03-2025", "121.00", nif=SUPPLIER_NIF, host=TRIALS)
    marked = invoice(doubts=(Doubt.of("marked_test"),))

    assert codes_of(read_with(invoice(), tried).doubts) == ["marked_test"]
    assert codes_of(read_with(marked, tried).doubts) == ["marked_test"]


def test_an_access_key_is_the_documents_own() -> None:
    """The office knows it by that, and so does the ledger: an XML of it is the same document."""
    key = access_key(environment=1)
    found = read_with(invoice(supplier=party(), number=None, issued_on=None, total=None), key)

    assert (_value(found.fiscal.access_key), _value(found.fiscal.code), _value(found.fiscal.trial)) == (key, "01", True)
    assert (_value(found.number), _value(found.supplier.tax_id)) == ("001-001-000000042", "1792261104001")
    assert found.total is None
    assert found.doubts == ()


@pytest.mark.parametrize("source", [Source.PDF_TEXT, Source.OCR])
def test_an_access_key_is_read_where_it_is_written(source: Source) -> None:
    """Under a barcode that could not be read; a figure misread breaks it, and a barcode goes before."""
    key, other = access_key(sequence=42), access_key(sequence=43)
    broken = f"{key[:20]}{(int(key[20]) + 1) % 10}{key[21:]}"
    bare = Document(doc_type=DocType.INVOICE)

    def found(*words: str, codes: tuple[PrintedCode, ...] = ()) -> Document:
        written = tuple(Word(text=word, box=(0.1, 0.2, 0.3, 0.4)) for word in words)
        page = Page(number=1, width=595, height=842, words=written, codes=codes)
        return with_fiscal_code(bare, Reading(source=source, pages=(page,)))

    number = found("Clave", key, key).number
    assert number is not None
    assert (number.value, number.source, number.box) == ("001-001-000000042", source, (0.1, 0.2, 0.3, 0.4))
    assert found(broken) == bare
    assert _value(found(key, codes=(PrintedCode(text=other),)).number) == "001-001-000000043"
    assert codes_of(found(key, other).doubts) == ["several_fiscal_codes"]


@pytest.mark.parametrize("doc_type", [DocType.BANK_STATEMENT, DocType.OTHER])
def test_only_receipts_and_bills_have_codes(doc_type: DocType) -> None:
    """A statement that shows an invoice's code is none."""
    document = receipt(doc_type=doc_type)

    assert read_with(document, SAME) == document


def through(data: bytes, name: str) -> Item:
    """Return the item of a file after validate."""
    files = DictFiles()
    tools = make_tools(files)
    item = preprocess(make_file_item(data, files, name), tools)
    for stage in (*(() if item.content_key else (ocr,)), classify, extract, validate):
        item = stage(item, tools)
    return item


def found_codes(findings: tuple[Finding, ...]) -> set[str]:
    """Return the codes of findings."""
    return {finding.code for finding in findings}


@pytest.mark.parametrize("shapes", [False, True])
def test_a_digital_invoice_and_its_code(*, shapes: bool) -> None:
    """From the bytes to the findings: the same page with a code that says the same, and with another's."""
    right = through(pdf_page(LINES, SAME, shapes=shapes), "right.pdf")
    wrong = through(pdf_page(LINES, SAME.replace("importe=121.00", "importe=1210.00"), shapes=shapes), "wrong.pdf")
    plain = through(pdf_page(LINES), "plain.pdf")

    assert right.document is not None
    assert right.document.fiscal.printed is not None
    assert found_codes(right.findings) == found_codes(plain.findings)
    assert found_codes(wrong.findings) - found_codes(plain.findings) == {"code_contradicts"}


def test_a_photo_of_a_receipt_and_its_code() -> None:
    """The number stands nowhere else."""
    page = with_pictures(draw(width=800), picture_of(verifactu("T-77", "14-03-2025", "105.55")))
    document = through(image_bytes(page), "photo.png").document

    assert document is not None
    assert _value(document.number) == "T-77"
    assert document.number is not None
    assert document.number.source is Source.QR


def test_what_a_code_states_is_stored_and_comes_back() -> None:
    """As all of a document."""
    document = read_with(invoice(number=None), SAME)

    assert from_plain(Document, to_plain(document)) == document
