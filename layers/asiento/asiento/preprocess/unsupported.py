"""Names for what is not accepted, so that the sender learns what was found and what to do instead."""

import re

from asiento.errors import DocumentError

ACCEPTED = (
    "Accepted are PDF, JPEG, PNG, TIFF, GIF, BMP, WebP, HEIC, XLSX, XLS, ODS, CSV, JSON rows, e-invoices (Facturae, "
    "SRI, UBL, CII, FatturaPA), bank files (OFX, QFX, MT940, Norma 43, CAMT, QIF), and ZIP or EML with them inside."
)

BINARY: tuple[tuple[bytes, str], ...] = (
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a Linux program"),
    (b"\xcf\xfa\xed\xfe", "a macOS program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"#!", "a script"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"%!PS", "a PostScript file"),
    (b"8BPS", "a Photoshop file"),
    (b"\x00\x00\x00\x0cjP  ", "a JPEG 2000 picture"),
    (b"\xffO\xffQ", "a JPEG 2000 picture"),
    (b"\x01\xda", "an SGI picture"),
    (b"ID3", "a sound recording"),
    (b"SQLite format 3", "a database"),
)

ENVELOPE = "a document in a signed envelope (.p7m)"
SIGNED_DATA = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"
"""The object identifier `signedData` (RFC 5652, section 5.1), with which a CMS envelope begins after its length."""

TEXT: tuple[tuple[str, str], ...] = (
    (r"-----BEGIN (?:PKCS7|CMS)-----|MI[\w+/]{6}KoZIhvcNAQcC|MIAGCSqGSIb3DQEHA", ENVELOPE),
    (r"BEGIN:V", "a calendar or contact file"),
)

XML: tuple[tuple[str, str], ...] = (
    (
        r"(?i)facturae|CrossIndustryInvoice|UBL|Invoice|<factura|autorizacion|CreditNote",
        "an XML file that is none of the e-invoices we read",
    ),
    (r"<svg", "a vector drawing"),
)

WEB_PAGE = re.compile(
    r"(?i)(?>(?:<!--.{0,500}?-->|<\?xml[^>]{0,200}>|\s)*)<(?:!doctype html|html|head|body|table|div|script|meta)\b",
    re.DOTALL,
)

HEAD = 4096


def unsupported(found: str, advice: str = "") -> DocumentError:
    """Return the error that names what was *found*, what is accepted and, if there is any, a piece of *advice*."""
    return DocumentError("unsupported_type", f"This is {found}. {ACCEPTED} {advice or 'Send one of these.'}")


def name_of_binary(data: bytes) -> DocumentError | None:
    """Return the error for a known binary type that is not accepted, or None."""
    if data[4:8] == b"ftyp":
        if b"avif" in data[8:64] or data[8:12] in (b"hevc", b"hevx"):
            return unsupported("a photo in AVIF or a moving one", "Convert it to JPEG.")
        return unsupported("a video")
    if data.startswith(b"0") and SIGNED_DATA in data[:24]:
        return unsupported(ENVELOPE, "Take the document out with a program for signatures, and send that.")
    for magic, name in BINARY:
        # A text may well begin with two letters such as MZ; a program has zero bytes early on.
        if data.startswith(magic) and (len(magic) > 2 or b"\x00" in data[:HEAD] or magic == b"#!"):  # noqa: PLR2004
            return unsupported(name)
    return None


def is_web_table(text: str) -> bool:
    """Return whether *text* is a web page with a table: what some banks call an export to Excel."""
    return WEB_PAGE.match(text[:HEAD].lstrip("\ufeff")) is not None and re.search(r"(?i)<tr\b", text) is not None


def name_of_text(text: str) -> DocumentError | None:
    """Return the error for a known text format that is no table, or None."""
    head = text[:HEAD].lstrip("\ufeff \t\r\n")
    if WEB_PAGE.match(head):
        return unsupported("a web page (HTML)", "Open it in a spreadsheet program and save it as XLSX.")
    if head.startswith("<"):
        names = [name for pattern, name in XML if re.search(pattern, head)]
        return unsupported(names[0] if names else "an XML file")
    return next((unsupported(name) for pattern, name in TEXT if re.match(pattern, head)), None)
