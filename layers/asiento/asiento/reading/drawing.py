"""Pages of PDFs as grey pictures: their size is bound before anything is drawn."""

import math

import pypdfium2
from PIL import Image

MAX_AREA = 9_000_000
"""Pixels; an A4 page at 300 dpi has 8.7 million, and its long side 3,508. A long receipt keeps its width."""

MAX_SIDE = 10_000

POINTS = 72
"""PDF points per inch (ISO 32000-1, 8.3.2.3)."""


def fitting(width: float, height: float, largest: float = 1.0, area: int = MAX_AREA) -> float:
    """Return the scale, at most *largest*, that keeps a page of this size within *area* pixels and `MAX_SIDE`."""
    side, whole = max(width, height, 1e-6), max(width * height, 1e-6)
    return min(largest, MAX_SIDE / side, math.sqrt(area / whole))


def draw(
    page: pypdfium2.PdfPage, dpi: int, cut: tuple[float, float, float, float] | None = None
) -> tuple[Image.Image, float]:
    """Return *page* in grey at *dpi*, or less if it is larger than A4, and the pixels of a point.

    *cut*: points that are left out at the left, bottom, right and top of the page as it is shown.
    """
    width, height = page.get_size()
    scale = fitting(width, height, dpi / POINTS)
    bitmap = page.render(scale=scale, crop=cut or (0, 0, 0, 0), grayscale=True)
    try:
        image: Image.Image = bitmap.to_pil()
        return image.convert("L"), scale
    finally:
        bitmap.close()
