"""E-invoices and bank files from a known truth, through the stages: each ends posted as it is, and none is held."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from made_documents import ubl
from made_documents.check import judged
from made_documents.drawn import make_invoice
from made_documents.formats import FORMATS
from made_documents.invoices import Invoice
from made_documents.tally import tally
from made_tables.runs import Ended

DOCUMENTS, PAGES = 30, 80
SEED = "77"


@pytest.mark.parametrize("name", [name for name, known in FORMATS.items() if not known.may_lack])
def test_made_documents_are_posted_as_they_are(name: str) -> None:
    """No figure, day, currency, kind, number or name is another than the truth's; and what is clean is not held."""
    counted = tally(name, SEED, range(DOCUMENTS))

    assert (counted.wrong, counted.unposted) == ({}, {}), f"make money-fuzz FORMAT={name} SEED={SEED} tells them"


def test_made_pages_are_posted_as_they_are_or_wait() -> None:
    """A page may be read in part or wait for a person, but what is posted is the truth's, and that is nearly all."""
    counted = tally("pdf", SEED, range(PAGES))

    assert counted.wrong == {}, f"make money-fuzz FORMAT=pdf SEED={SEED} tells them"
    assert counted.states["posted"] > PAGES * 0.85


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({}, ""),
        ({"total": "1.00"}, "total"),
        ({"currency": "XAU"}, "currency"),
        ({"doc_type": "receipt"}, "doc_type"),
        ({"issued_on": "2026-01-32"}, "issued_on"),
        ({"number": None}, "number"),
        ({"supplier_tax_id": "B1"}, "supplier_tax_id"),
        ({"lines": []}, "lines"),
    ],
)
def test_a_posting_is_held_against_the_truth(changes: Mapping[str, Any], kind: str) -> None:
    """One column that is another, or empty, makes the whole wrong."""
    made = invoice()
    row = {column: _posted(value) for column, value in made.expected().items()}
    rows = {"lines": _rows(made, "lines"), "taxes": _rows(made, "taxes")}
    ended = Ended(state="posted", postings=(("invoices", {**row, **rows, **changes}),))

    assert judged(made, [ended]).kind == kind


def test_what_is_not_posted_needs_a_reason() -> None:
    """Nothing, a crash and a hold without a word are wrong; so is a second row, or one in another table."""
    made = invoice()
    twice = Ended(state="posted", postings=(("invoices", {}), ("invoices", {})))
    ends: tuple[list[Ended], ...] = (
        [],
        [Ended(state="held")],
        [Ended(state="held", reason="a: why")],
        [Ended(state="crashed", reason="b")],
    )
    assert [judged(made, one).state for one in ends] == ["wrong", "wrong", "held", "wrong"]
    assert judged(made, [twice]).kind == "postings"
    assert judged(made, [replace(twice, postings=(("expenses", {}),))]).kind == "postings"


def invoice() -> Invoice:
    """Return a made invoice."""
    return make_invoice(Random(SEED), ubl.PROFILE)


def _posted(value: Any) -> Any:
    return value if value is None else f"{value}"


def _rows(made: Invoice, name: str) -> list[dict[str, Any]]:
    columns = {
        "lines": ("description", "quantity", "unit_price", "tax_rate", "amount"),
        "taxes": ("rate", "base", "amount", "withheld"),
    }[name]
    return [
        {
            column: f"{value}" if isinstance(value, Decimal) else value
            for column, value in zip(columns, row, strict=True)
        }
        for row in made.expected()[name]
    ]
