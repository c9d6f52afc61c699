"""What a corrective document names: an invoice, another than itself, that is posted, earlier, and of as much."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from asiento.document import DocType, Document, Doubt, Source
from asiento.tenant import KnownSupplier, PostedBill, Watched
from asiento.validate import validate
from builders import make_item, make_tools
from papers import amount, field, invoice, tax

FIRST = date(2025, 1, 10)
OURS = {"corrects_other", "credits_nothing"}


def bill(number: str, total: str = "121.00", days: int = 0) -> PostedBill:
    """Return an invoice of the supplier."""
    return PostedBill(
        doc_type="invoice", number=number, issued_on=FIRST + timedelta(days=days), currency="EUR", total=Decimal(total)
    )


def note(corrects: str | None = "F-2025/0009", total: str = "121.00", **changes: Any) -> Document:
    """Return a credit note of 10 March 2025."""
    fields: dict[str, Any] = {
        "doc_type": DocType.CREDIT_NOTE,
        "number": field("R-2025-2"),
        "corrects": field(corrects) if corrects else None,
        "total": amount(total),
        "net": None,
        "taxes": (),
    }
    return invoice(**(fields | changes))


def said(document: Document, known: Sequence[PostedBill], **switches: bool) -> list[str]:
    """Return the severities and names of what these rules find."""
    supplier = KnownSupplier(bills=tuple(known), policy=Watched(**switches))
    judged = validate(make_item(document=document, known_supplier=supplier), make_tools())
    return [f"{one.severity} {one.name}" for one in judged.findings if one.code in OURS]


ORIGINAL = bill("F-2025-9")
MANY = tuple(bill(f"F-2024-{at}", days=-at) for at in range(40, 70))


@pytest.mark.parametrize(
    ("document", "known", "expected"),
    [
        (note(), (ORIGINAL,), []),
        (note(total="60.50"), (ORIGINAL,), []),
        (note(total="-121.00"), (ORIGINAL,), []),
        (note(total="1210.00"), (ORIGINAL,), ["review corrects_other.more"]),
        (note(total="1210.00", currency=field("USD")), (ORIGINAL,), []),
        (note(total="1210.00", doc_type=DocType.DEBIT_NOTE), (ORIGINAL,), []),
        (note(), (bill("F-2025-9", days=100),), ["review corrects_other.before"]),
        (note(), (bill("F-2025-8"),), ["warning corrects_other.unknown"]),
        (note(), (), []),
        (note(), MANY, []),
        (note(None), (ORIGINAL,), []),
        (note("2"), (bill("2"),), []),
        (note("9", total="1210.00"), (ORIGINAL,), ["review corrects_other.more"]),
        (note("9", total="1210.00"), (ORIGINAL, bill("B-9")), []),
        (note("R/2025/0002"), (ORIGINAL,), ["review corrects_other.itself"]),
        (note(None, number=field("R-2025-2", Source.XML)), (), ["review credits_nothing"]),
        (note(number=field("R-2025-2", Source.XML)), (), []),
        (note(None, number=field("R-2025-2", Source.ROW)), (), []),
    ],
)
def test_a_note_is_compared_with_what_it_corrects(
    document: Document, known: Sequence[PostedBill], expected: list[str]
) -> None:
    """As far as the ledger knows it: of a supplier with many bills not all are looked at."""
    assert said(document, known) == expected


def test_a_reader_that_says_so_already_is_not_repeated() -> None:
    """One finding for one thing that is missing."""
    document = note(None, number=field("R-2025-2", Source.XML), doubts=(Doubt.of("credits_nothing"),))

    assert said(document, ()) == ["review credits_nothing"]


def test_it_may_be_off_for_a_supplier() -> None:
    """But what contradicts itself stays."""
    assert said(note(total="1210.00"), (ORIGINAL,), corrected=False) == []
    assert said(note("R-2025-2"), (ORIGINAL,), corrected=False) == ["review corrects_other.itself"]


def test_a_german_note_may_name_none() -> None:
    """The law of Spain asks for it; others are judged by their formats."""
    german = note(None, number=field("R-2025-2", Source.XML), taxes=(tax("VAT", "19", "100.00", "19.00"),))
    supplier = invoice().supplier
    german = Document(**{name: getattr(german, name) for name in german.__dataclass_fields__} | {
        "supplier": type(supplier)(name=field("Muster GmbH"), tax_id=field("DE136695976"), country=field("DE")),
    })  # fmt: skip

    assert said(german, ()) == []
