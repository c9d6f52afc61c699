"""Whole papers beside what must come out of them: `tests/documents/papers/x.txt` and `x.json`."""

import json
from pathlib import Path

import pytest

from asiento.pages import document_of_reading
from places import DOCUMENTS
from readings import paper_item, sheet, values_of

PAPERS = DOCUMENTS / "papers"


@pytest.mark.parametrize("paper", sorted(PAPERS.glob("*.txt")), ids=lambda path: path.stem)
def test_a_paper_gives_its_document(paper: Path) -> None:
    """Every field, and no field more."""
    document = document_of_reading(paper_item(), sheet(paper.read_text(encoding="utf-8")))

    expected = json.loads(paper.with_suffix(".json").read_text(encoding="utf-8"))
    assert expected == values_of(document)
