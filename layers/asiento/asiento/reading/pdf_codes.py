"""The fiscal codes on a page of a PDF. Only what may be a code is drawn: a picture, a shape of many parts, many shapes.

Measured on 128 digital pages of invoices, statements and others: to draw and look at every page costs 19 CPU
milliseconds a page, this costs 5, and 45 pages have something to look at.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from ctypes import byref, c_uint
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

from asiento.reading import Page, PrintedCode, box_within
from asiento.reading.drawing import draw
from asiento.reading.picture_codes import MOST_CODES, codes_on

FINE = 300
"""Pixels per inch. A bar of an access key 80 mm wide has 2.6 pixels then, a part of a QR code of 30 mm has 6."""

COARSE = 200
"""The same of a place larger than `LARGE`: with 1.7 pixels few bars are read, with 4 each part of a QR code."""

LARGE = 0.5
"""Of the page: a picture behind all of it, for the most part."""

SMALLEST = 24.0
"""Points of a side of a picture with a code, 8 mm: the offices ask for more."""

MANY_SEGMENTS = 100
"""Lines of a shape that may be a code; a QR code has hundreds, a frame of a table 4 or 5."""

PART = 45.0
"""Points of the longer side of a shape that may be a part of a code: a bar of a barcode."""

MANY_PARTS = 80
"""Of them; a barcode of 49 digits has 90 bars."""

QUIET = 12.0
"""Points around, by which a code is told from what stands beside it."""

MOST_PAGES = 20
"""Of a PDF, its first."""

MOST_PLACES = 6
"""Of a page, one by one; a page with more is drawn as a whole."""

MOST_OBJECTS = 20_000
LARGEST_PICTURE = 20_000_000
"""Pixels. A page with more of either is not looked at: what it takes to draw it nobody knows."""

Rectangle = tuple[float, float, float, float]
"""Left, bottom, right, top in the page's own coordinates."""


class _Drawn(NamedTuple):
    """What is drawn on a page: its pictures and shapes that may be codes, and whether their places are known."""

    places: list[Rectangle]
    placed: bool = True


def with_codes(read: Page, page: pypdfium2.PdfPage) -> Page:
    """Return *read*, the words of *page*, with its fiscal codes; without any where pdfium cannot say what is drawn."""
    with suppress(pypdfium2.PdfiumError):
        codes = codes_of(page) if read.number <= MOST_PAGES else ()
        return replace(read, codes=codes) if codes else read
    return read


def codes_of(page: pypdfium2.PdfPage) -> tuple[PrintedCode, ...]:
    """Return the fiscal codes on *page*, drawn as pictures or shapes, each text once."""
    drawn = _drawn(page)
    found = {code.text: code for place in _cuts(page, drawn) for code in _codes_in(page, place)}
    return tuple(found.values())[:MOST_CODES]


def _drawn(page: pypdfium2.PdfPage) -> _Drawn:
    """Return what may be codes; nothing of a page that may be too dear to draw."""
    places, parts, placed = list[Rectangle](), list[Rectangle](), True
    wanted = [raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH]
    for count, thing in enumerate(islice(page.get_objects(max_depth=3), MOST_OBJECTS + 1)):
        if count == MOST_OBJECTS or _is_too_large(thing):
            return _Drawn([])
        if thing.type not in wanted:
            continue
        box = thing.get_bounds()
        if _may_be_code(thing, box):
            places.append(box)
        elif thing.type == raw.FPDF_PAGEOBJ_PATH and max(_sides(box)) <= PART:
            parts.append(box)
        else:
            continue
        placed = placed and not thing.level
    if len(parts) >= MANY_PARTS:
        places.append(_around(parts))
    return _Drawn(places, placed)


def _is_too_large(thing: pypdfium2.PdfObject) -> bool:
    if thing.type != raw.FPDF_PAGEOBJ_IMAGE:
        return False
    width, height = c_uint(), c_uint()
    raw.FPDFImageObj_GetImagePixelSize(thing.raw, byref(width), byref(height))
    return width.value * height.value > LARGEST_PICTURE


def _may_be_code(thing: pypdfium2.PdfObject, box: Rectangle) -> bool:
    if thing.type == raw.FPDF_PAGEOBJ_IMAGE:
        return min(_sides(box)) >= SMALLEST
    return int(raw.FPDFPath_CountSegments(thing.raw)) >= MANY_SEGMENTS


def _sides(box: Rectangle) -> tuple[float, float]:
    return abs(box[2] - box[0]), abs(box[3] - box[1])


def _around(boxes: Iterable[Rectangle]) -> Rectangle:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _cuts(page: pypdfium2.PdfPage, drawn: _Drawn) -> Iterator[Rectangle]:
    """Yield what to leave out at the left, bottom, right and top of the page, for each place with what is around it.

    A turned page, and what stands in a form of its own, have other coordinates: then the page is drawn as a whole.
    """
    if not drawn.places:
        return
    if not drawn.placed or page.get_rotation() or len(drawn.places) > MOST_PLACES:
        yield 0.0, 0.0, 0.0, 0.0
        return
    left, bottom, right, top = page.get_bbox()
    for box in drawn.places:
        cut = (box[0] - left, box[1] - bottom, right - box[2], top - box[3])
        at_left, below, at_right, above = (max(side - QUIET, 0.0) for side in cut)
        if at_left + at_right < right - left - SMALLEST / 2 and below + above < top - bottom - SMALLEST / 2:
            yield at_left, below, at_right, above


def _codes_in(page: pypdfium2.PdfPage, cut: Rectangle) -> Iterator[PrintedCode]:
    width, height = page.get_size()
    share = (width - cut[0] - cut[2]) * (height - cut[1] - cut[3]) / max(width * height, 1.0)
    image, scale = draw(page, COARSE if share > LARGE else FINE, cut)
    for code in codes_on(image):
        if code.box is not None:
            x0, y0, x1, y1 = code.box
            across, down = image.width / scale, image.height / scale
            box = box_within(
                (cut[0] + x0 * across) / width,
                (cut[3] + y0 * down) / height,
                (cut[0] + x1 * across) / width,
                (cut[3] + y1 * down) / height,
            )
            yield replace(code, box=box)
