"""One picture through RapidOCR: words with places and confidence. The only module that knows the engine.

Better than tesseract on photos, at twice the CPU and 0.7 GB; where the package is missing, all else works without it.
Lines are looked for on a small copy and read from the picture itself: what finding costs grows with the area, what
reading costs only with the text.
"""

import logging
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Any

from PIL import Image

from asiento.document import Box
from asiento.ocr.glued import words_of
from asiento.ocr.words import Pass, pass_of
from asiento.reading import Word, box_within
from asiento.reading.order import reading_order

AREA = 800_000
"""Pixels of the copy on which lines are looked for. Half of it loses small print on sheets."""

LONGEST = 1920
"""Pixels of that copy's long side at most.

Left to itself the engine enlarges a narrow receipt, at twice the CPU, and a strip beyond all memory.
"""

LEAST_SIDE = 10
"""Pixels of a picture's short side below which it has no line of text."""

HEIGHT = 48
"""Pixels of height to which the engine scales a line: what its model was trained on."""

NARROWEST = 192
"""Pixels of width to which it pads a short line.

320 by itself, which costs a quarter more CPU; without any it misreads amounts that stand alone.
"""

SMALLER = 16
"""Pixels of height to which a day is brought that is read again: of 48 sizes and cuts the best (decision 0057)."""

AROUND = 0.05
"""Heights of a day that are cut out around it."""

LEAST_SCORE = 0.5
"""Confidence below which a line of text is dropped; the engine's own default."""

UPRIGHT = 1.5
"""Height over width of a box from which the engine takes the line as written upwards or downwards."""

PACKAGES = ("rapidocr", "onnxruntime", "cv2")

Corner = Sequence[float]
Corners = Sequence[Corner]


def available(packages: Sequence[str] = PACKAGES) -> bool:
    """Return whether the engine's *packages* are installed. Imports nothing."""
    return all(find_spec(name) for name in packages)


def load() -> None:
    """Load the engine, if this process did not yet."""
    _engine()


def find(image: Image.Image) -> "Lines":
    """Return where the lines of text of *image* stand, on one thread: a quarter of what reading them costs."""
    if min(image.size) < LEAST_SIDE:
        return Lines(())
    width, height = image.size
    scale = min(1.0, LONGEST / max(width, height), math.sqrt(AREA / (width * height)))
    small = image.resize((max(round(width * scale), 1), max(round(height * scale), 1)), Image.Resampling.BOX)
    found = _engine()(_pixels(small), use_det=True, use_rec=False).boxes
    return Lines(() if found is None else tuple((found / scale).tolist()))


def read(image: Image.Image, lines: "Lines | None" = None) -> Pass:
    """Return the words of *image*, of the *lines* that were found on it, on one thread."""
    boxes = (lines or find(image)).boxes
    read = zip(boxes, _texts(image, boxes), strict=True)
    found = [(box, text, score) for box, (text, score) in read if score >= LEAST_SCORE]
    words = [word for box, text, score in found for word in _split(box, text, score, image.size)]
    return pass_of(reading_order([(word, 0) for word in words]))


def reread(image: Image.Image, box: Box) -> str:
    """Return the text in *box* (shares of *image*) as it is read from a much smaller copy of it."""
    width, height = image.size
    around = AROUND * (box[3] - box[1]) * height
    left, top = max(int(box[0] * width - around), 0), max(int(box[1] * height - around), 0)
    right, bottom = min(int(box[2] * width + around) + 1, width), min(int(box[3] * height + around) + 1, height)
    crop = image.crop((left, top, right, bottom))
    small = crop.resize((max(round(crop.width * SMALLER / crop.height), LEAST_SIDE), SMALLER), Image.Resampling.LANCZOS)
    return str(next(iter(_engine().recognize_txt([_pixels(small)]).txts or ()), ""))


@dataclass(frozen=True, slots=True)
class Lines:
    """The four corners of each line of text, in pixels of its picture, from its top left clockwise."""

    boxes: tuple[Corners, ...]

    @property
    def text(self) -> float:
        """Return how much text there is, in widths of lines over their heights, about two letters each: 5 CPU ms."""
        return sum(map(_length, self.boxes))

    @property
    def lie(self) -> bool:
        """Return whether most of the text runs upwards or downwards."""
        tall = [box for box in self.boxes if math.dist(box[0], box[3]) > UPRIGHT * math.dist(box[0], box[1])]
        return sum(map(_length, tall)) > self.text / 2


def _texts(image: Image.Image, boxes: Sequence[Corners]) -> list[tuple[str, float]]:
    """Return text and confidence of each of *boxes*."""
    import numpy  # noqa: ICN001, PLC0415 (comes with the engine)

    if not boxes:
        return []
    crops = _engine().crop_text_regions(_pixels(image), numpy.array(boxes, dtype=numpy.float32))
    read = _engine().recognize_txt(crops)
    return [(text, float(score)) for text, score in zip(read.txts, read.scores, strict=True)]


def _pixels(image: Image.Image) -> Any:
    import numpy  # noqa: ICN001, PLC0415 (comes with the engine)

    return numpy.asarray(image.convert("RGB"))


def _length(box: Corners) -> float:
    """Return the long side of *box* over its short one: what its text costs to read."""
    top_left, top_right, _, bottom_left = box
    sides = sorted((math.dist(top_left, top_right), math.dist(top_left, bottom_left)))
    return max(sides[1] / max(sides[0], 1.0), NARROWEST / HEIGHT)


@cache
def _engine() -> Any:
    """Load the engine, which would log every picture and take every core; each model is loaded when first used."""
    import cv2  # noqa: PLC0415
    import numpy  # noqa: ICN001, PLC0415
    from rapidocr import RapidOCR  # noqa: PLC0415

    cv2.setNumThreads(1)
    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    engine = RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.use_cls": False,
            "Global.max_side_len": LONGEST * 2,
            "Det.limit_type": "max",
            "Det.limit_side_len": LONGEST * 2,
            "Rec.rec_batch_num": 1,
            "Rec.rec_img_shape": [3, HEIGHT, NARROWEST],
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
    blank = numpy.full((HEIGHT, NARROWEST, 3), 255, dtype=numpy.uint8)
    engine(blank, use_det=True, use_rec=False)
    engine.recognize_txt([blank])
    return engine


def _split(corners: Corners, text: str, score: float, size: tuple[int, int]) -> Iterator[Word]:
    """Yield the words of a line of *text*, each with its share of the box (top left, top right, bottom right, …)."""
    top_left, top_right, bottom_right, bottom_left = corners
    if abs(bottom_left[1] - top_left[1]) > UPRIGHT * abs(top_right[0] - top_left[0]):
        top_left, top_right, bottom_right, bottom_left = top_right, bottom_right, bottom_left, top_left
    for word, start, stop in words_of(text):
        edges = [
            _between(one, other, share)
            for one, other in ((top_left, top_right), (bottom_left, bottom_right))
            for share in (start, stop)
        ]
        across = [x / size[0] for x, _ in edges]
        down = [y / size[1] for _, y in edges]
        box = box_within(min(across), min(down), max(across), max(down))
        yield Word(text=word, box=box, confidence=round(score, 4))


def _between(one: Corner, other: Corner, share: float) -> tuple[float, float]:
    return (one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share)
