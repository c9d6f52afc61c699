"""What speaks for an amount as the total, in points, and how sure the figures of an invoice are, 0 to 1.

No field is surer than its words are read (`AnnotatedPages.field`).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from asiento.pages.annotated.labels import Label

LABELS: Mapping[Label, float] = {
    Label.GRAND_TOTAL: 3.0,
    Label.PAYABLE: 2.6,
    Label.TOTAL: 2.0,
    Label.CARD: 1.4,
    Label.AMOUNT: 0.9,
    Label.CASH: 0.4,
    Label.NET: 0.2,
}
"""Points of a label for its amount as the total.

A card pays exactly the total, cash often more; `net total` is the total after discounts as often as the net before
taxes. Set by hand while looking at the development set (401 files).
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalPoints:
    """Points of an amount for being the total, added to those of its label.

    Set by hand while looking at the development set (401 files).
    """

    proven: float = 4.0
    """Net and taxes make it, or leave it after a withholding."""

    paid: float = 2.5
    """Cash less change makes it."""

    repeated: float = 0.6
    """It is printed again."""

    lowest: float = 0.3
    """It is the last of the labelled amounts; those above have their share of this."""

    no_money: float = -3.0
    """It has neither cents nor a currency sign."""

    nothing: float = -4.0
    """It is zero."""

    whole: int = 100
    """Amounts without cents below this are rather counts of articles, not totals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalConfidence:
    """How sure total, net, tax and tip are. What arithmetic does not prove stays below 0.9.

    Set by hand while looking at the development set (401 files).
    """

    proven: float = 0.97
    """Net and taxes make the total: for the total, and for the net."""

    paid: float = 0.94
    """Cash less change makes the total."""

    repeated: float = 0.8
    """Nothing proves the total, but it is printed twice."""

    alone: float = 0.65
    """Nothing proves the total, and it is printed once."""

    payable: float = 0.95
    """What is to be paid is printed, and is the total."""

    other_payable: float = 0.8
    """What is to be paid is printed, and is another amount."""

    tax: float = 0.95
    """The printed sum of the taxes agrees with the table of taxes, or with net and total."""

    stated: float = 0.6
    """Net or tax stand behind their label, and nothing proves them."""

    derived: float = 0.85
    """At most, for what is computed of other amounts and printed nowhere."""

    tip: float = 0.95
    """The total is right only together with the tip."""

    unproven_tip: float = 0.7
    """The tip stands behind its label, and no net and tax make a total."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxConfidence:
    """How sure a row of the table of taxes is. Set by hand while looking at the development set (401 files)."""

    proven: float = 0.96
    """Base times rate is the amount."""

    labelled: float = 0.7
    """Its label says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemWeights:
    """How sure the lines of an invoice are, and where they stand, in shares of the page's width.

    Set by hand while looking at the development set (401 files).
    """

    product: float = 0.95
    """Quantity and price whose product is the amount, less a printed discount."""

    under_heading: float = 0.7
    """Quantity and price that stand under their headings."""

    amount: float = 0.8
    """The amount at least."""

    text: float = 0.85
    """Description and rate."""

    near: float = 0.09
    """How far an amount may stand from its column's heading; quantity and price half as far."""

    wrapped: float = 1.9
    """Heights between a line and the next for the next to be its continuation."""

    left_edge: float = 0.03
    """How far the left edge of a continuation may stand from that of its line."""


TOTAL = TotalPoints()
SURE = TotalConfidence()
TAX = TaxConfidence()
ITEM = ItemWeights()
