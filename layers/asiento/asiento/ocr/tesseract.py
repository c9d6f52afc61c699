"""One picture through tesseract: words with places and confidence. The only module that knows its command line.

The engine is called by pytesseract, but elsewhere (`engine_call`): a reader may start no program and write no file.
"""

import re
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from subprocess import TimeoutExpired

from PIL import Image

from asiento.errors import DocumentError, TransientError
from asiento.model import Program
from asiento.ocr.words import Pass, pass_of
from asiento.programs import RUN
from asiento.reading import Word

PAGE_SECONDS = 45
"""For one pass over one page. A full A4 page takes 4; gravel, cloth and the like, photographed, take minutes."""

LISTING_SECONDS = 5

LEAST_SIDE = 10
"""Pixels; tesseract refuses pictures that are smaller than its kernels."""

WORD = "5"
"""Level of the rows of its TSV that are words."""
COLUMNS = 12
"""Columns of these rows: the box is in 6 to 9, then come confidence and text."""


@dataclass(frozen=True)
class Tesseract:
    """The engine, which *command* starts."""

    command: str = "tesseract"

    def read(self, image: Image.Image, *, language: str, layout: int, seconds: float = PAGE_SECONDS) -> Pass:
        """Return the words of a grey *image*; *layout* is tesseract's page segmentation mode.

        Raises `DocumentError("unreadable_picture")` if the engine gives up on the page or finds no end in it, and
        `TransientError("ocr_unavailable")` if it or the data of *language* are missing, or it was killed.
        """
        if min(image.size) < LEAST_SIDE:
            return Pass()
        table = _call(image, self.command, seconds, "-l", language, "--psm", str(layout), "tsv")
        return pass_of(tuple(_words(table, image.size)))

    def languages(self) -> frozenset[str]:
        """Return the languages whose data are installed (ISO 639-2), none if the engine cannot tell.

        Raises `TransientError("ocr_unavailable")` if it is missing or was killed.
        """
        return _languages(self.command)

    def quarter_turns(self, image: Image.Image) -> int:
        """Return how many quarter turns clockwise make *image* upright, 0 if the engine cannot tell."""
        if "osd" not in self.languages():
            return 0
        try:
            found = re.search(r"^Rotate: (\d+)", _call(image, self.command, PAGE_SECONDS, "--psm", "0"), re.MULTILINE)
        except DocumentError:
            return 0  # too few characters: the engine gives up, and so do we
        return int(found[1]) // 90 % 4 if found else 0


@cache
def _languages(command: str) -> frozenset[str]:
    """Ask the engine once a process."""
    try:
        return frozenset(_run([command, "--list-langs"], b"", LISTING_SECONDS).split())
    except DocumentError:
        return frozenset()


def _call(image: Image.Image, command: str, seconds: float, *options: str) -> str:
    picture = BytesIO()
    image.save(picture, "PPM")  # what tesseract reads fastest; PNG costs half a second a page
    return _run([command, "stdin", "stdout", *options], picture.getvalue(), seconds)


def _run(command: list[str], data: bytes, seconds: float) -> str:
    """Return what *command* writes."""
    try:
        done = RUN.get()(Program.TESSERACT, command, data, seconds)
    except TimeoutExpired as error:
        raise DocumentError("unreadable_picture") from error
    except OSError as error:
        raise TransientError("ocr_unavailable.missing", command=command[0]) from error
    if done.code == -signal.SIGKILL:  # the kernel wanted its memory back
        raise TransientError("ocr_unavailable.stopped")
    if NO_DATA in done.errors:
        raise TransientError("ocr_unavailable.no_data")
    if done.code:
        raise DocumentError("unreadable_picture")
    return done.output.decode(errors="replace")


def _words(table: str, size: tuple[int, int]) -> Iterator[Word]:
    width, height = size
    for row in table.split("\n"):
        cells = row.rstrip("\r").split("\t", COLUMNS - 1)
        if len(cells) == COLUMNS and cells[0] == WORD and (text := cells[-1].strip()):
            left, top, wide, high = map(int, cells[6:10])
            right, bottom = round((left + wide) / width, 5), round((top + high) / height, 5)
            box = (round(left / width, 5), round(top / height, 5), right, bottom)
            yield Word(text=text, box=box, confidence=max(float(cells[10]), 0.0) / 100)


NO_DATA = b"couldn't load any languages"
"""What tesseract 4 and 5 say when the language data are missing."""
