"""Which figure a title means that no synonym is: with tax or without, of one unit, a tax, a discount, a count.

A title such as `Amount excluding VAT` holds the word of an amount and says that it is another. Words are compared
folded, as synonyms are.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from asiento.lexicon.folding import fold
from asiento.lexicon.words import Word, words_saying
from asiento.tables.meanings import Meaning
from asiento.tables.synonyms import meanings_by_name

MONEY = words_saying(Word.AMOUNT)
PRICES = words_saying(Word.PRICE)
TAXES = words_saying(Word.TAX)
WITHOUT = words_saying(Word.WITHOUT)
WITH = words_saying(Word.WITH)
NET = words_saying(Word.NET)
GROSS = words_saying(Word.GROSS)
COUNTED = words_saying(Word.COUNTED)
DISCOUNTS = words_saying(Word.DISCOUNT)
CHARGES = words_saying(Word.CHARGE)
SALES = words_saying(Word.SALES)
INCOME = words_saying(Word.INCOME)
_WHOLE = words_saying(Word.WHOLE)
_NOT = words_saying(Word.NOT)
_ALL = words_saying(Word.ALL)
_EXCLUDING = words_saying(Word.EXCLUDING)
_INCLUDING = words_saying(Word.INCLUDING)
_SURCHARGE = words_saying(Word.SURCHARGE)
_SURCHARGES = _SURCHARGE | words_saying(Word.OF_SURCHARGE)
_ONE = words_saying(Word.ONE)
_PER = words_saying(Word.PER)
_PIECES = words_saying(Word.PIECE)
_BY_TIME = words_saying(Word.BY_TIME)
_RATES = words_saying(Word.RATE)
_NUMBERS = words_saying(Word.NUMBER)
_ASIDE = words_saying(Word.ASIDE)
_FEES = words_saying(Word.FEE)
_FOREIGN = words_saying(Word.FOREIGN)
_DAYS = words_saying(Word.DAY)
_DUE = words_saying(Word.DUE)
_OF_DAY = frozenset({Meaning.DATE, Meaning.VALUE_DATE, Meaning.DUE_DATE})
_NAMED_BARE = frozenset({Meaning.TAX, Meaning.WITHHOLDING, Meaning.TIP, Meaning.FEE, Meaning.QUANTITY, Meaning.NET})
_OTHER_PARTS = frozenset({Meaning.PAYABLE, Meaning.OUTSTANDING, Meaning.WITHHOLDING, Meaning.FOREIGN_AMOUNT})

_SINGLE = re.compile(r"\b[a-z](?: [a-z]\b)+")
_ADDED = re.compile(rf"\w\s*\+\s*(?:{'|'.join(sorted(TAXES))})\b")


@cache
def _names_of(*meanings: Meaning) -> tuple[str, ...]:
    """Return the synonyms of *meanings* that are words of their own within a title."""
    return tuple(name for name, meaning in meanings_by_name().items() if meaning in meanings and len(name) > 2)  # noqa: PLR2004 (a word)


def _holds(words: Sequence[str], *meanings: Meaning) -> bool:
    inside = f" {' '.join(words)} "
    return any(f" {name} " in inside for name in _names_of(*meanings))


def joined(folded: str) -> str:
    """Return *folded* with the letters of abbreviations together: `i v a` is `iva`."""
    return _SINGLE.sub(lambda found: found[0].replace(" ", ""), folded).replace("mw st", "mwst")


def qualified(title: str, folded: str) -> tuple[Meaning, bool] | None:
    """Return what *title*, of the words *folded*, means by those around its amount, and whether they say it all.

    None if such words are missing.
    """
    words = joined(folded).split()
    side = _tax_side(title, words)
    if side:
        return _with_side(side, words)
    rest = [word for word in words if word not in MONEY]
    named = meanings_by_name().get(" ".join(rest))
    if named in _NAMED_BARE and rest != words:
        return named, True
    meant = _by_rest(words, rest)
    return (meant, True) if meant else _other_figure(words) or _day(words)


def _by_rest(words: Sequence[str], rest: Sequence[str]) -> Meaning | None:
    """Return the meaning of a title that has nothing but words of an amount and the *rest*."""
    plain, of_amount = set(rest), list(rest) != list(words)
    kinds = (
        (plain <= NET or (of_amount and plain <= _EXCLUDING), Meaning.NET),
        (plain <= GROSS or (of_amount and plain <= _INCLUDING), Meaning.TOTAL),
        (plain <= PRICES and bool(_WHOLE & set(words)), Meaning.TOTAL),
        (plain <= _SURCHARGES and bool(plain & _SURCHARGE), Meaning.SURCHARGE),
    )
    return next((meaning for fits, meaning in kinds if plain and fits), None)


def side_named(folded: str) -> Meaning | None:
    """Return the side that a title of the words *folded* names, if they say nothing besides but that it is an amount.

    `Importe débito` is no amount of both sides.
    """
    words = folded.split()
    known = {word: meanings_by_name().get(word) for word in words}
    said = {one for one in known.values() if one in (Meaning.DEBIT, Meaning.CREDIT)}
    rest = (word for word, one in known.items() if one not in said)
    return said.pop() if len(said) == 1 and all(word in MONEY for word in rest) else None


def _with_side(side: Meaning, words: Sequence[str]) -> tuple[Meaning, bool] | None:
    """Return the meaning of a title that says on which *side* of the tax it is."""
    other = _other_figure(words)
    if other and other[0] is not Meaning.FOREIGN_AMOUNT:
        return other
    rest = [word for word in words if word not in TAXES | WITH | WITHOUT | _NOT | _ALL]
    if meanings_by_name().get(" ".join(rest)) is Meaning.UNIT_PRICE or _holds(words, *_OTHER_PARTS):
        return None
    return side, all(word in MONEY for word in rest)


def _tax_side(title: str, words: Sequence[str]) -> Meaning | None:
    """Return whether *words* say `without tax`, the net, or `with tax`, the total; None if they speak of no tax so."""
    lower = fold(title)
    if _ADDED.search(lower):
        return Meaning.TOTAL
    for at, word in enumerate(words):
        if word not in TAXES:
            continue
        before = [one for one in words[:at] if one not in _ALL][-2:]
        after = list(words[at + 1 : at + 3])
        side = _said(before[::-1], lower) or _said(after, lower)
        if side:
            return side
    return None


def _said(near: Sequence[str], lower: str) -> Meaning | None:
    """Return what the two words *near* a tax say of it, the nearer one first: `incl`, `no incluido`, `incluye no`."""
    if not near:
        return None
    marks = [word for word in near if word in _NOT]
    word = next((word for word in near[: 2 if near[0] in _NOT else 1] if word not in _NOT), "")
    if len(word) == 1 and f"{word}/" not in lower:
        return None
    if word in WITHOUT | NET:
        return Meaning.NET
    return None if word not in WITH | GROSS else Meaning.NET if marks else Meaning.TOTAL


def _other_figure(words: Sequence[str]) -> tuple[Meaning, bool] | None:
    """Return the meaning of a title of a unit price, a count, a discount or another figure beside the total."""
    found = set(words)
    if _is_of_one(words):
        return Meaning.UNIT_PRICE, True
    if is_count(words) or found & _ASIDE or _is_aside(words):
        return Meaning.ASIDE, True
    rest = found - MONEY
    if rest and rest != found and rest <= _FEES:
        return Meaning.FEE, True
    if rest and rest != found and (rest <= _FOREIGN or _holds(words, Meaning.FOREIGN_CURRENCY)):
        return Meaning.FOREIGN_AMOUNT, True
    return None


def _is_of_one(words: Sequence[str]) -> bool:
    """Return whether *words* give the price of one: `coste unitario`, `cost per night`."""
    if len(words) > 1 and _ONE & set(words) and not COUNTED & set(words):
        return True
    return any(word in _PER and after in _PIECES for word, after in pairwise(words)) or (
        len(words) > 1 and bool(_BY_TIME & set(words)) and bool(_RATES & set(words))
    )


def is_count(words: Sequence[str]) -> bool:
    """Return whether *words* count something and say nothing else: `total horas`, `nº bultos`."""
    return bool(COUNTED & set(words)) and set(words) <= COUNTED | MONEY | _NUMBERS


def _is_aside(words: Sequence[str]) -> bool:
    """Return whether *words* name a discount or a charge, and not an amount with or after it."""
    places = [at for at, word in enumerate(words) if word in DISCOUNTS | CHARGES]
    return any(not at or words[at - 1] not in WITH for at in places)


def _day(words: Sequence[str]) -> tuple[Meaning, bool] | None:
    """Return the meaning of a title with a word for a day, where a longer one names what it is the day of."""
    if not _DAYS & set(words):
        return None
    if _DUE & set(words):
        return Meaning.DUE_DATE, False
    longer = [name for name in _names_of(*_OF_DAY) if " " in name and f" {name} " in f" {' '.join(words)} "]
    return None if longer else (Meaning.DATE, False)
