"""E-invoices: XML of each format into the canonical document. Exact values, nothing is read from a printed page."""

from collections.abc import Callable
from dataclasses import replace

from lxml import etree

from asiento.document import DocType, Document
from asiento.einvoices import cii, facturae, fatturapa, sri, ubl
from asiento.einvoices.signatures import signature_of
from asiento.einvoices.sri_answers import answer_in, inner
from asiento.errors import DocumentError
from asiento.reading.xml_files import XmlFormat, read_xml, xml_format

type Reader = tuple[Callable[[etree._Element], DocType], Callable[[etree._Element], Document]]  # noqa: SLF001

READERS: dict[XmlFormat, Reader] = {
    XmlFormat.CII: (cii.doc_type, cii.document),
    XmlFormat.FACTURAE: (facturae.doc_type, facturae.document),
    XmlFormat.FATTURAPA: (fatturapa.doc_type, fatturapa.document),
    XmlFormat.SRI: (sri.doc_type, sri.document),
    XmlFormat.UBL: (ubl.doc_type, ubl.document),
}
"""For each format its type and its document, both from the root element."""


def einvoice_format(data: bytes) -> XmlFormat | None:
    """Return the format of an e-invoice; None for other XML and for what is not XML."""
    found = xml_format(data)
    return found if found in READERS else None


def type_of_einvoice(data: bytes) -> DocType:
    """Return the type that the file itself states. Raises `DocumentError`."""
    return _reader(data)[0](read_xml(data))


def document_of_einvoice(data: bytes) -> Document:
    """Return the document. Raises `DocumentError`: `damaged_xml`, `unsafe_xml`, `not_authorised` or for another XML."""
    root = read_xml(data)
    document = _reader(data)[1](root)
    answer = answer_in(root) if xml_format(data) is XmlFormat.SRI else None
    return replace(document, signature=signature_of(data if answer is None else inner(answer)))


def _reader(data: bytes) -> Reader:
    found = einvoice_format(data)
    if found is None:
        raise DocumentError("unsupported_type.einvoice")
    return READERS[found]
