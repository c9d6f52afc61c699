"""Drawn papers and receipts through all stages that read, beside what must come out of them: `x.pdf` and `x.json`."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from asiento.classify import classify
from asiento.document import Document
from asiento.extract import extract
from asiento.model import Engine, Item
from asiento.ocr import ocr
from asiento.pipeline import STAGES
from asiento.preprocess import preprocess
from asiento.tenant import Tenant
from builders import TENANT, DictFiles, make_file_item, make_tools
from infra.samples import companies
from places import DOCUMENTS
from readings import facts_of, values_of

WORDS_AND_TRUTH = {".txt", ".json"}
PAPERS, RECEIPTS = (
    sorted(path for path in (DOCUMENTS / folder).iterdir() if path.suffix not in WORDS_AND_TRUTH)
    for folder in ("papers", "receipts")
)
LARGEST = 150_000
"""Bytes of a document here: what is cloned and read again and again is small."""


def tenant_in(country: str) -> Tenant:
    """Return the company of the samples in *country*."""
    ours = companies.TENANT_IN_ECUADOR if country == "EC" else companies.TENANT
    return replace(TENANT, name=ours.name, country=country, currency=ours.currency, tax_ids=(ours.tax_id,))


def read(path: Path) -> Document:
    """Return the document that a company of the country got, read by the engine that is everywhere."""
    files = DictFiles()
    tools = replace(make_tools(files), engines=frozenset({Engine.TESSERACT}))
    tenant = tenant_in(path.stem[:2].upper())
    received = datetime(2026, 6, 1, tzinfo=UTC)
    item: Item = make_file_item(path.read_bytes(), files, path.name, tenant=tenant, received_at=received)
    item = preprocess(item, tools)
    if STAGES["ocr"].needed(item):
        item = ocr(item, tools)
    item = extract(classify(item, tools), tools)
    assert item.document is not None
    return item.document


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_a_paper_is_read_from_its_bytes(paper: Path) -> None:
    """Every field, and no field more."""
    expected = json.loads(paper.with_suffix(".json").read_text(encoding="utf-8"))

    assert values_of(read(paper)) == expected


@pytest.mark.parametrize("receipt", RECEIPTS, ids=lambda path: path.name)
def test_a_receipt_is_read_from_its_picture(receipt: Path) -> None:
    """Shop, day, total and currency, as of its words alone."""
    expected = json.loads(receipt.with_suffix(".json").read_text(encoding="utf-8"))

    assert facts_of(read(receipt)) == expected


def test_the_documents_are_of_both_countries_and_small() -> None:
    """Invoices and receipts of Spain and Ecuador, and none that makes a clone slow."""
    assert {path.stem[:2] for path in PAPERS} == {path.stem[:2] for path in RECEIPTS} == {"es", "ec"}
    assert [path.name for path in (*PAPERS, *RECEIPTS) if path.stat().st_size > LARGEST] == []
