"""How much a document may say: descriptions are cut and told of, identities refused, lists counted."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from asiento.classification import Classification
from asiento.codes import sentence
from asiento.document import MAX_TEXT, DocType, Document, Field, Line, Party, Payment, Source, Tax, Transaction
from asiento.errors import DocumentError
from asiento.extract import extract
from asiento.extract.bounds import bounded
from asiento.extract.descriptions import joined
from asiento.model import Finding, Kind, Severity
from asiento.validate import MOST_FINDINGS, validate
from builders import DictFiles, make_file_item, make_item, make_row_item, make_tools
from made_files import pdf_bytes

LONG = "palabra " * 1_000


def read[T](value: T) -> Field[T]:
    """Return *value* as read from a row."""
    return Field(value=value, confidence=1.0, source=Source.ROW)


def invoice(**changes: Any) -> Document:
    """Return an invoice that says little."""
    return Document(doc_type=DocType.INVOICE, **{"number": read("1"), "total": read(Decimal(1)), **changes})


@pytest.mark.parametrize(
    ("document", "path"),
    [
        (invoice(description=read(LONG)), "description"),
        (invoice(supplier=Party(name=read(LONG))), "supplier.name"),
        (invoice(lines=(Line(), Line(description=read(LONG)))), "lines.1.description"),
        (invoice(taxes=(Tax(kind=LONG),)), "taxes.0.kind"),
        (invoice(payment=Payment(method=read(LONG))), "payment.method"),
        (invoice(transactions=(Transaction(reference=read(LONG)),)), "transactions.0.reference"),
    ],
)
def test_a_long_text_is_cut_and_the_finding_names_it(document: Document, path: str) -> None:
    """Wherever it stands; what is short stays as it is."""
    cut = bounded(document)
    found = validate(make_row_item({}, document=cut), make_tools()).findings

    (told,) = [finding for finding in found if finding.code == "text_cut"]
    assert (told.field, told.severity) == (path, Severity.WARNING)
    assert cut.number == document.number
    node: Any = cut
    for part in path.split("."):
        node = node[int(part)] if part.isdecimal() else getattr(node, part)
    text = node.value if isinstance(node, Field) else node
    assert (len(text), text[-1]) == (MAX_TEXT, "…")


def test_a_text_as_long_as_may_be_is_not_cut() -> None:
    """And nothing is told of it."""
    document = invoice(description=read("x" * MAX_TEXT))

    assert bounded(document) is document
    found = validate(make_row_item({}, document=document), make_tools()).findings
    assert "text_cut" not in {finding.code for finding in found}


@pytest.mark.parametrize(
    "document",
    [
        invoice(number=read("9" * 201)),
        invoice(supplier=Party(tax_id=read("B" * 201))),
        invoice(payment=Payment(iban=read("E" * 201))),
        invoice(currency=read("E" * 201)),
    ],
)
def test_an_identity_is_refused_and_never_cut(document: Document) -> None:
    """A cut number is another number."""
    with pytest.raises(DocumentError) as caught:
        bounded(document)
    assert caught.value.code == "text_too_long"


@pytest.mark.parametrize(
    ("name", "many"),
    [("lines", (Line(),) * 10_001), ("taxes", (Tax(kind="IVA"),) * 501), ("transactions", (Transaction(),) * 50_001)],
)
def test_a_list_has_a_bound(name: str, many: tuple[Any, ...]) -> None:
    """With a code that names it; as many as may be are taken."""
    with pytest.raises(DocumentError) as caught:
        bounded(invoice(**{name: many}))
    assert caught.value.code == f"too_many_{name}"
    assert len(getattr(bounded(invoice(**{name: many[1:]})), name)) == len(many) - 1


def test_all_of_a_document_together_has_a_bound() -> None:
    """In bytes, as it is kept: a letter with an accent has two."""
    line = Line(description=read("ñ" * 900))
    assert bounded(invoice(lines=(line,) * 8), most=20_000)
    with pytest.raises(DocumentError) as caught:
        bounded(invoice(lines=(line,) * 12), most=20_000)
    assert caught.value.code == "document_too_large"


def test_an_e_invoice_with_long_names_is_read_within_the_bounds() -> None:
    """UBL with names of 70,000 characters, as the audit posted it, gives a document of a few kilobytes."""
    line = f"<InvoiceLine><Item><Name>{'n' * 70_000}</Name></Item></InvoiceLine>"
    files = DictFiles()
    item = make_file_item(f"<Invoice><ID>1</ID>{line * 10}</Invoice>".encode(), files, kind=Kind.XML)
    item = replace(item, content_key=item.file_key, classification=Classification(doc_type=DocType.INVOICE, score=1.0))

    document = extract(item, make_tools(files)).document

    assert document is not None
    assert {len(line.description.value) for line in document.lines if line.description} == {MAX_TEXT}


def test_what_a_bank_writes_is_not_cut_without_a_word() -> None:
    """What is left is longer than may be, or ends in an ellipsis, so that the next to look at it tells of the cut."""
    assert len(joined("x" * 5_000)) == MAX_TEXT + 1
    assert joined("x" + " " * 50_000 + "y") == "x …"
    assert joined("corto", "corto", None) == "corto"


def _findings_of_wrong_taxes(rows: int) -> tuple[Finding, ...]:
    """Return what validate finds in an invoice with so many wrong taxes and as many wrong withholdings."""
    rate, base, wrong = read(Decimal(21)), read(Decimal(100)), read(Decimal(3))
    taxes = (Tax(kind="IVA", rate=rate, base=base, amount=wrong),) * rows
    document = invoice(taxes=taxes, withholdings=taxes, lines=(Line(),), issued_on=read(date(2026, 1, 2)))
    return validate(make_item(document=document), make_tools()).findings


def test_very_many_findings_end_in_one_that_counts_the_rest() -> None:
    """A thousand at most, the gravest kept; none is forgotten in the count."""
    found = _findings_of_wrong_taxes(500)
    one, two = len(_findings_of_wrong_taxes(1)), len(_findings_of_wrong_taxes(2))

    assert len(found) == MOST_FINDINGS
    assert found[-1].code == "more_findings"
    assert sentence(found[-1]).startswith("There are ")
    assert found[0].severity is Severity.ERROR
    assert found[-1].params["count"] == one + 499 * (two - one) - (MOST_FINDINGS - 1)


def test_reasons_quote_no_more_than_people_read() -> None:
    """A classification quotes lines of the page, which may be as long as a page."""
    from asiento.classify import MOST_QUOTED, classify  # noqa: PLC0415
    from asiento.document import Source as Read  # noqa: PLC0415
    from asiento.item_files import with_content  # noqa: PLC0415
    from asiento.reading import Page, Reading, Word  # noqa: PLC0415

    files = DictFiles()
    title = Word(text="FACTURA", box=(0.1, 0.05, 0.3, 0.08))
    words = (title, *(Word(text=text, box=(0.1, 0.1, 0.9, 0.12)) for text in ("TOTAL", "x" * 9_000, "12,10")))
    item = make_file_item(pdf_bytes(["x"]), files, kind=Kind.PDF)
    reading = Reading(source=Read.PDF_TEXT, pages=(Page(number=1, width=595, height=842, words=words),))

    done = classify(with_content(item, reading, files), make_tools(files)).classification

    assert done is not None
    quoted = [value for reason in done.reasons for value in reason.params.values() if isinstance(value, str)]
    assert max(map(len, quoted)) == MOST_QUOTED + 1
