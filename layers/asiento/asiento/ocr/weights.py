"""When a page is read again and which reading is kept. Confidences are those of an engine, 0 to 1."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PassWeights:
    """Which passes of tesseract a page gets.

    Sizes were measured on ten photographed receipts (`recognition.py`). The others were set by hand while looking at
    the development set (401 files).
    """

    poor: float = 0.7
    """Confidence below which a second pass is worth its time."""

    turned: float = 0.5
    """Confidence below which the page may lie on its side."""

    least_gain: float = 1.05
    """Times the legible letters that a second pass must bring: below is chance."""

    most_words: int = 600
    """Words of a page above which it is not a receipt or invoice, and its letters are not worth a second pass."""

    strip: float = 1.5
    """Height over width from which a page is a till receipt."""

    strip_side: int = 2000
    """Pixels of the long side to which a receipt is brought."""

    strip_width: int = 600
    """Pixels of width below which that does not make it."""

    largest: float = 3.0
    """Times that a small photo is enlarged at most."""

    resampled: float = 0.1
    """Change in size, as a share, below which a picture is not worth a resampling."""

    nearly: float = 0.025
    """Share by which a scan may miss the shape of a sheet of paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineWeights:
    """Which engine reads a page, and whose reading is kept.

    Set by hand while looking at the development set (401 files). Which page is read again was chosen by five folds over
    its receipts (`quality.Quality.doubtful`).
    """

    most_text: float = 1_000.0
    """`rapid.Lines.text` above which a page is not a receipt or invoice.

    Those of the development set have at most 530, a printed page of a book or contract 1,500 to 3,000, at 5 CPU
    milliseconds each.
    """

    unsure: float = 0.8
    """Confidence of the letters below which a page may lie on its side or its head: upright, it is 0.9 and more."""

    letters: float = 0.5
    """What the letters of a reading count beside total, day and name."""


PASS = PassWeights()
ENGINE = EngineWeights()
