"""The second stage: the words and fiscal codes of scans and photos, with their places. Knows no meaning of any word.

A page of a PDF that says its own text is taken at its word; the others are rendered, one at a time.
"""

from collections.abc import Iterator
from dataclasses import replace

from PIL import Image

from asiento.document import Source
from asiento.errors import DocumentError
from asiento.item_files import read_again, with_content
from asiento.model import Item, Kind, Tools
from asiento.ocr.engines import best_reading, engines_of
from asiento.ocr.images import grey, render
from asiento.ocr.recognition import in_its_language
from asiento.ocr.words import LEGIBLE
from asiento.reading import Page, PrintedCode, Reading, Word
from asiento.reading.pdf_codes import with_codes
from asiento.reading.pdf_file import open_page, open_pdf
from asiento.reading.pdf_text import own_page
from asiento.reading.picture_codes import codes_on
from asiento.reading.picture_file import open_picture, too_many_pixels

MAX_SCANS = 20
"""Pages that are read in one item: at 2 to 4 seconds each they fit into the stage's time."""

TRIED_AGAIN = 3
"""First pages that get a second pass when the first is poor; the figures that matter stand there."""

LETTERS = 3
"""Letters of a legible word at least: noise comes in short pieces."""

FEWEST = 3
"""Legible words that make a document."""


def ocr(item: Item, tools: Tools) -> Item:
    """Return *item*, a PDF or a picture, with a stored `Reading` of all its pages.

    Raises `DocumentError`: `unreadable_picture`, `too_many_pages`, `file_changed`, and those of a damaged file;
    `TransientError` if tesseract is missing.
    """
    data = read_again(item, tools.files)
    read = _pdf_pages if item.kind is Kind.PDF else _picture_pages
    done = tuple(read(data, tools))
    pages = tuple(page for page, _ in done)
    if sum(_is_legible(word) for page in pages for word in page.words) < FEWEST:
        raise DocumentError("unreadable_picture")
    language = next((language for _, language in done if language), None)
    return with_content(item, Reading(source=Source.OCR, language=language, pages=pages), tools.files)


def _is_legible(word: Word) -> bool:
    return word.confidence >= LEGIBLE and sum(map(str.isalnum, word.text)) >= LETTERS


def _pdf_pages(data: bytes, tools: Tools) -> Iterator[tuple[Page, str | None]]:
    with open_pdf(data) as pdf:
        own: list[Page | None] = []
        for index in range(min(len(pdf), tools.limits.max_pages)):
            with open_page(pdf, index) as page:
                known = own_page(page, index + 1)
                own.append(known and with_codes(known, page))
        _check_scans(own.count(None))
        for index, known in enumerate(own):
            if known:
                yield known, None
                continue
            with open_page(pdf, index) as page:
                image = render(page)
                size = page.get_size()
            yield _read(image, index + 1, size, tools)


def _picture_pages(data: bytes, tools: Tools) -> Iterator[tuple[Page, str | None]]:
    with open_picture(data) as picture:
        frames = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
        _check_scans(frames)
    for number in range(1, frames + 1):
        image, size = _frame(data, number, tools.limits.max_pixels)
        yield _read(image, number, size, tools)


def _frame(data: bytes, number: int, most: int) -> tuple[Image.Image, tuple[float, float]]:
    """Return frame *number* (from 1) ready to be read, and its full size upright."""
    with open_picture(data) as picture:
        if number > 1:
            picture.seek(number - 1)
        long, short = max(picture.size), min(picture.size)
        if long * short > most:
            raise too_many_pixels()
        image = grey(picture)
    return image, (short, long) if image.height >= image.width else (long, short)


def _check_scans(count: int) -> None:
    if count > MAX_SCANS:
        raise DocumentError("too_many_pages.scans", pages=count, most=MAX_SCANS)


def _read(image: Image.Image, number: int, size: tuple[float, float], tools: Tools) -> tuple[Page, str | None]:
    """Return the page as read, and by the model of which language. If it lay on its side, *size* is turned as well."""
    engines = engines_of(tools)
    attempt = best_reading(image, engines, again=number <= TRIED_AGAIN)
    if number <= TRIED_AGAIN:
        attempt = in_its_language(attempt, engines.tesseract)
    turned = (attempt.image.width > attempt.image.height) != (image.width > image.height)
    width, height = size[::-1] if turned else size
    page = Page(
        number=number,
        width=round(width, 2),
        height=round(height, 2),
        words=attempt.result.words,
        codes=_codes(attempt.image, image),
    )
    return page, attempt.language


def _codes(read: Image.Image, whole: Image.Image) -> tuple[PrintedCode, ...]:
    """Return the fiscal codes on the picture as it was *read*; else, without places, on the *whole* one, if larger."""
    codes = codes_on(read)
    if codes or read is whole:
        return codes
    return tuple(replace(code, box=None) for code in codes_on(whole))
