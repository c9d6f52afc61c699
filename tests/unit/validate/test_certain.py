"""What vouches for a value, how likely it is right, and what is too uncertain to be posted."""

from dataclasses import replace

import pytest

from asiento.codes import sentence
from asiento.document import DocType, Document, Line, Party, Payment, Source
from asiento.model import Severity
from asiento.tenant import TenantSettings
from asiento.validate.certainty import Curve, certainty, curves
from asiento.validate.vouchers import Voucher, country_of_tax_id, needed_fields, vouchers_of
from builders import TENANT
from papers import (
    OWN_NIF,
    SUPPLIER_NIF,
    amount,
    day,
    field,
    findings_of,
    invoice,
    line,
    party,
    receipt,
    row,
    statement,
    verdicts,
)

REVIEW = Severity.REVIEW
OCR = Source.OCR
LINES = (line("100.00"), line("21.00"))
AGAIN = (line("121.00"), line("121.00"), line("-121.00"))


@pytest.mark.parametrize(
    ("document", "path", "expected"),
    [
        (invoice(), "total", {Voucher.SUMS}),
        (invoice(net=amount("100.00", Source.DERIVED)), "total", set()),
        (invoice(total=amount("121.00", Source.DERIVED)), "total", set()),
        (invoice(total=amount("121.02")), "total", set()),
        (invoice(total=amount("121.00", Source.XML)), "total", {Voucher.DATA, Voucher.SUMS}),
        (invoice(total=amount("121.00", Source.PERSON)), "total", {Voucher.PERSON, Voucher.SUMS}),
        (receipt(total=amount("121.00"), lines=LINES, net=None, taxes=()), "total", {Voucher.LINES}),
        (receipt(total=amount("121.00"), lines=(line("121.00"),), net=None, taxes=()), "total", set()),
        (receipt(total=amount("121.00"), lines=(line("121.00"), line("0.00")), net=None, taxes=()), "total", set()),
        (receipt(total=amount("121.00"), lines=AGAIN, net=None, taxes=()), "total", set()),
        (receipt(total=amount("0.01"), lines=(line("0.00"), line("0.00")), net=None, taxes=()), "total", set()),
        (receipt(total=amount("121.00"), lines=(*LINES, Line()), net=None, taxes=()), "total", set()),
        (receipt(total=amount("122.00"), lines=LINES, net=None, taxes=()), "total", set()),
        (invoice(supplier=party(SUPPLIER_NIF)), "currency", {Voucher.COUNTRY}),
        (invoice(supplier=party(SUPPLIER_NIF), currency=field("USD")), "currency", set()),
        (invoice(supplier=party(None)), "currency", set()),
        (
            invoice(supplier=party(None), payment=Payment(iban=field("ES7620770024003102575766"))),
            "currency",
            {Voucher.COUNTRY},
        ),
        (receipt(supplier=party(None), payment=Payment(iban=field("ES7620770024003102575766"))), "currency", set()),
        (
            invoice(supplier=party("DE136695976"), payment=Payment(iban=field("GB33BUKB20201555555555"))),
            "currency",
            set(),
        ),
        (invoice(supplier=party(SUPPLIER_NIF)), "supplier.tax_id", {Voucher.CHECK_DIGITS}),
        (invoice(supplier=party("B12345678")), "supplier.tax_id", set()),
        (invoice(), "issued_on", set()),
        (invoice(issued_on=None), "issued_on", set()),
    ],
)
def test_what_vouches_for_a_value(document: Document, path: str, expected: set[Voucher]) -> None:
    """Figures that were computed of each other vouch for nothing."""
    assert set(vouchers_of(document, path)) == expected


@pytest.mark.parametrize(
    ("tax_id", "country"),
    [("B12345674", "ES"), ("ATU13585627", "AT"), ("EL094259216", "GR"), ("1790011674001", "EC"), ("12345678", None)],
)
def test_a_tax_id_with_its_check_digits_names_a_country(tax_id: str, country: str | None) -> None:
    """Without them it may be anything."""
    assert country_of_tax_id(tax_id) == country


def test_a_curve_is_a_staircase() -> None:
    """Below its first step nothing is known, and a value is no surer than its reader is."""
    curve = Curve.of([[0.5, 0.4], [0.8, 0.9]])

    assert [curve.at(raw) for raw in (0.1, 0.45, 0.5, 0.79, 0.8, 1.0)] == [0.1, 0.4, 0.4, 0.4, 0.9, 0.9]


def test_our_curves_ascend_and_promise_nothing_certain() -> None:
    """A surer reader is never less likely right."""
    assert {path for path, _ in curves()} >= {"total", "issued_on", "currency", "number"}
    for curve in curves().values():
        assert list(curve.froms) == sorted(set(curve.froms))
        assert list(curve.rights) == sorted(set(curve.rights))
        assert all(0 < right < 1 for right in curve.rights)


def test_what_nobody_read_is_as_sure_as_it_says() -> None:
    """Data and what a person says have no curve."""
    document = invoice(total=amount("121.00", Source.XML, 1.0))

    assert certainty(document, "total", needed_fields(document)["total"]) == 1.0


def test_a_voucher_makes_a_total_surer() -> None:
    """The same confidence of its reader, with and without a net and taxes that make it."""
    proven, alone = (
        invoice(total=amount("121.00", OCR, 0.75)),
        receipt(total=amount("121.00", OCR, 0.75), net=None, taxes=()),
    )

    assert certainty(proven, "total", needed_fields(proven)["total"]) > certainty(
        alone, "total", needed_fields(alone)["total"]
    )


@pytest.mark.parametrize(
    ("document", "path"),
    [
        (receipt(total=amount("11.00", OCR, 0.5), net=None, taxes=()), "total"),
        (receipt(supplier=Party(name=field("Westminster, UK", OCR, 0.5))), "supplier.name"),
        (receipt(issued_on=field(day("2025-03-10").value, OCR, 0.3)), "issued_on"),
        (invoice(supplier=party(None), currency=field("EUR", Source.DERIVED, 0.6)), "currency"),
        (statement(replace(row("2025-03-01", "-20.00"), amount=amount("-20.00", OCR, 0.4))), "transactions.0.amount"),
    ],
)
def test_what_is_too_uncertain_waits(document: Document, path: str) -> None:
    """The total, the date, the currency, and the amounts of a statement."""
    assert ("low_confidence", REVIEW, path) in verdicts(document)


@pytest.mark.parametrize(
    "document",
    [
        invoice(),
        invoice(total=amount("121.00", OCR, 0.97)),
        invoice(currency=field("EUR", Source.DERIVED, 0.6)),
        receipt(number=field("F1", OCR, 0.2)),
        receipt(supplier=Party(name=field("Bar Sol", OCR, 0.5), tax_id=field(SUPPLIER_NIF))),
        invoice(supplier=Party(name=field("Nosotros", OCR, 0.5), tax_id=field(OWN_NIF))),
        invoice(doc_type=DocType.OTHER, total=amount("121.00", OCR, 0.1)),
    ],
)
def test_what_is_vouched_for_or_clear_does_not_wait(document: Document) -> None:
    """A currency that is not printed is the one of its supplier's country; a receipt needs no number."""
    assert not [code for code, _, _ in verdicts(document) if code == "low_confidence"]


def test_a_tenant_may_want_more() -> None:
    """A bill's number is asked for as well then, and the sentence tells how seldom such values are right."""
    tenant = replace(TENANT, settings=TenantSettings(least_confidence=1.0))
    document = invoice(total=amount("121.00", OCR, 0.97), number=field("F1", OCR, 0.9), issued_on=day("2025-03-10"))

    found = {
        finding.field: sentence(finding)
        for finding in findings_of(document, tenant)
        if finding.code == "low_confidence"
    }

    assert found.keys() == {"total", "number", "issued_on", "currency"}
    assert found["total"].startswith("We read a total of 121.00. Net and taxes, or the lines, make it")
    assert all(" of 100 cases." in said for said in found.values())


def test_a_doubtful_value_is_quoted_with_what_speaks_against_it() -> None:
    """The finding names what was read, and that nothing makes it."""
    finding = findings_of(receipt(total=amount("11.1", OCR, 0.1), net=None, taxes=()))[0]

    assert sentence(finding).startswith("We read a total of 11.10. No net and taxes, nor the lines, make it")
