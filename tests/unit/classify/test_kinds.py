"""What becomes of papers of seven languages and two more, and of all that looks like an invoice and is none.

The papers are text files, `{document type}.{what it is}.{language}.txt`, made up for these tests.
"""

from pathlib import Path

import pytest

from asiento import codec
from asiento.classify import classify
from asiento.classify.reading import classify_reading
from asiento.document import DocType
from asiento.errors import DocumentError
from asiento.extract import extract
from asiento.model import Kind
from builders import DictFiles, make_item, make_tools
from places import DOCUMENTS
from readings import sheet, strip

PAPERS = sorted((DOCUMENTS / "kinds").glob("*.txt"))

REMARKS = {
    "proforma": "a pro-forma invoice",
    "quote": "a quote",
    "estimate": "a quote",
    "delivery_note": "a delivery note",
    "packing": "a delivery note",
    "lading": "a delivery note",
    "order": "an order or its confirmation",
    "reminder": "a payment reminder",
    "payslip": "a payslip",
    "remittance": "a payment advice",
    "contract": "a contract",
}
"""What the sender is told of a paper, by the second part of its file's name."""


def refusal_of(text: str) -> str:
    """Return the sentence with which a sheet of paper ends that goes into no ledger."""
    files = DictFiles({"k": codec.to_json(sheet(text))})
    item = classify(make_item(kind=Kind.PDF, content_key="k"), make_tools(files))
    with pytest.raises(DocumentError) as caught:
        extract(item, make_tools(files))
    assert caught.value.code == "not_a_ledger_document"
    return caught.value.message


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.stem)
def test_a_paper_is_known_by_its_words(paper: Path) -> None:
    """Invoices, credit notes, receipts and statements in their languages, and what is none of them."""
    expected, *what = paper.stem.split(".")
    reading = (strip if expected == "receipt" and len(what) == 1 else sheet)(paper.read_text(encoding="utf-8"))

    assert classify_reading(reading).doc_type is DocType(expected)


@pytest.mark.parametrize(
    "paper", [one for one in PAPERS if one.stem.startswith("other.")], ids=lambda paper: paper.stem
)
def test_a_refusal_names_the_paper(paper: Path) -> None:
    """Whoever sends a quote is told so, and what to send instead."""
    name = REMARKS.get(paper.stem.split(".")[1])
    message = refusal_of(paper.read_text(encoding="utf-8"))

    unknown = "This does not look like a receipt, an invoice, a credit note or a bank statement. "
    assert message.startswith(unknown if name is None else f"This looks like {name}, ")


@pytest.mark.parametrize(
    "head",
    [
        "Lieferschein Nr. 9912\nRECHNUNG",
        "Rechnung / Lieferschein",
        "FACTURA\nPresupuesto",
        "Albarán        Pedido        Factura\n4431           771           F-17",
        "INVOICE\nPurchase order",
        "Invoice\nThis is not an estimate",
    ],
)
def test_an_invoice_may_name_what_came_before_it(head: str) -> None:
    """A quote, an order or a delivery note that an invoice refers to is not its title."""
    text = f"Example Ltd, VAT GB 123456782\n{head}\n\nCustomer: Another Ltd\nSubtotal     10.00\nTotal      12.00\n"

    assert classify_reading(sheet(text)).doc_type is DocType.INVOICE


def test_a_total_below_zero_gives_back() -> None:
    """A credit note whose title is unknown is one by its figures."""
    text = "Example Ltd                   VAT GB 123456782\nCustomer: Another Ltd\nSubtotal   -10.00\nTotal   -12.00\n"

    assert classify_reading(sheet(text)).doc_type is DocType.CREDIT_NOTE
    assert classify_reading(sheet(text.replace("-", ""))).doc_type is DocType.INVOICE


def test_a_till_may_print_any_word() -> None:
    """On a strip of paper `order confirmation` heads what was paid."""
    text = "BAR EXAMPLE\nORDER CONFIRMATION\nCoffee     2.00\nTOTAL      2.00\nCASH       5.00\nCHANGE     3.00\n"

    assert classify_reading(strip(text)).doc_type is DocType.RECEIPT
