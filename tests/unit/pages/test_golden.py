"""Whole papers beside what must come out of them: `tests/documents/papers/x.txt` and `x.json`."""

import json
from pathlib import Path

import pytest

from asiento.codec import to_plain
from asiento.pages import document_of_reading
from places import DOCUMENTS
from readings import paper_item, sheet

PAPERS = DOCUMENTS / "papers"


def values(plain: object) -> object:
    """Return a document without its provenance: each field becomes its value."""
    if isinstance(plain, dict):
        return (
            plain["value"]
            if "value" in plain
            else {key: found for key, part in plain.items() if (found := values(part))}
        )
    return [values(part) for part in plain] if isinstance(plain, list) else plain


@pytest.mark.parametrize("paper", sorted(PAPERS.glob("*.txt")), ids=lambda path: path.stem)
def test_a_paper_gives_its_document(paper: Path) -> None:
    """Every field, and no field more."""
    document = document_of_reading(paper_item(), sheet(paper.read_text(encoding="utf-8")))

    expected = json.loads(paper.with_suffix(".json").read_text(encoding="utf-8"))
    assert expected == values(to_plain(document))
