"""What the words before an amount on a till receipt say that it is. Knows words, no arithmetic and no places.

Tills join their words in hundreds of ways (`Total Sales (Inclusive of GST @6%)`), so the words are weighed, not listed.
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from asiento.lexicon.misread import is_almost
from asiento.lexicon.notation import source_of
from asiento.lexicon.terms import Term
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


_KEYS = (
    "total subtotal rounding rounded cash change amount summe gesamt gesamtbetrag betrag tarjeta efectivo cambio "
    "discount tendered payable zwischensumme grand balance quantity inclusive charge"
)
KEYS = frozenset(_KEYS.split())
"""Words that may have one letter wrong."""

_PARTS = (
    "subtotal total sub grand final nett net sales sale amount amt inclusive including included incl inc excluding "
    "exclusive excl of gst sst tax after before rounding rounded round adjustment adj cash change due payable paid "
    "tendered tender discount disc service charge qty quantity items item card visa mastercard euro eur summe zu "
    "zahlen geg gegeben bar ruckgeld balance saving savings"
)
_MARKS = sorted({region.prefixes[0] for region in REGIONS if region.prefixes})
_CODES = "|".join(sorted({"euro", *_MARKS, *(region.currency.lower() for region in REGIONS)}))
_MISREAD = {read: meant for region in REGIONS for read, meant in region.misread_words}
_VOCABULARY = re.compile("|".join(sorted((*_PARTS.split(), *_MARKS), key=len, reverse=True)) + r"|\d+%?")
_GLUED = re.compile(rf"(?:{_VOCABULARY.pattern}){{2,9}}")

LETTERS = str.maketrans({"0": "o", "1": "l", "5": "s", "8": "b"})
"""Digits that OCR puts for letters inside words."""

RUN_IN = 6
"""Letters from which a phrase is looked for inside of words, which tills and readers run together."""


def _said(*terms: Term) -> str:
    """Return the pattern of the phrases of *terms*: whole words, and long ones within words too."""
    phrases = source_of(*terms).split("|")
    long, short = ["|".join(one for one in phrases if (len(one) >= RUN_IN) is kind) for kind in (True, False)]
    return rf"{long}|\b(?:{short})\b" if long and short else long or rf"\b(?:{short})\b"


PATTERNS: tuple[tuple[Role, str], ...] = (
    # What holds the word `total` or `cash` and is none.
    (
        Role.FINAL,
        r"\b(?:total|ttl|amount|amt)\b.*\b(?:rounded|round(?:ing)?$|after|aft|atf)\b|\bround\w* total",
    ),
    (Role.ROUNDING, _said(Term.ROUNDING)),
    (
        Role.OTHER,
        r"\b(?:qtys?|quantity|oty|items?|articulos|unidades|anzahl|posten|pcs|count|points?|punkte|puntos)\b",
    ),
    (Role.OTHER, r"\b(?:savings?|saved|ahorro|gespart|deposit|pfand|voucher|member|litre|ltr|bonus|coupon)\b"),
    (Role.OTHER, r"cash(?:ier| bill| sales| inv\w*)|before|\bavg\b|summary|previous|opening|your total"),
    (Role.CHARGE, rf"\bserv\w* (?:charge|chg)|\bsvc\b|{_said(Term.TIP)}"),
    (Role.SUBTOTAL, r"sub ?t[a-z]ta[a-z]?\b|\bsub ?ttl\b|zwischensumme|sous total|warenwert|^base\b|netto|imponible"),
    (Role.SUBTOTAL, r"\bsupplies\b"),
    (Role.SUBTOTAL, r"\btotal\b.*\b(?:ex[ce]l\w*|exc|without|ex gst|sin iva|ht)\b|\bexcl\w*\b.*\btotal\b"),
    (Role.CHANGE, _said(Term.CHANGE, Term.RETURNED)),
    (Role.DISCOUNT, rf"\bdiscs?\b|{_said(Term.PRICE_CUT)}"),
    (Role.FINAL, r"\b(?:grand|final|nett?) ?(?:total|amt|amount)|\btotal (?:net|due|payable)\b|^(?:nett?|due)$"),
    (Role.FINAL, rf"(?:total|amount|amt) payable|amt due|{_said(Term.PAYABLE, Term.AMOUNT_DUE)}"),
    (Role.PAID, r"\btotal (?:paid|cash|payment|tender\w*)|amount (?:paid|tendered)"),
    (Role.TOTAL, r"\b(?:total|ttl|tot)\b.*\b(?:inc\w*|ttc|con iva|w gst|with)\b"),
    (Role.TAX, r"included in total|\bof which\b|davon|\btotal (?:tax|vat|gst|iva)\b"),
    (Role.TOTAL, r"\b(?:total|ttl) (?:sales?|amount|amt|eur|rm|bill)\b"),
    (Role.TAX, r"\b(?:total )?(?:gst|tax|sst|vat|iva|mwst|ust|tva|igic|ppn)\b"),
    (
        Role.TOTAL,
        r"\btotal\b|\btotale?s?\b|\bsumme\b|\bgesamt\w*|\bttl\b|\btotaal\b|\bsuma\b|rechnungsbetrag|endbetrag",
    ),
    (Role.CARD, rf"debit|credit|\bec ?cash|{_said(Term.CARD, Term.CARD_WORD)}"),
    (
        Role.PAID,
        rf"\bpa(?:y|yment)\b|tender\b|{_said(Term.CASH, Term.HANDED_OVER, Term.PAID)}",
    ),
    (Role.CARD, r"^betrag\b|\bbezahl\w+"),
    (Role.AMOUNT, r"^(?:amount|amt)$"),
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
