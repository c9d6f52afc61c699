"""The classify stage: what kind of document an item is, with a score and the reasons in words, or which documents."""

from dataclasses import replace
from itertools import islice

from asiento import codec
from asiento.classify.reading import classify_reading
from asiento.classify.split import split_of
from asiento.classify.split.files import with_parts
from asiento.document import DocType
from asiento.einvoices import type_of_einvoice
from asiento.item_files import read_content
from asiento.model import Classification, Item, Kind, Tools
from asiento.reading import Reading
from asiento.tables.row_type import row_doc_type

MAX_REASON = 200
"""Characters of a reason, which may quote a line of the page."""

MAX_REASONS = 50
"""Reasons that are told."""

TABLE = Classification(
    doc_type=DocType.BANK_STATEMENT, score=0.95, reasons=("a table that was not split into rows of expenses",)
)
BANK = Classification(
    doc_type=DocType.BANK_STATEMENT, score=1.0, reasons=("a file format that only banks write, for machines",)
)


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
    reasons = (reason if len(reason) <= MAX_REASON else reason[:MAX_REASON] + "…" for reason in classification.reasons)
    return replace(classification, reasons=tuple(islice(reasons, MAX_REASONS)))


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
    return Classification(doc_type=doc_type, score=1.0, reasons=("an e-invoice, which states its type",))
