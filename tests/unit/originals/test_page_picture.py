"""Pages drawn for people: upright, in their colours, and never larger than a phone loads at once."""

import os
from base64 import b64decode
from dataclasses import fields
from io import BytesIO

import pytest
from PIL import Image

from asiento.errors import DocumentError
from asiento.model import Item
from asiento.originals.page_picture import MAX_AREA, MAX_BYTES, PageOfItem, draw_page, small_jpeg
from builders import DictFiles, make_file_item, make_tools
from made_files import changed_pdf, draw, image_bytes, pdf_bytes, scan_bytes

RED, BLUE = (255, 0, 0), (0, 0, 255)


def drawn(data: bytes, page: int = 1, *, media_type: str = "image/x") -> Image.Image:
    """Return page *page* of *data* as it is drawn."""
    files = DictFiles()
    item = make_file_item(data, files, "a")
    known = {field.name: getattr(item, field.name) for field in fields(Item)}
    wanted = PageOfItem(**{**known, "media_type": media_type, "sha256": None, "page": page})
    jpeg = b64decode(draw_page(wanted, make_tools(files)).encoded)
    assert len(jpeg) <= MAX_BYTES
    return Image.open(BytesIO(jpeg))


def halves(size: tuple[int, int] = (400, 300)) -> Image.Image:
    """Return a picture whose left half is red, and whose right half is blue."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (size[0] // 2, 0, *size))
    return image


def near(pixel: object, colour: tuple[int, int, int]) -> bool:
    """Return whether a pixel of a JPEG is of that colour."""
    assert isinstance(pixel, tuple)
    return all(abs(one - other) < 40 for one, other in zip(pixel, colour, strict=True))


def test_a_page_of_a_pdf_is_drawn_as_it_is_shown() -> None:
    """At 150 dpi, turned as the file says."""
    data = changed_pdf(pdf_bytes(["one"], ["two"]), rotate=90)

    assert drawn(data, 2, media_type="application/pdf").size == (1755, 1240)


def test_a_scan_in_a_pdf_keeps_its_colours() -> None:
    """A stamp is told from print by its colour."""
    shown = drawn(scan_bytes(halves()), media_type="application/pdf")

    assert near(shown.getpixel((200, 1500)), RED)
    assert near(shown.getpixel((1000, 1500)), BLUE)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "BMP"])
def test_a_photo_is_small_and_in_colour(kind: str) -> None:
    """Whatever its format; the pixels are bounded, and its shape stays."""
    shown = drawn(image_bytes(halves((4000, 3000)), kind))

    assert shown.width * shown.height <= MAX_AREA * 1.01
    assert shown.width / shown.height == pytest.approx(4 / 3, rel=0.01)
    assert near(shown.getpixel((10, 10)), RED)
    assert near(shown.getpixel((shown.width - 10, 10)), BLUE)


def test_a_photo_is_shown_upright() -> None:
    """As the telephone says that it was held: its left becomes the top."""
    exif = Image.Exif()
    exif[0x0112] = 6
    shown = drawn(image_bytes(halves(), "JPEG", exif=exif))

    assert shown.size == (300, 400)
    assert near(shown.getpixel((150, 10)), RED)


def test_each_page_of_a_tiff_can_be_asked_for() -> None:
    """Also in sixteen bits, where grey has no scale of its own."""
    pages = [Image.new("L", (60, 40), shade) for shade in (0, 128, 255)]
    data = image_bytes(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    deep = Image.new("I;16", (60, 40), 1000)
    deep.paste(30000, (30, 0, 60, 40))

    assert [round(drawn(data, page).getpixel((5, 5)) / 64) for page in (1, 2, 3)] == [0, 2, 4]  # type: ignore[operator]
    assert [drawn(image_bytes(deep, "TIFF")).getpixel((x, 20)) for x in (5, 55)] == [0, 255]


def test_what_is_transparent_is_white() -> None:
    """As paper is."""
    assert near(drawn(image_bytes(Image.new("RGBA", (50, 50), (0, 0, 0, 0)))).getpixel((5, 5)), (255, 255, 255))


def test_noise_is_made_smaller_until_it_fits() -> None:
    """The bound holds for what JPEG cannot compress; a receipt keeps its size."""
    noise = Image.frombytes("RGB", (1500, 1400), os.urandom(1500 * 1400 * 3))
    receipt = draw()

    assert len(small_jpeg(noise)) <= MAX_BYTES
    assert Image.open(BytesIO(small_jpeg(receipt))).size == receipt.size


def test_more_pixels_than_allowed_are_not_drawn() -> None:
    """Though the page before it has few."""
    small, large = Image.new("1", (10, 10)), Image.new("1", (8000, 8000))
    data = image_bytes(small, "TIFF", save_all=True, append_images=[large])

    with pytest.raises(DocumentError, match="too_many_pixels"):
        drawn(data, 2)
