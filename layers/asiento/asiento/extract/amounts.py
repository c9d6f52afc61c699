"""The labelled amounts of a document. Knows the labels of money, not which amount is the total."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from asiento.extract.figures import Figure
from asiento.extract.labels import Label
from asiento.extract.mentions import Mention
from asiento.extract.near import figures_of, is_heading
from asiento.extract.paper import Paper

MONEY = (
    Label.GRAND_TOTAL,
    Label.TOTAL,
    Label.PAYABLE,
    Label.AMOUNT,
    Label.NET,
    Label.TAX,
    Label.TAX_TOTAL,
    Label.TIP,
    Label.CASH,
    Label.CHANGE,
    Label.CARD,
)


@dataclass(frozen=True)
class Amounts:
    """The labelled amounts of a document, and all that is money on it."""

    found: tuple[tuple[Mention, Figure], ...]
    figures: tuple[Figure, ...]

    def of(self, *labels: Label) -> list[Figure]:
        """Return the amounts with one of *labels*, from the top."""
        return [figure for mention, figure in self.found if mention.label in labels]

    @cached_property
    def counts(self) -> Counter[Decimal]:
        """Return how often each amount is printed."""
        return Counter(figure.value for figure in self.figures)


def amounts_of(paper: Paper) -> Amounts:
    """Return every labelled amount; of several beside one label, the last is the sum of the row."""
    mentions = (mention for mention in paper.every(*MONEY) if not is_heading(paper, mention.at))
    pairs = ((mention, figures_of(paper, mention)) for mention in mentions)
    found = tuple((mention, figures[-1]) for mention, figures in pairs if figures and _clear(mention, figures))
    return Amounts(found, tuple(figure for line in paper.figures for figure in line if figure.money))


def _clear(mention: Mention, figures: list[Figure]) -> bool:
    """Return whether it is clear which of *figures* is meant: the name of a tax may stand before its base as well."""
    return mention.label is not Label.TAX or (len(figures) == 1 and figures[0].at == mention.at)
