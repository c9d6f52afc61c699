"""What speaks for a date of a till receipt being the day of the purchase, and how sure the day is.

Set by hand while looking at the 100 receipts of the development set (94 of them are SROIE's and German ones), and
`make eval` measures it. Points are compared with each other only; a confidence is 0 to 1.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DayWeights:
    """Points for a date being the day of the purchase. Set by hand, as this module says."""

    labelled: float = 1.0
    """Added for a label such as `date` on the line or alone above it."""

    timed: float = 0.8
    """Added for a time of day on the line."""

    repeated: float = 0.8
    """Added for the same day on another line."""

    legible: float = 0.5
    """Added in full for figures that the reader is sure of."""

    corrected: float = 1.0
    """Taken off for letters read as digits, and for two different separators."""

    of_something_else: float = 2.5
    """Taken off for a word of another day: `expiry`, `due`, `member since`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayConfidence:
    """How sure the chosen day is. Set by hand, as this module says."""

    agreeing: tuple[float, ...] = (0.72, 0.9, 0.96, 0.98)
    """By how many of label, time of day and repetition agree, from none."""

    corrected: float = 0.25
    """Taken off for letters read as digits, and for two different separators."""

    another: float = 0.04
    """Taken off where another date is printed too."""

    least: float = 0.3
    """The least for a date that is printed."""


DAY = DayWeights()
DAY_CONFIDENCE = DayConfidence()
