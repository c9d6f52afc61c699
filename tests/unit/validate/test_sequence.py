"""Numbers and dates out of a supplier's series, and one purchase twice: what holds, what tells, how often wrongly."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from asiento.document import DocType, Document
from asiento.tenant import KnownSupplier, PostedBill, Watched
from asiento.validate import series, validate
from asiento.validate.series import Numbered
from builders import make_item, make_tools
from made_series import MadeBill, bills, misread
from papers import SUPPLIER_NIF, amount, field, invoice, party, receipt

FIRST = date(2025, 1, 10)
SUPPLIER = party(SUPPLIER_NIF)


def bill(number: str | None, days: int = 0, **changes: Any) -> PostedBill:
    """Return a bill of the supplier, so many days after the first."""
    fields: dict[str, Any] = {
        "doc_type": "invoice",
        "number": number,
        "issued_on": FIRST + timedelta(days=days),
        "currency": "EUR",
        "total": Decimal("121.00"),
    }
    return PostedBill(**(fields | changes))


def monthly(form: str, *counts: int) -> tuple[PostedBill, ...]:
    """Return bills of each month with these counts in their numbers, the last first."""
    return tuple(bill(form.format(n=count), 30 * at) for at, count in enumerate(counts))[::-1]


def of(number: str, days: int, **changes: Any) -> Document:
    """Return an invoice of that number, so many days after the first."""
    return invoice(number=field(number), issued_on=field(FIRST + timedelta(days=days)), **changes)


def said(document: Document, known: Sequence[PostedBill], *codes: str, **switches: bool) -> list[str]:
    """Return the severities and names of what is found, of these codes."""
    supplier = KnownSupplier(bills=tuple(known), policy=Watched(**switches))
    judged = validate(make_item(document=document, known_supplier=supplier), make_tools())
    return [f"{one.severity} {one.name}" for one in judged.findings if one.code in codes]


STEADY = monthly("F25-{n:04}", 102, 131, 158, 190, 214, 245)
PLAIN = monthly("{n}", 4102, 4131, 4158, 4190, 4214, 4245)


@pytest.mark.parametrize(
    ("number", "days", "known", "expected"),
    [
        ("F25-0271", 180, STEADY, []),
        ("F25-0229", 155, STEADY, []),
        ("F26-0012", 370, STEADY, []),
        ("4271", 180, PLAIN, []),
        ("12", 370, PLAIN, []),
        ("F25-0171", 180, STEADY, ["warning out_of_series.order"]),
        ("F25-0260", 20, STEADY, ["warning out_of_series.order"]),
        ("F25-9271", 180, STEADY, ["warning out_of_series.far"]),
        ("E25-0271", 180, STEADY, ["warning out_of_series.form"]),
        ("F25-00271", 180, STEADY, ["warning out_of_series.form"]),
        ("271", 180, STEADY, ["warning out_of_series.form"]),
        ("F25-0271", -185, STEADY, ["review out_of_series.year"]),
        ("F25-0271", 545, STEADY, ["review out_of_series.year"]),
        ("4271", -185, PLAIN, ["review out_of_series.year_off"]),
        ("42710", 180, PLAIN, ["warning out_of_series.far"]),
        ("F25-9271", 180, STEADY[:2], []),
        ("F25-0271", -185, STEADY[:2], []),
        ("E25-0271", 180, STEADY[:5], []),
        ("E25-0271", 180, (*STEADY, bill("G25-17")), []),
        ("F25-0171", 180, (*STEADY, bill("F25-0900", -9)), []),
        ("F25-0171", 180, [bill(one.number, doc_type="credit_note", issued_on=one.issued_on) for one in STEADY], []),
        ("SIN NUMERO", 180, STEADY, []),
    ],
)
def test_a_number_has_its_place_in_the_series(
    number: str, days: int, known: Sequence[PostedBill], expected: list[str]
) -> None:
    """By numbers and dates of the last bills; a new year, a gap, another order of theirs say nothing."""
    assert said(of(number, days), known, "out_of_series") == expected


def test_around_the_new_year_both_years_are_right() -> None:
    """A bill of December may be written in January."""
    known = tuple(bill(f"2025/{at}", 30 * at) for at in range(1, 6))

    assert said(of("2026/3", 355), known, "out_of_series") == []
    assert said(of("2026/3", 300), known, "out_of_series") == ["review out_of_series.year"]


TICKET = bill("T-1", doc_type="receipt")
OTHERS = tuple(bill(None, day, total=Decimal(20 + day), doc_type="receipt") for day in range(4))


def paper(doc_type: DocType, days: int) -> Document:
    """Return a receipt or an invoice of 121.00, so many days after the first bill."""
    made = receipt(total=amount("121.00"), taxes=()) if doc_type is DocType.RECEIPT else invoice()
    return Document(**{**_fields(made), "supplier": SUPPLIER, "issued_on": field(FIRST + timedelta(days=days))})


def _fields(document: Document) -> dict[str, Any]:
    return {name: getattr(document, name) for name in document.__dataclass_fields__}


@pytest.mark.parametrize(
    ("doc_type", "days", "known", "expected"),
    [
        (DocType.RECEIPT, 20, (bill("F-1"), *OTHERS), ["review same_purchase.receipt"]),
        (DocType.RECEIPT, 2, (bill("F-1"), *OTHERS), []),
        (DocType.RECEIPT, 120, (bill("F-1"), *OTHERS), []),
        (DocType.RECEIPT, 20, (bill("F-1", currency="USD"), *OTHERS), []),
        (DocType.RECEIPT, 20, (bill("F-1"), bill("F-2", 9), *OTHERS), []),
        (DocType.RECEIPT, 20, tuple(bill(f"F-{at}", at) for at in range(5)), ["review same_purchase.receipt"]),
        (DocType.RECEIPT, 20, (TICKET, *OTHERS), []),
        (DocType.INVOICE, 20, (TICKET, *OTHERS), ["review same_purchase.invoice"]),
        (DocType.INVOICE, 70, (TICKET, *OTHERS), []),
        (DocType.INVOICE, 20, (bill("F-1"), *OTHERS), []),
        (DocType.CREDIT_NOTE, 20, (TICKET, *OTHERS), []),
    ],
)
def test_one_purchase_is_posted_once(
    doc_type: DocType, days: int, known: Sequence[PostedBill], expected: list[str]
) -> None:
    """By its invoice or its receipt; where totals are often alike, nothing is said."""
    document = paper(doc_type, days)
    document = Document(**{**_fields(document), "doc_type": doc_type})

    assert said(document, known, "same_purchase") == expected


@pytest.mark.parametrize(
    ("document", "known", "switch", "code"),
    [
        (of("F25-9271", 180), STEADY, "series", "out_of_series"),
        (paper(DocType.RECEIPT, 20), (bill("F-1"), *OTHERS), "same_purchase", "same_purchase"),
    ],
)
def test_each_may_be_off_for_a_supplier(
    document: Document, known: Sequence[PostedBill], switch: str, code: str
) -> None:
    """As for the other anomalies."""
    assert said(document, known, code) != []
    assert said(document, known, code, **{switch: False}) == []


CHECKS = {
    "form": series.of_other_form,
    "order": series.out_of_order,
    "far": series.far_beyond,
    "year": series.of_other_year,
    "year_off": series.a_year_off,
}


def fired(number: str, issued_on: date, doc_type: str, before: Sequence[MadeBill]) -> Iterator[str]:
    """Yield the checks that find something in a bill, of what its supplier sent before."""
    last = sorted((one for one in before if one.doc_type == doc_type), key=lambda one: one.issued_on, reverse=True)[:30]
    one, known = series.numbered(number, issued_on), [series.numbered(each.number, each.issued_on) for each in last]
    named: list[Numbered] = [each for each in known if each is not None]
    if one is not None:
        yield from (name for name, check in CHECKS.items() if check(one, named))


def test_right_bills_are_seldom_told_of_and_wrong_ones_often() -> None:
    """Made suppliers of many kinds: less than one right bill in a hundred, and of 2026 as 2025 most."""
    false, found, tried, right = Counter[str](), Counter[str](), Counter[str](), 0
    for seed in range(100, 112):
        rng, before = Random(seed), list[MadeBill]()
        for one in bills(seed):
            right += 1
            false.update(fired(one.number, one.issued_on, one.doc_type, before))
            if len(before) >= 8 and rng.random() < 0.2:
                wrong = {"digit": (misread(one.number, rng), one.issued_on)}
                wrong["year"] = (one.number, one.issued_on - timedelta(days=365))
                for kind, (number, day) in wrong.items():
                    tried[kind] += 1
                    found[kind] += any(True for _ in fired(number, day, one.doc_type, before))
            before.append(one)

    assert right > 1_000
    assert false.total() < right / 100
    assert false["year"] + false["year_off"] == 0
    assert found["year"] > 0.75 * tried["year"]
    assert found["digit"] > 0.35 * tried["digit"]
