"""Words and signs that say that figures are no whole money: thousands, millions, cents."""

import re

from asiento.lexicon.folding import bare_words, fold
from asiento.lexicon.words import Word, words_saying

UNITS = words_saying(Word.UNIT)
"""Words of a title that say its amounts are not in whole money (folded)."""

_BESIDE = (
    r"(?<![a-z])(?:[ktm]|tsd\.?|mm|mn|m[lr]?n)\s?[€$£]|[€$£]\s?(?:[km]|mm|mn|000)(?![a-z])|(?<![a-z])[x*]\s?1[., ]?000"
)
_SIGNS = re.compile(rf"{_BESIDE}|(?<![a-z])mm(?![a-z])|'?(?<![\d.,])000s?(?![\d.,])|(?<![\d.,])1[., ]?000s?\s?[€$£]")
_SIGNS_OF_NOTE = re.compile(_BESIDE)
_IN = re.compile(r"(?<![a-z])(?:in|en|em|x)\s+(?:(?:the|los|las|den)\s+)?([^\s)\]]+)")
_AROUND = words_saying(Word.UNIT_NOTE)


def unit_in(title: str) -> str:
    """Return the word or sign of a unit that *title* has, else an empty text."""
    word = next((word for word in bare_words(title).split() if word in UNITS), "")
    found = None if word else _SIGNS.search(_plain(title))
    return word or (found[0].strip() if found else "")


def unit_noted(text: str) -> str:
    """Return the unit in which a note above a table says its figures are (`importes en miles`), else an empty text.

    A word alone in a sentence is no note: `Miles Ltd` is a name.
    """
    plain, words = _plain(text), set(bare_words(text).split())
    after = (unit_in(found[1]) for found in _IN.finditer(plain))
    said = next((unit for unit in after if unit), "")
    signs = _SIGNS_OF_NOTE.search(plain)
    if said or signs:
        return said or (signs[0].strip() if signs else "")
    return unit_in(text) if words & UNITS and words <= UNITS | _AROUND else ""


def _plain(text: str) -> str:
    return fold(text).replace("×", "x").replace("’", "'")  # noqa: RUF001 (the sign of times, an apostrophe)
