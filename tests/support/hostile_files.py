"""Files that were made to hurt whoever reads them, each a few kilobytes to a few megabytes, made in milliseconds."""

import base64
import struct
import zlib
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from PIL import Image

from made_files import RECEIPT, draw, image_bytes, pdf_bytes, xlsx_bytes, zip_bytes

MEGABYTE = 2**20
BOMB = 3_000
"""Megabytes that a bomb unpacks to."""

SECRET = "file:///etc/passwd"
MARK = b"0 0 9 9 re f "
"""Something that a PDF page draws."""

NOWHERE = "http://127.0.0.1:9/dtd"
"""Where nobody listens: who fetches it, waits or fails."""


def zeros(megabytes: int, *, raw: bool = False) -> bytes:
    """Return so many megabytes of zeros, packed a thousandfold: one block, repeated."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(bytes(MEGABYTE)) + packer.flush(zlib.Z_FULL_FLUSH)
    body = block * megabytes + packer.flush()
    return body if raw else b"\x78\x9c" + body


def lying_zip(parts: Iterable[tuple[bytes, bytes, int]]) -> bytes:
    """Return an archive of (name, deflated bytes, claimed size), without checking anything."""
    body, directory, count = b"", b"", 0
    for name, packed, size in parts:
        fields = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0x21, 0, len(packed), size, len(name), 0)
        place = len(body)
        body += b"PK\x03\x04" + fields + name + packed
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + fields + struct.pack("<HHHII", 0, 0, 0, 0, place) + name
        count += 1
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + end


def overlapping_zip(entries: int = 2_000) -> bytes:
    """Return an archive whose entries are all the same bytes: 20 kB that count two thousand times."""
    packed, name = zeros(20, raw=True), b"a.pdf"
    fields = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0x21, 0, len(packed), 20 * MEGABYTE, len(name), 0)
    entry = b"PK\x01\x02" + struct.pack("<H", 20) + fields + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
    body = b"PK\x03\x04" + fields + name + packed
    end = struct.pack("<HHHHIIH", 0, 0, entries, entries, len(entry) * entries, len(body), 0)
    return body + entry * entries + b"PK\x05\x06" + end


def nested_zip(depth: int, data: bytes = b"%PDF-1.4") -> bytes:
    """Return an archive in an archive, *depth* times."""
    for _ in range(depth):
        data = zip_bytes({"inner.zip": data})
    return data


def named_zip(*names: str) -> bytes:
    """Return an archive with a small table under each name."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name in names:
            entry = ZipInfo("x")
            entry.filename = name
            archive.writestr(entry, b"Fecha;Importe\n2025-01-01;1,00\n")
    return buffer.getvalue()


def workbook(sheet: bytes, **parts: bytes) -> bytes:
    """Return an XLSX with *sheet* as its only sheet and other *parts* instead of its own."""
    with ZipFile(BytesIO(xlsx_bytes([["Fecha", "Importe"], ["2025-01-01", "1,00"]]))) as archive:
        whole = {name: archive.read(name) for name in archive.namelist()}
    return zip_bytes(whole | {"xl/worksheets/sheet1.xml": sheet} | parts)


def workbook_bomb() -> bytes:
    """Return an XLSX with a sheet of gigabytes."""
    parts = {b"xl/workbook.xml": 1, b"xl/worksheets/sheet1.xml": BOMB}
    return lying_zip([(name, zeros(size, raw=True), size * MEGABYTE) for name, size in parts.items()])


def sheet(rows: str, head: str = "") -> bytes:
    """Return the XML of a sheet."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<?xml version="1.0"?>{head}<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def laughs(levels: int = 9) -> str:
    """Return a document type whose last entity is a billion times the first."""
    entities = ['<!ENTITY a0 "ha">']
    entities += [f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, levels + 1)]
    return f"<!DOCTYPE Facturae [{''.join(entities)}]>"


def facturae(inside: str, head: str = "") -> bytes:
    """Return an e-invoice with *inside* as its content."""
    space = "http://www.facturae.gob.es/formato/Versiones/Facturaev3_2_2.xml"
    return f'<?xml version="1.0"?>{head}<f:Facturae xmlns:f="{space}">{inside}</f:Facturae>'.encode()


def camt(inside: str) -> bytes:
    """Return a bank file with *inside* as its content."""
    space = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"
    return f'<?xml version="1.0"?><Document xmlns="{space}"><BkToCstmrStmt>{inside}</BkToCstmrStmt></Document>'.encode()


def pdf(*objects: bytes, root: int = 1) -> bytes:
    """Return a PDF of numbered objects."""
    body, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    return body + head + table + b"trailer<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, root, len(body))


def page_pdf(content: bytes = b"", page: bytes = b"", catalog: bytes = b"", *more: bytes) -> bytes:
    """Return a PDF of one page with *content*, and more in its page, its catalog and beside them (from object 5)."""
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R" + catalog + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R" + page + b">>",
        stream(content),
        *more,
    )


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """Return a PDF stream."""
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), entries, data)


def opened_pdf(action: bytes) -> bytes:
    """Return a PDF with an *action* for whoever opens it or its page."""
    return page_pdf(MARK, b"/AA<</O" + action + b">>", b"/OpenAction" + action)


def embedding_pdf(attachment: bytes) -> bytes:
    """Return a PDF with a stream as its attached file."""
    names = b"/Names<</EmbeddedFiles<</Names[(a.xml)5 0 R]>>>>"
    return page_pdf(MARK, b"", names, b"<</Type/Filespec/F(a.xml)/EF<</F 6 0 R>>>>", attachment)


def circular_pdf() -> bytes:
    """Return a PDF with a form that draws itself, twice."""
    own = b"/Resources<</XObject<</F 5 0 R>>>>"
    return page_pdf(b"/F Do", own, b"", stream(b"/F Do /F Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]" + own))


def bomb_pdf() -> bytes:
    """Return a PDF whose page unpacks to gigabytes."""
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        stream(zeros(BOMB), b"/Filter/FlateDecode"),
    )


def pages_pdf(count: int) -> bytes:
    """Return a PDF of *count* pages, one object drawn so many times."""
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (b"3 0 R " * count, count),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
    )


def picture_pdf(side: int) -> bytes:
    """Return a PDF that draws a black picture with *side* times *side* pixels."""
    image = b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceRGB" % (side, side)
    return page_pdf(
        b"595 0 0 842 0 0 cm /I Do",
        b"/Resources<</XObject<</I 5 0 R>>>>",
        b"",
        stream(zeros(BOMB), image + b"/Filter/FlateDecode"),
    )


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return a part of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, *chunks: bytes) -> bytes:
    """Return a PNG of a size that it does not have, with *chunks* before its end."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + chunk(b"IEND", b"")


def jpeg(width: int, height: int) -> bytes:
    """Return a JPEG whose header claims another size."""
    data = image_bytes(draw(), "JPEG")
    place = data.index(b"\xff\xc0") + 5
    return data[:place] + struct.pack(">HH", height, width) + data[place + 4 :]


def tiff(width: int, height: int, *, following: int = 0, rows: int = 1) -> bytes:
    """Return a TIFF of *width* times *height*, whose directory is followed by the one at *following*."""
    tags = [
        (256, 4, 1, width),
        (257, 4, 1, height),
        (258, 3, 1, 8),
        (259, 3, 1, 1),
        (262, 3, 1, 1),
        (273, 4, 1, 8),
        (278, 4, 1, rows),
        (279, 4, 1, 4),
    ]
    body = b"".join(struct.pack("<HHII", *tag) for tag in tags)
    return b"II*\x00\x08\x00\x00\x00" + struct.pack("<H", len(tags)) + body + struct.pack("<I", following)


def gif(width: int, height: int) -> bytes:
    """Return a GIF whose screen and only frame claim a size."""
    size = struct.pack("<HH", width, height)
    return b"GIF89a" + size + b"\x80\x00\x00" + bytes(6) + b",\0\0\0\0" + size + b"\x00\x02\x02D\x01\x00;"


def bmp(width: int, height: int) -> bytes:
    """Return a BMP that claims a size."""
    header = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54, 0, 0, 54) + header + bytes(100)


def webp(width: int, height: int) -> bytes:
    """Return a lossless WebP that claims a size (14 bits each)."""
    bits = struct.pack("<I", (width - 1) | (height - 1) << 14)
    data = b"VP8L" + struct.pack("<I", 10) + b"\x2f" + bits + bytes(5)
    return b"RIFF" + struct.pack("<I", len(data) + 4) + b"WEBP" + data


def heic(width: int, height: int) -> bytes:
    """Return a HEIC whose header claims another size."""
    from pillow_heif import register_heif_opener  # noqa: PLC0415

    register_heif_opener(thumbnails=False)
    data = image_bytes(Image.new("RGB", (64, 64)), "HEIF")
    place = data.index(b"ispe") + 8
    return data[:place] + struct.pack(">II", width, height) + data[place + 8 :]


def mail(*parts: bytes, kind: bytes = b"multipart/mixed") -> bytes:
    """Return an e-mail of *parts*."""
    head = b"From: a@example.com\r\nTo: b@example.com\r\nSubject: x\r\nContent-Type: %s; boundary=B\r\n\r\n" % kind
    return head + b"".join(b"--B\r\n" + part + b"\r\n" for part in parts) + b"--B--\r\n"


def attached(name: str, data: bytes) -> bytes:
    """Return an attachment of an e-mail."""
    head = f'Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="{name}"\r\n'
    return head.encode() + b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(data)


def nested_mail(depth: int) -> bytes:
    """Return a mail in a mail, *depth* times."""
    inner = mail(attached("a.pdf", b"%PDF-1.4"))
    for _ in range(depth):
        inner = mail(b"Content-Type: message/rfc822\r\n\r\n" + inner)
    return inner


FORMULAS = ("=cmd|'/c calc'!A1", "@SUM(1+1)*cmd|' /C calc'!A0", '=HYPERLINK("http://127.0.0.1:9/","x")', "+1+1")
FORMULA_CSV = "Fecha;Proveedor;Total\n" + "".join(
    f'2025-03-01;"{each.replace(chr(34), 2 * chr(34))}";3,10\n' for each in FORMULAS
)

CORNERS = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
"""Two cells with 17 billion empty ones between them."""

WALK = (
    "../../../etc/passwd",
    "/etc/passwd",
    "C:\\Windows\\a.csv",
    "a\\..\\..\\b.csv",
    "..",
    "./.",
    "nul\x00.csv",
    "x" * 60_000,
)

HOSTILE: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "zip/bomb": (lambda: lying_zip([(b"a.pdf", zeros(BOMB, raw=True), BOMB * MEGABYTE)]), "archive_too_large"),
    "zip/bomb that lies": (lambda: lying_zip([(b"a.pdf", zeros(BOMB, raw=True), 1_000)]), "damaged_archive"),
    "zip/overlapping": (overlapping_zip, "archive_too_large"),
    "zip/nested 10": (lambda: nested_zip(10), "archive_too_deep"),
    "zip/nested 300": (lambda: nested_zip(300), "archive_too_deep"),
    "zip/bomb in zip": (
        lambda: nested_zip(1, lying_zip([(b"a", zeros(900, raw=True), 900 * MEGABYTE)])),
        "archive_too_large",
    ),
    "zip/12,000 files": (lambda: named_zip(*(f"{n}.csv" for n in range(12_000))), "archive_too_large"),
    "zip/paths": (lambda: named_zip(*WALK), "container"),
    "xlsx/bomb": (workbook_bomb, "file_too_large"),
    "xlsx/far corner": (lambda: workbook(sheet(CORNERS)), "file_too_large"),
    "xlsx/laughs": (lambda: workbook(sheet("<row><c t='str'><v>&a9;</v></c></row>", laughs())), "damaged_spreadsheet"),
    "xlsx/external entity": (
        lambda: workbook(
            sheet("<row><c t='str'><v>&x;</v></c></row>", f'<!DOCTYPE w [<!ENTITY x SYSTEM "{SECRET}">]>')
        ),
        "damaged_spreadsheet",
    ),
    "xlsx/external link": (
        lambda: workbook(
            sheet("<row r='1'><c r='A1'><f>[1]S!A1</f><v>7</v></c></row>"),
            **{"xl/externalLinks/externalLink1.xml": b"<externalLink/>"},
        ),
        "no_header",
    ),
    "xml/laughs": (lambda: facturae("&a9;", laughs()), "unsupported_type"),
    "xml/quadratic": (
        lambda: facturae("&x;" * 50_000, f'<!DOCTYPE F [<!ENTITY x "{"x" * 50_000}">]>'),
        "unsupported_type",
    ),
    "xml/external entity": (lambda: facturae("&x;", f'<!DOCTYPE F [<!ENTITY x SYSTEM "{SECRET}">]>'), "unsafe_xml"),
    "xml/external type": (lambda: facturae("", f'<!DOCTYPE F SYSTEM "{NOWHERE}">'), "unsafe_xml"),
    "xml/parameter entity": (
        lambda: facturae("", f'<!DOCTYPE F [<!ENTITY % x SYSTEM "{NOWHERE}"> %x;]>'),
        "unsafe_xml",
    ),
    "xml/utf-16 laughs": (lambda: facturae("&a9;", laughs()).decode().encode("utf-16"), "unsupported_type"),
    "xml/inclusion": (
        lambda: facturae(f'<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="{SECRET}" parse="text"/>'),
        "xml",
    ),
    "xml/deep": (lambda: facturae("<a>" * 200_000 + "</a>" * 200_000), "unsupported_type"),
    "xml/a million elements": (lambda: facturae("<a/>" * 1_600_000), "file_too_large"),
    "xml/many attributes": (lambda: facturae(f"<a {' '.join(f'a{n}=""' for n in range(300_000))}/>"), "xml"),
    "camt/deep": (lambda: camt("<Stmt>" * 100_000), "bank"),
    "ofx/deep": (lambda: b"OFXHEADER:100\nDATA:OFXSGML\n\n<OFX>" + b"<STMTTRN>" * 500_000, "bank"),
    "html/nested tables": (lambda: b"<html><body>" + b"<table><tr><td>" * 100_000, "empty_spreadsheet"),
    "html/wide cells": (
        lambda: b"<html><table>" + b'<tr><td colspan="999999999">1</td></tr>' * 21_000,
        "file_too_large",
    ),
    "csv/one line": (lambda: b"a;b\n" + b"x;" * 9_500_000, "damaged_spreadsheet"),
    "csv/cells": (lambda: (b"1;" * 60_000 + b"\n") * 40, "file_too_large"),
    "csv/open quote": (lambda: b'Fecha;Importe\n"' + b"2025-01-01;1,00\n" * 500_000, "damaged_spreadsheet"),
    "csv/formulas": (FORMULA_CSV.encode, "table"),
    "pdf/script": (lambda: opened_pdf(b"<</S/JavaScript/JS(while\\(1\\);)>>"), "pdf"),
    "pdf/launch": (lambda: opened_pdf(b"<</S/Launch/F(/bin/sh)/Win<</F(cmd.exe)>>>>"), "pdf"),
    "pdf/embedded program": (lambda: embedding_pdf(stream(b"MZ" + bytes(100))), "pdf"),
    "pdf/embedded bomb": (lambda: embedding_pdf(stream(zeros(BOMB), b"/Filter/FlateDecode")), "unreadable_file"),
    "pdf/embedded laughs": (lambda: embedding_pdf(stream(facturae("&a9;", laughs()))), "pdf"),
    "pdf/100,000 pages": (lambda: pages_pdf(100_000), "too_many_pages"),
    "pdf/deep arrays": (lambda: page_pdf(b"", b"/X" + b"[" * 100_000 + b"]" * 100_000), "empty_document"),
    "pdf/page tree in a circle": (
        lambda: pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 9>>"),
        "damaged_pdf",
    ),
    "pdf/form draws itself": (circular_pdf, "unreadable_file"),
    "pdf/stream bomb": (bomb_pdf, "unreadable_file"),
    "pdf/huge picture": (lambda: picture_pdf(30_000), "pdf"),
    "pdf/huge page": (lambda: page_pdf(MARK).replace(b"[0 0 595 842]", b"[0 0 9e9 9e9]"), "pdf"),
    "pdf/marks": (lambda: page_pdf(MARK * 30_000), "pdf"),
    "png/pixels": (lambda: png(60_000, 60_000, chunk(b"IDAT", zeros(BOMB))), "too_many_pixels"),
    "png/text bomb": (
        lambda: png(9, 9, chunk(b"zTXt", b"k\x00\x00" + zeros(BOMB)), chunk(b"IDAT", zlib.compress(bytes(300)))),
        "damaged_image",
    ),
    "png/profile bomb": (
        lambda: png(9, 9, chunk(b"iCCP", b"k\x00\x00" + zeros(BOMB)), chunk(b"IDAT", zlib.compress(bytes(300)))),
        "damaged_image",
    ),
    "png/more than it says": (lambda: png(9, 9, chunk(b"IDAT", zeros(BOMB))), "image"),
    "jpeg/pixels": (lambda: jpeg(65_000, 65_000), "too_many_pixels"),
    "gif/pixels": (lambda: gif(65_000, 65_000), "too_many_pixels"),
    "bmp/pixels": (lambda: bmp(100_000, 100_000), "too_many_pixels"),
    "webp/pixels": (lambda: webp(16_384, 16_384), "too_many_pixels"),
    "heic/pixels": (lambda: heic(100_000, 100_000), "too_many_pixels"),
    "tiff/pixels": (lambda: tiff(100_000, 100_000), "too_many_pixels"),
    "tiff/circle": (lambda: tiff(1, 1, following=8), "image"),
    "tiff/no rows": (lambda: tiff(1, 1, rows=0), "damaged_image"),
    "polyglot/pdf and zip": (lambda: pdf_bytes(RECEIPT) + zip_bytes({"a.exe": b"MZ"}), "pdf"),
    "polyglot/zip and pdf": (
        lambda: zip_bytes({"a.csv": b"Fecha;Importe\n2025-01-01;1\n"}) + pdf_bytes(RECEIPT),
        "container",
    ),
    "polyglot/gif and page": (lambda: image_bytes(draw(), "GIF") + b"<script>alert(1)</script>", "image"),
    "polyglot/jpeg and zip": (lambda: image_bytes(draw(), "JPEG") + zip_bytes({"a.exe": b"MZ"}), "image"),
    "polyglot/program and pdf": (lambda: b"MZ\x90\x00" + pdf_bytes(RECEIPT), "unsupported_type"),
    "eml/5,001 parts": (lambda: mail(*[attached("a.csv", b"a;b\n1;2\n")] * 5_001), "too_many_files"),
    "eml/nested": (lambda: nested_mail(300), "damaged_mail"),
    "eml/broken base64": (lambda: mail(attached("a.pdf", b"%PDF")[:-2] + b"A" * 9_000_001), "container"),
    "eml/long header": (
        lambda: mail(b"Content-Disposition: attachment; filename=" + b"=?utf-8?q?a?= " * 500_000 + b"\r\n\r\nx"),
        "container",
    ),
    "eml/path": (lambda: mail(attached("../../../../etc/passwd", b"a;b\n1;2\n")), "container"),
    "text/zeros": (lambda: bytes(MEGABYTE), "empty_file"),
    "text/one word": (lambda: b"a" * (19 * MEGABYTE), "damaged_spreadsheet"),
}
"""Name to (maker, what becomes of it in preprocess: a code, or the kind as which it is read safely)."""
