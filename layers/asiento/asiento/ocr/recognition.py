"""Which passes a page gets, and which of them is kept. Knows how engine and pages behave, no file format.

Measured on photographed receipts (30 key fields of ten receipts, 0.7 to 0.9 CPU seconds a page): mode 6 at a long
side of 2,000 pixels finds 25, mode 4 as it is 20, `spa+eng` with mode 4 at 2,000 pixels 22 for 1.3 seconds.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

from asiento.ocr.images import fitting, scaled
from asiento.ocr.skew import straightened, tilt_of
from asiento.ocr.tesseract import Pass, quarter_turns, read

LANGUAGE = "spa"
"""The fast Spanish model reads English and German receipts as well as their own do; `eng` loses Spanish accents."""

PAGE, BLOCK = 4, 6
"""Tesseract's page segmentation modes: columns of text of several sizes, and one block of text."""

SHEETS, NEARLY = (2**0.5, 11 / 8.5), 0.025
"""Long side over short of A4 and of US Letter, and how near a scan comes to it. A camera has 4/3 or 16/9."""

STRIP = 1.5
"""Height over width from which a page is a till receipt."""

STRIP_SIDE, STRIP_WIDTH = 2000, 600
"""Pixels: the long side to which a receipt is brought, unless it would become narrower than this."""

LARGEST = 3.0
"""Times that a small photo is enlarged at most."""

POOR, TURNED = 0.7, 0.5
"""Confidence below which a second pass is worth its time, and below which the page may lie on its side."""

LEAST_GAIN = 1.05
"""How many times the legible letters a second pass must bring: below is chance."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A pass and the picture on which it was made, which is upright if the pass is good."""

    image: Image.Image
    result: Pass


def best_attempt(image: Image.Image, *, command: str, again: bool) -> Attempt:
    """Read *image*, and *again* in other ways as long as the result is poor; return the attempt that says most.

    Raises as `tesseract.read`.
    """
    best = _attempt(prepared(image), command)
    for other in _others(best.image, best.result, command) if again and best.result.confidence < POOR else ():
        if other.result.evidence > best.result.evidence * LEAST_GAIN:
            best = other
        if best.result.confidence >= POOR:
            break
    return best


def _others(image: Image.Image, first: Pass, command: str) -> Iterator[Attempt]:
    """Yield further attempts, the most promising first; each is made only when it is asked for."""
    turns = quarter_turns(image, command=command) if first.confidence < TURNED else 0
    if turns:
        yield _attempt(prepared(image.rotate(-90 * turns, expand=True)), command)
    tilt = tilt_of(image)
    if tilt:
        yield _attempt(straightened(image, tilt), command)
    yield Attempt(image, read(image, command=command, language=LANGUAGE, layout=PAGE + BLOCK - layout_of(image)))


def _attempt(image: Image.Image, command: str) -> Attempt:
    return Attempt(image, read(image, command=command, language=LANGUAGE, layout=layout_of(image)))


def layout_of(image: Image.Image) -> int:
    """Return the page segmentation mode: columns for a sheet of paper as scanners see it, else one block.

    On a photo around a receipt, columns lose the amounts, and the engine is sure of the rest all the same.
    """
    short, long = sorted(image.size)
    is_sheet = any(abs(long / short - sheet) < NEARLY * sheet for sheet in SHEETS)
    return PAGE if is_sheet else BLOCK


def prepared(image: Image.Image) -> Image.Image:
    """Return *image* at the size at which the engine reads it best: receipts and small photos change theirs."""
    factor = fitting(*image.size, _factor(image))
    return image if 0.9 < factor < 1.1 else scaled(image, factor)  # noqa: PLR2004 (not worth a resampling)


def _factor(image: Image.Image) -> float:
    short, long = sorted(image.size)
    if _is_strip(image) or long < STRIP_SIDE:
        return min(max(STRIP_SIDE / long, STRIP_WIDTH / short), LARGEST)
    return 1.0


def _is_strip(image: Image.Image) -> bool:
    return image.height > STRIP * image.width
