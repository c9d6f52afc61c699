"""The labelled amounts of a document. Knows the labels of money, not which amount is the total."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from asiento.pages.annotated import AnnotatedPages
from asiento.pages.annotated.figures import Figure
from asiento.pages.annotated.labels import Label
from asiento.pages.annotated.mentions import Mention
from asiento.pages.annotated.near import figures_below, figures_beside, is_heading

MONEY = (
    Label.GRAND_TOTAL,
    Label.TOTAL,
    Label.PAYABLE,
    Label.AMOUNT,
    Label.NET,
    Label.TAX,
    Label.TAX_TOTAL,
    Label.TIP,
    Label.OTHER_AMOUNT,
    Label.CASH,
    Label.CHANGE,
    Label.CARD,
)

LABEL = 10
"""Letters from which words between a label and an amount are another label; a currency and noise have fewer."""


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


def amounts_of(pages: AnnotatedPages) -> Amounts:
    """Return every labelled amount: of several beside a label the last, the sum of the row; below it, each."""
    mentions = (mention for mention in pages.every(*MONEY) if not is_heading(pages, mention.at))
    found = tuple((mention, figure) for mention in mentions for figure in _labelled(pages, mention))
    return Amounts(found, tuple(figure for line in pages.figures for figure in line if figure.money))


def _labelled(pages: AnnotatedPages, mention: Mention) -> list[Figure]:
    beside = [figure for figure in figures_beside(pages, mention) if not _is_anothers(pages, mention, figure)]
    if mention.label is Label.TAX:
        # The name of a tax may stand before its base as well as before its amount.
        return beside if len(beside) == 1 else []
    return beside[-1:] or figures_below(pages, mention)


def _is_anothers(pages: AnnotatedPages, mention: Mention, figure: Figure) -> bool:
    """Return whether words that we do not know stand as a label of their own between the label and its amount."""
    cells = pages.lines[mention.at].cells
    between = [cell for cell in cells if mention.span.box[2] < cell.box[0] and cell.box[2] < figure.span.box[0]]
    return any(sum(map(str.isalpha, cell.text)) >= LABEL and not any(map(str.isdigit, cell.text)) for cell in between)
