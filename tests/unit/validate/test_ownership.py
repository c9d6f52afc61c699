"""Whose a bill is when its customer has a name and no tax id."""

from dataclasses import replace
from typing import Any

import pytest

from asiento.document import DocType, Document, Party, Source
from asiento.model import Severity
from builders import TENANT
from papers import OWN_NIF, SUPPLIER_NIF, field, findings_of, invoice, party, receipt, verdicts

REVIEW, WARNING = Severity.REVIEW, Severity.WARNING
PATH = "customer.name"


def made_out_to(name: str, source: Source = Source.XML, **changes: Any) -> Document:
    """Return an invoice to a customer of whom nothing but the name is known."""
    return invoice(**({"customer": Party(name=field(name, source))} | changes))


@pytest.mark.parametrize(
    ("name", "source", "severity"),
    [
        ("Kunden AG Mitte", Source.XML, REVIEW),
        ("Transportes del Sur, S.A.", Source.ROW, REVIEW),
        ("Liselotte Müllermann", Source.XML, WARNING),
        ("Elektromarkt Bamby", Source.ROW, WARNING),
        ("Kunden AG Mitte", Source.PDF_TEXT, WARNING),
        ("Kunden AG Mitte", Source.OCR, WARNING),
    ],
)
def test_a_bill_made_out_to_another_name_is_doubted(name: str, source: Source, severity: Severity) -> None:
    """Data that name another company hold it. A person may have bought for the company, and a page may be misread."""
    (found,) = findings_of(made_out_to(name, source))
    assert (found.code, found.severity, found.field) == ("not_our_name", severity, PATH)
    assert dict(found.params) == {"name": name, "own": TENANT.name}


@pytest.mark.parametrize(
    "name",
    [
        "Ferretería Ejemplo, S.L.",
        "FERRETERIA EJEMPLO SL",
        "Ferretería Ejemplo",
        "Ferreteria Ejenplo S.L.U.",
        "Ferretería Ejemplo Sucursal Sevilla",
        "FerreteriaEjemplo",
        "F.E., S.L.",
    ],
)
@pytest.mark.parametrize("source", [Source.XML, Source.ROW, Source.OCR])
def test_the_companys_own_name_passes_in_many_spellings(name: str, source: Source) -> None:
    """Without its legal form or accents, with a branch, misprinted, or as initials."""
    assert verdicts(made_out_to(name, source)) == set()


@pytest.mark.parametrize(
    "document",
    [
        made_out_to("Kunden AG Mitte", supplier=party(OWN_NIF, name="Ferretería Ejemplo, S.L.")),
        made_out_to("Kunden AG Mitte", customer=party(OWN_NIF, name="Kunden AG Mitte")),
        made_out_to("Kunden AG Mitte", customer=party(None, name=None)),
        receipt(customer=party(None, name="Kunden AG Mitte"), doc_type=DocType.RECEIPT),
    ],
)
def test_sales_own_ids_nameless_customers_and_receipts_are_not_doubted(document: Document) -> None:
    """Where a tax id speaks, no name does; a receipt names its buyer by chance."""
    assert "not_our_name" not in {code for code, _, _ in verdicts(document)}


def test_a_sale_without_the_companys_tax_id_is_asked_about_once() -> None:
    """Its supplier has the company's name: that is another question."""
    sale = made_out_to("Kunden AG Mitte", supplier=party(None, name="Ferretería Ejemplo, S.L."))
    assert "not_our_name" not in {code for code, _, _ in verdicts(sale)}


NAMELESS = party(None, name=None)
OURS = party(None, name="Ferreteria Ejemplo SL")
OTHER = party(SUPPLIER_NIF, name="Suministros Ejemplo, S.A.")
STRANGER = party("B85563666", name="Kunden AG Mitte")


def of_data(found: Party) -> Party:
    """Return a party as an e-invoice names it."""
    return replace(found, name=replace(found.name, source=Source.XML) if found.name else None)


@pytest.mark.parametrize(
    ("supplier", "customer", "expected"),
    [
        (OTHER, OURS, set()),
        (OTHER, NAMELESS, set()),
        (OTHER, STRANGER, {("parties_unknown", WARNING, "customer.name")}),
        (of_data(OTHER), of_data(STRANGER), {("parties_unknown", REVIEW, "customer.name")}),
        (of_data(OTHER), of_data(OURS), set()),
        (of_data(OURS), of_data(OTHER), {("direction_unproven", REVIEW, "supplier.tax_id")}),
    ],
)
def test_without_the_companys_tax_ids_its_name_tells_the_side(
    supplier: Party, customer: Party, expected: set[tuple[str, Severity, str]]
) -> None:
    """A bill whose parties were swapped is a sale, and would be booked as a purchase."""
    found = verdicts(invoice(supplier=supplier, customer=customer), replace(TENANT, tax_ids=()))
    assert {one for one in found if one[0] in ("parties_unknown", "direction_unproven")} == expected


def test_with_its_tax_ids_no_name_is_asked_for() -> None:
    """Another rule compares the ids."""
    found = verdicts(invoice(supplier=of_data(OTHER), customer=of_data(STRANGER)))
    assert "parties_unknown" not in {code for code, _, _ in found}
