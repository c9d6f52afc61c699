"""Dates: none in the future, none forgotten, none due before issue."""

import pytest

from asiento.document import Document, Field, Source
from asiento.model import Severity
from papers import day, field, invoice, receipt, row, statement, verdicts

ERROR, REVIEW = Severity.ERROR, Severity.REVIEW
RECEIVED = "2025-03-14"


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (invoice(issued_on=day("2025-03-14")), set()),
        (invoice(issued_on=day("2025-03-15")), set()),
        (invoice(issued_on=day("2025-03-16")), {("future_date", ERROR, "issued_on")}),
        (receipt(issued_on=day("2052-03-01")), {("future_date", ERROR, "issued_on")}),
        (receipt(issued_on=field(day("2052-03-01").value, Source.OCR)), {("future_date", REVIEW, "issued_on")}),
        (receipt(issued_on=day("2020-03-14")), set()),
        (receipt(issued_on=day("2020-03-13")), {("old_date", REVIEW, "issued_on")}),
        (invoice(due_on=day("2025-03-10")), set()),
        (invoice(due_on=day("2025-03-09")), {("due_before_issue", REVIEW, "due_on")}),
        (statement(row("2025-03-16", "-20.00")), {("future_date", REVIEW, "transactions.0.booked_on")}),
        (statement(row("2015-03-16", "-20.00")), set()),
    ],
)
def test_a_date_is_judged_by_the_day_the_document_came_in(
    document: Document, expected: set[tuple[str, Severity, str]]
) -> None:
    """A day of grace for time zones; five years; statements are imported for history. Received on 2025-03-14."""
    assert verdicts(document) == expected


@pytest.mark.parametrize("issued_on", [None, day(RECEIVED)])
def test_a_missing_due_date_is_nothing(issued_on: Field[object] | None) -> None:
    """Without both dates there is nothing to compare."""
    found = {code for code, _, _ in verdicts(invoice(issued_on=issued_on, due_on=None))}
    assert "due_before_issue" not in found
