"""The text that a PDF carries itself: words with boxes, and whether they are words at all. Renders nothing.

pdfium gives characters in the order they were drawn, which breaks labels from their values; here the order comes
from the places.
"""

import ctypes
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import pi

import pypdfium2
from pypdfium2 import raw

from asiento.document import Box
from asiento.errors import DocumentError
from asiento.reading import Page, Word, box_within
from asiento.reading.order import reading_order
from asiento.reading.pdf_file import drawn_share, has_marks

WORD_GAP = 0.22
"""Of the character's height: a wider gap is a space, as in most typefaces (a space is a quarter of the em or more)."""

LINE_JUMP = 0.6
"""Of the character's height: a character this much higher or lower starts a new word."""

ENOUGH_WORDS = 5
"""Real words that make a page's own text usable."""

ENOUGH_ON_SCAN = 25
"""The same of a page that is a scan: it may carry a stamp or the scanning program's name only."""

REAL_SHARE = 0.5
"""Share of a page's words that must be real for its own text to be usable."""

SCAN_SHARE = 0.5
"""Share of the page, covered by a picture, above which it is a scan."""

LOGO_SHARE = 0.05
"""The same up to which the picture is a logo that says nothing more."""

NO_GLYPH = {0x0, 0xFFFD, 0xFFFE, 0xFFFF}
SURROGATES = range(0xD800, 0xE000)
"""Halves of a character outside the basic plane (an emoji), which pdfium gives one by one: no text by themselves."""

MOST_CHARACTERS = 50_000
"""On a page; a sheet filled with the smallest print that people can read holds 20,000."""

HYPHENS = {"\x02", "\xad", "\u2010", "\u2011"}
REAL_WORD = re.compile(
    r"(?=.*[aeiouyáéíóúüàèìòùâêîôûäöAEIOUYÁÉÍÓÚÜÀÈÌÒÙÂÊÎÔÛÄÖ])[^\W\d_]{2,}[.,:;)]?|[-+(€$]*\d[\d.,/:%€-]*"
)
VOWELS_KNOWN = re.compile(r"[a-zA-ZÀ-ÿ]")


@dataclass(frozen=True, slots=True)
class _Frame:
    """The visible part of a page in its own coordinates, and its rotation in quarter turns clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    def share(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return a rectangle of the page's coordinates as shares of the page as it is shown."""
        width, height = max(self.right - self.left, 1e-6), max(self.top - self.bottom, 1e-6)
        x0, x1 = (left - self.left) / width, (right - self.left) / width
        y0, y1 = (self.top - top) / height, (self.top - bottom) / height
        for _ in range(self.turns):
            x0, y0, x1, y1 = 1 - y1, x0, 1 - y0, x1
        return box_within(x0, y0, x1, y1)


@dataclass(slots=True)
class _Run:
    """A word as it grows, in the page's own coordinates. *turns*: the writing's quarter turns clockwise."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    turns: int

    def add(self, text: str, left: float, bottom: float, right: float, top: float) -> None:
        self.text += text
        self.left, self.bottom = min(self.left, left), min(self.bottom, bottom)
        self.right, self.top = max(self.right, right), max(self.top, top)

    def goes_on(self, left: float, bottom: float, top: float) -> bool:
        """Return whether a character that starts here belongs to this word. Turned writing ends at its spaces only."""
        if self.turns:
            return True
        height = max(self.top - self.bottom, 0.1)
        return (
            -WORD_GAP * height * 2 < left - self.right < WORD_GAP * height
            and abs((bottom + top) / 2 - (self.bottom + self.top) / 2) < LINE_JUMP * height
        )


def own_page(page: pypdfium2.PdfPage, number: int) -> Page | None:
    """Return page *number* with its own words in reading order; without words if it is blank.

    None if something is drawn that the page's own text does not say: a scan, or glyphs without meaning.
    """
    width, height = page.get_size()
    words = read_words(page)
    if has_marks(page) and not is_usable([word.text for word in words], _enough(page, len(words))):
        return None
    return Page(number=number, width=round(width, 2), height=round(height, 2), words=words)


def _enough(page: pypdfium2.PdfPage, count: int) -> int:
    """Return how many real words make the text of a page with *count* words the whole of what it says."""
    if count >= 2 * ENOUGH_ON_SCAN:
        return ENOUGH_ON_SCAN  # looking at the drawing would not change the answer
    share = drawn_share(page)
    return ENOUGH_ON_SCAN if share > SCAN_SHARE else ENOUGH_WORDS if share > LOGO_SHARE else 1


def is_usable(texts: Sequence[str], enough: int) -> bool:
    """Return whether there are *enough* real words among *texts*, and no more garbage than words."""
    real = sum(_is_real(text) for text in texts)
    return real >= enough and real >= REAL_SHARE * len(texts)


def _is_real(text: str) -> bool:
    """Return whether *text* is a number, or has letters and, where these are Latin, a vowel.

    A font without a Unicode table yields shifted letters (`3DJR` for `Pago`), signs and private characters.
    """
    if VOWELS_KNOWN.search(text) or text.isascii():
        return REAL_WORD.match(text) is not None
    return any(character.isalpha() for character in text)


def read_words(page: pypdfium2.PdfPage) -> tuple[Word, ...]:
    """Return the words drawn on *page*, invisible ones too, in reading order with boxes as shares of the page.

    Raises `DocumentError("too_much_text")` past `MOST_CHARACTERS`.
    """
    textpage = page.get_textpage()
    try:
        _check_count(textpage.raw)
        runs = list(_runs(textpage))
    finally:
        textpage.close()
    left, bottom, right, top = page.get_bbox()
    frame = _Frame(left, bottom, right, top, page.get_rotation() // 90 % 4)
    placed = [
        (Word(text=text, box=frame.share(run.left, run.bottom, run.right, run.top)), (run.turns + frame.turns) % 4)
        for run in runs
        if (text := unicodedata.normalize("NFKC", run.text).strip()) and _is_inside(run, frame)
    ]
    return reading_order(placed)


def _is_inside(run: _Run, frame: _Frame) -> bool:
    return run.right > frame.left and run.left < frame.right and run.top > frame.bottom and run.bottom < frame.top


def _check_count(handle: object) -> None:
    if raw.FPDFText_CountChars(handle) > MOST_CHARACTERS:
        raise DocumentError("too_much_text.page", most=MOST_CHARACTERS)


def _runs(textpage: pypdfium2.PdfTextPage) -> Iterator[_Run]:
    """Yield words in drawing order, cut at spaces and at gaps."""
    run: _Run | None = None
    for index, text, left, bottom, right, top in _characters(textpage.raw):
        if not text or (run and not run.goes_on(left, bottom, top)):
            if run:
                yield run
            run = None
        if text and run:
            run.add(text, left, bottom, right, top)
        elif text:
            run = _Run(text, left, bottom, right, top, _turns(textpage.raw, index))
    if run:
        yield run


def _characters(handle: object) -> Iterator[tuple[int, str, float, float, float, float]]:
    """Yield index, text ("" for a space) and place of each character. Loose boxes: all of a line are equally tall."""
    unicode_of, box_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    rect = raw.FS_RECTF()
    reference = ctypes.byref(rect)
    for index in range(raw.FPDFText_CountChars(handle)):
        code = unicode_of(handle, index)
        unknown = code in NO_GLYPH or code in SURROGATES or code > sys.maxunicode
        text = "\ufffd" if unknown else chr(code)
        if text in HYPHENS:
            text = "-"
        if text.isspace() or not box_of(handle, index, reference):
            yield index, "", 0.0, 0.0, 0.0, 0.0
        else:
            yield index, text, rect.left, rect.bottom, rect.right, rect.top


def _turns(handle: object, index: int) -> int:
    """Return the quarter turns clockwise of the character's writing direction (pdfium gives radians)."""
    angle = raw.FPDFText_GetCharAngle(handle, index)
    return round(angle / (pi / 2)) % 4 if angle > 0 else 0
