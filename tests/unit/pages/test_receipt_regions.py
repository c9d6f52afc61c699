"""Each region of receipts has documents of its own, which speak for it and are read by its words."""

import json
from pathlib import Path

import pytest

from asiento.document import DocType
from asiento.pages import document_of_reading
from asiento.pages.annotated import annotated_pages
from asiento.pages.receipt.region_marks import region_on, regions_on
from asiento.pages.receipt.regions import REGIONS
from asiento.pages.receipt.regions.region import Region
from places import ROOT
from readings import facts_of, paper_item, strip

RECEIPTS = ROOT / "tests" / "documents" / "receipts"
PAPERS = sorted(RECEIPTS.glob("*.txt"))


def test_each_region_has_a_receipt() -> None:
    """A region without one would be a guess: its words come from documents."""
    assert {paper.stem.partition("_")[0].upper() for paper in PAPERS} == {region.country for region in REGIONS}


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.stem)
def test_a_receipt_speaks_for_its_region(paper: Path) -> None:
    """Of all regions with its currency it says most for its own."""
    own = next(region for region in REGIONS if region.country == paper.stem.partition("_")[0].upper())
    page = annotated_pages(strip(paper.read_text(encoding="utf-8")), own.country)

    assert own in regions_on(page)
    assert region_on(page, own.currency) is own


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.stem)
def test_a_receipt_is_read(paper: Path) -> None:
    """Shop, day, total and currency."""
    expected = json.loads(paper.with_suffix(".json").read_text(encoding="utf-8"))
    found = document_of_reading(paper_item(DocType.RECEIPT), strip(paper.read_text(encoding="utf-8")))

    assert facts_of(found) == expected


@pytest.mark.parametrize("region", REGIONS, ids=lambda region: region.country)
def test_a_region_says_what_its_tills_print(region: Region) -> None:
    """Something that speaks for it, in lower case as it is matched."""
    assert region.marks
    assert all(mark.pattern == mark.pattern.lower() for mark in region.marks.values())
