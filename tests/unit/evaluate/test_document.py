"""What one file's process makes of the file."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from asiento.document import Account, DocType, Document, Field, Party, Payment, Source, Transaction
from asiento.evaluate.document import read_file, replaced
from asiento.evaluate.fields import given_fields
from asiento.evaluate.home import home_currency
from asiento.evaluate.outcome import End, Given
from infra.samples import expenses, invoices, spanish_pdf
from infra.samples.look import Look

STAGES = replaced({})


def known[T](value: T, confidence: float = 1.0) -> Field[T]:
    """Return a field as read from a row."""
    return Field(value=value, confidence=confidence, source=Source.ROW)


def statement(*amounts: str, confidence: float = 1.0) -> Document:
    """Return a bank statement of these movements."""
    rows = tuple(Transaction(amount=known(Decimal(amount), confidence)) for amount in amounts)
    return Document(doc_type=DocType.BANK_STATEMENT, transactions=rows, account=Account(iban=known("ES00")))


def test_a_file_that_fans_out_is_read_to_its_last_row() -> None:
    """Its fields are those of its first row, as a tenant of its country would see them."""
    spent = expenses.year()

    reading = read_file(expenses.workbook(spent), "expenses.xlsx", "EC", STAGES)

    assert (reading.end, reading.stage, reading.items) == (End.READ, "validate", len(spent))
    assert reading.doc_type is DocType.RECEIPT
    assert reading.fields["total"].value == str(spent[0].total)
    assert reading.cpu > 0


def test_errors_keep_what_was_read() -> None:
    """An invoice that does not add up fails in validate, but its fields stand."""
    reading = read_file(spanish_pdf.draw(invoices.wrong_totals(), Look()), "wrong.pdf", None, STAGES)
    refused = read_file(b"", "empty.pdf", None, STAGES)

    assert (reading.end, reading.doc_type, reading.codes) == (End.READ, DocType.INVOICE, ("totals_mismatch",))
    assert reading.fields["invoice_number"].value == invoices.wrong_totals().number
    assert (refused.end, refused.stage, refused.codes) == (End.DOCUMENT_ERROR, "preprocess", ("empty_file",))


def test_fields_are_those_of_the_first_document() -> None:
    """Dates in ISO form, decimals with a point; what is absent is left out."""
    first = Document(
        doc_type=DocType.INVOICE,
        issued_on=known(date(2026, 3, 5), 0.5),
        total=known(Decimal("12.10")),
        supplier=Party(tax_id=known("B12345674")),
        payment=Payment(iban=known("ES11")),
    )

    assert given_fields([first, replace(first, total=known(Decimal(1)))]) == {
        "date": Given(value="2026-03-05", confidence=0.5),
        "total": Given(value="12.10", confidence=1.0),
        "supplier_tax_id": Given(value="B12345674", confidence=1.0),
        "iban": Given(value="ES11", confidence=1.0),
    }
    assert given_fields([None, first]) == {}


def test_transactions_are_counted_over_all_statements_of_a_file() -> None:
    """Their sum is as sure as the least sure amount; no transactions are zero of them, and no amount is sure."""
    fields = given_fields([statement("10.50", "-3"), statement("-10.00", confidence=0.7)])

    assert fields["n_transactions"] == Given(value="3", confidence=0.7)
    assert fields["sum_amounts"] == Given(value="-2.50", confidence=0.7)
    assert fields["iban"].value == "ES00"
    assert given_fields([statement()])["n_transactions"] == Given(value="0")


def test_the_tenant_keeps_its_books_in_its_country_s_currency() -> None:
    """And in euros where the table does not know better."""
    assert [home_currency(country) for country in ("EC", "MY", "ES", "DE")] == ["USD", "MYR", "EUR", "EUR"]
