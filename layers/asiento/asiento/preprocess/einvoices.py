"""E-invoices as they come in: an XML file, one inside a PDF, or several in one file. Reads no meaning but how many."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace

import pypdfium2
from lxml import etree

from asiento.codec import to_json
from asiento.document import Signature
from asiento.einvoices import einvoice_format
from asiento.einvoices.facturae import BATCH_COUNT, BATCH_SUM, batch_mismatches
from asiento.einvoices.signatures import signature_of
from asiento.einvoices.sri_answers import answers
from asiento.errors import DocumentError
from asiento.item_files import content_key, part_key, signature_key
from asiento.model import Child, Item, Kind, Tools
from asiento.reading.xml_files import XmlFormat, find_all, read_xml

MAX_ATTACHMENTS = 20
MAX_ATTACHMENT = 10 * 2**20
"""Bytes: an e-invoice inside a PDF has some kilobytes."""

MAX_GROWTH = 5
"""Times the largest file, that the invoices of one file may take when each stands alone."""

SEVERAL = {XmlFormat.FACTURAE: "Invoices/Invoice", XmlFormat.FATTURAPA: "FatturaElettronicaBody"}
"""Where the invoices stand in a file that may hold several, with what they share beside them."""


def with_invoices(item: Item, data: bytes, tools: Tools) -> Item:
    """Return *item* with its file as content; with a child for each invoice if there are several.

    Raises `DocumentError`: `damaged_xml`, `unsafe_xml`, `too_many_rows`.
    """
    parts = list(_bounded(_parts(data, tools.limits.max_items_per_batch), MAX_GROWTH * tools.limits.max_file_bytes))
    if not parts:
        return replace(item, content_key=item.file_key)
    signature = signature_of(data) if einvoice_format(data) in SEVERAL else None
    return replace(item, children=tuple(_child(item, tools, *each, signature) for each in enumerate(parts)))


def with_embedded_invoice(item: Item, invoice: bytes, tools: Tools) -> Item:
    """Return *item*, a PDF, as the e-invoice inside it: it wins over the printed page."""
    key = content_key(item, "invoice.xml")
    tools.files.write(key, invoice)
    return replace(item, kind=Kind.XML, content_key=key)


def embedded_invoice(pdf: pypdfium2.PdfDocument) -> bytes | None:
    """Return the first attachment of *pdf* that is an e-invoice and parses; None if there is none."""
    try:
        count = min(pdf.count_attachments(), MAX_ATTACHMENTS)
        found = [bytes(pdf.get_attachment(index).get_data()) for index in range(count)]
    except pypdfium2.PdfiumError:
        return None  # a broken attachment: the printed page is read
    return next((data for data in found if len(data) <= MAX_ATTACHMENT and _is_invoice(data)), None)


def _is_invoice(data: bytes) -> bool:
    if einvoice_format(data) is None:
        return False
    try:
        read_xml(data)
    except DocumentError:
        return False
    return True


def _bounded(parts: Iterator[bytes], most: int) -> Iterator[bytes]:
    """Yield *parts* up to *most* bytes in all: each repeats what the invoices of a file share."""
    total = 0
    for part in parts:
        total += len(part)
        if total > most:
            raise DocumentError("file_too_large.invoices")
        yield part


def _parts(data: bytes, most: int) -> Iterator[bytes]:
    """Yield a file for each invoice of *data* with what they share; nothing if there is only one."""
    root, found = read_xml(data), einvoice_format(data)
    invoices = answers(root) if found is XmlFormat.SRI else []
    if found in SEVERAL:
        invoices = find_all(root, SEVERAL[found])
    if len(invoices) < 2:  # noqa: PLR2004 (one is the usual case)
        return
    if len(invoices) > most:
        raise DocumentError("too_many_rows.invoices", invoices=len(invoices), most=most)
    if found is XmlFormat.SRI:
        yield from (etree.tostring(answer, with_tail=False) for answer in invoices)
    else:
        if not any(batch_mismatches(root)):  # of one invoice alone they would be wrong
            _without(root, BATCH_COUNT, BATCH_SUM)
        yield from _alone(root, invoices)


def _without(root: etree._Element, *paths: str) -> None:
    for path in paths:
        for one in find_all(root, path):
            one.getparent().remove(one)


def _alone(root: etree._Element, invoices: list[etree._Element]) -> Iterator[bytes]:
    """Yield *root* with each of its *invoices* in turn, and without the signature, which is of all of them."""
    for signature in find_all(root, "Signature"):
        root.remove(signature)
    parent = invoices[0].getparent()
    kept = [deepcopy(invoice) for invoice in invoices]
    for invoice in invoices:
        invoice.getparent().remove(invoice)
    for invoice in kept:
        parent.append(invoice)
        yield etree.tostring(root)
        parent.remove(invoice)


def _child(item: Item, tools: Tools, index: int, data: bytes, signature: Signature | None) -> Child:
    """Store an invoice of a file, with what became of the *signature* of all of them, which does not fit one alone."""
    key = part_key(item, index, "invoice.xml", signed=signature is not None)
    tools.files.write(key, data)
    beside = signature_key(key)
    if signature is not None and beside is not None:
        tools.files.write(beside, to_json(signature))
    return Child(position=index, name=f"{item.name} · {index + 1}", file_key=key)
