"""How the samples' outcome is held to what it must be."""

from typing import Any

from infra.local.imports import Ended, Result
from infra.local.truth import differences

GOOD = {
    "file": "lunch.jpg",
    "items": 1,
    "expect": "published",
    "code": None,
    "table": "expenses",
    "rows": [{"total": "50.40", "issued_on": "2026-05-14"}],
}
BAD = {"file": "virus.pdf", "items": 1, "expect": "failed", "code": "infected", "table": None, "rows": []}


def _result(*items: Ended, expenses: list[dict[str, Any]] | None = None) -> Result:
    return Result(batch_id="b", seconds=1.0, status={}, items=items, ledger={"expenses": expenses or []})


def _item(source: str, status: str, code: str = "") -> Ended:
    return Ended(id="1", source=source, name=source, status=status, code=code)


def test_what_came_out_as_it_must_makes_no_difference() -> None:
    """Figures are compared as numbers, other columns are not looked at."""
    row = {"item_id": "1", "total": "50.4", "issued_on": "2026-05-14", "currency": "EUR"}

    assert differences(_result(_item("lunch.jpg", "published"), expenses=[row]), [GOOD]) == []
    assert differences(_result(_item("virus.pdf", "preprocess_failed", "infected")), [BAD]) == []


def test_a_wrong_figure_is_named() -> None:
    """With the value found and the right one."""
    row = {"item_id": "1", "total": "5.04", "issued_on": "2026-05-14"}

    found = differences(_result(_item("lunch.jpg", "published"), expenses=[row]), [GOOD])

    assert found == ["lunch.jpg: expenses: total is 5.04, not 50.40"]


def test_a_good_sample_that_was_not_published_is_named() -> None:
    """With its status and code, and the row that is missing."""
    found = differences(_result(_item("lunch.jpg", "validate_failed", "missing_total")), [GOOD])

    assert found[0] == "lunch.jpg: lunch.jpg is validate_failed (missing_total), but must be published"
    assert found[1].startswith("lunch.jpg: expenses: no row ")


def test_a_row_posted_twice_is_named() -> None:
    """More rows than expected are a difference."""
    row = {"item_id": "1", "total": "50.40", "issued_on": "2026-05-14"}

    found = differences(_result(_item("lunch.jpg", "published"), expenses=[row, dict(row)]), [GOOD])

    assert found == ["lunch.jpg: expenses: a row too many, item 1"]


def test_a_bad_sample_must_end_with_its_own_code() -> None:
    """Published, failed with another code and lost are all wrong."""
    assert differences(_result(_item("virus.pdf", "published")), [BAD]) == [
        "virus.pdf: published, but must end in failed with infected"
    ]
    assert differences(_result(_item("virus.pdf", "preprocess_failed", "damaged_pdf")), [BAD]) == [
        "virus.pdf: preprocess_failed damaged_pdf, but must end in failed with infected"
    ]
    assert differences(_result(), [BAD]) == ["virus.pdf: 0 items, but must be 1"]
