"""Which file of a bank is which, by its content, and its bytes as text. Knows no meaning of any record.

Banks misname their files and lie about their encodings, so neither names nor declared encodings are asked.
"""

import re
from enum import StrEnum

from asiento.errors import DocumentError
from asiento.reading.xml_files import XmlFormat, xml_format

HEAD = 65_536
"""Bytes in which a bank file must show what it is: comments and other accounts may stand before the first record."""

MAX_LINES = 500_000
"""Lines of a file: a year of a busy account has some ten thousand."""

MAX_LINE = 1_000_000
"""Characters of a line: OFX has files of one line."""

CP850_LETTERS = "áéíóúñÑüÜÁÉÍÓÚçÇªº¿¡".encode("cp850")
CP1252_LETTERS = "áéíóúñÑüÁÉÍÓÚçÇªº¿¡àèòäößÄÖÜ".encode("cp1252")


class BankFormat(StrEnum):
    """The accepted formats; each value is the media type of its items."""

    OFX = "application/x-ofx"
    MT940 = "application/x-mt940"
    NORMA43 = "text/x-norma43"
    CAMT = "application/camt+xml"
    QIF = "application/x-qif"


_OFX_START = re.compile(
    rb"(?i)(?>(?:\s|<\?xml[^>]{0,200}>|<!--.{0,2000}?-->)*)(?:OFXHEADER|<\?OFX\b|<OFX>|DATA:OFX)", re.DOTALL
)
_CAMT = re.compile(rb"<(?:\w{1,20}:)?BkToCstmr(?:Stmt|AcctRpt|DbtCdtNtfctn)")
_NORMA43 = re.compile(rb"\s*(?:00.{0,80}\r?\n)?11\d{18}\d{12}[12]\d{14}\d{3}[^\r\n]{0,40}(?:[\r\n]|\Z)")
_QIF = re.compile(rb"(?im)^[ \t]*!(?:Type|Account|Option|Clear)\b")
_QIF_LINE = re.compile(rb"[\s#!^]|\Z")
_MT940_BALANCE = re.compile(rb"(?m)(?:^|\{4:):6[02][FM]:\s*[CD]\d{6}[A-Z]{3}[\d,]")
_MT940_START = re.compile(rb"(?m)(?:^|\{4:):20:")
_MT940_NEXT = re.compile(rb"(?m)^:(?:25P?|28C?|61|13D?|34F):")


def bank_format(data: bytes) -> BankFormat | None:
    """Return the format of the bank file *data*, None if *data* is something else."""
    head = _head(data)
    if _OFX_START.match(head):
        return BankFormat.OFX
    if _NORMA43.match(head):
        return BankFormat.NORMA43
    if head.lstrip()[:1] == b"<":
        return BankFormat.CAMT if _CAMT.search(head) or xml_format(data) is XmlFormat.CAMT else None
    if _MT940_BALANCE.search(head) or (_MT940_START.search(head) and _MT940_NEXT.search(head)):
        return BankFormat.MT940
    if _QIF.search(head) and _QIF_LINE.match(head):
        return BankFormat.QIF
    return None


def _head(data: bytes) -> bytes:
    """Return the start of *data* in one byte a letter, without its mark."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data[: HEAD * 2].decode("utf-16", "ignore").encode("ascii", "replace")
    return data[:HEAD].removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def bank_text(data: bytes) -> str:
    """Return *data* as text with a newline between its lines: UTF-16 by its mark, else UTF-8, CP850 or Windows-1252.

    Raises `DocumentError("file_too_large")` for more lines, or a longer one, than any bank writes.
    """
    text = _decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    if text.count("\n") > MAX_LINES:
        raise too_large()
    return text


def bank_lines(data: bytes) -> list[str]:
    """Return the lines of *data* without the control characters that terminals left. Raises as `bank_text` does."""
    lines = bank_text(data).split("\n")
    if max(map(len, lines)) > MAX_LINE:
        raise too_large()
    return [line.strip("\x00\x01\x02\x03\x04\x1a") for line in lines]


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace").lstrip("\ufeff")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    sample = data[: HEAD * 16]
    dos = sum(map(sample.count, (bytes([letter]) for letter in CP850_LETTERS)))
    windows = sum(map(sample.count, (bytes([letter]) for letter in CP1252_LETTERS)))
    return data.decode("cp850" if dos > windows else "cp1252", "replace")


def too_large() -> DocumentError:
    """Return the error for a file with more records than can be read."""
    return DocumentError("file_too_large.bank_file")
