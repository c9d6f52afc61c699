"""How words are made alike before they are compared: one folding, and what each comparison drops besides."""

import re
import unicodedata
from functools import lru_cache

STROKED = str.maketrans("łøđħı", "lodhi")
"""Letters with a stroke or without a dot, which Unicode does not take apart."""

SHORT = 200
"""Characters of a text that is kept in memory once it was folded: several rules ask about the same words."""

SMALL_WORDS = frozenset({"de", "del", "la", "el", "los", "las", "the", "of", "do", "da", "dos", "das", "du", "des"})
"""Words that the titles of columns have or leave out: `fecha (de) emision`."""

_WORD = re.compile(r"[a-z0-9]+")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def fold(text: str) -> str:
    """Return *text* in lower case and without accents, wide forms and ligatures (NFKD, Unicode annex 15).

    Spaces and punctuation stay. The length may change: `ß` becomes `ss`, and `№` becomes `no`.
    """
    if text.isascii():
        return text.lower()
    flat = unicodedata.normalize("NFKD", text.casefold()).casefold().translate(STROKED)
    return "".join(sign for sign in flat if not unicodedata.combining(sign))


@lru_cache(maxsize=10_000)
def plain(text: str) -> str:
    """Return *text* folded, with nothing but letters, digits and `%`: `N.I.F.:` is `nif`, a lone `:` is empty."""
    return "".join(sign for sign in fold(text) if sign.isalnum() or sign == "%")


def bare_words(text: str) -> str:
    """Return the folded words of *text*, parted by single spaces, without punctuation and `SMALL_WORDS`.

    `%` reads as `pct`, and a capital inside of a word begins another: `issueDate` is `issue date`.
    """
    return _kept(text) if len(text) <= SHORT else _bare_words(text)


def unaccented(text: str) -> str:
    """Return *text* without accents, letter for letter: case, punctuation and length stay."""
    return text if text.isascii() else "".join(unicodedata.normalize("NFKD", letter)[0] for letter in text)


def _bare_words(text: str) -> str:
    parted = _HUMP.sub(" ", text).replace("%", " pct ")
    return " ".join(word for word in _WORD.findall(fold(parted)) if word not in SMALL_WORDS)


_kept = lru_cache(maxsize=4096)(_bare_words)
