"""Reads the day of a page once more, much smaller: a digit that is hard to tell seldom comes out the same.

Decision 0057 has what that finds and costs, for days and totals, beside a second engine.
"""

import re
from dataclasses import replace
from typing import Protocol

from PIL import Image

from asiento.document import Box
from asiento.ocr.recognition import Attempt

DAY = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}")


class Rereads(Protocol):
    """What is asked of the engine that read the page: the module `rapid`."""

    def reread(self, image: Image.Image, box: Box) -> str:
        """Return the text in *box* (shares of *image*), read at another size."""


def read_twice(attempt: Attempt, engine: Rereads, place: Box | None) -> Attempt:
    """Return *attempt* with the other day that a second reading gives of the words at *place*, if it gives one."""
    if place is None:
        return attempt
    words = tuple(
        replace(word, again=_other(word.text, engine.reread(attempt.image, word.box)))
        if DAY.search(word.text) and word.is_within(place)
        else word
        for word in attempt.result.words
    )
    return replace(attempt, result=replace(attempt.result, words=words))


def _other(first: str, second: str) -> str | None:
    """Return the day in *second* if its digits are not those of the day in *first*."""
    one, other = DAY.search(first), DAY.search(second)
    return other[0] if one and other and _digits(one[0]) != _digits(other[0]) else None


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
