"""Checks that a picture is whole and small enough, in bounded memory. Reads no text in it."""

from PIL import Image

from asiento.errors import DocumentError
from asiento.model import Limits
from asiento.preprocess.formats import Format
from asiento.reading.picture_file import open_picture, too_many_pixels


def check_picture(data: bytes, found: Format, limits: Limits) -> int:
    """Decode every frame of the picture and return their number: the pages of a TIFF, else 1.

    Raises `DocumentError`: `damaged_image`, `too_many_pixels`, `too_many_pages`.
    """
    with open_picture(data, (found.name,)) as image:
        _check_size(image, limits)
        image.verify()
    with open_picture(data, (found.name,)) as image:
        if found is Format.TIFF:
            return _load_frames(image, limits)
        # Grey is enough to see that all is there, and needs a third of the memory.
        image.draft("L", image.size)
        image.load()
        return 1


def _load_frames(image: Image.Image, limits: Limits) -> int:
    frame = 0
    while True:
        _check_size(image, limits)
        image.load()
        frame += 1
        try:
            image.seek(frame)
        except EOFError:
            return frame
        if frame >= limits.max_pages:
            raise DocumentError("too_many_pages.picture", most=limits.max_pages)


def _check_size(image: Image.Image, limits: Limits) -> None:
    if image.width * image.height > limits.max_pixels:
        raise too_many_pixels()
