"""Tables from a known truth, through the stages: every row ends posted as it is, held, or failed with a reason."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from made_tables.case import Case
from made_tables.check import verdicts
from made_tables.oracle import decision_of, may_be_held, read_amount, read_day
from made_tables.runs import Ended
from made_tables.style import Style
from made_tables.tally import SHARE, tally
from made_tables.truth import Flaw, Kind, Row, Truth

TABLES = 600
SEED = "77"


@pytest.mark.timeout(600)
def test_made_tables_are_posted_as_they_are_or_not_at_all() -> None:
    """No row is ever posted with another figure, day or currency; and most of what a table decides is posted."""
    # Numbered cases: what hypothesis draws depends on the modules that other tests have loaded.
    counted = tally(SEED, range(TABLES))

    assert counted.wrong == {}, f"make tables-fuzz SEED={SEED} N={TABLES} tells them"
    assert counted.share >= SHARE, counted.table()


ROW = Row(
    mark="Zaxuko",
    day=date(2026, 3, 5),
    value_day=date(2026, 3, 6),
    due=date(2026, 4, 4),
    supplier="Taxi Zaxuko",
    description="Taxi",
    number="F-0001",
    category="Viajes",
    amount=Decimal("1234.50"),
    net=Decimal("1020.25"),
    tax=Decimal("214.25"),
    rate=Decimal(21),
    currency="EUR",
    balance=Decimal(0),
)


def case_of(*rows: Row, kind: Kind = Kind.EXPENSES, **style: Any) -> Case:
    """Return a made table of *rows*, written as *style* says."""
    return Case(truth=Truth(kind=kind, country="ES", currency="EUR", rows=rows), style=Style(**style))


@pytest.mark.parametrize(
    ("text", "point", "comma"),
    [
        ("12.50", "12.50", None),
        ("12,50", None, "12.50"),
        ("1.234", "1.234", "1234"),
        ("1,234.50", "1234.50", None),
        ("1.234,50", None, "1234.50"),
        ("0.123", "0.123", None),
        ("1\u2019234.50", "1234.50", None),
        ("1\u202f234,50 €", None, "1234.50"),
        ("\u22125.00", "-5.00", None),
        ("(€ 5,-)", None, "-5"),
        ("US$ 7.50-", "-7.50", None),
        ("7.50 DR", "-7.50", None),
        (".50", "0.50", None),
        ("12", "12", "12"),
        ("Total", None, None),
    ],
)
def test_the_oracle_reads_amounts_in_both_ways(text: str, point: str | None, comma: str | None) -> None:
    """A separator before three digits may be either; before any other number of digits it parts the cents."""
    read = [read_amount(text, decimal) for decimal in (".", ",")]
    assert read == [None if said is None else Decimal(said) for said in (point, comma)]


@pytest.mark.parametrize(
    ("text", "day_first", "month_first"),
    [
        ("05/03/2026", date(2026, 3, 5), date(2026, 5, 3)),
        ("25-03-26", date(2026, 3, 25), None),
        ("vie 3/13/2026 10:20", None, date(2026, 3, 13)),
        ("2026-03-05T10:20:00", date(2026, 3, 5), date(2026, 3, 5)),
        ("20260305", date(2026, 3, 5), date(2026, 3, 5)),
        ("5 de marzo de 2026", date(2026, 3, 5), date(2026, 3, 5)),
        ("05-Mar-26", date(2026, 3, 5), date(2026, 3, 5)),
        ("46086", date(2026, 3, 5), date(2026, 3, 5)),
        ("31/02/2026", None, None),
    ],
)
def test_the_oracle_reads_days_in_both_orders(text: str, day_first: date | None, month_first: date | None) -> None:
    """Two numbers up to twelve may be either; a month by its name, an ISO date and a serial number are one day."""
    assert [read_day(text, order) for order in ("dmy", "mdy")] == [day_first, month_first]


def test_one_row_decides_for_all() -> None:
    """The 25th is no month: then the 5th of March is none of May either."""
    late = replace(ROW, mark="Zavizo", day=date(2026, 3, 25))
    assert decision_of(case_of(ROW)).rows == frozenset()
    assert decision_of(case_of(ROW, late)).rows == {"Zaxuko", "Zavizo"}
    assert decision_of(case_of(ROW, late, format="rows")).rows == {"Zavizo"}
    assert decision_of(case_of(ROW, day_form="iso")).rows == {"Zaxuko"}


def test_what_is_doubted_for_a_good_reason_need_not_be_posted() -> None:
    """A statement is held whole, an expense by itself."""
    odd = replace(ROW, mark="Zavizo", flaw=Flaw.PRECISE)
    assert may_be_held(case_of(ROW, odd)) == {"Zavizo"}
    assert may_be_held(case_of(ROW, odd, kind=Kind.BANK)) == {"Zaxuko", "Zavizo"}


EXPENSE: Mapping[str, Any] = {
    "issued_on": "2026-03-05",
    "supplier_name": "Taxi Zaxuko",
    "currency": "EUR",
    "total": "1234.50",
    "net": None,
    "tax_total": None,
}
MOVEMENT: Mapping[str, Any] = {
    "booked_on": "2026-03-05",
    "amount": "1234.50",
    "currency": "EUR",
    "description": "Taxi Zaxuko",
}
CHILD: Mapping[str, Any] = {"Proveedor": "Taxi Zaxuko"}


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({}, None),
        ({"total": "1234500.00"}, "amount: x 1000"),
        ({"total": "-1234.50"}, "amount: sign"),
        ({"total": "1234.51"}, "amount: other"),
        ({"issued_on": "2026-05-03"}, "day: swapped"),
        ({"issued_on": None}, "day: none"),
        ({"currency": "USD"}, "currency"),
    ],
)
def test_a_posting_is_held_against_the_truth(changes: Mapping[str, Any], kind: str | None) -> None:
    """Amount, sign, day and currency must be those of the row."""
    (verdict,) = verdicts(
        case_of(ROW), [Ended(state="posted", row=CHILD, postings=(("expenses", {**EXPENSE, **changes}),))]
    )
    assert (verdict.state, verdict.kind) == (("wrong", kind) if kind else ("posted", ""))


def test_a_row_that_nothing_became_of_is_wrong() -> None:
    """Held and failed are told apart from lost, and both need a reason."""
    assert [one.kind for one in verdicts(case_of(ROW), [])] == ["dropped"]
    assert [one.state for one in verdicts(case_of(ROW), [Ended(state="held", reason="Which order?")])] == ["held"]
    assert [one.state for one in verdicts(case_of(ROW), [Ended(state="held")])] == ["wrong"]


def test_a_posting_without_a_row_is_wrong() -> None:
    """A sum that is booked as an expense is nobody's, one that is booked twice is wrong, and so is another table."""
    fine = Ended(state="posted", row=CHILD, postings=(("expenses", EXPENSE),))
    total = {**EXPENSE, "supplier_name": "Total"}
    extra = Ended(state="posted", row={"Proveedor": "Total"}, postings=(("expenses", total),))
    assert [one.kind for one in verdicts(case_of(ROW), [fine, extra])] == ["", "invented"]
    assert [one.kind for one in verdicts(case_of(ROW), [fine, fine])] == ["twice"]
    moved = Ended(state="posted", postings=(("bank_transactions", MOVEMENT),))
    assert [one.kind for one in verdicts(case_of(ROW), [moved])] == ["kind bank_transactions"]
    assert [one.state for one in verdicts(case_of(ROW, kind=Kind.BANK), [moved])] == ["posted"]


def test_more_decimals_than_the_currency_has_are_proven_or_not_posted() -> None:
    """Rounded amounts that add up are right; as they stand, or rounded alone, they are not."""
    row = replace(ROW, amount=Decimal("1234.505"), net=Decimal("1020.252"), tax=Decimal("214.253"), flaw=Flaw.PRECISE)
    case = case_of(row, tax_columns="net tax")
    kinds = []
    for changes in (
        {"total": "1234.505"},
        {"total": "1234.51"},
        {"total": "1234.50", "net": "1020.25", "tax_total": "214.25"},
    ):
        ended = Ended(state="posted", row=CHILD, postings=(("expenses", {**EXPENSE, **changes}),))
        kinds += [one.kind for one in verdicts(case, [ended])]
    assert kinds == ["amount: decimals", "amount: rounded", ""]
