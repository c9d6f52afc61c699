"""How phrases of lines are written, and the patterns that they are.

A phrase is its words. `(…)` may be missing: `extracto (de) cuenta`. Of `a/b` one stands there: `nota de credito/abono`.
`*` is any letters, at either end of a word: `*rechnung`. `...` is anything between two words: `total ... incl`. Nothing
else has a meaning, and the phrases of labels and columns have none of these.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product

from asiento.lexicon.folding import plain
from asiento.lexicon.phrases import Part, phrases_of
from asiento.lexicon.terms import Term

IN_LINES = (Part.EVERYWHERE, Part.LABELS, Part.LINES)
"""The parts whose phrases are looked for in the lines of a page."""

ANYTHING = "..."

_PIECE = re.compile(r"\(([^)]*)\)|(\S+)")


def is_plain(phrase: str) -> bool:
    """Return whether *phrase* is its words and nothing else."""
    return not set("()/*") & set(phrase) and ANYTHING not in phrase


def spellings(phrase: str) -> Iterator[str]:
    """Yield each way to print *phrase* once; a `*` stays as it is."""
    pieces = [_choices(*found.groups()) for found in _PIECE.finditer(phrase)]
    return iter(dict.fromkeys(" ".join(filter(None, words)) for words in product(*pieces)))


def _choices(optional: str | None, word: str | None) -> tuple[str, ...]:
    if word is not None:
        return tuple(word.split("/"))
    return ("", *(" ".join(words) for words in product(*(one.split("/") for one in (optional or "").split()))))


@cache
def source_of(*terms: Term) -> str:
    """Return the phrases of *terms* as the source of a regular expression, the longest first.

    It matches text in words folded by `plain` and parted by single spaces.
    """
    phrases = (spelled for term in terms for phrase in phrases_of(term, *IN_LINES) for spelled in spellings(phrase))
    return "|".join(sources(phrases))


def sources(phrases: Iterable[str]) -> list[str]:
    """Return the source of each phrase, the longest first: of two at one place that one counts."""
    folded = {" ".join(filter(None, map(_folded, phrase.split()))) for phrase in phrases}
    ordered = sorted(folded, key=lambda one: (-len(one), one))
    return [phrase.replace("*", r"\w*").replace(f" {ANYTHING} ", r"\b.*\b") for phrase in ordered]


def _folded(word: str) -> str:
    return word if word == ANYTHING else "*".join(map(plain, word.split("*")))


@cache
def pattern_of(*terms: Term, first: tuple[Term, ...] = (), unless: tuple[Term, ...] = ()) -> re.Pattern[str]:
    """Return the pattern of whole phrases of *terms*, and of *first* at the beginning of a line.

    Where a phrase of *unless* begins before or with one of them, it is none. What is found is the group `said`: a
    match without it is one of *unless*.
    """
    said = rf"(?P<said>{source_of(*terms)}|^(?:{source_of(*first)}))" if first else rf"(?P<said>{source_of(*terms)})"
    return re.compile(rf"\b(?:(?:{source_of(*unless)})|{said})\b" if unless else rf"\b{said}\b")


def found_in(text: str, pattern: re.Pattern[str]) -> str | None:
    """Return the first phrase that a *pattern* of `pattern_of` says in *text*, folded; None if it says none."""
    return next((match["said"] for match in pattern.finditer(text) if match["said"] is not None), None)
