"""What each type of document must have, and how a finding is put."""

from dataclasses import replace

import pytest

from asiento.codes import sentence
from asiento.document import Account, DocType, Document, Fiscal, Source, Tax
from asiento.errors import DocumentError
from asiento.model import Finding, Severity
from asiento.validate import validate
from builders import make_item, make_tools
from papers import amount, ecuadorian, field, findings_of, invoice, party, receipt, row, statement, tax, verdicts

ERROR, REVIEW = Severity.ERROR, Severity.REVIEW
WITHHOLDING, DELIVERY = Fiscal(code=field("07")), Fiscal(code=field("06"))


@pytest.mark.parametrize("document", [invoice(), receipt(), statement()])
def test_a_valid_document_has_no_findings(document: Document) -> None:
    """Nothing is found where nothing is wrong."""
    assert verdicts(document) == set()


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (invoice(number=None), ("missing_number", ERROR, "number")),
        (invoice(issued_on=None), ("missing_date", ERROR, "issued_on")),
        (invoice(total=None), ("missing_total", ERROR, "total")),
        (invoice(currency=None), ("missing_currency", ERROR, "currency")),
        (invoice(supplier=party(name=None)), ("missing_supplier", ERROR, "supplier.name")),
        (invoice(supplier=party()), ("missing_tax_id", REVIEW, "supplier.tax_id")),
        (receipt(total=None), ("missing_total", ERROR, "total")),
        (receipt(currency=None), ("missing_currency", ERROR, "currency")),
        (receipt(issued_on=None), ("missing_date", REVIEW, "issued_on")),
        (receipt(supplier=party(name=None)), ("missing_supplier", REVIEW, "supplier.name")),
        (statement(currency=None), ("missing_currency", ERROR, "currency")),
        (statement(transactions=()), ("no_transactions", ERROR, "transactions")),
        (
            statement(row("2025-03-01", "-30.00"), replace(row("2025-03-01", "10.00"), booked_on=None)),
            ("missing_date", ERROR, "transactions.1.booked_on"),
        ),
        (
            statement(replace(row("2025-03-01", "1.00"), amount=None)),
            ("missing_amount", ERROR, "transactions.0.amount"),
        ),
        (Document(doc_type=DocType.OTHER), ("unsupported_document", ERROR, "doc_type")),
        (Document(doc_type=DocType.OTHER, fiscal=WITHHOLDING), ("withholding_certificate", ERROR, "doc_type")),
        (Document(doc_type=DocType.OTHER, fiscal=DELIVERY), ("delivery_note", ERROR, "doc_type")),
    ],
)
def test_a_missing_field_is_named(document: Document, expected: tuple[str, Severity, str]) -> None:
    """Each field that the type needs is missed, and nothing else is found."""
    assert verdicts(document) == {expected}


def test_a_withholding_certificate_says_what_was_withheld() -> None:
    """The sum of its rows is named; of one whose amounts were not read nothing is."""
    rows = (tax("IVA", "30", "15.00", "4.50"), tax("RENTA", "1.75", "100.00", "1.75"), Tax(kind="ISD"))
    certificate = Document(doc_type=DocType.OTHER, fiscal=WITHHOLDING, withholdings=rows)
    (summed,) = findings_of(certificate)
    (unstated,) = findings_of(replace(certificate, withholdings=rows[2:]))

    assert summed.params["total"] == "6.25"
    assert "total" not in unstated.params


@pytest.mark.parametrize("document", [invoice(supplier=party(name=None, tax_id="A58818501")), receipt(number=None)])
def test_what_is_optional_is_not_missed(document: Document) -> None:
    """A supplier's name or tax id is enough; a receipt needs no number."""
    assert verdicts(document) == set()


def test_an_item_without_a_document_fails() -> None:
    """Without an extracted document there is nothing to judge."""
    with pytest.raises(DocumentError, match="nothing_extracted"):
        validate(make_item(), make_tools())


def test_many_incomplete_rows_make_one_finding_that_names_them() -> None:
    """A statement of a thousand bad rows does not bury its reader."""
    bad = replace(row("2025-03-01", "1.00"), amount=None)
    (finding,) = findings_of(statement(*[bad] * 7))
    assert "rows 1, 2, 3, 4 and 5 of this bank statement, and in 2 more" in sentence(finding)


def test_many_undated_rows_make_one_finding_that_names_them() -> None:
    """As those without an amount."""
    undated = statement(*[replace(row("2025-03-01", "1.00"), booked_on=None)] * 7)
    (finding,) = [finding for finding in findings_of(undated) if finding.code == "missing_date"]
    assert "rows 1, 2, 3, 4 and 5 of this bank statement" in sentence(finding)
    assert finding.params["left"] == 2


def test_findings_of_an_earlier_run_are_replaced_and_errors_come_first() -> None:
    """A second run says the same as the first, the gravest first."""
    document = invoice(number=None, issued_on=None, total=amount("-121.00"))
    stale = Finding(code="stale", severity=ERROR, field="total", message="Old.")
    once = validate(make_item(document=document, findings=(stale,)), make_tools())
    twice = validate(once, make_tools())
    severities = [finding.severity for finding in once.findings]
    assert once.findings == twice.findings
    assert "stale" not in {finding.code for finding in once.findings}
    assert severities == sorted(severities, key=[ERROR, REVIEW, Severity.WARNING].index)
    assert set(severities) == {ERROR, REVIEW}


@pytest.mark.parametrize(
    "document",
    [
        invoice(number=None, supplier=party("A58818502"), total=amount("-3.00"), currency=None),
        invoice(tax_total=amount("9.00"), net=amount("1.00"), payable=amount("999.00")),
        invoice(taxes=(tax("IVA", "17", "100.00", "17.00", Source.OCR),), customer=party("B00000000")),
        ecuadorian(supplier=party("1234567890123"), customer=party("9999999999999")),
        statement(row("2030-01-01", "-30.00", "1.00")),
    ],
)
def test_every_sentence_is_whole_and_fits_its_document(document: Document) -> None:
    """Messages are sentences, and validation changes nothing in the document."""
    item = make_item(document=document)
    judged = validate(item, make_tools())
    assert judged.findings
    assert judged.document == document
    said = [sentence(finding) for finding in judged.findings]
    assert [one for one in said if not (one[0].isupper() or one[0].isdigit())] == []
    assert [one for one in said if not one.endswith(".")] == []
    assert [one for one in said if len(one.split(". ")) <= 1] == []


def test_rows_may_each_name_their_currency() -> None:
    """A statement of several currencies has none of its own; one row without leaves the ledger without."""
    named = replace(row("2025-03-01", "1.00", None), currency=field("USD"))

    assert verdicts(statement(named, named, currency=None, account=Account())) == set()
    assert ("missing_currency", ERROR, "currency") in verdicts(
        statement(named, replace(named, currency=None), currency=None, account=Account())
    )


@pytest.mark.parametrize(
    ("account", "severity"),
    [
        (Account(opening_balance=amount("5.00"), closing_balance=amount("5.00")), Severity.WARNING),
        (Account(closing_balance=amount("5.00")), Severity.REVIEW),
        (Account(), ERROR),
    ],
)
def test_a_statement_without_rows_is_judged_by_its_balances(account: Account, severity: Severity) -> None:
    """An account that did not move is no error; one of which nothing is known is."""
    assert verdicts(statement(account=account, transactions=())) == {("no_transactions", severity, "transactions")}
