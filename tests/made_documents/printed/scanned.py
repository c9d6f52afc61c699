"""Drawn papers through a scanner or a camera: askew, folded, unevenly lit."""

from collections.abc import Sequence
from dataclasses import replace
from math import cos, radians, sin
from random import Random

from pypdfium2 import PdfDocument

from infra.samples.paper import PHOTO, folded, photographed, scanned_pdf
from made_documents.printed.sheet import Box, Place
from made_documents.printed.truth import Paper

ON_THE_TABLE = 0.86
"""Of the picture that the paper takes."""


def scanned(paper: Paper, rng: Random) -> Paper:
    """Return *paper* as a scan, or its only page as a photograph, whose places are not kept."""
    pages = len(PdfDocument(paper.data))
    angle = rng.uniform(-1.6, 1.6)
    if pages == 1 and rng.random() < 0.5:
        return replace(paper, family=f"{paper.family}_photo", data=_photo(paper.data, angle, rng), places={}, end="jpg")
    places = {field: [_turned(place, angle, paper.data) for place in found] for field, found in paper.places.items()}
    return replace(paper, family=f"{paper.family}_scan", data=scanned_pdf(paper.data, angle=angle), places=places)


def _photo(data: bytes, angle: float, rng: Random) -> bytes:
    page = PdfDocument(data)[0]
    scale = min(PHOTO[0] / page.get_width(), PHOTO[1] / page.get_height()) * ON_THE_TABLE
    slip = page.render(scale=scale).to_pil().convert("RGB")
    return photographed(folded(slip, rng) if rng.random() < 0.6 else slip, turn=2 * angle)


def _turned(place: Place, angle: float, data: bytes) -> Place:
    """Return the box around where *place* lies when its page is turned by *angle* degrees, to the left if above 0."""
    number, (left, top, right, bottom) = place
    page = PdfDocument(data)[number - 1]
    wide, high = page.get_width(), page.get_height()
    corners = [
        _turned_point(x * wide, y * high, angle, (wide / 2, high / 2)) for x in (left, right) for y in (top, bottom)
    ]
    return number, _around([(x / wide, y / high) for x, y in corners])


def _turned_point(x: float, y: float, angle: float, about: tuple[float, float]) -> tuple[float, float]:
    across, down, turn = x - about[0], y - about[1], radians(angle)
    return about[0] + across * cos(turn) + down * sin(turn), about[1] - across * sin(turn) + down * cos(turn)


def _around(points: Sequence[tuple[float, float]]) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)
