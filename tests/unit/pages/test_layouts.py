"""Invoices drawn as PDFs in seven languages: what stands where must not matter."""

from decimal import Decimal
from itertools import islice

import pytest

from asiento import codec
from asiento.classify.reading import classify_reading
from asiento.document import DocType
from asiento.model import Kind
from asiento.pages import document_of_reading
from asiento.pages.fields.parties.tax_id_shapes import compact, country_of
from asiento.preprocess import preprocess
from asiento.reading import Reading
from builders import DictFiles, make_file_item, make_tools
from made_invoices import Made, drawn, made_invoices
from papers import findings_of
from readings import paper_item, sheet

MADE = list(islice(made_invoices(), 0, None, 5))
"""A fifth of all: every place of letterhead, data and sums, and every language, is among them."""


def reading_of_pdf(made: Made) -> Reading:
    """Return the PDF's own text, as preprocess leaves it."""
    files = DictFiles()
    item = preprocess(make_file_item(drawn(made), files), make_tools(files))
    assert item.kind is Kind.PDF
    assert item.content_key is not None
    return codec.from_json(Reading, files.read(item.content_key))


@pytest.mark.parametrize("made", MADE, ids=lambda made: made.name)
def test_an_invoice_is_read_wherever_its_parts_stand(made: Made) -> None:
    """Number, day, sums, issuer and account, and nothing in them holds it back."""
    reading = reading_of_pdf(made)
    doc_type = classify_reading(reading).doc_type
    document = document_of_reading(paper_item(doc_type), reading)
    sign = -1 if made.sums == "credit" else 1

    assert doc_type is (DocType.CREDIT_NOTE if made.sums == "credit" else DocType.INVOICE)
    assert document.number is not None
    assert made.number == document.number.value
    assert document.issued_on is not None
    assert made.issued_on == document.issued_on.value
    assert document.total is not None
    assert sign * made.total == document.total.value
    assert document.net is not None
    assert sign * made.net == document.net.value
    assert document.supplier.name is not None
    assert made.supplier.name == document.supplier.name.value
    assert document.supplier.tax_id is not None
    assert compact(made.supplier.tax_id) == document.supplier.tax_id.value
    assert document.payment.iban is not None
    assert compact(made.supplier.iban) == document.payment.iban.value
    mismatches = {found.severity for found in findings_of(document) if found.code == "totals_mismatch"}
    assert mismatches <= {"warning"}


@pytest.mark.parametrize("part", ["language", "head", "meta", "sums"])
def test_all_ways_are_drawn(part: str) -> None:
    """The sample that is read leaves out no language and no place."""
    assert {getattr(made, part) for made in made_invoices()} == {getattr(made, part) for made in MADE}


@pytest.mark.parametrize(
    ("foot", "net", "total"),
    [
        ("Subtotal 100.00\nDiscount -10.00\nVAT 20% 18.00\nTotal due 108.00", "90.00", "108.00"),
        ("Subtotal 100.00\nShipping 5.00\nVAT 20% 21.00\nInvoice total 126.00", "105.00", "126.00"),
        ("Total   100.00   20.00   120.00\nInvoice total   7120.00", "100.00", "120.00"),
    ],
)
def test_what_stands_beside_net_and_tax_explains_the_total(foot: str, net: str, total: str) -> None:
    """A discount or a charge before the tax; a row of net, tax and total beats a figure that nothing proves."""
    document = document_of_reading(paper_item(), sheet(f"Harrow Ltd\nInvoice No 17\nDate 2024-03-01\n\n{foot}"))

    assert document.net is not None
    assert document.total is not None
    assert (Decimal(net), Decimal(total)) == (document.net.value, document.total.value)
    assert document.total.confidence > 0.9


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("Fecha de cargo: 14/05/2024\nFecha emisión factura: 07/05/2024", "2024-05-07"),
        ("Print date 14/05/2024\nDate 07/05/2024", "2024-05-07"),
        ("Fecha de recogida: 14/05/2024\nVto. 20/05/2024", "2024-05-14"),
    ],
)
def test_a_date_of_something_else_counts_less(lines: str, expected: str) -> None:
    """And is taken, as a guess, only where no better one is printed."""
    document = document_of_reading(paper_item(), sheet(f"Energía Clara, S.A.\nFactura nº: 17\n{lines}"))

    assert document.issued_on is not None
    assert expected == document.issued_on.value.isoformat()


@pytest.mark.parametrize(
    ("tax_id", "country", "currency"),
    [
        ("VAT No GB980780684", "GB", "GBP"),
        ("MWST-Nr. CHE107787577", "CH", "CHF"),
        ("GSTIN 27AAPFU0939F1ZV", "IN", "INR"),
        ("NIF B58378431", "ES", "EUR"),
    ],
)
def test_a_currency_that_is_not_printed_is_that_of_the_issuer(tax_id: str, country: str, currency: str) -> None:
    """The shape of the tax id tells the country; what is derived so is not sure."""
    document = document_of_reading(
        paper_item(), sheet(f"Harrow Ltd\n{tax_id}\nInvoice No 17\nDate 2024-03-01\n\nTotal 120.00")
    )

    assert country == country_of(tax_id.rsplit(maxsplit=1)[-1])
    assert document.currency is not None
    assert currency == document.currency.value
    assert document.currency.confidence < 0.7


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a catorce de febrero de 2024", "2024-02-14"), ("a treinta y uno de mayo de 2024", "2024-05-31")],
)
def test_a_day_in_words_is_a_day(text: str, expected: str) -> None:
    """As formal papers in Spanish write it."""
    document = document_of_reading(paper_item(), sheet(f"Reformas Ebro, S.L.\nFactura nº: 17\nZaragoza, {text}"))

    assert document.issued_on is not None
    assert expected == document.issued_on.value.isoformat()
