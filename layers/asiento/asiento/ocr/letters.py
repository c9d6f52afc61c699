"""The words of one pass and the figures of another, over the same picture. Knows no engine and no language."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from asiento.document import Box
from asiento.ocr.words import Pass, pass_of
from asiento.reading import Word

SAME_PLACE = 0.5
"""Common area over the area of both boxes from which two words are one."""


def with_letters_of(first: Pass, other: Pass) -> Pass:
    """Return the words of *first*, those without figures as *other* reads them in the same place."""
    places = sorted((_middle(word.box), at) for at, word in enumerate(other.words) if not _has_figures(word))
    return pass_of([_replaced(word, other.words, places) for word in first.words])


def _replaced(word: Word, others: Sequence[Word], places: Sequence[tuple[float, int]]) -> Word:
    """Return *word* with the text of the one of *others* at its place; *places* are their sorted middles."""
    if _has_figures(word):
        return word
    _, top, _, bottom = word.box
    beside = places[bisect_left(places, (top, -1)) : bisect_right(places, (bottom, len(others)))]
    for _, at in beside:
        if _overlap(word.box, others[at].box) > SAME_PLACE:
            return replace(word, text=others[at].text, confidence=others[at].confidence)
    return word


def _has_figures(word: Word) -> bool:
    return any(map(str.isdigit, word.text))


def _middle(box: Box) -> float:
    return (box[1] + box[3]) / 2


def _overlap(one: Box, two: Box) -> float:
    """Return the common area over the area of both (0 to 1)."""
    wide = max(min(one[2], two[2]) - max(one[0], two[0]), 0.0)
    high = max(min(one[3], two[3]) - max(one[1], two[1]), 0.0)
    both = _area(one) + _area(two) - wide * high
    return wide * high / both if both else 0.0


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
