"""Chooses the passes of tesseract over a page, and which is kept. Knows how engine and pages behave, no file format.

Measured on photographed receipts (30 key fields of ten receipts, 0.7 to 0.9 CPU seconds a page): mode 6 at a long
side of 2,000 pixels finds 25, mode 4 as it is 20, `spa+eng` with mode 4 at 2,000 pixels 22 for 1.3 seconds.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from PIL import Image

from asiento.errors import DocumentError
from asiento.ocr.images import scaled
from asiento.ocr.language import language_of
from asiento.ocr.letters import with_letters_of
from asiento.ocr.skew import levelled_back, straightened, tilt_of
from asiento.ocr.tesseract import Tesseract
from asiento.ocr.weights import PASS
from asiento.ocr.words import Pass
from asiento.reading.drawing import fitting

LANGUAGE = "spa"
"""The model of every first pass, for its figures and for Spanish. Measured on 42 drawn pages in the five below: it
finds 0.972 of the amounts, the model of the page's own language 0.934; of words with accents 0.27, the own model 0.96.
Both together, the figures of one and the words of the other: 0.972 and 0.94. On 19 German receipts the shop's name is
right on 13 instead of 10. In English it reads as well as `eng`.
"""

OWN_LETTERS = frozenset({"cat", "deu", "fra", "ita", "por"})
"""Languages whose words the Spanish model reads without some of their letters (ã, ç, è, ö, ß)."""

PAGE = 4
"""Tesseract's page segmentation mode for columns of text of several sizes."""

BLOCK = 6
"""Its mode for one block of text."""

A4 = 2**0.5
"""Long side over short of the paper (ISO 216)."""

LETTER = 11 / 8.5
"""The same of US Letter (ANSI A). A camera has 4/3 or 16/9."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A pass and the picture on which it was made, which is upright if the pass is good. Boxes are this picture's.

    *language* is that of the model (ISO 639-2), None of an engine that has but one for all.
    """

    image: Image.Image
    result: Pass
    language: str | None = None


def best_attempt(image: Image.Image, engine: Tesseract, *, again: bool) -> Attempt:
    """Read *image*, and *again* in other ways as long as the result is poor; return the attempt that says most.

    Raises as `Tesseract.read`.
    """
    return better_attempt(first_attempt(image, engine), engine, again=again)


def first_attempt(image: Image.Image, engine: Tesseract) -> Attempt:
    """Return the one pass that every page gets. Raises as `Tesseract.read`."""
    return _attempt(prepared(image), engine)


def in_its_language(attempt: Attempt, engine: Tesseract) -> Attempt:
    """Return *attempt* with the letters of the model of its language, if the page tells it and its data are installed.

    Raises `TransientError("ocr_unavailable")`. If the engine gives up this time, the first pass is kept.
    """
    words = attempt.result.words
    language = language_of(words) if attempt.language and len(words) <= PASS.most_words else None
    if language is None or language not in OWN_LETTERS & engine.languages():
        return attempt
    try:
        other = engine.read(attempt.image, language=language, layout=layout_of(attempt.image))
    except DocumentError:
        return attempt
    return replace(attempt, result=with_letters_of(attempt.result, other), language=language)


def better_attempt(best: Attempt, engine: Tesseract, *, again: bool) -> Attempt:
    """Return *best*, or a further pass, if *again* and it is poor and the other says more."""
    for other in _others(best.image, best.result, engine) if again and best.result.confidence < PASS.poor else ():
        if other.result.evidence > best.result.evidence * PASS.least_gain:
            best = other
        if best.result.confidence >= PASS.poor:
            break
    return best


def _others(image: Image.Image, first: Pass, engine: Tesseract) -> Iterator[Attempt]:
    """Yield further attempts, the most promising first; each is made only when it is asked for."""
    turns = engine.quarter_turns(image) if first.confidence < PASS.turned else 0
    if turns:
        yield _attempt(prepared(image.rotate(-90 * turns, expand=True)), engine)
    tilt = tilt_of(image)
    if tilt:
        level = _attempt(straightened(image, tilt), engine).result
        words = tuple(replace(word, box=levelled_back(word.box, tilt, image.size)) for word in level.words)
        yield Attempt(image, replace(level, words=words), LANGUAGE)
    yield _attempt(image, engine, BLOCK if layout_of(image) == PAGE else PAGE)


def _attempt(image: Image.Image, engine: Tesseract, layout: int | None = None) -> Attempt:
    result = engine.read(image, language=LANGUAGE, layout=layout or layout_of(image))
    return Attempt(image, result, LANGUAGE)


def layout_of(image: Image.Image) -> int:
    """Return the page segmentation mode: columns for a sheet of paper as scanners see it, else one block.

    On a photo around a receipt, columns lose the amounts, and the engine is sure of the rest all the same.
    """
    short, long = sorted(image.size)
    is_sheet = any(abs(long / short - sheet) < PASS.nearly * sheet for sheet in (A4, LETTER))
    return PAGE if is_sheet else BLOCK


def prepared(image: Image.Image) -> Image.Image:
    """Return *image* at the size at which the engine reads it best: receipts and small photos change theirs."""
    factor = fitting(*image.size, _factor(image))
    return image if 1 - PASS.resampled < factor < 1 + PASS.resampled else scaled(image, factor)


def _factor(image: Image.Image) -> float:
    short, long = sorted(image.size)
    if _is_strip(image) or long < PASS.strip_side:
        return min(max(PASS.strip_side / long, PASS.strip_width / short), PASS.largest)
    return 1.0


def _is_strip(image: Image.Image) -> bool:
    return image.height > PASS.strip * image.width
