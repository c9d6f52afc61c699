"""Recognises the format of a file by its content, never by its name. Knows signatures, not how the formats are read."""

from enum import Enum
from io import BytesIO
from zipfile import ZipFile

from asiento.einvoices import einvoice_format
from asiento.errors import DocumentError
from asiento.model import Kind
from asiento.preprocess.archives import UNREADABLE, damaged
from asiento.preprocess.mails import is_mail
from asiento.preprocess.sheets_in_xml import is_sheet_xml
from asiento.preprocess.text import decode
from asiento.preprocess.unsupported import is_web_table, name_of_binary, name_of_text, unsupported
from asiento.reading.bank_files import BankFormat, bank_format

MAX_ZIP_ENTRIES = 10_000
"""Real workbooks have some tens; a directory of millions costs memory before anything is read."""

PDF_HEADER_WITHIN = 1024
"""Bytes in which `%PDF-` may start (ISO 32000-1, annex H.3.4.1, as all readers allow)."""


class Format(Enum):
    """The accepted types: media type and kind."""

    PDF = ("application/pdf", Kind.PDF)
    JPEG = ("image/jpeg", Kind.IMAGE)
    PNG = ("image/png", Kind.IMAGE)
    TIFF = ("image/tiff", Kind.IMAGE)
    GIF = ("image/gif", Kind.IMAGE)
    BMP = ("image/bmp", Kind.IMAGE)
    WEBP = ("image/webp", Kind.IMAGE)
    HEIF = ("image/heic", Kind.IMAGE)
    XLSX = ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Kind.TABLE)
    XLSB = ("application/vnd.ms-excel.sheet.binary.macroenabled.12", Kind.TABLE)
    XLS = ("application/vnd.ms-excel", Kind.TABLE)
    ODS = ("application/vnd.oasis.opendocument.spreadsheet", Kind.TABLE)
    CSV = ("text/csv", Kind.TABLE)
    HTML = ("text/html", Kind.TABLE)
    SHEET_XML = ("application/vnd.ms-spreadsheetml", Kind.TABLE)
    JSON = ("application/json", Kind.TABLE)
    OFX = (BankFormat.OFX.value, Kind.BANK)
    MT940 = (BankFormat.MT940.value, Kind.BANK)
    NORMA43 = (BankFormat.NORMA43.value, Kind.BANK)
    CAMT = (BankFormat.CAMT.value, Kind.BANK)
    QIF = (BankFormat.QIF.value, Kind.BANK)
    XML = ("application/xml", Kind.XML)
    ZIP = ("application/zip", Kind.CONTAINER)
    EML = ("message/rfc822", Kind.CONTAINER)

    @property
    def media_type(self) -> str:
        """The registered media type."""
        return self.value[0]

    @property
    def kind(self) -> Kind:
        """What the item becomes to the reading stages."""
        return self.value[1]


PICTURES = (
    (b"\xff\xd8\xff", Format.JPEG),
    (b"\x89PNG\r\n\x1a\n", Format.PNG),
    (b"II*\x00", Format.TIFF),
    (b"MM\x00*", Format.TIFF),
    (b"II+\x00", Format.TIFF),
    (b"MM\x00+", Format.TIFF),
    (b"GIF87a", Format.GIF),
    (b"GIF89a", Format.GIF),
)

HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1")
"""ISO 23008-12: still pictures of iPhones and others; `mif1` may also hold AVIF, which then is named beside it."""

BMP_HEADER_SIZES = (12, 40, 52, 56, 64, 108, 124)
"""Of the structure that follows the 14 bytes of the file header; it tells a bitmap from a text that starts with BM."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def recognise(data: bytes) -> Format:
    """Return the format of *data*.

    Raises `DocumentError`: `unsupported_type`, `password_protected` (an encrypted Office file), `damaged_spreadsheet`,
    `damaged_archive`, `archive_too_large` (thousands of entries).
    """
    found = _picture(data)
    if found is None and data.startswith(b"PK"):
        found = _in_zip(data)
    if found is None and data.startswith(OLE):
        found = _in_ole(data)
    if found is None and b"%PDF-" in data[:PDF_HEADER_WITHIN] and not data.startswith((b"MZ", b"\x7fELF")):
        found = Format.PDF
    return found or _text(data)


def container_of(data: bytes) -> Format | None:
    """Return the format of *data* if it is a file that holds others, else None, also for what is not accepted."""
    try:
        found = recognise(data)
    except DocumentError:
        return None
    return found if found.kind is Kind.CONTAINER else None


def _picture(data: bytes) -> Format | None:
    for magic, found in PICTURES:
        if data.startswith(magic):
            return found
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return Format.WEBP
    if data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS and b"avif" not in data[8:64]:
        return Format.HEIF
    if data.startswith(b"BM") and int.from_bytes(data[14:18], "little") in BMP_HEADER_SIZES:
        return Format.BMP
    return None


def _in_zip(data: bytes) -> Format:
    names = _zip_names(data)
    if "xl/workbook.xml" in names:
        return Format.XLSX
    if "xl/workbook.bin" in names:
        return Format.XLSB
    if b"application/vnd.oasis.opendocument.spreadsheet" in data[:200]:
        return Format.ODS
    if "word/document.xml" in names or b"opendocument.text" in data[:200]:
        raise DocumentError("unsupported_type.as_pdf", found="text_document")
    if "ppt/presentation.xml" in names:
        raise DocumentError("unsupported_type.as_pdf", found="presentation")
    return Format.ZIP


def _zip_names(data: bytes) -> set[str]:
    if data.count(b"PK\x01\x02") > MAX_ZIP_ENTRIES:
        raise DocumentError("archive_too_large.entries")
    try:
        with ZipFile(BytesIO(data)) as archive:
            return {name.lower() for name in archive.namelist()}
    except UNREADABLE as error:
        if b"xl/" in data[:4096] or b"opendocument" in data[:200]:
            raise DocumentError("damaged_spreadsheet.workbook") from error
        raise damaged() from error


def _in_ole(data: bytes) -> Format:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        raise DocumentError("password_protected.spreadsheet")
    if holds("WordDocument"):
        raise DocumentError("unsupported_type.as_pdf", found="word_document")
    if holds("__substg1.0"):
        raise DocumentError("unsupported_type.attachments", found="outlook_message")
    if holds("Workbook") or holds("Book"):
        return Format.XLS
    raise DocumentError("unsupported_type.as_pdf_or_xlsx", found="old_office")


def _text(data: bytes) -> Format:
    if is_mail(data):
        return Format.EML
    if (bank := bank_format(data)) is not None:
        return Format[bank.name]
    if einvoice_format(data) is not None:
        return Format.XML
    known = name_of_binary(data)
    if known is None and (text := decode(data)) is not None:
        return _table(text)
    raise known or unsupported("unknown")


def _table(text: str) -> Format:
    """Return the format of a table that is text; anything that is none of the others may be CSV."""
    if is_sheet_xml(text):
        return Format.SHEET_XML
    if is_web_table(text):
        return Format.HTML
    if text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        return Format.JSON
    if (known := name_of_text(text)) is not None:
        raise known
    return Format.CSV
