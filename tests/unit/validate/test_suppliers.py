"""The rules on what the ledger knows of a supplier: what is usual, what is not, and what cannot be known."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from asiento.document import DocType, Document, Payment
from asiento.model import Finding
from asiento.tenant import KnownSupplier, PostedBill, TenantSettings, Watched
from asiento.validate import validate
from builders import TENANT, make_item, make_tools
from papers import OWN_NIF, SUPPLIER_NIF, amount, field, invoice, party, tax

LAST = date(2025, 2, 8)
OURS = {"new_supplier", "new_iban", "supplier_disagrees", "unusual_amount", "unusual_rate", "early_bill"}
NAME = "Suministros Ejemplo, S.A."


def bill(months: int = 0, total: str = "121.00", **changes: Any) -> PostedBill:
    """Return a bill of the supplier, so many months of 30 days before the last one."""
    fields: dict[str, Any] = {
        "doc_type": "invoice",
        "issued_on": LAST - timedelta(days=30 * months),
        "currency": "EUR",
        "total": Decimal(total),
        "name": NAME,
    }
    return PostedBill(**(fields | changes))


def bills(totals: Sequence[str], **changes: Any) -> tuple[PostedBill, ...]:
    """Return bills of each month with these totals, the last first."""
    return tuple(bill(months, total, **changes) for months, total in enumerate(totals))


def found(document: Document, known: KnownSupplier | None, *, settings: TenantSettings | None = None) -> list[Finding]:
    """Return what the rules of this module find."""
    tenant = replace(TENANT, settings=settings or TenantSettings())
    judged = validate(make_item(document=document, known_supplier=known, tenant=tenant), make_tools())
    return [finding for finding in judged.findings if finding.code in OURS]


def codes(document: Document, known: KnownSupplier | None, **settings: Any) -> list[str]:
    """Return the severities and names of these."""
    said = found(document, known, settings=TenantSettings(**settings) if settings else None)
    return [f"{finding.severity} {finding.name}" for finding in said]


def paid_to(iban: str) -> Document:
    """Return an invoice to be paid to an account."""
    return invoice(payment=Payment(iban=field(iban)))


@pytest.mark.parametrize(
    ("document", "known", "asked", "expected"),
    [
        (invoice(), KnownSupplier(), True, ["review new_supplier"]),
        (invoice(), KnownSupplier(), False, []),
        (invoice(), KnownSupplier(bills=(bill(),)), True, []),
        (invoice(), None, True, []),
        (invoice(supplier=party(OWN_NIF, name="Ferretería Ejemplo, S.L.")), KnownSupplier(), True, []),
    ],
)
def test_the_first_bill_of_a_supplier_waits_if_it_is_asked_for(
    document: Document, known: KnownSupplier | None, asked: bool, expected: list[str]
) -> None:
    """Not a sale of one's own, nor where nobody asked the ledger."""
    assert codes(document, known, review_new_suppliers=asked) == expected


@pytest.mark.parametrize(
    ("iban", "seen", "expected"),
    [
        ("ES9121000418450200051332", ("ES7921000813610123456789",), ["review new_iban"]),
        ("ES9121000418450200051332", ("ES7921000813610123456789", "ES9121000418450200051332"), []),
        ("ES91 2100 0418 4502 0005 1332", ("ES9121000418450200051332",), []),
        ("ES9121000418450200051332", (None, None), []),
        ("ES9121000418450200051332", (), []),
    ],
)
def test_another_account_than_before_waits(iban: str, seen: Sequence[str | None], expected: list[str]) -> None:
    """However it is written; without an account before nothing can be said."""
    known = KnownSupplier(bills=tuple(bill(months, iban=each) for months, each in enumerate(seen)))

    assert codes(paid_to(iban), known) == expected


@pytest.mark.parametrize(
    ("name", "names", "namesakes", "expected"),
    [
        (NAME, [NAME], (), []),
        ("SUMINISTROS EJEMPLO", [NAME], (), []),
        ("Suministros Ejernplo SA", [NAME], (), []),
        ("Transportes Lejanos, S.L.", [NAME], (), ["review supplier_disagrees.name"]),
        ("Transportes Lejanos, S.L.", [NAME, "Transportes Lejanos"], (), []),
        ("Transportes Lejanos, S.L.", [None], (), []),
        (NAME, [], ("B85563666",), ["review supplier_disagrees.tax_id"]),
        (NAME, [NAME], ("B85563666",), []),
        (NAME, [], (), []),
    ],
)
def test_a_name_and_an_id_of_two_companies_wait(
    name: str, names: Sequence[str | None], namesakes: tuple[str, ...], expected: list[str]
) -> None:
    """By what is posted; a misprinted name is the same."""
    known = KnownSupplier(bills=tuple(bill(name=each) for each in names), namesakes=namesakes)

    assert codes(invoice(supplier=party(SUPPLIER_NIF, name=name)), known) == expected


def test_receipts_have_the_names_of_shops() -> None:
    """Which are not those of the companies, and are often misread."""
    receipt = invoice(doc_type=DocType.RECEIPT, supplier=party(SUPPLIER_NIF, name="Bar Sol"))

    assert codes(receipt, KnownSupplier(bills=(bill(),))) == []


SPREAD = ["100", "110", "121", "130", "140", "121", "121", "110", "130", "121"]


@pytest.mark.parametrize(
    ("totals", "changes", "expected"),
    [
        (SPREAD, {}, []),
        (["1000", "1010", "990", "1000", "1005", "995", "1000", "1000", "1010", "990"], {}, ["warning unusual_amount"]),
        (["10", "11", "9", "10", "10", "11", "9", "10", "10", "10"], {}, ["warning unusual_amount"]),
        (["10", "11", "9", "10", "10", "11", "9", "10", "10"], {}, []),
        (["10", "11", "9", "10", "10", "11", "9", "10", "10", "10"], {"currency": "USD"}, []),
        (["10", "11", "9", "10", "10", "11", "9", "10", "10", "10"], {"doc_type": "receipt"}, []),
        (["121.00"] * 10, {}, []),
        (["120.99"] * 10, {}, []),
        (["119.00"] * 10, {}, ["warning unusual_amount"]),
    ],
)
def test_a_total_far_from_the_usual_is_told_of(
    totals: Sequence[str], changes: dict[str, str], expected: list[str]
) -> None:
    """Outside of mean and two standard deviations of ten or more of the kind and currency; a cent is never far."""
    assert codes(invoice(), KnownSupplier(bills=bills(totals, **changes))) == expected


def test_a_total_after_withholdings_is_compared_as_one_before_them() -> None:
    """Facturae calls what is left its total; the ledger has the one before."""
    left = invoice(
        withholdings=(tax("IRPF", "15", "100.00", "15.00"),), total=amount("106.00"), payable=amount("106.00")
    )

    assert codes(left, KnownSupplier(bills=bills(["121.00"] * 10))) == []


@pytest.mark.parametrize(
    ("rates", "count", "expected"),
    [(("21",), 5, []), (("10",), 5, ["warning unusual_rate"]), (("10", "21"), 5, []), (("10",), 4, []), ((), 9, [])],
)
def test_a_rate_that_no_invoice_had_is_told_of(rates: Sequence[str], count: int, expected: list[str]) -> None:
    """If five or more had any; the document has 21 %."""
    known = KnownSupplier(bills=bills(["121"] * count, rates=tuple(map(Decimal, rates))))

    said = found(invoice(), known)

    assert [f"{finding.severity} {finding.name}" for finding in said] == expected
    assert [finding.field for finding in said] == ["taxes.0.rate"] * len(expected)


@pytest.mark.parametrize(
    ("days", "gap", "expected"),
    [
        ((0, 30, 60, 91, 121), 9, ["warning early_bill"]),
        ((0, 30, 60, 91, 121), 23, []),
        ((0, 30, 60, 91, 121), 0, []),
        ((0, 30, 60, 91, 121), -9, []),
        ((0, 30, 60, 91), 9, []),
        ((0, 3, 33, 63, 93), 1, []),
    ],
)
def test_a_bill_sooner_than_the_rhythm_is_told_of(days: Sequence[int], gap: int, expected: list[str]) -> None:
    """Of a supplier whose bills never came so close; one of the same day, or of before, is another matter."""
    issued = date(2025, 3, 10)
    known = KnownSupplier(bills=tuple(bill(issued_on=issued - timedelta(days=gap + each)) for each in days))

    assert codes(invoice(), known) == expected


def test_each_anomaly_may_be_off() -> None:
    """For a supplier: nothing else is."""
    known = KnownSupplier(
        bills=tuple(
            bill(months, "10.00", name="Otra", iban="ES7921000813610123456789", rates=(Decimal(10),),
                 issued_on=date(2025, 3, 9) - timedelta(days=30 * months))
            for months in range(10)
        )
    )  # fmt: skip
    document = replace(paid_to("ES9121000418450200051332"), supplier=party(SUPPLIER_NIF, name=NAME))
    all_of_them = {finding.code for finding in found(document, known)}
    assert all_of_them == OURS - {"new_supplier"}

    for switch, code in {
        "new_iban": "new_iban",
        "other_name": "supplier_disagrees",
        "unusual_amount": "unusual_amount",
        "unusual_rate": "unusual_rate",
        "early_bill": "early_bill",
    }.items():
        switched = replace(known, policy=Watched(**{switch: False}))
        assert {finding.code for finding in found(document, switched)} == all_of_them - {code}
