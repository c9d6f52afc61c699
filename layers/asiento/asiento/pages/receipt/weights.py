"""What the judges of a till receipt weigh: the shop's name, the total, the day, the currency.

All were set by hand while looking at the 100 receipts of the development set (94 of them are SROIE's and German ones),
and `make eval` measures them. Points are compared with each other only; a confidence is 0 to 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from asiento.pages.receipt.roles import Role


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

    by_site: float = 0.6
    """A name that stands in a web address only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalWeights:
    """Points for an amount being the total. Set by hand, as this module says."""

    roles: Mapping[Role | None, float] = field(
        default_factory=lambda: MappingProxyType(
            {
                Role.FINAL: 3.0,
                Role.TOTAL: 2.4,
                Role.CARD: 1.2,
                Role.PAID: 0.9,
                Role.SUBTOTAL: 0.6,
                Role.AMOUNT: 0.5,
                None: 0.2,
            }
        )
    )
    """What each label says for its amount, None without one; other labels are no totals. FINAL follows the rounding."""

    proof: float = 1.3
    """Added for each independent proof."""

    lowest: float = 0.2
    """Added in full to the last amount of the page, and in part to those above."""

    doubtful: float = 0.6
    """Taken off an amount of which letters were read as digits."""

    small: float = 2.5
    """Taken off a total that is less than `small_share` of another amount: a tax in it (`Total included GST`)."""

    small_share: float = 0.25
    """Share of the highest labelled amount below which a total is small."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalConfidence:
    """How sure the chosen total is. Set by hand, as this module says."""

    agreeing: tuple[float, ...] = (0.5, 0.75, 0.93, 0.97)
    """By how many independent things agree, from none: the label, each proof."""

    rival: float = 0.1
    """Taken off where another amount has nearly as many points."""

    doubtful: float = 0.15
    """Taken off an amount of which letters were read as digits."""

    too_small: float = 0.2
    """Taken off where something costs more than the total and nothing proves it."""

    unseen: float = 0.85
    """The most for an amount that is labelled as something else, or stands above a total that could not be read."""

    unread: float = 0.65
    """The most where a total above could not be read and little proves this one."""

    summed: float = 0.75
    """A total that the table of taxes tells otherwise than its label."""

    seen_summed: float = 0.85
    """Such a total where it is printed somewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayWeights:
    """Points for a date being the day of the purchase. Set by hand, as this module says."""

    labelled: float = 1.0
    """Added for a label such as `date` on the line or alone above it."""

    timed: float = 0.8
    """Added for a time of day on the line."""

    repeated: float = 0.8
    """Added for the same day on another line."""

    legible: float = 0.5
    """Added in full for figures that the reader is sure of."""

    corrected: float = 1.0
    """Taken off for letters read as digits, and for two different separators."""

    of_something_else: float = 2.5
    """Taken off for a word of another day: `expiry`, `due`, `member since`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayConfidence:
    """How sure the chosen day is. Set by hand, as this module says."""

    agreeing: tuple[float, ...] = (0.72, 0.9, 0.96, 0.98)
    """By how many of label, time of day and repetition agree, from none."""

    corrected: float = 0.25
    """Taken off for letters read as digits, and for two different separators."""

    another: float = 0.04
    """Taken off where another date is printed too."""

    least: float = 0.3
    """The least for a date that is printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrencyWeights:
    """Points of the marks by which a page tells its region and currency. Set by hand, as this module says."""

    signs: float = 2.0
    """The currency's own mark, such as `RM 5`."""

    forms: float = 2.0
    """A legal form that only one country has."""

    taxes: float = 1.0
    """Words of a tax office."""

    places: float = 1.5
    """Towns, provinces and words of streets."""

    words: float = 1.0
    """Other words that only one country's tills print."""

    repeated: float = 0.3
    """Added for each further line with the same mark."""

    most_repeated: int = 4
    """Further lines that count."""

    least: float = 1.5
    """Points below which the page says nothing."""

    clear: float = 2.0
    """How many times the second currency's points the first one has where it is sure."""

    sure: float = 0.95
    """Confidence where it is clear and has twice the least points."""

    likely: float = 0.8
    """Confidence where it has more points than any other."""

    shared: float = 0.6
    """Confidence where two have as many."""

    def of(self, kind: str, lines: int) -> float:
        """Return the points of a *kind* of mark that stands on so many lines; 0 for none."""
        again = self.repeated * min(lines - 1, self.most_repeated)
        return float(getattr(self, kind)) + again if lines else 0.0


SUPPLIER = SupplierWeights()
SUPPLIER_CONFIDENCE = SupplierConfidence()
TOTAL = TotalWeights()
TOTAL_CONFIDENCE = TotalConfidence()
DAY = DayWeights()
DAY_CONFIDENCE = DayConfidence()
CURRENCY = CurrencyWeights()
