"""XML from anyone, read safely, and the table of which XML is which. Knows no meaning of any element.

No entities, no document types, no network; bounded in size and depth. Names are compared without their namespace,
which real files leave out, misspell or put on a prefix.
"""

import re
from collections.abc import Iterator
from enum import StrEnum

from lxml import etree

from asiento.errors import DocumentError

MAX_MARKS = 1_500_000
"""Tags and attributes: each costs some hundred bytes of memory; a bank file of 20 MB has about half of that."""

HEAD = 65_536
"""Bytes in which the root element must start: comments and licences stand before it."""

DECLARATION = re.compile(r"\s*<\?xml(?:\s[^>]{0,200})?\?>")
ENCODING = re.compile(rb"""^<\?xml[^>]{0,200}encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
ENCODINGS = re.compile(r"(?i)utf-?8|us-ascii|iso-?8859-?\d{1,2}|latin-?1|windows-125\d|cp\d{3,4}|macintosh")
"""Declared encodings that are believed; Python knows others that are slow, or no encodings at all."""

MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
UNMARKED = ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))


class XmlFormat(StrEnum):
    """What an XML file is, by its root element."""

    FACTURAE = "facturae"
    SRI = "sri"
    UBL = "ubl"
    CII = "cii"
    FATTURAPA = "fatturapa"
    CAMT = "camt"


ROOTS: tuple[tuple[str, str, XmlFormat], ...] = (
    (r"Facturae", r"|.*facturae.*", XmlFormat.FACTURAE),
    (r"factura|notaCredito|notaDebito|comprobanteRetencion|liquidacionCompra|guiaRemision", r".*", XmlFormat.SRI),
    (r"autorizacion(es)?|Authorization|RespuestaAutorizacion(Comprobante|Lote)?", r".*", XmlFormat.SRI),
    (r"autorizacionComprobante(Lote)?Response", r".*", XmlFormat.SRI),
    (r"Invoice|CreditNote|DebitNote", r"|urn:oasis:names:.*ubl.*", XmlFormat.UBL),
    (r"CrossIndustryInvoice|CrossIndustryDocument|SCRDMCCBDACIOMessageStructure", r".*", XmlFormat.CII),
    (r"FatturaElettronica(Semplificata)?", r".*", XmlFormat.FATTURAPA),
    (r"Document", r".*camt\.05[234].*", XmlFormat.CAMT),
    (r"BkToCstmr(Stmt|AcctRpt|DbtCdtNtfctn)", r".*", XmlFormat.CAMT),
)
"""Local name of the root, its namespace ("" if it has none), and the format. The first row that fits decides.

A root called `Document` without a namespace is told by its only child, which is looked up in its place.
"""


def read_xml(data: bytes, *, whole: bool = False) -> etree._Element:
    """Return the root element of *data*, with comments and processing instructions only if it is to be *whole*.

    Raises `DocumentError`: `unsafe_xml` for a document type or an entity, `file_too_large` for too many elements,
    `damaged_xml` for what does not parse or is nested deeper than 256 levels (libxml2's own bound).
    """
    text = decode_xml(data)
    if "<!ENTITY" in text:
        raise _unsafe()
    if text.count("<") + text.count("=") > MAX_MARKS:
        raise DocumentError("file_too_large.xml")
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), _parser(whole=whole))
    except etree.XMLSyntaxError as error:
        raise DocumentError("damaged_xml") from error
    if root.getroottree().docinfo.doctype:
        raise _unsafe()
    return root


def xml_format(data: bytes) -> XmlFormat | None:
    """Return what XML *data* is, by `ROOTS`; None for XML of another kind and for what is not XML."""
    for namespace, name in _first_names(data):
        found = next((known for names, spaces, known in ROOTS if _fits(name, names) and _fits(namespace, spaces)), None)
        if found or (namespace, name) != ("", "Document"):
            return found
    return None


def _fits(text: str, pattern: str) -> bool:
    return re.fullmatch(pattern, text, re.IGNORECASE) is not None


def _first_names(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield the names of the root and of the first element in it, as far as the head of *data* shows them."""
    if b"<" not in data[:HEAD]:
        return
    parser = etree.XMLPullParser(events=("start",), resolve_entities=False, no_network=True, load_dtd=False)
    try:
        for _, element in _events(parser, decode_xml(data[:HEAD])):
            # Not by `QName`, which refuses names that the parser lets pass.
            namespace, _, name = str(element.tag).rpartition("}")
            yield namespace.removeprefix("{"), name
    except etree.XMLSyntaxError:
        return


def _events(parser: etree.XMLPullParser, text: str) -> Iterator[tuple[str, etree._Element]]:
    """Feed the parser piece by piece, so that what is damaged later does not matter, and stop at two elements."""
    seen = 0
    for start in range(0, len(text), 1024):
        parser.feed(text[start : start + 1024].encode("utf-8", "replace"))
        for event in parser.read_events():
            yield event
            seen += 1
            if seen > 1:
                return


def _parser(*, whole: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=not whole,
        remove_pis=not whole,
        encoding="utf-8",
    )


def decode_xml(data: bytes) -> str:
    """Return *data* as text without its XML declaration: by its mark, else as declared, else UTF-8 or Windows-1252."""
    data = data.strip(b"\r\n\t \x1a") if not data.startswith((b"\xff\xfe", b"\xfe\xff")) else data
    text = next(decoded for name in _encodings(data) if (decoded := _decoded(data, name)) is not None)
    text = text.lstrip("\ufeff \t\r\n").rstrip("\x00\x1a \t\r\n")
    return DECLARATION.sub("", text, count=1) if DECLARATION.match(text) else text


def _encodings(data: bytes) -> Iterator[str]:
    yield from (name for start, name in (*MARKS, *UNMARKED) if data.startswith(start))
    declared = ENCODING.match(data)
    if declared and ENCODINGS.fullmatch(declared[1].decode("ascii")):
        yield declared[1].decode("ascii")
    yield from ("utf-8", "cp1252", "latin-1")


def _decoded(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _unsafe() -> DocumentError:
    return DocumentError("unsafe_xml")


def local(element: etree._Element) -> str:
    """Return the name of *element* without its namespace."""
    return str(element.tag).rpartition("}")[2]


def find_all(element: etree._Element, path: str) -> list[etree._Element]:
    """Return the descendants of *element* at *path*: local names of children, one below the other (`Party/Name`).

    A step may name several (`Party|Company/Name`).
    """
    found = [element]
    for step in path.split("/"):
        names = step.split("|")
        found = [child for parent in found for child in parent if local(child) in names]
    return found


def find(element: etree._Element | None, path: str) -> etree._Element | None:
    """Return the first of `find_all`, or None."""
    found = find_all(element, path) if element is not None else []
    return found[0] if found else None


def text_at(element: etree._Element | None, path: str) -> str | None:
    """Return the text of the first element at *path* that has one, in one line; None if there is none."""
    found = named_text_at(element, path)
    return found[1] if found else None


def named_text_at(element: etree._Element | None, path: str) -> tuple[str, str] | None:
    """Return the name and the text of the first element at *path* that has one, in one line; None if there is none."""
    found = find_all(element, path) if element is not None else []
    texts = ((local(one), " ".join((one.text or "").split())) for one in found)
    return next((each for each in texts if each[1]), None)
