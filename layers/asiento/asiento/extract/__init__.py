"""The extract stage: the canonical document of an item, from its row, its table or its words."""

from dataclasses import replace

from asiento import codec
from asiento.codes.registry import registry
from asiento.codes.said import said
from asiento.document import DocType, Document, Signature
from asiento.einvoices import document_of_einvoice
from asiento.errors import DocumentError
from asiento.extract.bank_files import document_of_bank_file
from asiento.extract.bank_tables import document_of_table
from asiento.extract.bounds import bounded
from asiento.extract.fiscal_code import with_fiscal_code
from asiento.extract.memory import with_memory
from asiento.extract.rows import document_of_row
from asiento.item_files import read_again, read_content, signature_key
from asiento.model import Item, Kind, Tools
from asiento.pages import document_of_reading
from asiento.pages.statement import statement_of_reading
from asiento.reading import Reading, Table

OTHER = "not_a_ledger_document"


def extract(item: Item, tools: Tools) -> Item:
    """Return *item* with its document.

    Raises `DocumentError("not_a_ledger_document")` for what classify called `other`, and what the readers and
    `bounded` raise.
    """
    return replace(item, document=bounded(_document(item, tools)))


def _document(item: Item, tools: Tools) -> Document:
    doc_type = item.classification.doc_type if item.classification else DocType.OTHER
    if doc_type is DocType.OTHER and item.kind is not Kind.XML:
        advice = item.classification.advice if item.classification else None
        known = registry().get(advice or "")
        raise DocumentError(
            said(known.name) if known and known.code == OTHER else said("not_a_ledger_document.unknown")
        )
    if item.kind is Kind.ROW:
        return document_of_row(item)
    if item.kind is Kind.BANK:
        return document_of_bank_file(item, read_again(item, tools.files))
    data = read_content(item, tools.files)
    if item.kind is Kind.XML:
        return _einvoice(data, item.content_key or "", tools)
    if item.kind is Kind.TABLE:
        return document_of_table(item, codec.from_json(Table, data))
    reading = codec.from_json(Reading, data)
    return (
        statement_of_reading(item, reading)
        if doc_type is DocType.BANK_STATEMENT
        else with_memory(item, with_fiscal_code(document_of_reading(item, reading), reading), reading)
    )


def _einvoice(data: bytes, key: str, tools: Tools) -> Document:
    """Return the document of XML *data*; the signature of one of several invoices is that of the file they were in."""
    document, signed = document_of_einvoice(data), signature_key(key)
    if signed is None:
        return document
    return replace(document, signature=codec.from_json(Signature, tools.files.read(signed)))
