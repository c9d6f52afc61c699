"""Which engine reads a page: RapidOCR where figures are to be expected and it is installed, else tesseract.

Tesseract reads what would cost too much (later pages, pages full of text) and pages on which the better engine found
no total or no day. docs/evaluation.md has the measurements.
"""

from PIL import Image

from asiento.errors import DocumentError
from asiento.model import Engine, Tools
from asiento.ocr import rapid
from asiento.ocr.recognition import Attempt, best_attempt, first_attempt
from asiento.ocr.tesseract import quarter_turns
from asiento.ocr.weights import ENGINE
from asiento.ocr.words import Pass
from asiento.ocr.worth import worth_of
from asiento.reading import picture_file


def load(tools: Tools) -> None:
    """Load the engine that stays in memory, once a process: 1.5 to 3 CPU seconds that the first page pays otherwise."""
    picture_file.load()
    if Engine.RAPIDOCR in tools.engines and rapid.available():
        rapid.load()


def best_reading(image: Image.Image, tools: Tools, *, again: bool) -> Attempt:
    """Return the reading of an upright grey *image* that is worth most, of a page not read *again* the cheapest.

    Raises `DocumentError("unreadable_picture")`, `TransientError("ocr_unavailable")`.
    """
    if Engine.RAPIDOCR not in tools.engines or not rapid.available():
        return best_attempt(image, command=tools.tesseract, again=again)
    if Engine.TESSERACT not in tools.engines:
        return Attempt(image, rapid.read(image))
    if not again:
        return _cheap(image, tools)
    lines = rapid.find(image)
    if lines.text > ENGINE.most_text:
        return _cheap(_upright(image, tools) if lines.lie else image, tools)
    better = _better(image, lines, tools)
    worth = worth_of(better.result, better.image.size)
    if not worth.doubtful:
        return better
    other = _cheap(better.image, tools)
    return other if worth_of(other.result, other.image.size).score > worth.score else better


def _better(image: Image.Image, lines: rapid.Lines, tools: Tools) -> Attempt:
    """Return RapidOCR's reading of *lines*, or of all lines of the picture turned upright if need be."""
    read = rapid.read(image, lines)
    upright = _upright(image, tools) if _may_lie(read, image.size) else image
    return Attempt(upright, read if upright is image else rapid.read(upright))


def _upright(image: Image.Image, tools: Tools) -> Image.Image:
    turns = quarter_turns(image, command=tools.tesseract)
    return image.rotate(-90 * turns, expand=True) if turns else image


def _may_lie(read: Pass, size: tuple[int, int]) -> bool:
    """Return whether most letters of *read* stand one above the other, or are badly legible."""
    width, height = size
    tall = sum(
        len(word.text)
        for word in read.words
        if (word.box[3] - word.box[1]) * height > (word.box[2] - word.box[0]) * width and len(word.text) > 1
    )
    return read.confidence < ENGINE.unsure or tall > sum(len(word.text) for word in read.words) / 2


def _cheap(image: Image.Image, tools: Tools) -> Attempt:
    """Return tesseract's first pass, an empty one if it gives up on the picture."""
    try:
        return first_attempt(image, command=tools.tesseract)
    except DocumentError:
        return Attempt(image, Pass())
