"""The classify stage: what kind of document an item is, with a score and the reasons, or which documents."""

from collections.abc import Mapping
from dataclasses import replace

from asiento import codec
from asiento.classification import Classification, Reason
from asiento.classify.reading import classify_reading
from asiento.classify.split import split_of
from asiento.classify.split.files import with_parts
from asiento.codes.said import Plain
from asiento.document import DocType
from asiento.einvoices import type_of_einvoice
from asiento.item_files import read_content
from asiento.model import Item, Kind, Tools
from asiento.reading import Reading
from asiento.tables.row_type import row_doc_type

MOST_QUOTED = 200
"""Characters that a reason quotes of a line of the page."""

MAX_REASONS = 50
"""Reasons that are told."""

TABLE = Classification(doc_type=DocType.BANK_STATEMENT, score=0.95, reasons=(Reason.of("type_reason.table"),))
BANK = Classification(doc_type=DocType.BANK_STATEMENT, score=1.0, reasons=(Reason.of("type_reason.bank_file"),))


def classify(item: Item, tools: Tools) -> Item:
    """Return *item* with its classification; with a child for each document if its pages are clearly several.

    Raises `DocumentError("not_read")` when the words of a PDF or picture are missing, and as `with_parts`.
    """
    done = (
        _of_pages(item, tools)
        if item.kind in (Kind.PDF, Kind.IMAGE)
        else replace(item, classification=_classification(item, tools))
    )
    return replace(done, classification=_short(done.classification)) if done.classification else done


def _short(classification: Classification) -> Classification:
    """Return *classification* with reasons that quote no more of the document than people read."""
    reasons = classification.reasons[:MAX_REASONS]
    return replace(classification, reasons=tuple(replace(each, params=_cut(each.params)) for each in reasons))


def _cut(params: Mapping[str, Plain]) -> dict[str, Plain]:
    return {name: _quoted(value) if isinstance(value, str) else value for name, value in params.items()}


def _quoted(text: str) -> str:
    return text if len(text) <= MOST_QUOTED else text[:MOST_QUOTED] + "…"


def _of_pages(item: Item, tools: Tools) -> Item:
    reading = codec.from_json(Reading, read_content(item, tools.files))
    split = split_of(reading, item)
    if len(split.parts) > 1:
        return with_parts(item, reading, split, tools)
    return replace(item, classification=replace(classify_reading(reading), others=split.doubtful))


def _classification(item: Item, tools: Tools) -> Classification:
    if item.kind is Kind.ROW:
        return row_doc_type(item.row or {})
    if item.kind is Kind.TABLE:
        return TABLE
    if item.kind is Kind.BANK:
        return BANK
    doc_type = type_of_einvoice(read_content(item, tools.files))
    return Classification(doc_type=doc_type, score=1.0, reasons=(Reason.of("type_reason.einvoice"),))
