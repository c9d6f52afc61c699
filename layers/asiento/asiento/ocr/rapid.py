"""One picture through RapidOCR: words with places and confidence. The only module that knows the engine.

Better than tesseract on photos, at four times the CPU and 0.8 GB; where the package is missing, all else works
without it.
"""

import logging
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any

from PIL import Image

from asiento.ocr.glued import words_of
from asiento.ocr.order import reading_order
from asiento.ocr.words import Pass, pass_of
from asiento.reading import Word

LONG_SIDE = 1280
"""Pixels to which the engine scales a page down: above, memory and time grow and the words do not get better."""

LEAST_SCORE = 0.5
"""Confidence below which the engine drops a line of text; its own default."""

UPRIGHT = 1.5
"""Height over width of a box from which the engine takes the line as written upwards or downwards."""

PACKAGES = ("rapidocr", "onnxruntime", "cv2")

Corner = Sequence[float]


def available() -> bool:
    """Say whether the engine is installed. Imports nothing."""
    return all(find_spec(name) for name in PACKAGES)


def read(image: Image.Image) -> Pass:
    """Return the words of a grey *image*, on one thread. The engine is loaded once a process, in about 3 seconds."""
    import numpy  # noqa: ICN001, PLC0415 (comes with the engine)

    found = _engine()(numpy.asarray(image.convert("RGB"))[:, :, ::-1])
    if found.boxes is None or not found.txts:
        return Pass()
    lines = zip(found.boxes, found.txts, found.scores, strict=True)
    words = [word for box, text, score in lines for word in _split(box.tolist(), text, float(score), image.size)]
    return pass_of(reading_order([(word, 0) for word in words]))


@cache
def _engine() -> Any:
    """Load the engine, which would log every picture and take every core."""
    from rapidocr import RapidOCR  # noqa: PLC0415

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.use_cls": False,
            "Global.max_side_len": LONG_SIDE,
            "Global.text_score": LEAST_SCORE,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def _split(corners: Sequence[Corner], text: str, score: float, size: tuple[int, int]) -> Iterator[Word]:
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
        box = (_clip(min(across)), _clip(min(down)), _clip(max(across)), _clip(max(down)))
        yield Word(text=word, box=box, confidence=round(score, 4))


def _between(one: Corner, other: Corner, share: float) -> tuple[float, float]:
    return (one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share)


def _clip(value: float) -> float:
    return round(min(max(value, 0.0), 1.0), 5)
