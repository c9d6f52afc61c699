"""E-invoices as they come in: an XML file, one inside a PDF, or several in one file. Reads no meaning but how many."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace

import pypdfium2
from lxml import etree

from asiento.errors import DocumentError
from asiento.extract.einvoice import einvoice_format
from asiento.model import Child, Item, Kind, Tools
from asiento.reading.stored import folder
from asiento.reading.xml_files import XmlFormat, find, find_all, read_xml

MAX_ATTACHMENTS = 20
MAX_ATTACHMENT = 10 * 2**20
"""Bytes: an e-invoice inside a PDF has some kilobytes."""

MAX_GROWTH = 5
"""Times the largest file, that the invoices of one file may take when each stands alone."""

SEVERAL = {XmlFormat.FACTURAE: ("Invoices", "Invoice"), XmlFormat.FATTURAPA: ("", "FatturaElettronicaBody")}
"""Where the invoices of a file stand that may hold several: below which element of the root, and their name."""


def with_invoices(item: Item, data: bytes, tools: Tools) -> Item:
    """Return *item* with its file as content; with a child for each invoice if there are several.

    Raises `DocumentError`: `damaged_xml`, `unsafe_xml`, `too_many_rows`.
    """
    parts = list(_bounded(_parts(data, tools.limits.max_items_per_batch), MAX_GROWTH * tools.limits.max_file_bytes))
    if not parts:
        return replace(item, content_key=item.file_key)
    return replace(item, children=tuple(_child(item, tools, index, part) for index, part in enumerate(parts)))


def with_embedded_invoice(item: Item, invoice: bytes, tools: Tools) -> Item:
    """Return *item*, a PDF, as the e-invoice inside it: it wins over the printed page."""
    key = f"{folder(item)}/invoice.xml"
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
            raise DocumentError("file_too_large", "The file holds too many invoices. Split it and upload the parts.")
        yield part


def _parts(data: bytes, most: int) -> Iterator[bytes]:
    """Yield a file for each invoice of *data* with what they share; nothing if there is only one."""
    place = SEVERAL.get(einvoice_format(data) or XmlFormat.CII)
    root = read_xml(data)
    parent = (find(root, place[0]) if place[0] else root) if place else None
    if place is None or parent is None:
        return
    invoices = find_all(parent, place[1])
    if len(invoices) < 2:  # noqa: PLR2004 (one is the usual case)
        return
    if len(invoices) > most:
        raise DocumentError("too_many_rows", f"The file has {len(invoices)} invoices, at most {most} are taken.")
    kept = [deepcopy(invoice) for invoice in invoices]
    for invoice in invoices:
        parent.remove(invoice)
    for invoice in kept:
        parent.append(invoice)
        yield etree.tostring(root)
        parent.remove(invoice)


def _child(item: Item, tools: Tools, index: int, data: bytes) -> Child:
    key = f"{folder(item)}/parts/{index}/invoice.xml"
    tools.files.write(key, data)
    return Child(position=index, name=f"{item.name} · {index + 1}", file_key=key)
