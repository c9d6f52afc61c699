"""The first stage: what an item is, by its content, and whether it may go on. Reads no meaning.

A file becomes a PDF, a picture, a table, or as many children as it has rows; a row passes as it is. What comes with
its words, a part of a file that was read before, keeps them. What was scanned is kept where no form of an upload leads,
and is the item's file from then on.
"""

from dataclasses import replace
from hashlib import sha256

from asiento.errors import DocumentError
from asiento.files.quarantine import infected
from asiento.item_files import brought_content, kept_key, with_content
from asiento.model import Item, Kind, Tools
from asiento.preprocess.containers import with_documents
from asiento.preprocess.einvoices import with_embedded_invoice, with_invoices
from asiento.preprocess.formats import Format, recognise
from asiento.preprocess.json_rows import with_json_rows
from asiento.preprocess.pdfs import check_pdf
from asiento.preprocess.pictures import check_picture
from asiento.preprocess.row_children import check_row, with_rows
from asiento.preprocess.workbooks import read_sheets


def preprocess(item: Item, tools: Tools) -> Item:
    """Return *item* with kind, media type, checksum and pages, its file where no client can replace it.

    With content where the file says it in words itself. Raises `DocumentError` with the code of what is wrong with the
    file, `TransientError` if the scanner is away.
    """
    if item.row is not None:
        return check_row(item)
    data = read_file(item, tools)
    found = recognise(data)
    known = replace(
        item,
        kind=found.kind,
        file_key=kept_key(item, data),
        media_type=found.media_type,
        sha256=sha256(data).hexdigest(),
        pages=None,
        content_key=brought_content(item),
    )
    done = _with_content(known, data, found, tools)
    _keep(item, done, data, tools)
    return done


def _keep(item: Item, done: Item, data: bytes, tools: Tools) -> None:
    """Store *data*, the bytes in hand that were scanned, as the file of *done*."""
    if done.file_key is not None and done.file_key != item.file_key:
        tools.files.write(done.file_key, data)


def read_file(item: Item, tools: Tools) -> bytes:
    """Return the bytes of the item's file once they are of an allowed size and free of malware."""
    if item.file_key is None:
        raise DocumentError("file_missing.no_file")
    data = tools.files.read(item.file_key)
    if not data.strip(b"\x00\r\n\t "):
        raise DocumentError("empty_file")
    if len(data) > tools.limits.max_file_bytes:
        raise DocumentError("file_too_large.file", most=tools.limits.max_file_bytes)
    malware = tools.scan(item.file_key, data)
    if malware:
        tools.files.quarantine(item.file_key)
        raise infected(malware)
    return data


def _with_content(item: Item, data: bytes, found: Format, tools: Tools) -> Item:
    match item.kind:
        case Kind.CONTAINER:
            item = with_documents(item, data, tools)
        case Kind.IMAGE:
            item = replace(item, pages=check_picture(data, found, tools.limits))
        case Kind.XML:
            item = with_invoices(item, data, tools)
        case Kind.TABLE if found is Format.JSON:
            item = with_json_rows(item, data, tools)
        case Kind.TABLE:
            item = with_rows(item, read_sheets(data, found), tools)
        case Kind.PDF:
            item = _with_pages(item, data, tools)
    return item


def _with_pages(item: Item, data: bytes, tools: Tools) -> Item:
    """Return *item*, a PDF, with the e-invoice inside it or its own text as content, if it has one."""
    check = check_pdf(data, tools.limits)
    item = replace(item, pages=check.pages)
    if item.content_key:
        return item
    if check.invoice:
        return with_embedded_invoice(item, check.invoice, tools)
    return with_content(item, check.reading, tools.files) if check.reading else item
