"""The labelled amounts of a document. Knows the labels of money, not which amount is the total."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from asiento.pages.annotated import AnnotatedPages
from asiento.pages.annotated.figures import Figure
from asiento.pages.annotated.labels import Label
from asiento.pages.annotated.mentions import Mention
from asiento.pages.annotated.near import figures_below, figures_beside, is_heading, nearest_below
from asiento.pages.invoice.rates import holds

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

TAXES = frozenset((Label.TAX, Label.WITHHOLDING))

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
        return _tax(pages, mention, beside)
    return beside[-1:] or figures_below(pages, mention)


def _tax(pages: AnnotatedPages, mention: Mention, beside: list[Figure]) -> list[Figure]:
    """Return the tax beside the name of one, or else below it. The name may stand before its base as well."""
    below = [] if is_heading(pages, mention.at) else nearest_below(pages, mention.span, mention.at)
    if len(beside) == 1 and len(below) == 1:
        rates = pages.rates[mention.at]
        is_base = any(holds(rate.value, beside[0].value, below[0].value) for rate in rates if rate.value)
        return below if is_base else beside
    if not beside and len(below) == 1:
        return below
    return beside if len(beside) == 1 else []


def _is_anothers(pages: AnnotatedPages, mention: Mention, figure: Figure) -> bool:
    """Return whether another label stands between a label and an amount: of a tax, or of words that we do not know."""
    cells = pages.lines[mention.at].cells
    own = next((cell for cell in cells if figure.span.words[0] in cell.words), None)
    if own and any(
        one.label in TAXES and mention.stop <= one.start < figure.start and one.span.words[0] in own.words
        for one in pages.mentions[mention.at]
    ):
        return True
    between = [cell for cell in cells if mention.span.box[2] < cell.box[0] and cell.box[2] < figure.span.box[0]]
    return any(sum(map(str.isalpha, cell.text)) >= LABEL and not any(map(str.isdigit, cell.text)) for cell in between)
