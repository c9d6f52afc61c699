"""Codes as tax offices have them printed: payloads that hold, pictures of them, and pages with both."""

from collections.abc import Iterable
from io import BytesIO
from urllib.parse import quote

import zxingcpp
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from asiento.fiscal_codes.access_key import check_digit
from asiento.fiscal_codes.ticketbai import crc8
from made_files import A4

OFFICE, TRIALS = "www2.agenciatributaria.gob.es", "prewww2.aeat.es"


def verifactu(
    number: str = "2025/0042",
    day: str = "14-03-2025",
    total: str = "121.00",
    *,
    nif: str = "B12345674",
    host: str = OFFICE,
) -> str:
    """Return the payload of VeriFactu."""
    query = f"nif={nif}&numserie={quote(number, safe='')}&fecha={day}&importe={total}"
    return f"https://{host}/wlpl/TIKE-CONT/ValidarQR?{query}"


def ticketbai(number: str = "42", day: str = "140325", total: str = "121.00", *, nif: str = "B12345674") -> str:
    """Return the payload of TicketBAI, of series `A`."""
    begun = f"TBAI-{nif}-{day}-btFpwP8dcLGAF-"
    address = f"https://batuz.eus/QRTBAI/?id={begun}{crc8(begun):03}&s=A&nf={number}&i={total}"
    return f"{address}&cr={crc8(address):03}"


def access_key(day: str = "14032025", ruc: str = "1792261104001", sequence: int = 42, environment: int = 2) -> str:
    """Return an access key of an invoice of establishment 1, point of issue 1."""
    begun = f"{day}01{ruc}{environment}001001{sequence:09}123456781"
    return begun + check_digit(begun)


def picture_of(payload: str, scale: int = 6, kind: zxingcpp.BarcodeFormat | None = None) -> Image.Image:
    """Return the QR code of *payload*, or its barcode of *kind*, with *scale* pixels a part, and white around it."""
    drawn = zxingcpp.create_barcode(payload, kind or zxingcpp.BarcodeFormat.QRCode).to_image(
        scale=scale, add_quiet_zones=True
    )
    height, width = drawn.shape
    return Image.frombytes("L", (width, height), bytes(memoryview(drawn).cast("B")))


def with_pictures(page: Image.Image, *codes: Image.Image) -> Image.Image:
    """Return *page* with *codes* below each other under what it has."""
    whole = Image.new(
        "L",
        (max(page.width, *(code.width for code in codes)), page.height + sum(code.height for code in codes)),
        "white",
    )
    whole.paste(page, (0, 0))
    top = page.height
    for code in codes:
        whole.paste(code, (0, top))
        top += code.height
    return whole


def pdf_page(lines: Iterable[str], *codes: str, shapes: bool = False, side: float = 100.0) -> bytes:
    """Return a PDF of a page with *lines*, and a QR code of each payload: a picture, or *shapes* as programs draw them.

    *side*: points of a code's side.
    """
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for index, line in enumerate(lines, 1):
        canvas.drawString(50, A4[1] - 50 - 24 * index, line)
    for index, payload in enumerate(codes):
        left, bottom = 60 + index * (side + 20), 90
        if shapes:
            _draw_shapes(canvas, picture_of(payload, 1), left, bottom, side)
        else:
            canvas.drawImage(ImageReader(picture_of(payload)), left, bottom, side, side)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _draw_shapes(canvas: Canvas, code: Image.Image, left: float, bottom: float, side: float) -> None:
    part = side / code.width
    for y in range(code.height):
        for x in range(code.width):
            if not code.getpixel((x, y)):
                canvas.rect(left + x * part, bottom + side - (y + 1) * part, part, part, stroke=0, fill=1)
