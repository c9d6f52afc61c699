"""What goes through without a person, how much of it is wrong, and whether confidence knows."""

from pathlib import Path
from typing import Any

import pytest

from asiento.evaluate.manifest import Truth
from asiento.evaluate.outcome import End, Given, Outcome, Reading
from asiento.evaluate.risk import expected_error, risk_coverage, separation, untouched
from asiento.evaluate.scoring import Judged, judge

TRUE = {"date": "2026-03-05", "total": "12.10", "currency": "EUR", "supplier": "Bar Sol"}


def file(sure: float = 1.0, expect: str = "ok", doc_type: str = "receipt", **changes: Any) -> Judged:
    """Return a file with *sure* fields, all of them right but those of *changes*; other changes are of the reading."""
    values = TRUE | {name: changes.pop(name) for name in TRUE.keys() & changes.keys()}
    given = {name: Given(value=value, confidence=sure) for name, value in values.items() if value}
    truth = Truth(
        name="a.jpg", file=Path("a.jpg"), family="x", doc_type=doc_type, country=None, expect=expect, fields=TRUE
    )
    reading = Reading(**({"end": End.READ, "stage": "validate", "doc_type": "receipt", "fields": given} | changes))
    return judge(truth, Outcome(reading=reading, seconds=1.0, peak_mb=1.0))


@pytest.mark.parametrize(
    ("one", "through", "money", "field"),
    [
        (file(), 1, 0, 0),
        (file(held=("old_date", "not_our_document")), 1, 0, 0),
        (file(held=("low_confidence",)), 0, 0, 0),
        (file(codes=("missing_total",)), 0, 0, 0),
        (file(end=End.DOCUMENT_ERROR, codes=("empty_file",)), 0, 0, 0),
        (file(doc_type="invoice"), 1, 0, 0),
        (file(total="12.00"), 1, 1, 1),
        (file(currency="USD"), 1, 1, 1),
        (file(date="2026-05-03"), 1, 0, 1),
        (file(supplier="Hotel Luna"), 1, 0, 1),
        (file(supplier=None), 1, 0, 0),
    ],
)
def test_a_file_is_untouched_if_no_person_need_see_it(one: Judged, through: int, money: int, field: int) -> None:
    """Age and the company it is made out to do not count; what is not given is not wrong."""
    figures = untouched([one])

    assert figures is not None
    assert (figures["untouched"], figures["wrong_money"], figures["wrong_field"]) == (through, money, field)


@pytest.mark.parametrize("one", [file(doc_type="reject"), file(doc_type="other"), file(expect="error_or_empty")])
def test_only_what_should_be_booked_is_counted(one: Judged) -> None:
    """A file that must fail is no achievement, nor is it a failure."""
    assert untouched([one]) is None
    assert risk_coverage([one]) == []


def test_what_is_less_sure_of_its_date_or_money_is_held() -> None:
    """Whatever it says of the supplier."""
    files = [file(1.0), file(0.85, total="9.00"), file(0.5, supplier="Hotel Luna")]

    shares = {
        each["confidence_from"]: (each["untouched_share"], each["wrong_money_share"], each["wrong_field_share"])
        for each in risk_coverage(files)
    }

    assert shares[0.0] == (1.0, 0.3333, 0.6667)
    assert shares[0.6] == (0.6667, 0.5, 0.5)
    assert shares[0.9] == (0.3333, 0.0, 0.0)


@pytest.mark.parametrize(
    ("given", "error", "area"),
    [
        ([], None, None),
        ([(0.9, True)] * 9 + [(0.9, False)], 0.0, 0.5),
        ([(1.0, False), (1.0, True)], 0.5, 0.5),
        ([(0.95, True), (0.15, False)], 0.1, 1.0),
        ([(0.15, True), (0.95, False)], 0.9, 0.0),
        ([(0.8, True), (0.8, False), (0.9, True), (0.3, False)], 0.25, 0.875),
        ([(0.7, True)], 0.3, None),
    ],
)
def test_confidence_is_judged_by_its_error_and_its_order(
    given: list[tuple[float, bool]], error: float | None, area: float | None
) -> None:
    """The distance between what is claimed and what is so; how often right is surer than wrong."""
    assert (expected_error(given), separation(given)) == (error, area)
