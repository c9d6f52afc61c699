"""Where the labels of a line stand, and what they mean. Of two phrases at one place the longer one counts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from asiento.lexicon.misread import Misread
from asiento.money.signs import MARK
from asiento.pages.annotated.labels import Label
from asiento.pages.annotated.phrases import labels_by_phrase
from asiento.reading.layout import Line, Span

MAX_LABEL_WORDS = 7
RATE = re.compile(r"[-\u2212(]?\d{1,2}(?:[.,]\d{1,3})?")
CURRENCY = re.compile(rf"[(\[](?:{MARK})[)\]]:?")
DEGREE = re.compile(r"[Nn]\u00b0[.:]?")
"""The sign for a number with a degree: without it an `n` is no label."""
FUZZY_FROM = 6
"""Letters from which a label read by OCR may have one letter wrong."""


@dataclass(frozen=True)
class Mention:
    """A label on line *at* (an index into `AnnotatedPages.lines`), its words *start* to before *stop*."""

    label: Label
    at: int
    start: int
    stop: int
    span: Span
    text: str


@cache
def misread() -> Misread[Label]:
    """Return the long phrases, to be found where one letter was read wrong."""
    return Misread(labels_by_phrase(), FUZZY_FROM)


def mentions_in(line: Line, at: int, *, fuzzy: bool) -> Iterator[Mention]:
    """Yield the labels of *line* from left to right. *fuzzy*: long ones may have one letter wrong."""
    start = 0
    while start < len(line.words):
        found = _longest(line, start, fuzzy=fuzzy)
        if found:
            label, stop = found
            text = "".join(line.plain[start:stop])
            stop = stop + 1 if _is_currency(line, stop) else stop
            yield Mention(label, at, start, stop, line.cut(start, stop), text)
        start = stop if found else start + 1


def _is_currency(line: Line, at: int) -> bool:
    """Return whether word *at* is the currency of the label before it: `Total (JPY)` reaches as far as its figures."""
    return at < len(line.words) and bool(CURRENCY.fullmatch(line.words[at].text.lower()))


def _longest(line: Line, start: int, *, fuzzy: bool) -> tuple[Label, int] | None:
    if not line.plain[start] or _is_of_rate(line, start):
        return None
    for stop in range(min(start + MAX_LABEL_WORDS, len(line.words)), start, -1):
        label = line.plain[stop - 1] and _meaning("".join(line.plain[start:stop]), fuzzy=fuzzy)
        if label and not _are_two(line, start, stop):
            return label, stop
    return (Label.WEAK_NUMBER, start + 1) if DEGREE.fullmatch(line.words[start].text) else None


def _is_of_rate(line: Line, start: int) -> bool:
    """Return whether the word is the sign of the number before it: `21 % IVA` is a tax, not the column `% IVA`."""
    return start > 0 and line.words[start].text == "%" and bool(RATE.fullmatch(line.words[start - 1].text))


def _are_two(line: Line, start: int, stop: int) -> bool:
    """Return whether the words are the headings of two cells (`VAT | Total`), each a label by itself."""
    if stop - start == 1 or len(line.cells) == 1:
        return False
    first = {id(cell.words[0]) for cell in line.cells}
    borders = [at for at in range(start + 1, stop) if id(line.words[at]) in first]
    texts = [("".join(line.plain[start:at]), "".join(line.plain[at:stop])) for at in borders]
    return any(one in labels_by_phrase() and two in labels_by_phrase() for one, two in texts)


def _meaning(text: str, *, fuzzy: bool) -> Label | None:
    label = labels_by_phrase().get(text)
    if label or not fuzzy or len(text) < FUZZY_FROM or any(letter.isdigit() for letter in text):
        return label
    return misread().meaning_of(text)
