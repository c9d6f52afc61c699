"""Compares names of companies. Knows nothing of documents.

Folding: case, accents and punctuation go, single letters in a row become one word (`S. L.`: `sl`), and words that say
the legal form (`LEGAL_FORMS`) go wherever they stand, unless nothing else is left. Two names are the same when, folded,

- they are equal, spaces aside (`HASSANBISTRO` and `Hassan Bistro`), or
- one stands in the other as whole words in a row and has at least half of its letters (`Mercadona` and
  `Mercadona Valencia`, but neither `Bar` and `Bar La Esquina` nor `Ana` and `Banana Trading`).

No letter may differ otherwise: a name that OCR misread is wrong. `is_like_name` lets a few letters differ.
"""

import re
from difflib import SequenceMatcher
from itertools import groupby

from asiento.lexicon.folding import fold
from asiento.money.company_forms import LEGAL_FORMS

_DROPPED = re.compile("[.'`\u2019\u00b4]")
_WORD = re.compile(r"[a-z0-9]+")

ALIKE = 0.75
"""Share of the letters that two names of one company have in common if one is misprinted. Set by hand, not measured."""


def is_same_name(one: str, other: str) -> bool:
    """Return whether two names are the same company's, as this module's docstring says."""
    short, long = sorted((folded_name(one), folded_name(other)), key=lambda words: len("".join(words)))
    if not short:
        return False
    if "".join(short) == "".join(long):
        return True
    half = len("".join(long)) <= 2 * len("".join(short))
    return half and any(long[at : at + len(short)] == short for at in range(len(long)))


def is_like_name(one: str, other: str) -> bool:
    """Return whether two names may well be one company's: the same, misprinted, or one of them initials."""
    first, second = folded_name(one), folded_name(other)
    joined = "".join(first), "".join(second)
    initials = {"".join(word[0] for word in words) for words in (first, second) if len(words) > 1}
    is_short = bool(initials & set(joined))
    return is_short or is_same_name(one, other) or SequenceMatcher(None, *joined, autojunk=False).ratio() >= ALIKE


def folded_name(name: str) -> list[str]:
    """Return the words of *name* that tell companies apart."""
    words = _with_initials_joined(_WORD.findall(_DROPPED.sub("", fold(name.replace("&", " and ")))))
    return [word for word in words if word not in LEGAL_FORMS] or words


def _with_initials_joined(words: list[str]) -> list[str]:
    runs = [(single, list(run)) for single, run in groupby(words, key=lambda word: len(word) == 1)]
    return [word for single, run in runs for word in (["".join(run)] if single else run)]
