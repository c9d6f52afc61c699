"""Names for what is not accepted, so that the sender learns what was found and what to do instead."""

import re

from asiento.errors import DocumentError

BINARY: tuple[tuple[bytes, str], ...] = (
    (b"MZ", "windows_program"),
    (b"\x7fELF", "linux_program"),
    (b"\xcf\xfa\xed\xfe", "macos_program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"#!", "script"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "seven_zip"),
    (b"\x1f\x8b", "gzip"),
    (b"{\\rtf", "rtf"),
    (b"%!PS", "postscript"),
    (b"8BPS", "photoshop"),
    (b"\x00\x00\x00\x0cjP  ", "jpeg_2000"),
    (b"\xffO\xffQ", "jpeg_2000"),
    (b"\x01\xda", "sgi"),
    (b"ID3", "sound"),
    (b"SQLite format 3", "database"),
)

ENVELOPE = "envelope"
SIGNED_DATA = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"
"""The object identifier `signedData` (RFC 5652, section 5.1), with which a CMS envelope begins after its length."""

TEXT: tuple[tuple[str, str], ...] = (
    (r"-----BEGIN (?:PKCS7|CMS)-----|MI[\w+/]{6}KoZIhvcNAQcC|MIAGCSqGSIb3DQEHA", ENVELOPE),
    (r"BEGIN:V", "calendar"),
)

XML: tuple[tuple[str, str], ...] = (
    (
        r"(?i)facturae|CrossIndustryInvoice|UBL|Invoice|<factura|autorizacion|CreditNote",
        "other_einvoice",
    ),
    (r"<svg", "drawing"),
)

WEB_PAGE = re.compile(
    r"(?i)(?>(?:<!--.{0,500}?-->|<\?xml[^>]{0,200}>|\s)*)<(?:!doctype html|html|head|body|table|div|script|meta)\b",
    re.DOTALL,
)

HEAD = 4096


def unsupported(found: str) -> DocumentError:
    """Return the error that says what was *found*, a word of `codes/en.toml`, and what is accepted."""
    return DocumentError("unsupported_type.file", found=found)


def name_of_binary(data: bytes) -> DocumentError | None:
    """Return the error for a known binary type that is not accepted, or None."""
    if data[4:8] == b"ftyp":
        if b"avif" in data[8:64] or data[8:12] in (b"hevc", b"hevx"):
            return DocumentError("unsupported_type.as_jpeg", found="moving_photo")
        return unsupported("video")
    if data.startswith(b"0") and SIGNED_DATA in data[:24]:
        return DocumentError("unsupported_type.unwrapped", found=ENVELOPE)
    for magic, name in BINARY:
        # A text may well begin with two letters such as MZ; a program has zero bytes early on.
        if data.startswith(magic) and (len(magic) > 2 or b"\x00" in data[:HEAD] or magic == b"#!"):  # noqa: PLR2004
            return unsupported(name)
    return None


def is_web_table(text: str) -> bool:
    """Return whether *text* is a web page with a table: what some banks call an export to Excel."""
    return WEB_PAGE.match(text[:HEAD].lstrip("\ufeff")) is not None and re.search(r"(?i)<tr\b", text) is not None


def name_of_text(text: str) -> DocumentError | None:
    """Return the error for a known text format that is not a table, or None."""
    head = text[:HEAD].lstrip("\ufeff \t\r\n")
    if WEB_PAGE.match(head):
        return DocumentError("unsupported_type.as_xlsx", found="web_page")
    if head.startswith("<"):
        names = [name for pattern, name in XML if re.search(pattern, head)]
        return unsupported(names[0] if names else "xml")
    return next((unsupported(name) for pattern, name in TEXT if re.match(pattern, head)), None)
