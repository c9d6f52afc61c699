"""What preprocess makes of files that are fine, and the code of each that is not."""

import re
from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from typing import Any
from zlib import crc32

import pikepdf
import pytest
from PIL import Image

from asiento.codec import from_json
from asiento.document import Source
from asiento.errors import DocumentError, TransientError
from asiento.model import Item, Kind
from asiento.preprocess import preprocess
from asiento.reading import Reading
from builders import DictFiles, make_file_item, make_item, make_row_item, make_tools
from made_files import RECEIPT, changed_pdf, draw, image_bytes, pdf_bytes, scan_bytes, xlsx_bytes, zip_bytes


def run(data: bytes, files: DictFiles | None = None, **limits: Any) -> Item:
    """Return the item whose file is *data* after preprocess."""
    files = DictFiles() if files is None else files
    return preprocess(make_file_item(data, files), make_tools(files, **limits))


def failure(data: bytes, **limits: Any) -> DocumentError:
    """Return the error that preprocess raises for a file of *data*."""
    with pytest.raises(DocumentError) as caught:
        run(data, **limits)
    return caught.value


def test_a_row_passes_as_it_is() -> None:
    """A JSON row becomes an item of kind row, with its values untouched."""
    item = preprocess(make_row_item({"total": Decimal("12.40"), "note": None}), make_tools())

    assert item.kind is Kind.ROW
    assert item.row == {"total": Decimal("12.40"), "note": None}


@pytest.mark.parametrize("row", [{}, {"total": None, "supplier": ""}, {"lines": [], "supplier": {}}])
def test_a_row_without_values_is_refused(row: dict[str, object]) -> None:
    """A row that says nothing fails with `empty_row`."""
    with pytest.raises(DocumentError, match="empty_row"):
        preprocess(make_row_item(row), make_tools())


def test_the_text_of_a_pdf_is_stored_beside_it() -> None:
    """A PDF with text of its own skips the ocr stage: its reading lies in the folder of the item."""
    files = DictFiles()
    data = pdf_bytes(RECEIPT, RECEIPT)

    item = run(data, files)

    assert (item.kind, item.media_type, item.pages) == (Kind.PDF, "application/pdf", 2)
    assert item.sha256 == sha256(data).hexdigest()
    assert item.content_key == f"{item.tenant.id}/{item.batch_id}/{item.id}/content/reading.json"
    reading = from_json(Reading, files.read(item.content_key))
    assert reading.source is Source.PDF_TEXT
    assert " ".join(word.text for word in reading.pages[1].words) == " ".join(RECEIPT)


def test_a_scan_with_a_short_note_goes_to_ocr() -> None:
    """A few words of text below a picture of the page do not make it a digital PDF."""
    item = run(scan_bytes(draw(), note="Escaneado con una aplicacion de fotos"))

    assert (item.kind, item.content_key) == (Kind.PDF, None)


def test_a_digital_page_before_a_scan_goes_to_ocr() -> None:
    """One page without words is enough to send the document to ocr."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf_bytes(RECEIPT))) as pdf, pikepdf.open(BytesIO(scan_bytes(draw()))) as scan:
        pdf.pages.append(scan.pages[0])
        pdf.save(out)

    item = run(out.getvalue())

    assert (item.pages, item.content_key) == (2, None)


def test_glyphs_without_meaning_go_to_ocr() -> None:
    """Letters shifted by a font without a Unicode table are not taken for text."""
    assert run(pdf_bytes(["%&' ()*+ 3DJR 7RWDO ,.- )HFKD", "7K5V zx$! qqq 4%& =)( ++!"])).content_key is None


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [
        ("JPEG", "image/jpeg"),
        ("PNG", "image/png"),
        ("TIFF", "image/tiff"),
        ("GIF", "image/gif"),
        ("BMP", "image/bmp"),
        ("WEBP", "image/webp"),
    ],
)
def test_a_picture_is_known_by_its_content(kind: str, media_type: str) -> None:
    """Every accepted format is recognised in a file that is called a PDF."""
    item = run(image_bytes(draw(), kind))

    assert (item.kind, item.media_type, item.pages, item.content_key) == (Kind.IMAGE, media_type, 1, None)


def test_a_fax_has_as_many_pages_as_frames() -> None:
    """A TIFF of two frames has two pages."""
    assert run(image_bytes(draw(), "TIFF", save_all=True, append_images=[draw()])).pages == 2


def test_a_second_run_forgets_the_content_of_the_first() -> None:
    """A file that was replaced is looked at anew."""
    files = DictFiles()
    item = make_file_item(image_bytes(draw()), files, content_key="old", pages=7)

    assert preprocess(item, make_tools(files)).content_key is None


SMALL_PNG = image_bytes(Image.new("L", (8, 8)))
SMALL_GIF = image_bytes(Image.new("L", (8, 8)), "GIF")
BOMB_GIF = SMALL_GIF[:6] + (32_000).to_bytes(2, "little") * 2 + SMALL_GIF[10:]
HEADER = b"IHDR" + (31_623).to_bytes(4, "big") * 2 + b"\x08\x00\x00\x00\x00"
BOMB_PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\r" + HEADER + crc32(HEADER).to_bytes(4, "big") + SMALL_PNG[33:]
"""Less than a kilobyte, and a billion pixels by its own account."""


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"\x00" * 500, "empty_file"),
        (b" \r\n\t", "empty_file"),
        (changed_pdf(pdf_bytes(RECEIPT), password="secret"), "password_protected"),
        (b"%PDF-1.7\nnothing that follows makes sense", "damaged_pdf"),
        (pdf_bytes([]), "empty_document"),
        (image_bytes(draw(), "JPEG")[:4000], "damaged_image"),
        (image_bytes(draw(), "PNG")[:2000], "damaged_image"),
        (image_bytes(draw(), "TIFF")[:3000], "damaged_image"),
        (BOMB_GIF, "too_many_pixels"),
        (BOMB_PNG, "too_many_pixels"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password_protected"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "damaged_spreadsheet"),
        (xlsx_bytes([["Fecha", "Total"]])[:2000], "damaged_spreadsheet"),
        (xlsx_bytes([]), "empty_spreadsheet"),
        (xlsx_bytes([["uno", "dos"], ["tres", "cuatro"]]), "no_header"),
        (xlsx_bytes([["Fecha", "Proveedor", "Total"]]), "no_header"),
        (b'Fecha;Total\n14/03/2025;"' + b"x" * 200_000, "damaged_spreadsheet"),
        (b"Fecha;Total\n" + b"1;" * 600_000, "damaged_spreadsheet"),
    ],
)
def test_a_bad_file_has_its_own_code(data: bytes, code: str) -> None:
    """Each way to be unreadable fails with its code and a sentence that ends in what to do."""
    error = failure(data)

    assert error.code == code
    assert error.message.endswith(".")


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"MZ\x90\x00\x03" + b"\x00" * 100, "Windows program"),
        (b"\x7fELF\x02\x01" + b"\x00" * 100, "Linux program"),
        (b"MZ\x90\x00\x03" + b"\x00" * 100 + b"%PDF-1.4", "Windows program"),
        (zip_bytes({"word/document.xml": b"<a/>"}), "Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "Word"),
        (b"<!DOCTYPE html><html><p>1</p></html>", "web page"),
        (b'<?xml version="1.0"?><notes><note/></notes>', "XML"),
        (b"\x00\x00\x00\x18ftypavif\x00\x00\x00\x00mif1", "AVIF"),
        (b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00", "video"),
        (b"Dear Sir or Madam\nyours truly\n", "plain text"),
        (bytes(range(256)) * 4, "unknown type"),
    ],
)
def test_an_unsupported_file_is_named(data: bytes, found: str) -> None:
    """The sentence says what was found and what is accepted."""
    error = failure(data)

    assert error.code == "unsupported_type"
    assert found in error.message
    assert re.search(r"\. (Send|Save|Open|Convert) ", error.message)


@pytest.mark.parametrize(
    ("data", "limits", "code"),
    [
        (b"x" * 101, {"max_file_bytes": 100}, "file_too_large"),
        (pdf_bytes(RECEIPT, RECEIPT, RECEIPT), {"max_pages": 2}, "too_many_pages"),
        (image_bytes(draw(), "TIFF", save_all=True, append_images=[draw()] * 2), {"max_pages": 2}, "too_many_pages"),
        (image_bytes(Image.new("L", (400, 300))), {"max_pixels": 100_000}, "too_many_pixels"),
        (b"Fecha;Proveedor;Total\n" + b"14/03/2025;Ejemplo;12,40\n" * 4, {"max_items_per_batch": 3}, "too_many_rows"),
    ],
)
def test_a_limit_has_its_own_code(data: bytes, limits: dict[str, int], code: str) -> None:
    """What is over a limit of the settings fails with the code of that limit."""
    assert failure(data, **limits).code == code


def test_malware_fails_the_item_by_its_name() -> None:
    """What the scanner names is never looked into, and put away."""
    files = DictFiles()
    item = make_file_item(pdf_bytes(RECEIPT), files)

    with pytest.raises(DocumentError, match=r"infected.*Eicar"):
        preprocess(item, make_tools(files, scan=lambda _key, _data: "Eicar-Test-Signature"))

    assert files.quarantined == [item.file_key]


def test_an_absent_scanner_keeps_the_item_waiting() -> None:
    """The scanner's transient error is the stage's: nothing passes unscanned."""

    def away(_key: str, _data: bytes) -> str | None:
        raise TransientError("scanner_unavailable")

    files = DictFiles()
    with pytest.raises(TransientError, match="scanner_unavailable"):
        preprocess(make_file_item(pdf_bytes(RECEIPT), files), make_tools(files, scan=away))


def test_a_file_is_scanned_once_before_it_is_opened() -> None:
    """The scanner sees the very bytes of the file, also of one that is not accepted."""
    seen: list[bytes] = []

    def scan(_key: str, data: bytes) -> str | None:
        seen.append(data)
        return None

    files = DictFiles()
    with pytest.raises(DocumentError, match="unsupported_type"):
        preprocess(make_file_item(b"MZ\x00\x00", files), make_tools(files, scan=scan))

    assert seen == [b"MZ\x00\x00"]


def test_an_item_without_file_and_row_fails() -> None:
    """Nothing to look at is the sender's fault."""
    with pytest.raises(DocumentError, match="file_missing"):
        preprocess(make_item(), make_tools())
