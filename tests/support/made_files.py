"""Small files that tests make as they need them: pictures with words, PDFs, workbooks. Nothing is read from disk."""

import zipfile
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path

import openpyxl
import pikepdf
import reportlab
from PIL import Image, ImageDraw, ImageFont, ImageSequence
from reportlab.pdfgen.canvas import Canvas

A4 = (595.0, 842.0)

VERA = Path(reportlab.__file__).with_name("fonts") / "Vera.ttf"

RECEIPT = (
    "FERRETERIA EJEMPLO",
    "CIF B12345674",
    "Calle Mayor 12 Madrid",
    "Fecha 14/03/2025",
    "Tornillos acero 12,40",
    "Taladro electrico 89,90",
    "Cinta aislante 3,25",
    "TOTAL EUR 105,55",
    "Gracias por su visita",
)


def draw(lines: Sequence[str] = RECEIPT, *, width: int = 700, size: int = 40, accents: bool = False) -> Image.Image:
    """Return a grey picture of *lines* in black on white, in a face that has letters with *accents* if need be."""
    image = Image.new("L", (width, size * 2 * (len(lines) + 2)), "white")
    pen, font = ImageDraw.Draw(image), ImageFont.truetype(VERA, size) if accents else ImageFont.load_default(size)
    for index, line in enumerate(lines, 1):
        pen.text((size, index * size * 2), line, fill=0, font=font)
    return image


def image_bytes(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    """Return *image* as a file of *kind*, a format's name in Pillow."""
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def frames_of(picture: Image.Image) -> int:
    """Return how many pictures the file of *picture* has; the last of them is the one that it shows then."""
    return sum(1 for _ in ImageSequence.Iterator(picture))


def pdf_bytes(*pages: Sequence[str], size: tuple[float, float] = A4) -> bytes:
    """Return a PDF with the lines of each page from the top down, 24 points apart."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=size)
    for lines in pages:
        canvas.setFont("Helvetica", 12)
        for index, line in enumerate(lines, 1):
            canvas.drawString(50, size[1] - 50 - 24 * index, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def scan_bytes(image: Image.Image, *, note: str = "") -> bytes:
    """Return a PDF whose one page is *image*, with *note* as text of its own below."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.drawInlineImage(image, 40, 60, 500, 500 * image.height / image.width)
    canvas.drawString(50, 30, note)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def changed_pdf(data: bytes, *, rotate: int = 0, password: str | None = None) -> bytes:
    """Return the PDF with its pages turned clockwise by *rotate* degrees, and encrypted if there is a *password*."""
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.rotate(rotate, relative=True)
        pdf.save(out, encryption=pikepdf.Encryption(user=password, owner="owner") if password else None)
    return out.getvalue()


def xlsx_bytes(*sheets: Iterable[Sequence[object]], hidden: Sequence[int] = ()) -> bytes:
    """Return a workbook with the rows of each sheet; those whose index is in *hidden* are not shown."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for index, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Hoja {index + 1}")
        for row in rows:
            sheet.append(list(row))
        sheet.sheet_state = "hidden" if index in hidden else "visible"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def zip_bytes(parts: dict[str, bytes]) -> bytes:
    """Return a ZIP of *parts*, deflated, in their order."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def ods_bytes(rows: Sequence[Sequence[str]]) -> bytes:
    """Return an OpenDocument spreadsheet with one sheet of text cells."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    return ods_of(cells)


def ods_of(*sheets: str) -> bytes:
    """Return an OpenDocument spreadsheet with *sheets*, whose rows are written as the format has them."""
    tables = "".join(
        f'<table:table table:name="Hoja {number}">{rows}</table:table>' for number, rows in enumerate(sheets, 1)
    )
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}><office:body><office:spreadsheet>'
        f"{tables}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return out.getvalue()
