"""What speaks for an amount of a till receipt being its total, and how sure the total is.

Set by hand while looking at the 100 receipts of the development set (94 of them are SROIE's and German ones), and
`make eval` measures it. Points are compared with each other only; a confidence is 0 to 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from asiento.pages.receipt.roles import Role


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


TOTAL = TotalWeights()
TOTAL_CONFIDENCE = TotalConfidence()
