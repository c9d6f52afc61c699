"""What the words before an amount on a till receipt say that it is. Knows words, no arithmetic and no places.

Tills join their words in hundreds of ways (`Total Sales (Inclusive of GST @6%)`), so the words are weighed, not listed.
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from asiento.lexicon.hints import Hint, source_of_hints
from asiento.lexicon.misread import is_almost
from asiento.lexicon.notation import source_of
from asiento.lexicon.terms import Term
from asiento.lexicon.words import Word, words_saying
from asiento.pages.receipt.regions import REGIONS


class Role(StrEnum):
    """What an amount on a receipt is. FINAL comes after the rounding, TOTAL may come before it."""

    FINAL = "final"
    TOTAL = "total"
    SUBTOTAL = "subtotal"
    ROUNDING = "rounding"
    PAID = "paid"
    CARD = "card"
    CHANGE = "change"
    TAX = "tax"
    CHARGE = "charge"
    AMOUNT = "amount"
    DISCOUNT = "discount"
    OTHER = "other"


KEYS = words_saying(Word.TILL_KEY)
"""Words that may have one letter wrong."""

_MARKS = sorted({region.prefixes[0] for region in REGIONS if region.prefixes})
_CODES = "|".join(sorted({"euro", *_MARKS, *(region.currency.lower() for region in REGIONS)}))
_MISREAD = {read: meant for region in REGIONS for read, meant in region.misread_words}
_VOCABULARY = re.compile("|".join(sorted((*words_saying(Word.TILL_PART), *_MARKS), key=len, reverse=True)) + r"|\d+%?")
_GLUED = re.compile(rf"(?:{_VOCABULARY.pattern}){{2,9}}")

LETTERS = str.maketrans({"0": "o", "1": "l", "5": "s", "8": "b"})
"""Digits that OCR puts for letters inside words."""

MISREAD_SUBTOTAL = r"sub ?t[a-z]ta[a-z]?\b"
"""`subtotal` in one word or two, with up to two letters wrong."""

RUN_IN = 6
"""Letters from which a phrase is looked for inside of words, which tills and readers run together."""


def _said(*terms: Term) -> str:
    """Return the pattern of the phrases of *terms*: whole words, and long ones within words too."""
    phrases = source_of(*terms).split("|")
    long, short = ["|".join(one for one in phrases if (len(one) >= RUN_IN) is kind) for kind in (True, False)]
    return rf"{long}|\b(?:{short})\b" if long and short else long or rf"\b(?:{short})\b"


def _hinted(*hints: Hint) -> str:
    """Return the pattern of the phrases of *hints*, in whole words."""
    return rf"\b(?:{source_of_hints(*hints)})\b"


PATTERNS: tuple[tuple[Role, str], ...] = (
    # What holds the word `total` or `cash` and is not one.
    (Role.FINAL, rf"{_hinted(Hint.ROUNDED_TOTAL)}|{_hinted(Hint.ROUNDED_LAST)}$"),
    (Role.ROUNDING, _said(Term.ROUNDING)),
    (Role.OTHER, _hinted(Hint.NO_SUM)),
    (Role.CHARGE, rf"{_hinted(Hint.SERVICE_CHARGE)}|{_said(Term.TIP)}"),
    (Role.SUBTOTAL, rf"{MISREAD_SUBTOTAL}|^{_hinted(Hint.SUBTOTAL_FIRST)}|{_hinted(Hint.SUBTOTAL)}"),
    (Role.CHANGE, _said(Term.CHANGE, Term.RETURNED)),
    (Role.DISCOUNT, rf"{_hinted(Hint.DISCOUNT)}|{_said(Term.PRICE_CUT)}"),
    (Role.FINAL, rf"\b(?:{source_of_hints(Hint.LAST)}) ?(?:{source_of_hints(Hint.SUM_NAME)})"),
    (Role.FINAL, rf"{_hinted(Hint.FINAL)}|^{_hinted(Hint.FINAL_ALONE)}$|{_said(Term.PAYABLE, Term.AMOUNT_DUE)}"),
    (Role.PAID, _hinted(Hint.TOTAL_PAID)),
    (Role.TOTAL, _hinted(Hint.TOTAL_WITH_TAX)),
    (Role.TAX, _hinted(Hint.TAX_WITHIN)),
    (Role.TOTAL, _hinted(Hint.TOTAL_NAMED)),
    (Role.TAX, _hinted(Hint.TAX_NAME)),
    (Role.TOTAL, _hinted(Hint.TOTAL)),
    (Role.CARD, rf"{_hinted(Hint.CARD)}|{_said(Term.CARD, Term.CARD_WORD)}"),
    (Role.PAID, rf"{_hinted(Hint.PAID)}|{_said(Term.CASH, Term.HANDED_OVER, Term.PAID)}"),
    (Role.CARD, rf"^{_hinted(Hint.CARD_FIRST)}|{_hinted(Hint.CARD_PAID)}"),
    (Role.AMOUNT, rf"^{_hinted(Hint.AMOUNT_ALONE)}$"),
)
"""The first pattern that is found in the folded words decides."""


def role_of(words: Sequence[str]) -> Role | None:
    """Return what *words* (folded as by `lexicon.folding.plain`), those before an amount, say that it is."""
    text = " ".join(corrected for word in words if (corrected := " ".join(map(corrected_word, parted(word)))))
    text = re.sub(rf"\b(?:{_CODES})\b$", "", text).strip()
    return next((role for role, pattern in _compiled() if pattern.search(text)), None) if text else None


@cache
def parted(word: str) -> tuple[str, ...]:
    """Return the words of which *word* is made if a reader ran them together (`totalsalesinclusiveofgst`)."""
    return tuple(_VOCABULARY.findall(word)) if _GLUED.fullmatch(word) else (word,)


@cache
def corrected_word(word: str) -> str:
    """Return *word* as one of `KEYS` if it is one with a letter read wrong, or run into a mark, else as it is."""
    bare = word.strip("%")
    mark = next((mark for mark in _MARKS if bare.endswith(mark)), None)
    if mark and (short := corrected_word(bare.removesuffix(mark))) in KEYS:
        return short
    if bare in _MISREAD:
        return _MISREAD[bare]
    if bare in KEYS or len(bare) < 4 or bare.isdigit():  # noqa: PLR2004 (shorter words are too alike)
        return bare
    letters = bare.translate(LETTERS) if not bare.isalpha() else bare
    return next((key for key in sorted(KEYS) if is_almost(letters, key)), bare)


@cache
def _compiled() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    return tuple((role, re.compile(pattern)) for role, pattern in PATTERNS)
