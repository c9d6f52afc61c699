"""Which engine reads a page: the cheap one first, the better one where the cheap one's result is doubtful."""

from PIL import Image

from asiento.errors import DocumentError
from asiento.model import Engine, Tools
from asiento.ocr import rapid
from asiento.ocr.recognition import Attempt, best_attempt, first_attempt, turned
from asiento.ocr.words import Pass
from asiento.ocr.worth import worth_of


def best_reading(image: Image.Image, tools: Tools, *, again: bool) -> Attempt:
    """Return the reading of an upright grey *image* that is worth most; a page is read *again* only if it may be.

    Raises `DocumentError("unreadable_picture")`, `TransientError("ocr_unavailable")`.
    """
    if Engine.RAPIDOCR not in tools.engines or not rapid.available():
        return best_attempt(image, command=tools.tesseract, again=again)
    if Engine.TESSERACT not in tools.engines:
        return Attempt(image, rapid.read(image))
    first = _cheap(image, tools)
    worth = worth_of(first.result, first.image.size)
    if not again or not worth.doubtful:
        return first
    second = _better(first, image, tools)
    return second if worth_of(second.result, second.image.size).score >= worth.score else first


def _cheap(image: Image.Image, tools: Tools) -> Attempt:
    """Return tesseract's first pass, an empty one if it gives up on the picture: the other may still read it."""
    try:
        return first_attempt(image, command=tools.tesseract)
    except DocumentError:
        return Attempt(image, Pass())


def _better(first: Attempt, image: Image.Image, tools: Tools) -> Attempt:
    upright = turned(first, image, command=tools.tesseract) if first.result.words else image
    return Attempt(upright, rapid.read(upright))
