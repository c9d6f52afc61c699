"""Run as a process of its own: a small picture of a file's first page, for people. Hostile files may end it."""

import sys
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageOps, UnidentifiedImageError

WIDTH, HEIGHT = 420, 900
"""Pixels at most."""

QUALITY = 55


def picture_of(data: bytes) -> bytes | None:
    """Return a JPEG of the first page of *data*, a PDF or a picture; None for anything else."""
    try:
        image = _first_page(data) if data[:1024].lstrip().startswith(b"%PDF") else _upright(data)
    except (pdfium.PdfiumError, UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None
    image.thumbnail((WIDTH, HEIGHT))
    written = BytesIO()
    image.convert("RGB").save(written, "JPEG", quality=QUALITY)
    return written.getvalue()


def _first_page(data: bytes) -> Image.Image:
    with pdfium.PdfDocument(data) as pdf:
        page = pdf[0]
        # At least one pixel and never more than the thumbnail, whatever the page says of its size.
        scale = min(WIDTH / max(page.get_width(), 1), HEIGHT / max(page.get_height(), 1))
        image: Image.Image = page.render(scale=scale).to_pil()
        return image


def _upright(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.draft("RGB", (2 * WIDTH, 2 * HEIGHT))
    return ImageOps.exif_transpose(image)


def main() -> None:
    """Write the picture of the file of the first argument to that of the second, if there is one."""
    picture = picture_of(Path(sys.argv[1]).read_bytes())
    if picture:
        Path(sys.argv[2]).write_bytes(picture)


if __name__ == "__main__":
    main()
