"""The number of the document that a credit or debit note corrects, where its words name one."""

import re
from functools import cache

from asiento.document import Field
from asiento.lexicon.hints import Hint, source_of_hints
from asiento.pages.annotated import AnnotatedPages
from asiento.pages.fields.numbers import CENTS, SHAPE
from asiento.pages.fields.weights import NUMBER
from asiento.reading.dates import read_date
from asiento.reading.layout import Line

MOST_BETWEEN = 4
"""Words between what announces the document and its number: its title, a sign for a number, a colon."""


def corrected_by(pages: AnnotatedPages) -> Field[str] | None:
    """Return the first number after words that announce the document that *pages* correct; None without both."""
    for line in pages.lines:
        places = [at for at, word in enumerate(line.plain) if word]
        text = " ".join(line.plain[at] for at in places)
        for found in _announced().finditer(text):
            after = places[len(text[: found.end()].split()) :]
            number = _number(pages, line, after[: MOST_BETWEEN + 1])
            if number is not None:
                return number
    return None


def _number(pages: AnnotatedPages, line: Line, places: list[int]) -> Field[str] | None:
    for at in places:
        text = line.words[at].text.strip("#(),;:.*'\"| ")
        if any(sign.isdecimal() for sign in text):
            is_number = SHAPE.fullmatch(text) and not CENTS.fullmatch(text) and read_date(text, pages.dialect) is None
            return pages.field(text, line.cut(at, at + 1), NUMBER.weak_label) if is_number else None
    return None


@cache
def _announced() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{source_of_hints(Hint.CORRECTED)})\b")
