"""Corrections by a person: any field of a document by its path, and a clear no to everything else."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from asiento.document import DocType, Document, Field, Party, Source
from asiento.errors import RequestError
from asiento.review.corrections import apply_corrections
from papers import amount, field, invoice, line, statement

INVOICE = invoice(lines=(line("40.00"), line("60.00")))


def corrected(document: Document, path: str, value: Any, country: str = "ES") -> Any:
    """Return what stands at *path* after the correction."""
    node: Any = apply_corrections(document, {path: value}, country)
    for part in path.split("."):
        node = node[int(part)] if isinstance(node, tuple) else getattr(node, part)
    return node


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("total", "131.00", Decimal("131.00")),
        ("total", "-5", Decimal(-5)),
        ("issued_on", "2025-02-28", date(2025, 2, 28)),
        ("number", " F-18 ", "F-18"),
        ("currency", "usd", "USD"),
        ("supplier.name", "Otra, S.L.", "Otra, S.L."),
        ("supplier.tax_id", "ES b-5881.8501", "B58818501"),
        ("customer.country", "ec", "EC"),
        ("payment.iban", "es91 2100 0418 4502 0005 1332", "ES9121000418450200051332"),
        ("taxes.0.amount", "20.00", Decimal("20.00")),
        ("taxes.0.rate", "10", Decimal(10)),
        ("lines.1.amount", "61.00", Decimal("61.00")),
        ("lines.0.description", "Tuercas", "Tuercas"),
        ("due_on", "2025-05-01", date(2025, 5, 1)),
        ("category", "travel", "travel"),
        ("total", 131.1, Decimal("131.1")),
        ("total", 131, Decimal(131)),
        ("total", "131,10", Decimal("131.10")),
        ("total", "1.234,56", Decimal("1234.56")),
        ("total", "1,234.56", Decimal("1234.56")),
        ("total", 1.234, Decimal("1.234")),
        ("issued_on", "05/03/2025", date(2025, 3, 5)),
        ("issued_on", "5.3.2025", date(2025, 3, 5)),
        ("issued_on", "12/25/2025", date(2025, 12, 25)),
        ("number", 118, "118"),
    ],
)
def test_a_field_is_set_as_read_by_a_person(path: str, value: str, expected: object) -> None:
    """Its source is the person, its confidence full, its place on the page gone."""
    assert corrected(INVOICE, path, value) == Field(value=expected, confidence=1.0, source=Source.PERSON)


@pytest.mark.parametrize("path", ["total", "issued_on", "supplier.tax_id", "lines.1.amount"])
def test_null_clears_a_field(path: str) -> None:
    """What a person clears is missing, not empty."""
    assert corrected(INVOICE, path, None) is None


def test_a_row_of_a_statement_is_set() -> None:
    """Transactions are counted from 0."""
    document = apply_corrections(statement(), {"transactions.1.amount": "12.00"}, "ES")
    assert document.transactions[1].amount == Field(value=Decimal("12.00"), confidence=1.0, source=Source.PERSON)
    assert document.transactions[0] == statement().transactions[0]


def test_what_is_no_field_with_provenance_is_set_plainly() -> None:
    """The type of the document and the kind of a tax."""
    document = apply_corrections(INVOICE, {"doc_type": "credit_note", "taxes.0.kind": "IGIC"}, "ES")
    assert (document.doc_type, document.taxes[0].kind) == (DocType.CREDIT_NOTE, "IGIC")


def test_several_corrections_leave_all_else_as_it_was() -> None:
    """Only what is named changes."""
    document = apply_corrections(INVOICE, {"total": "10.00", "supplier.name": "Otra"}, "ES")
    assert document.total is not None
    assert document.supplier.name is not None
    restored = apply_corrections(document, {}, "ES")
    assert restored == invoice(
        lines=INVOICE.lines,
        total=Field(value=Decimal("10.00"), confidence=1.0, source=Source.PERSON),
        supplier=Party(name=Field(value="Otra", confidence=1.0, source=Source.PERSON), tax_id=field("A58818501")),
    )


@pytest.mark.parametrize(
    "path",
    [
        "",
        "totals",
        "total.value",
        "total.",
        "supplier",
        "supplier.tax",
        "supplier.tax_id.value",
        "lines",
        "lines.0",
        "lines.2.amount",
        "lines.-1.amount",
        "lines.x.amount",
        "lines.².amount",
        "lines." + "9" * 5000 + ".amount",
        "lines.0.amount.value",
        "transactions.0.amount",
        "__class__",
        "taxes.0.__class__",
        "doc_type.value",
        "due_on.year",
        "fiscal.printed",
        "fiscal.printed.number",
    ],
)
def test_an_unknown_path_is_refused(path: str) -> None:
    """The answer is a 422 that names the path."""
    with pytest.raises(RequestError) as refused:
        apply_corrections(INVOICE, {path: "1"}, "ES")
    assert (refused.value.status, refused.value.code, refused.value.field) == (422, "unknown_field", path)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("total", "1.234"),
        ("total", "12.10 USD"),
        ("total", 0.1 + 0.2),
        ("total", 1e300),
        ("total", "NaN"),
        ("total", "1e5"),
        ("total", "1" * 40),
        ("total", "٣"),
        ("total", True),
        ("total", ""),
        ("total", {"value": "1"}),
        ("issued_on", "10/03/25"),
        ("issued_on", 20250310),
        ("issued_on", "2025-02-30"),
        ("issued_on", "20250310"),
        ("number", " "),
        ("number", ["F-1"]),
        ("supplier.tax_id", "--"),
        ("doc_type", "bill"),
        ("doc_type", None),
        ("taxes.0.kind", None),
    ],
)
def test_an_unreadable_value_is_refused(path: str, value: Any) -> None:
    """The answer is a 422 that names the path and says what to send."""
    with pytest.raises(RequestError) as refused:
        apply_corrections(INVOICE, {path: value}, "ES")
    assert (refused.value.status, refused.value.code, refused.value.field) == (422, "invalid_value", path)
    assert "Send " in refused.value.message


def test_day_and_month_are_in_the_order_of_the_tenants_country() -> None:
    """A country that writes the year first has none, so that the answer says both readings."""
    assert corrected(INVOICE, "issued_on", "05/03/2025", "US").value == date(2025, 5, 3)
    assert corrected(INVOICE, "issued_on", "25/03/2025", "SE").value == date(2025, 3, 25)
    with pytest.raises(RequestError, match="5 March 2025 or 3 May 2025"):
        corrected(INVOICE, "issued_on", "05/03/2025", "SE")


@pytest.mark.parametrize(("text", "value"), [("true", True), ("false", False)])
def test_a_truth_value_is_said_in_words(text: str, value: bool) -> None:
    """No other word is taken for one."""
    assert corrected(INVOICE, "fiscal.trial", text).value is value
    with pytest.raises(RequestError):
        corrected(INVOICE, "fiscal.trial", "no")


def test_the_original_is_untouched() -> None:
    """A correction makes a new document."""
    before = invoice(total=amount("1.00"))
    apply_corrections(before, {"total": "2.00"}, "ES")
    assert before == invoice(total=amount("1.00"))
