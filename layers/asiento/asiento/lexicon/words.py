"""The words of which longer phrases are made, by what each adds: `words` of each language.

`Amount excluding VAT` is no phrase of its own. Its words say that it is an amount, without a tax.
"""

from enum import StrEnum
from functools import cache

from asiento.lexicon.files import tables
from asiento.lexicon.folding import plain
from asiento.lexicon.notation import spellings

WORDS = "words"
"""The table of a file with the words."""


class Word(StrEnum):
    """What a word adds to the phrase that it stands in. One word may add several things, and be a phrase alone."""

    AMOUNT = "amount"
    """An amount, which says nothing of which one it is."""
    WHOLE = "whole"
    """An amount of all, not of a part."""
    PRICE = "price"
    """What one thing or all of them cost."""
    TAX = "tax"
    """A tax on sales."""
    WITHOUT = "without"
    """Without what is named beside it: a tax."""
    WITH = "with"
    """With what is named beside it."""
    NOT = "not"
    """The contrary of the word beside it."""
    ALL = "all"
    """All of what is named, or an article before it."""
    NET = "net"
    GROSS = "gross"
    EXCLUDING = "excluding"
    """Without tax, also where no tax is named."""
    INCLUDING = "including"
    """With tax, also where no tax is named."""
    SURCHARGE = "surcharge"
    """The surcharge of equivalence (Ley 37/1992, art. 154)."""
    OF_SURCHARGE = "of_surcharge"
    """What is printed beside the surcharge."""
    ONE = "one"
    """A single one of what was bought."""
    PER = "per"
    """For each of what follows."""
    PIECE = "piece"
    """What is bought one by one: a piece, an hour, a kilo."""
    BY_TIME = "by_time"
    """By the hour or day, beside a rate."""
    RATE = "rate"
    """A price for some time."""
    COUNTED = "counted"
    """What is counted: no money."""
    NUMBER = "number"
    """How many."""
    ASIDE = "aside"
    """A figure that was not spent: planned, estimated, saved."""
    DISCOUNT = "discount"
    CHARGE = "charge"
    """A charge for delivery."""
    SALES = "sales"
    """Money that came in for what was sold."""
    INCOME = "income"
    """Money that came in. Some words of sales are departments as well."""
    FEE = "fee"
    """What a bank takes."""
    FOREIGN = "foreign"
    """Of another currency."""
    DAY = "day"
    """A day."""
    DUE = "due"
    """When to pay."""
    TILL_KEY = "till_key"
    """On a till receipt: may have one letter wrong."""
    TILL_PART = "till_part"
    """On a till receipt: may be run together with others."""
    CARRIED = "carried"
    """What begins a line that carries a balance or a sum over from the page or month before."""


@cache
def words_saying(*kinds: Word) -> frozenset[str]:
    """Return the words of *kinds* in all languages, folded."""
    written = (word for table in tables(WORDS) for kind in kinds for word in table.get(kind, ()))
    return frozenset(plain(spelled) for word in written for spelled in spellings(word))
