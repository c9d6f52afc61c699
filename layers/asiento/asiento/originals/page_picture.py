"""A page drawn for people, as a JPEG of a bounded size. Runs in a child process. Knows no text."""

from base64 import b64encode
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from asiento.item_files import read_again
from asiento.model import Item, Tools
from asiento.ocr.images import grey, orientation, upright
from asiento.reading.drawing import POINTS, fitting
from asiento.reading.pdf_file import open_page, open_pdf
from asiento.reading.picture_file import open_picture, too_many_pixels

MAX_BYTES = 300_000
"""Of a picture: a second on a phone."""

DPI = 150
"""At which a page of a PDF is drawn; small print can still be read."""

MAX_AREA = 2_200_000
"""Pixels; an A4 page at 150 dpi has as many. A long receipt keeps its width."""

QUALITIES = (80, 65, 50, 35)
"""Of JPEG (Pillow's scale), until it is small enough; then the picture is made smaller."""
SMALLER = 0.7

SHALLOW = frozenset({"1", "L", "LA", "La", "P", "PA", "RGB", "RGBA", "RGBa", "RGBX", "CMYK", "YCbCr", "LAB", "HSV"})
"""Modes of eight bits a channel; deeper ones have no scale of their own (`ocr.images`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOfItem(Item):
    """An item of whose file one page is wanted: *page*, from 1."""

    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePicture:
    """A page as a JPEG in base64, since a child answers in text."""

    encoded: str


def draw_page(item: PageOfItem, tools: Tools) -> PagePicture:
    """Return the wanted page of the PDF or picture of *item*, upright, at most `MAX_BYTES`.

    Raises `DocumentError`: `damaged_pdf`, `damaged_image`, `password_protected`, `too_many_pixels`, `file_changed`.
    """
    data = read_again(item, tools.files)
    if item.media_type == "application/pdf":
        image = _of_pdf(data, item.page)
    else:
        image = _of_picture(data, item.page, tools.limits.max_pixels)
    return PagePicture(encoded=b64encode(small_jpeg(image)).decode())


def _of_pdf(data: bytes, number: int) -> Image.Image:
    with open_pdf(data) as pdf, open_page(pdf, number - 1) as page:
        width, height = page.get_size()
        bitmap = page.render(scale=fitting(width, height, DPI / POINTS, MAX_AREA))
        try:
            image: Image.Image = bitmap.to_pil()
            return image.convert("RGB")
        finally:
            bitmap.close()


def _of_picture(data: bytes, number: int, most: int) -> Image.Image:
    with open_picture(data) as picture:
        if number > 1:
            picture.seek(number - 1)
        if picture.width * picture.height > most:
            raise too_many_pixels()
        if picture.mode not in SHALLOW:
            return _fitted(grey(picture))
        turn = orientation(picture)
        picture.draft("RGB", _size(picture))
        return upright(_in_colour(picture), turn)


def _in_colour(frame: Image.Image) -> Image.Image:
    """Return *frame* in colours on white, or in grey as it is, no larger than `MAX_AREA`."""
    if not frame.has_transparency_data:
        return _fitted(frame.convert("L" if frame.mode in ("1", "L") else "RGB"))
    shown = _fitted(frame.convert("RGBA"))
    return Image.alpha_composite(Image.new("RGBA", shown.size, "white"), shown).convert("RGB")


def _fitted(image: Image.Image) -> Image.Image:
    size = _size(image)
    return image if size == image.size else image.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)


def _size(image: Image.Image) -> tuple[int, int]:
    scale = fitting(*image.size, area=MAX_AREA)
    return max(round(image.width * scale), 1), max(round(image.height * scale), 1)


def small_jpeg(image: Image.Image) -> bytes:
    """Return *image*, grey or RGB, as a JPEG of at most `MAX_BYTES`: rather coarser than smaller."""
    while True:
        for quality in QUALITIES:
            out = BytesIO()
            image.save(out, "JPEG", quality=quality)
            if out.tell() <= MAX_BYTES:
                return out.getvalue()
        image = image.resize((max(int(image.width * SMALLER), 1), max(int(image.height * SMALLER), 1)))
