"""The spelling of a name of which OCR may have read a letter wrong: as other lines, or the words of trades, have it."""

import re
from collections import Counter

from asiento.lexicon.folding import plain
from asiento.lexicon.misread import is_almost
from asiento.pages.annotated import AnnotatedPages
from asiento.pages.receipt.shop_words import LONG, shop_words_on
from asiento.reading.layout import Span

SHORTEST = 5
"""Letters of a word that is compared, at least."""

SURE = 0.9
"""Confidence from which a word is left as it was read."""

WORD = re.compile(r"[^\W\d_]+")


def respelled(pages: AnnotatedPages, text: str, span: Span) -> str:
    """Return *text* with each unsure word as two other places of the page spell it, or as a trade is spelled."""
    unsure = " ".join(word.text for word in span.words if word.confidence < SURE)
    doubtful = set(map(plain, WORD.findall(unsure)))
    trades = shop_words_on(pages).trades
    counts = Counter(plain(word) for line in pages.lines for word in WORD.findall(line.text))
    return WORD.sub(
        lambda found: _respelled(found[0], counts, trades) if plain(found[0]) in doubtful else found[0], text
    )


def _respelled(word: str, counts: Counter[str], trades: frozenset[str]) -> str:
    folded = plain(word)
    if len(folded) < SHORTEST or folded in trades:
        return word
    alike = [one for one in {*trades, *counts} if len(one) == len(folded) and is_almost(folded, one)]
    known = [one for one in alike if counts[one] > counts[folded] or (one in trades and len(one) >= LONG)]
    better = max(known, key=lambda one: (counts[one], one), default=None)
    return word if better is None else better.upper() if word.isupper() else better.capitalize()
