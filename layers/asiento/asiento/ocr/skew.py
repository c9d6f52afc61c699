"""Measures and undoes the tilt of a page. Looks at dark and light only, on a small copy."""

import math
from itertools import pairwise

from PIL import Image

from asiento.document import Box
from asiento.reading import box_within

LONG_SIDE = 600
"""Pixels of the small copy: lines of text are still apart, and a turn takes a millisecond."""

WIDEST = 6.0
"""Degrees to either side. What is tilted further is not a page that somebody laid down and photographed."""

STEP = 0.5
"""Degrees between two tilts that are tried."""


def tilt_of(image: Image.Image) -> float:
    """Return the degrees, counter-clockwise, by which turning *image* makes its lines level; 0 if they are.

    Level lines make the rows of pixels differ most from each other (projection profile).
    """
    small = image.copy()
    small.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.BOX)
    steps = round(WIDEST / STEP)
    angles = sorted((index * STEP for index in range(-steps, steps + 1)), key=abs)
    return max(angles, key=lambda angle: _contrast(straightened(small, angle)))


def straightened(image: Image.Image, degrees: float) -> Image.Image:
    """Return *image* turned by *degrees* counter-clockwise about its middle, corners filled with light grey."""
    if not degrees:
        return image
    return image.rotate(degrees, Image.Resampling.BILINEAR, fillcolor=_paper(image))


def levelled_back(box: Box, degrees: float, size: tuple[int, int]) -> Box:
    """Return where a *box* of the picture `straightened` by *degrees* stands on the picture before.

    Its middle is turned back; it keeps its size, for a box around the tilted word would overlap its neighbours.
    """
    width, height = size
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    right, down = ((box[0] + box[2]) / 2 - 0.5) * width, ((box[1] + box[3]) / 2 - 0.5) * height
    across, along = (right * cosine - down * sine) / width + 0.5, (right * sine + down * cosine) / height + 0.5
    half_wide, half_high = (box[2] - box[0]) / 2, (box[3] - box[1]) / 2
    return box_within(across - half_wide, along - half_high, across + half_wide, along + half_high)


def _paper(image: Image.Image) -> int:
    """Return the most frequent light shade."""
    histogram = image.histogram()
    return max(range(128, 256), key=lambda shade: histogram[shade])


def _contrast(image: Image.Image) -> int:
    middle = image.crop((image.width // 8, image.height // 8, image.width * 7 // 8, image.height * 7 // 8))
    rows = middle.resize((1, middle.height), Image.Resampling.BOX).tobytes()
    return sum((one - two) ** 2 for one, two in pairwise(rows))
