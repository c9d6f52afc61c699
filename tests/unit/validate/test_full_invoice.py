"""What the law demands of an invoice beside its figures: of an e-invoice it is told, of a page it cannot be known."""

from dataclasses import replace
from typing import Any

import pytest

from asiento.document import DocType, Document, Party, Source
from asiento.model import Severity
from papers import OWN_NIF, SUPPLIER_NIF, amount, ecuadorian, field, invoice, party, receipt, verdicts

REVIEW, WARNING = Severity.REVIEW, Severity.WARNING
OURS = ("incomplete_invoice", "incomplete_receipt", "vat_not_deductible")
HERE = field("Calle Mayor 1, 28013, Madrid", Source.XML)


def placed(found: Party, **changes: Any) -> Party:
    """Return a party with an address."""
    return replace(found, **({"address": HERE} | changes))


def einvoice(**changes: Any) -> Document:
    """Return a full e-invoice of Spain."""
    fields: dict[str, Any] = {
        "number": field("F-2025-17", Source.XML),
        "supplier": placed(party(SUPPLIER_NIF, "ES")),
        "customer": placed(party(OWN_NIF, name="Ferretería Ejemplo, S.L.")),
    }
    return invoice(**(fields | changes))


def found(document: Document) -> set[tuple[str, Severity, str]]:
    """Return what these rules say."""
    return {verdict for verdict in verdicts(document) if verdict[0] in OURS}


ANONYMOUS = placed(party(OWN_NIF, name=None))
UNNUMBERED = placed(party(name="Ferretería Ejemplo, S.L."))
GERMAN = party("DE136695976", "DE", name="Muster GmbH")


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (einvoice(), set()),
        (einvoice(supplier=party(SUPPLIER_NIF, "ES")), {("incomplete_invoice", WARNING, "supplier.address")}),
        (einvoice(customer=party(OWN_NIF)), {("incomplete_invoice", WARNING, "customer.address")}),
        (einvoice(customer=ANONYMOUS), {("incomplete_invoice", WARNING, "customer.name")}),
        (einvoice(customer=UNNUMBERED), {("incomplete_invoice", REVIEW, "customer.tax_id")}),
        (
            einvoice(customer=UNNUMBERED, doc_type=DocType.CREDIT_NOTE),
            {("incomplete_invoice", REVIEW, "customer.tax_id")},
        ),
        (einvoice(supplier=placed(GERMAN), customer=UNNUMBERED), set()),
        (einvoice(supplier=placed(party(OWN_NIF, "ES")), customer=placed(party(name="Ana Ruiz"))), set()),
        (einvoice(supplier=GERMAN), {("incomplete_invoice", WARNING, "supplier.address")}),
        (einvoice(supplier=replace(GERMAN, country=field("US"))), set()),
        (invoice(customer=party(name="Ferretería Ejemplo, S.L.")), set()),
        (invoice(number=field("F-2025-17", Source.ROW), customer=party()), set()),
    ],
)
def test_a_full_invoice_names_both_and_where_they_are(
    document: Document, expected: set[tuple[str, Severity, str]]
) -> None:
    """By Directive 2006/112/EC, art. 226, and RD 1619/2012, art. 6; only where nothing of it can be unread."""
    assert found(document) == expected


ACCESS = replace(ecuadorian().fiscal, access_key=field("0403201301179226110400110015010000000081234567816"))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, set()),
        ({"supplier": party("1790012344001")}, {("incomplete_invoice", WARNING, "supplier.address")}),
        ({"customer": party(name="Talleres Uno")}, {("incomplete_invoice", REVIEW, "customer.tax_id")}),
        ({"customer": party(name="Talleres Uno"), "number": field("001-002-000000123")}, set()),
    ],
)
def test_a_document_of_ecuador_names_its_buyer(
    changes: dict[str, Any], expected: set[tuple[str, Severity, str]]
) -> None:
    """The buyer's address is not asked for there."""
    fields: dict[str, Any] = {
        "number": field("001-002-000000123", Source.XML),
        "supplier": placed(party("1790012344001")),
        "customer": party("1710034065001"),
        "fiscal": ACCESS,
    }

    assert found(ecuadorian(**(fields | changes))) == expected


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (receipt(), set()),
        (receipt(taxes=()), {("incomplete_receipt", WARNING, "tax_total")}),
        (receipt(taxes=(), tax_total=amount("1.00")), set()),
        (receipt(supplier=party()), {("incomplete_receipt", WARNING, "supplier.tax_id")}),
        (receipt(customer=Party()), {("vat_not_deductible", WARNING, "customer.tax_id")}),
        (receipt(total=amount("11.00", Source.ROW)), set()),
        (receipt(supplier=party(OWN_NIF), customer=party(SUPPLIER_NIF)), set()),
    ],
)
def test_a_receipt_is_deducted_by_nif_and_tax_apart(
    document: Document, expected: set[tuple[str, Severity, str]]
) -> None:
    """RD 1619/2012, art. 7: without them it is booked, and its IVA is a cost."""
    assert found(document) == expected
