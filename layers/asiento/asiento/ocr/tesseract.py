"""One picture through tesseract: words with places and confidence. The only module that knows pytesseract."""

import os
import signal
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytesseract
from PIL import Image

from asiento.errors import DocumentError, TransientError
from asiento.reading import Word

PAGE_SECONDS = 45
"""For one pass over one page. A full A4 page takes 4; gravel, cloth and the like, photographed, take minutes."""

LEGIBLE = 0.6
"""Confidence from which a word is likely right."""

LEAST_SIDE = 10
"""Pixels; tesseract refuses pictures that are smaller than its kernels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """The words of one run, how sure the engine was of them (by letters, 0 to 1), and how much it says.

    *evidence* counts letters of legible words, each by its confidence: a run that leaves out a column may be sure
    of all the rest.
    """

    words: tuple[Word, ...] = ()
    confidence: float = 0.0
    evidence: float = 0.0


def read(image: Image.Image, *, command: str, language: str, layout: int, seconds: float = PAGE_SECONDS) -> Pass:
    """Return the words of a grey *image*; *layout* is tesseract's page segmentation mode.

    Raises `DocumentError("unreadable_picture")` if the engine gives up on the page or finds no end in it, and
    `TransientError("ocr_unavailable")` if it is missing or was killed.
    """
    if min(image.size) < LEAST_SIDE:
        return Pass()
    config = f"--psm {layout}"
    table = _call(pytesseract.image_to_data, image, command, seconds, lang=language, config=config, output_type="dict")
    words = tuple(_words(table, image.size))
    return Pass(words=words, confidence=confidence_of(words), evidence=evidence_of(words))


def confidence_of(words: Sequence[Word]) -> float:
    """Return the mean confidence of *words* by letters: noise comes in short pieces. 0 without words."""
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0


def evidence_of(words: Sequence[Word]) -> float:
    """Return the letters of the legible among *words*, each counted by its confidence."""
    return sum(word.confidence * len(word.text) for word in words if word.confidence >= LEGIBLE)


def quarter_turns(image: Image.Image, *, command: str) -> int:
    """Return how many quarter turns clockwise make *image* upright, 0 if the engine cannot tell."""
    try:
        found = _call(pytesseract.image_to_osd, image, command, PAGE_SECONDS, output_type="dict", config="--psm 0")
    except DocumentError:
        return 0  # too few characters: the engine gives up, and so do we
    return int(found["rotate"]) // 90 % 4


def _call(function: Any, image: Image.Image, command: str, seconds: float, **options: Any) -> Mapping[str, Any]:
    """Call pytesseract. It takes the command and the environment from its process only: this is the one place."""
    pytesseract.pytesseract.tesseract_cmd = command
    os.environ["OMP_THREAD_LIMIT"] = "1"
    image.format = "PPM"  # what tesseract reads fastest; the default, PNG, costs half a second a page
    try:
        answer: Mapping[str, Any] = function(image, timeout=seconds, **options)
    except pytesseract.TesseractError as error:
        if error.status == -signal.SIGKILL:  # the kernel wanted its memory back
            raise _unavailable("Tesseract was stopped from outside.") from error
        raise DocumentError("unreadable_picture", UNREADABLE) from error
    except OSError as error:
        raise _unavailable(f"Tesseract could not be run as '{command}'. Install it.") from error
    except RuntimeError as error:  # pytesseract's timeout has no class of its own
        raise DocumentError("unreadable_picture", UNREADABLE) from error
    return answer


def _words(table: Mapping[str, Sequence[Any]], size: tuple[int, int]) -> Iterator[Word]:
    width, height = size
    columns = ("text", "conf", "left", "top", "width", "height")
    for text, confidence, left, top, wide, high in zip(*(table[name] for name in columns), strict=True):
        if confidence >= 0 and text.strip():
            box = (left / width, top / height, (left + wide) / width, (top + high) / height)
            yield Word(text=text.strip(), box=tuple(round(edge, 5) for edge in box), confidence=confidence / 100)


def _unavailable(why: str) -> TransientError:
    return TransientError("ocr_unavailable", why)


UNREADABLE = "No text could be read. Send a better photo: flat, in good light, in focus, filling the frame."
