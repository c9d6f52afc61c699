"""The order in which people read words on a page. Geometry only."""

from collections import defaultdict
from collections.abc import Sequence

from asiento.document import Box
from asiento.reading import Word
from asiento.reading.layout import SAME_LINE


def reading_order(placed: Sequence[tuple[Word, int]]) -> tuple[Word, ...]:
    """Return the words line by line. Each comes with the quarter turns clockwise of its writing.

    Words written in one direction are read together, the direction of the most words first: so a note along the
    margin does not cut through the lines of the page.
    """
    directions: defaultdict[int, list[Word]] = defaultdict(list)
    for word, turns in placed:
        directions[turns].append(word)
    groups = sorted(directions.items(), key=lambda group: -len(group[1]))
    return tuple(word for turns, words in groups for word in _lines(words, turns))


def upright(box: Box, turns: int) -> Box:
    """Return *box* as it stands when a page is turned back by *turns* quarter turns clockwise."""
    left, top, right, bottom = box
    for _ in range(turns):
        left, top, right, bottom = top, 1 - right, bottom, 1 - left
    return (left, top, right, bottom)


def _lines(words: Sequence[Word], turns: int) -> list[Word]:
    boxed = sorted(((upright(word.box, turns), word) for word in words), key=lambda entry: entry[0][1] + entry[0][3])
    lines: list[list[tuple[Box, Word]]] = []
    for box, word in boxed:
        if lines and _on_line(box, lines[-1][0][0]):
            lines[-1].append((box, word))
        else:
            lines.append([(box, word)])
    return [word for line in lines for _, word in sorted(line, key=lambda entry: entry[0][0])]


def _on_line(box: Box, other: Box) -> bool:
    overlap = min(box[3], other[3]) - max(box[1], other[1])
    return overlap > SAME_LINE * min(box[3] - box[1], other[3] - other[1])
