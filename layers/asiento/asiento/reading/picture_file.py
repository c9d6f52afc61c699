"""Opening picture files, with Pillow's many errors translated. Knows no text and no limits of its own."""

import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from io import BytesIO

from PIL import Image

from asiento.errors import DocumentError

FORMATS = ("JPEG", "PNG", "TIFF", "GIF", "BMP", "WEBP", "HEIF")
"""Pillow's readers that we use; the others, some of which start programs, stay out of reach."""

BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    EOFError,
    ArithmeticError,
    AttributeError,
    AssertionError,
    RuntimeError,
    MemoryError,
    struct.error,
)
"""What Pillow's decoders raise on hostile bytes; it has no error class of its own."""


@contextmanager
def open_picture(data: bytes, formats: tuple[str, ...] = FORMATS) -> Iterator[Image.Image]:
    """Open *data* as one of Pillow's *formats*. Whatever goes wrong in the block is the picture's fault.

    Raises `DocumentError`: `damaged_image`, `too_many_pixels`. Warnings about odd metadata are of no interest.
    """
    if data[4:8] == b"ftyp":
        _register_heif()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(BytesIO(data), formats=formats) as image:
                yield image
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise too_many_pixels() from error
        except BROKEN as error:
            raise damaged_image() from error


def load(_tools: object = None) -> None:
    """Import the readers of all formats but HEIC, which Pillow otherwise does at the first picture."""
    Image.preinit()
    for name in ("PIL.TiffImagePlugin", "PIL.WebPImagePlugin"):
        import_module(name)


@cache
def _register_heif() -> None:
    """Teach Pillow to read HEIC once there is one: loading the decoder takes time that other pictures need not pay."""
    from pi_heif import register_heif_opener  # noqa: PLC0415

    register_heif_opener(thumbnails=False)


def damaged_image() -> DocumentError:
    """Return the error for a picture that cannot be decoded."""
    return DocumentError("damaged_image")


def too_many_pixels() -> DocumentError:
    """Return the error for a picture whose pixels would not fit into memory."""
    return DocumentError("too_many_pixels")
