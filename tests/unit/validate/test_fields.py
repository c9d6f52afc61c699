"""Findings name the field that they are about, by its path in the document: a person is led there."""

from dataclasses import replace

import pytest

from asiento.document import Document, Fiscal, Notice
from asiento.fiscal_codes.access_key import check_digit
from papers import amount, ecuadorian, field, findings_of, invoice, receipt, row, statement

DIGITS = "100320250117900123440012001001000000017123456781"
KEY = f"{DIGITS}{check_digit(DIGITS)}"
"""A key of Ecuador's tax office for another number, with a right last digit."""


@pytest.mark.parametrize(
    ("document", "code", "name"),
    [
        (ecuadorian(fiscal=Fiscal(access_key=field("123"))), "invalid_access_key", "fiscal.access_key"),
        (ecuadorian(fiscal=Fiscal(access_key=field(KEY))), "access_key_mismatch", "fiscal.access_key"),
        (ecuadorian(fiscal=Fiscal(trial=field(value=True))), "test_document", "fiscal.trial"),
        (invoice(notices=(Notice.of("unproven_statement", count=1),)), "unproven_statement", "doc_type"),
        (
            replace(statement(row("2025-03-01", "1.00")), notices=(Notice.of("unproven_statement", count=1),)),
            "unproven_statement",
            "transactions",
        ),
        (invoice(number=None), "missing_number", "number"),
        (
            invoice(net=amount("100.00"), total=amount("150.00"), taxes=(), tax_total=None),
            "tax_not_stated",
            "tax_total",
        ),
        (receipt(total=None), "missing_total", "total"),
    ],
)
def test_a_finding_names_its_field(document: Document, code: str, name: str) -> None:
    """As `PATCH` takes it."""
    assert name in {finding.field for finding in findings_of(document) if finding.code == code}
