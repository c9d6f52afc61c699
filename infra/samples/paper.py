"""What paper, scanner and camera do to a clean picture: skew, noise, blur, light. Knows nothing of what is on it.

Everything is seeded: the same picture in gives the same picture out.
"""

from collections.abc import Iterable, Iterator
from io import BytesIO
from random import Random
from time import struct_time

from PIL import Image, ImageChops, ImageDraw, ImageFilter
from pypdfium2 import PdfDocument

DPI = 200
WHITE = 246
"""How bright a scanner sees white paper."""
INK = 150
"""Darker than this is black to a scanner that knows only black and white."""
PHOTO = (1500, 2000)
"""Pixels of the camera."""
TURN = 2.4
"""Degrees by which the slip lies askew in the photograph."""
FOLD, FOLD_SHADE = 36, 170
"""Rows of pixels that the shadow of a fold reaches, and how bright it is where it is darkest."""
ORIENTATION, MAKE, MODEL, TAKEN = 0x0112, 0x010F, 0x0110, 0x0132
"""EXIF tags."""
TURN_RIGHT = 6
"""EXIF orientation: the camera lay on its side, viewers turn the picture a quarter to the right."""
SCANNED_AT = struct_time((2026, 5, 22, 9, 30, 0, 4, 142, 0))


def scanned_pdf(pdf: bytes, *, angle: float) -> bytes:
    """Return a PDF of pictures of the pages of *pdf*, without text; *angle* is the skew in degrees."""
    return _save(
        list(_scans(pdf, angle)), "PDF", resolution=DPI, quality=80, creationDate=SCANNED_AT, modDate=SCANNED_AT
    )


def scanned_tiff(pdf: bytes, *, angle: float) -> bytes:
    """Return a TIFF of the pages of *pdf* in black and white, Group 4, as office scanners make them."""
    pages = [scan.point(lambda level: 255 * (level > INK)).convert("1") for scan in _scans(pdf, angle)]
    return _save(pages, "TIFF", compression="group4", dpi=(DPI, DPI))


def fed_through(slips: Iterable[Image.Image]) -> bytes:
    """Return a PDF with a page for each slip, as a scanner with a feeder makes it of a stack."""
    pages = [_scan(slip, 0.3, number) for number, slip in enumerate(slips)]
    return _save(pages, "PDF", resolution=3 * DPI / 2, quality=80, creationDate=SCANNED_AT, modDate=SCANNED_AT)


def photographed(slip: Image.Image, *, turn: float = TURN) -> bytes:
    """Return a JPEG as a telephone makes it: on a dark table, unevenly lit, turned by its EXIF tag.

    *turn* is the skew in degrees.
    """
    table = _table()
    lit = ImageChops.multiply(slip.convert("RGB"), _rgb(light(slip.size, darkest, 35) for darkest in (212, 208, 198)))
    paper = lit.convert("RGBA").rotate(turn, Image.Resampling.BICUBIC, expand=True)
    place = ((PHOTO[0] - paper.width) // 2 + 15, (PHOTO[1] - paper.height) // 2 - 25)
    shadow = paper.getchannel("A").point(lambda level: level * 2 // 3)
    table.paste((14, 10, 8), (place[0] + 16, place[1] + 20), shadow.filter(ImageFilter.BoxBlur(14)))
    table.paste(paper, place, paper)
    grain = _rgb(noise(PHOTO, seed) for seed in range(3))
    return _jpeg(Image.blend(table.filter(ImageFilter.BoxBlur(0.7)), grain, 0.05))


def folded(slip: Image.Image, rng: Random) -> Image.Image:
    """Return *slip* as if it had been folded once or twice across: a soft shadow on one side of each fold."""
    shade = Image.new("L", (1, slip.height), 255)
    draw = ImageDraw.Draw(shade)
    for _ in range(rng.choice((1, 2))):
        fold = rng.randrange(slip.height // 5, 4 * slip.height // 5)
        for below in range(FOLD):
            draw.point((0, fold + below), fill=FOLD_SHADE + (255 - FOLD_SHADE) * below // FOLD)
    across = shade.resize(slip.size, Image.Resampling.NEAREST)
    return ImageChops.multiply(slip.convert("RGB"), _rgb([across] * 3))


def noise(size: tuple[int, int], seed: int) -> Image.Image:
    """Return grey levels at random."""
    return Image.frombytes("L", size, Random(seed).randbytes(size[0] * size[1]))  # noqa: S311 (must repeat)


def light(size: tuple[int, int], darkest: int, angle: float) -> Image.Image:
    """Return a lamp from one side: white that falls off to the level *darkest*, turned by *angle* degrees."""
    slope = Image.linear_gradient("L").rotate(angle, Image.Resampling.BICUBIC, fillcolor=128).crop((40, 40, 216, 216))
    return slope.resize(size, Image.Resampling.BICUBIC).point(lambda level: darkest + level * (255 - darkest) // 255)


def _scans(pdf: bytes, angle: float) -> Iterator[Image.Image]:
    document = PdfDocument(pdf)
    try:
        for number, page in enumerate(document):
            yield _scan(page.render(scale=DPI / 72, grayscale=True).to_pil().convert("L"), angle, number)
    finally:
        document.close()


def _scan(page: Image.Image, angle: float, seed: int) -> Image.Image:
    sheet = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255).filter(ImageFilter.BoxBlur(0.4))
    sheet = sheet.point(lambda level: 40 + level * (WHITE - 40) // 255)
    _speckle(sheet, seed)
    return Image.blend(ImageChops.multiply(sheet, light(sheet.size, 236, 80)), noise(sheet.size, seed), 0.05)


def _speckle(sheet: Image.Image, seed: int) -> None:
    """Dust on the glass and the shadow of the lid along the left edge."""
    rng, draw = Random(seed), ImageDraw.Draw(sheet)  # noqa: S311 (must repeat)
    for _ in range(60):
        x, y = rng.randrange(sheet.width), rng.randrange(sheet.height)
        draw.ellipse((x, y, x + rng.randrange(2), y + rng.randrange(3)), fill=rng.randrange(90, 190))
    for x in range(12):
        draw.line((x, 0, x, sheet.height), fill=120 + 10 * x)


def _table() -> Image.Image:
    """Paint a dark wooden table: its grain runs down the picture."""
    grain = noise((PHOTO[0] // 3, 14), 7).resize(PHOTO, Image.Resampling.BICUBIC)
    wood = _rgb(grain.point(lambda level, base=base: base + level // 7) for base in (74, 50, 34))
    return ImageChops.multiply(wood, _rgb([light(PHOTO, 150, 20)] * 3))


def _rgb(channels: Iterable[Image.Image]) -> Image.Image:
    return Image.merge("RGB", tuple(channels))


def _jpeg(picture: Image.Image) -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKE], exif[MODEL], exif[TAKEN] = TURN_RIGHT, "Demo", "Telephone 1", "2026:05:14 15:20:41"
    return _save([picture.transpose(Image.Transpose.ROTATE_90)], "JPEG", quality=86, exif=exif)


def _save(pages: list[Image.Image], kind: str, **options: object) -> bytes:
    file = BytesIO()
    more = {"save_all": True, "append_images": pages[1:]} if len(pages) > 1 else {}
    pages[0].save(file, kind, **more, **options)
    return file.getvalue()
