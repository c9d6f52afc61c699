"""Which findings are those that a person accepted."""

from decimal import Decimal

import pytest

from asiento.acceptance import asked, marked, untouched
from asiento.codec import from_plain, to_plain
from asiento.model import Finding, Severity

ABOVE = Finding.of(
    Severity.REVIEW, "above_amount", "total", total=Decimal("121.00"), currency="EUR", most=Decimal("100.00")
)


@pytest.mark.parametrize(
    ("found", "severity"),
    [
        (ABOVE, Severity.ACCEPTED),
        (from_plain(Finding, to_plain(ABOVE)), Severity.ACCEPTED),
        (Finding.of(Severity.REVIEW, "zero_total", "total"), Severity.REVIEW),
        (
            Finding.of(Severity.REVIEW, "above_amount", "total", total="121.00", currency="EUR", most="90.00"),
            Severity.REVIEW,
        ),
        (
            Finding.of(Severity.REVIEW, "above_amount", "net", total="121.00", currency="EUR", most="100.00"),
            Severity.REVIEW,
        ),
        (
            Finding.of(Severity.ERROR, "above_amount", "total", total="121.00", currency="EUR", most="100.00"),
            Severity.ERROR,
        ),
    ],
)
def test_only_the_same_words_are_accepted(found: Finding, severity: Severity) -> None:
    """With the same values, about the same field; an error never is."""
    assert [each.severity for each in marked([found], [ABOVE])] == [severity]
    assert marked([found], []) == [found]


@pytest.mark.parametrize(
    ("field", "path", "stays"),
    [
        ("total", "total", False),
        ("total", "total_", True),
        ("lines", "lines.2.amount", False),
        ("lines.2.amount", "lines.2", False),
        ("lines.2.amount", "lines.21.amount", True),
        ("supplier.tax_id", "supplier.name", True),
        ("", "total", True),
    ],
)
def test_what_is_about_a_corrected_field_is_accepted_no_more(field: str, path: str, stays: bool) -> None:
    """Or about what it is a part of, or what is a part of it."""
    finding = {"code": "x", "severity": "review", "field": field}

    assert untouched([finding], [path]) == ([finding] if stays else [])
    assert untouched([finding], []) == [finding]
    assert untouched(None, [path]) is None


def test_only_what_asks_is_asked() -> None:
    """What was accepted before is not accepted twice."""
    findings = [{"code": each.value, "severity": each.value} for each in Severity]

    assert asked(findings) == [{"code": "review", "severity": "review"}]
