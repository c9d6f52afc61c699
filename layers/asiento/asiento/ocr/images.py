"""Upright grey pictures of pages, of a bounded size: from PDFs and from picture files. Knows no text."""

import pypdfium2
from PIL import Image

from asiento.reading.drawing import MAX_AREA, MAX_SIDE, draw, fitting
from asiento.reading.picture_file import BROKEN

DPI = 300
"""Pixels per inch at which pages of a PDF are drawn."""

ORIENTATION = 0x0112
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What undoes each orientation (EXIF 2.32, tag 274)."""


def render(page: pypdfium2.PdfPage) -> Image.Image:
    """Return *page* in grey at 300 dpi, or less if it is larger than A4."""
    image, _ = draw(page, DPI)
    return image


def grey(frame: Image.Image) -> Image.Image:
    """Return *frame* of a picture file upright (EXIF), in grey on white, and no larger than `MAX_AREA`."""
    scale = fitting(*frame.size)
    size = (max(round(frame.width * scale), 1), max(round(frame.height * scale), 1))
    frame.draft("L", size)
    turn = orientation(frame)
    flat = _flatten(frame)
    if flat.width * flat.height > MAX_AREA or max(flat.size) > MAX_SIDE:
        flat = flat.resize(size, Image.Resampling.BOX, reducing_gap=2.0)
    return upright(flat, turn)


def upright(image: Image.Image, turn: int) -> Image.Image:
    """Return *image*, whose EXIF orientation is *turn*, as it was taken."""
    return image.transpose(UPRIGHT[turn]) if turn in UPRIGHT else image


def orientation(frame: Image.Image) -> int:
    """Return the EXIF orientation, 1 to 8. Broken metadata are no reason to refuse a whole picture."""
    try:
        return int(frame.getexif().get(ORIENTATION, 1))
    except BROKEN:
        return 1


def _flatten(frame: Image.Image) -> Image.Image:
    if frame.mode.startswith("I;16") or frame.mode in ("I", "F"):
        low, high = frame.getextrema()
        span = max(float(high) - float(low), 1.0)  # type: ignore[arg-type]
        return frame.convert("F").point(lambda value: (value - float(low)) * (255 / span)).convert("L")  # type: ignore[arg-type]
    if frame.has_transparency_data:
        white = Image.new("RGBA", frame.size, "white")
        return Image.alpha_composite(white, frame.convert("RGBA")).convert("L")
    return frame.convert("L")


def scaled(image: Image.Image, factor: float) -> Image.Image:
    """Return *image* with its sides times *factor*."""
    size = (max(round(image.width * factor), 1), max(round(image.height * factor), 1))
    return image.resize(size, Image.Resampling.LANCZOS)
