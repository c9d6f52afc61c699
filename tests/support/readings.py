"""Readings from text: what stands where on a page is what stands where in a string."""

import re
from typing import Any
from uuid import UUID

from asiento.classification import Classification
from asiento.codec import to_plain
from asiento.document import DocType, Document, Field, Source
from asiento.model import Item, Kind
from asiento.pages import document_of_reading
from asiento.reading import Page, Reading, Word
from builders import make_item

COLUMNS, LINES = 96, 66
"""A page of typewriter: so many characters across and lines down. A strip from a till has fewer of both."""


def values_of(document: Document) -> object:
    """Return *document* as JSON without its provenance: each field is its value, and what is empty is left out."""
    return _values(to_plain(document))


def _values(plain: object) -> object:
    if isinstance(plain, dict):
        return (
            plain["value"]
            if "value" in plain
            else {key: found for key, part in plain.items() if (found := _values(part))}
        )
    return [_values(part) for part in plain] if isinstance(plain, list) else plain


def value(field: Field[Any] | None) -> Any:
    """Return the value of *field*, None for a missing one."""
    return field.value if field else None


def facts_of(document: Document) -> dict[str, str | None]:
    """Return what a receipt is held to: shop, day, total and currency."""
    fields = {
        "supplier": document.supplier.name,
        "issued_on": document.issued_on,
        "total": document.total,
        "currency": document.currency,
    }
    return {name: str(field.value) if field else None for name, field in fields.items()}


def page_of(text: str, number: int = 1, columns: int = COLUMNS, lines: int = LINES, confidence: float = 1.0) -> Page:
    """Return a page on which each word of *text* stands at its line and column. Characters are 6 by 12 points."""
    words = tuple(
        Word(
            text=found[0],
            box=(found.start() / columns, row / lines, found.end() / columns, (row + 0.75) / lines),
            confidence=confidence,
        )
        for row, line in enumerate(text.strip("\n").splitlines())
        for found in re.finditer(r"\S+", line)
    )
    return Page(number=number, width=columns * 6, height=lines * 12, words=words)


def reading_of(*pages: Page, source: Source = Source.PDF_TEXT) -> Reading:
    """Return a reading of *pages*."""
    return Reading(source=source, language="spa", pages=pages)


def sheet(text: str) -> Reading:
    """Return a one-page A4 document with its own text; longer lines are written closer."""
    return reading_of(page_of(text, columns=max([COLUMNS, *map(len, text.splitlines())])))


def strip(text: str, confidence: float = 0.95) -> Reading:
    """Return a till receipt read by OCR: 40 characters wide and as long as its text."""
    lines = max(60, len(text.splitlines()) + 4)
    return reading_of(page_of(text, columns=40, lines=lines, confidence=confidence), source=Source.OCR)


def paper_item(doc_type: DocType = DocType.INVOICE, **changes: object) -> Item:
    """Return a PDF item that was classified as *doc_type*."""
    return make_item(
        kind=Kind.PDF,
        id=UUID("00000000-0000-4000-8000-0000000000c2"),
        classification=Classification(doc_type=doc_type, score=0.9),
        **changes,
    )


def read_sheet(text: str) -> Document:
    """Return what a sheet with *text* is read as: an invoice."""
    return document_of_reading(paper_item(), sheet(text))


def read_strip(text: str, confidence: float = 0.95) -> Document:
    """Return what a till receipt with *text* is read as."""
    return document_of_reading(paper_item(DocType.RECEIPT), strip(text, confidence))
