"""What speaks for a line of a till receipt being the name of the shop, and how sure the name is.

Set by hand while looking at the 100 receipts of the development set (94 of them are SROIE's and German ones), and
`make eval` measures it. Points are compared with each other only; a confidence is 0 to 1.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierWeights:
    """Points for a line being the name of the shop. Set by hand, as this module says."""

    legal_form: float = 2.5
    """Added for a legal form in the line."""

    registered: float = 1.2
    """Added for a number of a register of companies on the line or right below it."""

    trade: float = 1.2
    """Added for a word of a trade: `CAFE`, `MART`."""

    legible: float = 2.0
    """Added in full for letters that the reader is sure of (its mean confidence is the share)."""

    first: float = 0.6
    """Added for the first name-like line of the page."""

    taller: float = 1.4
    """The most that large letters add, a point for each usual height above 1.1 of them."""

    site: float = 2.0
    """Added for the shop's own web or mail address of the same name."""

    repeated: float = 0.5
    """Added for the same name on another line."""

    above_address: float = 0.5
    """Added for an address in the two lines below."""

    lower: float = 0.35
    """Taken off for each name-like line above."""

    below_address: float = 0.8
    """Taken off for an address above, from a line without a legal form: that is a mall's name or a cashier's."""

    street: float = 2.0
    """Taken off for the name of a street or place in a line without a legal form."""

    digits: float = 0.8
    """Taken off for a digit in a line without a legal form."""

    after_heading: float = 2.5
    """Taken off below a heading such as `Invoice`."""

    wordy: float = 0.7
    """Taken off for more words than `many_words`."""

    unfinished: float = 0.6
    """Taken off for a comma at the end: the line goes on, as addresses do."""

    go_between: float = 4.0
    """Taken off for the name of a bank, a card, a market place or a tax office."""

    many_words: int = 7
    """Words of a name at most."""

    foot_rank: int = 3
    """As how low a line of the head a line of the foot counts."""

    witnessed_rank: int = 3
    """As how low a line of the head one counts at most that the shop's own address names."""

    least: float = 2.2
    """Points below which no line is a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierConfidence:
    """How sure the chosen name is. Set by hand, as this module says."""

    alone: float = 0.55
    """A line for which nothing else speaks."""

    legal_form: float = 0.2
    """Added for a legal form."""

    registered: float = 0.12
    """Added for a number of a register of companies."""

    first: float = 0.1
    """Added for the first name-like line."""

    witnessed: float = 0.1
    """Added for a web address or another line that says the same."""

    most: float = 0.97
    """The most that all of these give."""

    illegible: float = 0.3
    """Share that is left of it where the reader is sure of no letter."""

    legible: float = 0.75
    """Share that is added for letters that the reader is sure of, up to a whole."""

    corrected: float = 0.1
    """Taken off a name that is not given as it was read."""

    go_between: float = 0.4
    """At most, for the name of a bank, a card, a market place or a tax office."""

    by_site: float = 0.6
    """A name that stands in a web address only."""


SUPPLIER = SupplierWeights()
SUPPLIER_CONFIDENCE = SupplierConfidence()
