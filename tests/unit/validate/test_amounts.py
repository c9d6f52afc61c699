"""Single values and whose document it is: currency, sign, confidence, ownership, and the rules of Spain and Ecuador."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from asiento.document import DocType, Document, Source
from asiento.model import Severity
from asiento.tenant import Tenant, TenantSettings
from asiento.validate.limits import LIMITS, Limit, limit_on
from builders import TENANT
from papers import (
    OWN_NIF,
    SUPPLIER_NIF,
    amount,
    day,
    ecuadorian,
    field,
    invoice,
    party,
    receipt,
    statement,
    verdicts,
)

ERROR, REVIEW, WARNING = Severity.ERROR, Severity.REVIEW, Severity.WARNING
ECUADORIAN = replace(TENANT, country="EC", currency="USD", tax_ids=("1710034065001",))
UNKNOWN_IDS = replace(TENANT, tax_ids=())


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (invoice(currency=field("EUX")), {("unknown_currency", ERROR, "currency")}),
        (invoice(currency=field("eur")), {("unknown_currency", ERROR, "currency")}),
        (statement(currency=field("DEM")), {("unknown_currency", REVIEW, "currency")}),
        (invoice(currency=field("SEK")), {("foreign_currency", WARNING, "currency")}),
        (invoice(total=amount("-121.00"), taxes=(), net=None), {("negative_total", REVIEW, "total")}),
        (receipt(total=amount("-11.00")), {("negative_total", REVIEW, "total")}),
        (receipt(total=amount("0.00")), {("zero_total", REVIEW, "total")}),
        (invoice(doc_type=DocType.CREDIT_NOTE, total=amount("-121.00")), set()),
    ],
)
def test_a_single_value_is_judged(document: Document, expected: set[tuple[str, Severity, str]]) -> None:
    """Currency, sign and confidence each have their finding."""
    assert verdicts(document) == expected


@pytest.mark.parametrize(
    ("document", "tenant", "expected"),
    [
        (invoice(), TENANT, set()),
        (invoice(supplier=party(OWN_NIF), customer=party(SUPPLIER_NIF)), TENANT, set()),
        (invoice(customer=party(name=None)), TENANT, set()),
        (invoice(customer=party()), TENANT, {("not_our_name", WARNING, "customer.name")}),
        (invoice(customer=party("B12345674")), UNKNOWN_IDS, {("parties_unknown", WARNING, "customer.name")}),
        (invoice(customer=party("B12345674", name="Ferreteria Ejemplo")), UNKNOWN_IDS, set()),
        (invoice(customer=party("12345678Z")), TENANT, {("not_our_document", REVIEW, "customer.tax_id")}),
        (ecuadorian(customer=party("1710034065")), ECUADORIAN, set()),
        (ecuadorian(customer=party("1765432107")), ECUADORIAN, {("not_our_document", REVIEW, "customer.tax_id")}),
        (
            ecuadorian(customer=party("9999999999999"), total=amount("50.00"), net=None, taxes=()),
            ECUADORIAN,
            {("not_deductible", WARNING, "customer.tax_id")},
        ),
    ],
)
def test_a_document_is_ours_or_goes_to_a_person(
    document: Document, tenant: Tenant, expected: set[tuple[str, Severity, str]]
) -> None:
    """One of the parties is the tenant, the buyer is nobody in particular, or somebody looks."""
    assert verdicts(document, tenant) == expected


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (receipt(customer=party(name=None)), {("vat_not_deductible", WARNING, "customer.tax_id")}),
        (receipt(supplier=party(OWN_NIF), customer=party(name=None)), set()),
        (receipt(total=amount("3000.00")), set()),
        (receipt(total=amount("3000.01")), {("simplified_over_limit", REVIEW, "total")}),
        (receipt(total=amount("9000.00", Source.ROW), taxes=(), customer=party(name=None)), set()),
        (invoice(customer=party(name=None)), set()),
    ],
)
def test_a_spanish_receipt_is_a_simplified_invoice(
    document: Document, expected: set[tuple[str, Severity, str]]
) -> None:
    """Without the buyer's NIF it is told, above its limit a person looks; a row of a spreadsheet is no paper."""
    assert verdicts(document) == expected


@pytest.mark.parametrize("row", LIMITS, ids=lambda row: f"{row.name}-{row.value}")
def test_each_limit_holds_on_its_days_and_says_where_it_stands(row: Limit) -> None:
    """Beside its first and last day another one holds, or none."""
    inside = [day for day in (row.start, row.end) if day] or [date(2026, 1, 1)]
    outside = [row.start - timedelta(days=1)] if row.start else []
    outside += [row.end + timedelta(days=1)] if row.end else []

    assert all(limit_on(row.name, day) == row.value for day in inside)
    assert all(limit_on(row.name, day) != row.value for day in outside)
    assert row.source_url.startswith("https://")
    assert row.checked_on <= date(2026, 11, 29)


def final_consumer(total: str, issued_on: str, **changes: object) -> Document:
    """Return an Ecuadorian invoice to nobody in particular."""
    return ecuadorian(
        customer=party("9999999999999", name="CONSUMIDOR FINAL"),
        issued_on=day(issued_on),
        total=amount(total),
        net=None,
        taxes=(),
        **changes,
    )


LIMIT, TOLD = ("final_consumer_limit", REVIEW, "total"), ("not_deductible", WARNING, "customer.tax_id")


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (final_consumer("50.00", "2025-03-10"), {TOLD}),
        (final_consumer("50.01", "2025-03-10"), {TOLD, LIMIT}),
        (final_consumer("200.00", "2022-10-31"), {TOLD}),
        (final_consumer("200.01", "2022-10-31"), {TOLD, LIMIT}),
        (final_consumer("50.01", "2022-11-01"), {TOLD, LIMIT}),
        (final_consumer("49.00", "2025-03-10", supplier=party("1710034065001", "EC")), set()),
        (ecuadorian(), set()),
        (ecuadorian(number=field("001001000000123")), set()),
        (ecuadorian(number=field("F-17")), {("unusual_number", REVIEW, "number")}),
        (
            ecuadorian(currency=field("EUR")),
            {("unexpected_currency", REVIEW, "currency"), ("foreign_currency", WARNING, "currency")},
        ),
    ],
)
def test_an_ecuadorian_document_follows_ecuadors_rules(
    document: Document, expected: set[tuple[str, Severity, str]]
) -> None:
    """Final consumer, number and currency; the tenant is Ecuadorian and the buyer unless the document says else."""
    assert verdicts(document, ECUADORIAN) == expected


RUC = party("1790012344001", name="Importadora Quilotoa")
ASSUMED = field("EUR", Source.DERIVED, 0.6)


def row(**changes: Any) -> Document:
    """Return a row of a bill that names no currency."""
    fields: dict[str, Any] = {"number": field("F-2025-17", Source.ROW), "currency": ASSUMED}
    return invoice(**(fields | changes))


@pytest.mark.parametrize(
    ("document", "held", "expected"),
    [
        (row(), False, set()),
        (row(), True, {("assumed_currency", REVIEW, "currency")}),
        (row(supplier=party()), False, {("assumed_currency", WARNING, "currency")}),
        (row(supplier=party()), True, {("assumed_currency", REVIEW, "currency")}),
        (row(supplier=RUC), False, {("assumed_currency", REVIEW, "currency")}),
        (row(supplier=party(country="EC")), False, {("assumed_currency", REVIEW, "currency")}),
        (row(supplier=party(country="FR")), False, set()),
        (row(currency=field("EUR", Source.ROW)), True, set()),
        (row(currency=field("EUR", Source.PERSON)), True, set()),
        (invoice(currency=ASSUMED), True, set()),
        (statement(currency=ASSUMED), True, set()),
    ],
)
def test_a_row_without_a_currency_is_in_the_companys_unless_the_supplier_says_else(
    document: Document, held: bool, expected: set[tuple[str, Severity, str]]
) -> None:
    """Rows leave out what is the same in all; the company may want to see each."""
    tenant = replace(TENANT, settings=TenantSettings(review_assumed_currency=held))
    assert {one for one in verdicts(document, tenant) if one[0] == "assumed_currency"} == expected
