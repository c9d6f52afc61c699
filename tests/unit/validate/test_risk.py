"""What may be wrong of a document, and what people look at first."""

from dataclasses import replace
from typing import Any

import pytest

from asiento.codes.registry import Kind, registry
from asiento.document import DocType, Document, Source
from asiento.model import UNRANKED, Finding, Severity
from asiento.validate.certainty import certainty
from asiento.validate.finding import review
from asiento.validate.risk import CONTRADICTS, risk_of
from asiento.validate.vouchers import needed_fields
from bookable import statement
from papers import amount, receipt

UNSURE = review("low_confidence.total", "total", value=1, sure=70)
ASKED = review("above_amount", "total", total="1", currency="EUR", most="1")
WRONG = review("totals_mismatch.lines", "total", lines=1, made="1", said="2")


def paper(total: str, confidence: float = 0.98, **changes: Any) -> Document:
    """Return a photo of a receipt."""
    return receipt(total=amount(total, Source.OCR, confidence), **changes)


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ((paper("1.00"), [WRONG]), (paper("999999.00", 0.6), [ASKED, UNSURE])),
        ((paper("200.00", 0.9), [UNSURE]), (paper("100.00", 0.9), [UNSURE])),
        ((paper("-200.00", 0.9), [UNSURE]), (paper("100.00", 0.9), [UNSURE])),
        ((paper("100.00", 0.6), [UNSURE]), (paper("100.00", 0.98), [UNSURE])),
        ((paper("100.00"), [ASKED]), (paper("110.00"), [UNSURE])),
        ((paper("100.00"), [WRONG]), (paper("99.00"), [WRONG])),
        ((replace(paper("1.00"), total=None), [ASKED]), (paper("999999999999999.00"), [WRONG])),
        ((statement([(0, "-5.00", "x"), (1, "5.00", "y")], None), [ASKED]), (paper("9.90"), [ASKED])),
    ],
)
def test_the_worst_comes_first(first: tuple[Document, list[Finding]], then: tuple[Document, list[Finding]]) -> None:
    """What contradicts itself, then what costs most by how likely it is wrong; what is unknown before all."""
    assert risk_of(*first).rank < risk_of(*then).rank


def test_what_a_person_accepted_is_asked_no_more() -> None:
    """It counts for nothing."""
    accepted = [replace(each, severity=Severity.ACCEPTED) for each in (WRONG, ASKED)]

    assert risk_of(paper("100.00"), [UNSURE, *accepted]) == risk_of(paper("100.00"), [UNSURE])


def test_expected_wrong_fields_are_by_the_measured_certainty() -> None:
    """Not by what the readers say; what a person said is right."""
    document = paper("100.00", 0.7)
    sure = sum(certainty(document, path, field) for path, field in needed_fields(document).items())
    tax_id = document.supplier.tax_id
    sure += certainty(document, "supplier.tax_id", tax_id) if tax_id else 0
    count = len(needed_fields(document)) + bool(tax_id)

    assert risk_of(document, []).wrong_fields == pytest.approx(count - sure)
    corrected = replace(document, total=amount("100.00", Source.PERSON))
    less = risk_of(document, []).wrong_fields - risk_of(corrected, []).wrong_fields
    assert less == pytest.approx(1 - certainty(document, "total", amount("100.00", Source.OCR, 0.7)))


def test_a_rank_fits_into_postgres() -> None:
    """Whatever a document says: nothing comes before what is unknown."""
    dearest = receipt(total=amount("9" * 15 + ".99", Source.OCR, 0.1))

    assert UNRANKED < -2 * CONTRADICTS < risk_of(dearest, [WRONG]).rank
    assert risk_of(Document(doc_type=DocType.OTHER), []).rank == UNRANKED
    assert risk_of(paper("0"), [UNSURE]).rank == 0


def test_what_contradicts_is_something_that_is_asked() -> None:
    """Of the registry only what may be found about a document."""
    marked = [entry for entry in registry().values() if entry.contradicts]

    assert {entry.code for entry in marked} >= {"totals_mismatch", "code_contradicts", "balance_mismatch"}
    assert all(entry.kinds & {Kind.REVIEW, Kind.DOUBT} for entry in marked)
    assert not {"low_confidence", "maybe_duplicate", "new_supplier"} & {entry.code for entry in marked}
