"""Pictures that nobody could read: they ask for a better photo, and nothing is guessed from them."""

from dataclasses import replace

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from asiento.classify import classify
from asiento.errors import DocumentError
from asiento.extract import extract
from asiento.model import Engine, Kind
from asiento.ocr import ocr
from builders import DictFiles, make_file_item, make_tools
from made_files import draw, image_bytes

CHEAP = frozenset({Engine.TESSERACT})


def small() -> Image.Image:
    """Return a receipt that is just large enough to be read."""
    return draw(width=350, size=20)


def in_the_dark() -> Image.Image:
    """Return a receipt of which the sensor's noise is all that a camera sees."""
    noise = Image.effect_noise((70, 100), 20).point(lambda shade: max(shade - 118, 0))
    return ImageChops.add(small().resize(noise.size).point(lambda shade: shade // 60), noise)


def a_cat() -> Image.Image:
    """Return a face with ears, eyes and whiskers."""
    image = Image.new("L", (200, 250), 180)
    pen = ImageDraw.Draw(image)
    pen.ellipse((40, 60, 160, 190), fill=90)
    for side in (-1, 1):
        pen.polygon([(100 + side * 55, 95), (100 + side * 45, 30), (100 + side * 5, 70)], fill=90)
        pen.ellipse((100 + side * 25 - 11, 100, 100 + side * 25 + 11, 120), fill=230)
        pen.ellipse((100 + side * 25 - 3, 100, 100 + side * 25 + 3, 120), fill=10)
        for down in (120, 143, 160):
            pen.line((100 + side * 5, 140, 100 + side * 55, down), fill=20, width=2)
    return image


UNREADABLES = {
    "blurred": lambda: small().filter(ImageFilter.GaussianBlur(6)),
    "tiny": lambda: small().resize((44, 55)),
    "dark": in_the_dark,
    "blank": lambda: Image.new("L", (150, 200), 235),
    "noise": lambda: Image.effect_noise((60, 80), 90),
    "cat": a_cat,
}


@pytest.mark.parametrize(
    ("picture", "engines"),
    [(name, CHEAP) for name in UNREADABLES] + [("blurred", frozenset(Engine))],
)
def test_a_picture_that_nobody_can_read_asks_for_a_better_photo(picture: str, engines: frozenset[Engine]) -> None:
    """It ends with one code and one sentence, and leaves no words from which a later stage could guess."""
    files = DictFiles()
    item = make_file_item(image_bytes(UNREADABLES[picture]()), files, kind=Kind.IMAGE)
    before = set(files.contents)

    with pytest.raises(DocumentError) as caught:
        ocr(item, replace(make_tools(files), engines=engines))

    assert caught.value.code == "unreadable_picture"
    assert "Send a better photo" in caught.value.message
    assert set(files.contents) == before


def test_of_a_picture_that_is_hardly_legible_nothing_is_claimed_surely() -> None:
    """A photo as small as a thumbnail gives no field of confidence .9 or more that is not true."""
    files = DictFiles()
    tools = replace(make_tools(files), engines=CHEAP)
    item = ocr(make_file_item(image_bytes(draw().resize((112, 168))), files, kind=Kind.IMAGE), tools)

    document = extract(classify(item, tools), tools).document

    assert document is not None
    claims = [
        (document.issued_on, "2025-03-14"),
        (document.total, "105.55"),
        (document.supplier.name, "FERRETERIA EJEMPLO"),
        (document.supplier.tax_id, "B12345674"),
    ]
    assert [
        (field, true) for field, true in claims if field and field.confidence >= 0.9 and str(field.value) != true
    ] == []
