"""Chooses the engine that reads a page: RapidOCR where figures are to be expected and it is installed, else tesseract.

Tesseract reads what would cost too much (later pages, pages full of text) and pages on which the better engine found
no total or no day. docs/evaluation.md has the measurements.
"""

from dataclasses import dataclass
from typing import Protocol

from PIL import Image

from asiento.errors import DocumentError
from asiento.model import Engine, Tools
from asiento.ocr import rapid
from asiento.ocr.quality import quality_of
from asiento.ocr.read_twice import Rereads, read_twice
from asiento.ocr.recognition import Attempt, best_attempt, first_attempt
from asiento.ocr.tesseract import Tesseract
from asiento.ocr.weights import ENGINE
from asiento.ocr.words import Pass
from asiento.reading import picture_file


class BetterEngine(Rereads, Protocol):
    """What is asked of the better engine: the module `rapid`."""

    def find(self, image: Image.Image) -> rapid.Lines:
        """Return where the lines of text of *image* stand."""

    def read(self, image: Image.Image, lines: rapid.Lines | None = None) -> Pass:
        """Return the words of *image*, of *lines* if they are known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Engines:
    """Who reads pictures. *better* is None where it is not installed or not wanted; it may read *alone*."""

    tesseract: Tesseract
    better: BetterEngine | None
    alone: bool = False


def engines_of(tools: Tools) -> Engines:
    """Return those that *tools* allow and that are installed."""
    return Engines(
        tesseract=Tesseract(tools.tesseract),
        better=rapid if Engine.RAPIDOCR in tools.engines and rapid.available() else None,
        alone=Engine.TESSERACT not in tools.engines,
    )


def load(tools: Tools) -> None:
    """Load the engine that stays in memory, once a process: 1.5 to 3 CPU seconds that the first page pays otherwise."""
    picture_file.load()
    if engines_of(tools).better:
        rapid.load()


def best_reading(image: Image.Image, engines: Engines, *, again: bool) -> Attempt:
    """Return the reading of an upright grey *image* of the best quality; of a page not read *again*, the cheapest.

    Raises `DocumentError("unreadable_picture")`, `TransientError("ocr_unavailable")`.
    """
    tesseract, engine = engines.tesseract, engines.better
    if not engine:
        return best_attempt(image, tesseract, again=again)
    if engines.alone:
        return Attempt(image, engine.read(image))
    if not again:
        return _cheap(image, tesseract)
    lines = engine.find(image)
    if lines.text > ENGINE.most_text:
        return _cheap(_upright(image, tesseract) if lines.lie else image, tesseract)
    better = _better(image, lines, engine, tesseract)
    quality = quality_of(better.result, better.image.size)
    if not quality.doubtful:
        return read_twice(better, engine, quality.place)
    other = _cheap(better.image, tesseract)
    return other if quality_of(other.result, other.image.size).score > quality.score else better


def _better(image: Image.Image, lines: rapid.Lines, engine: BetterEngine, tesseract: Tesseract) -> Attempt:
    """Return the better engine's reading of *lines*, or of all lines of the picture turned upright if need be."""
    read = engine.read(image, lines)
    upright = _upright(image, tesseract) if _may_lie(read, image.size) else image
    return Attempt(upright, read if upright is image else engine.read(upright))


def _upright(image: Image.Image, tesseract: Tesseract) -> Image.Image:
    turns = tesseract.quarter_turns(image)
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


def _cheap(image: Image.Image, tesseract: Tesseract) -> Attempt:
    """Return tesseract's first pass, an empty one if it gives up on the picture."""
    try:
        return first_attempt(image, tesseract)
    except DocumentError:
        return Attempt(image, Pass())
