"""Statements drawn from a known truth, through the stages: each ends posted as it is, or waits with a reason."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from made_statements.check import Case, judged, make_case
from made_statements.tally import SHARE, tally
from made_statements.truth import Account, Movement, Truth
from made_tables.runs import Ended

STATEMENTS = 14
SEED = "98"


def test_made_statements_are_posted_as_they_are_or_wait() -> None:
    """No movement is another, missing, invented or of another account; and what proves itself is posted."""
    counted = tally(SEED, range(STATEMENTS))

    assert counted.wrong == {}, f"make statements-fuzz SEED={SEED} N={STATEMENTS} tells them"
    assert counted.share >= SHARE, counted.table()


ROW = {"booked_on": "2026-03-05", "value_on": None, "amount": "-12.50", "currency": "EUR", "iban": None}


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({}, ""),
        ({"amount": "12.50"}, "sign"),
        ({"amount": "1250.00"}, "amount"),
        ({"booked_on": "2026-05-03"}, "day"),
        ({"currency": "USD"}, "currency"),
        ({"iban": "ES9121000418450200051332"}, "account"),
        ({"balance": "1.00"}, "balance"),
        ({"description": "RECIBO"}, "invented"),
    ],
)
def test_a_posting_is_held_against_the_truth(changes: Mapping[str, Any], kind: str) -> None:
    """One column that is another makes the whole wrong."""
    row = {**ROW, "balance": None, "description": "RECIBO ZAXUKO", **changes}

    found = judged(_case(), [Ended(state="posted", postings=(("bank_transactions", row),))])

    assert found.kind == kind


def test_a_movement_that_is_not_posted_is_wrong_and_a_hold_needs_a_reason() -> None:
    """Nothing at all, and a hold without a word, are."""
    ends = [[Ended(state="posted")], [Ended(state="held")], [Ended(state="held", reason="code: why")]]

    assert [judged(_case(), one).state for one in ends] == ["wrong", "wrong", "held"]


def _case() -> Case:
    """Return one movement of one account."""
    day = date(2026, 3, 5)
    row = Movement(
        mark="ZAXUKO", booked_on=day, value_on=day, amount=Decimal("-12.5"), texts=("RECIBO ZAXUKO",), number="1"
    )
    made = make_case(SEED, 0)
    account = Account(number="ES00", opening=Decimal(100), movements=(row,))
    truth: Truth = replace(made.truth, country="ES", home="ES", currency="EUR", accounts=(account,))
    return Case(truth=truth, style=replace(made.style, money="signed", value=False, newest=False))
