"""In which language a page is written, told by its own words. Knows no engine and no meaning of any word."""

from collections.abc import Sequence

from asiento.lexicon.folding import fold
from asiento.lexicon.phrases import telltales
from asiento.ocr.words import LEGIBLE
from asiento.reading import Word

FEWEST = 3
"""Different words that tell a language."""

LEAD = 2
"""Times as many as of the next language they must be at least."""


def language_of(words: Sequence[Word]) -> str | None:
    """Return the language of the legible among *words* (ISO 639-2), or None where they do not tell it clearly."""
    seen = {folded(word.text) for word in words if word.confidence >= LEGIBLE}
    counts = {language: len(seen & own) for language, own in telltales().items()}
    first, second = sorted(counts, key=counts.__getitem__, reverse=True)[:2]
    return first if counts[first] >= max(FEWEST, LEAD * counts[second]) else None


def folded(text: str) -> str:
    """Return *text* in lower case without accents and without what stands around a word."""
    return fold(text).strip(".,:;!¡¿?()*-_'\"\u2019")
