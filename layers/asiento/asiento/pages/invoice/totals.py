"""Which amounts are the net, the total and what is to be paid: chosen by label, proven by arithmetic."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from asiento.document import Field, Source, Tax
from asiento.pages.annotated import Paper
from asiento.pages.annotated.figures import Figure
from asiento.pages.annotated.labels import Label
from asiento.pages.invoice.amounts import Amounts
from asiento.pages.invoice.sums import Sums, amount_of, base_of, makes, near, sums_of

WEIGHTS = {
    Label.GRAND_TOTAL: 3.0,
    Label.PAYABLE: 2.6,
    Label.TOTAL: 2.0,
    Label.CARD: 1.4,
    Label.AMOUNT: 0.9,
    Label.CASH: 0.4,
    Label.NET: 0.2,
}
"""How much a label says that its amount is the total. A card pays exactly the total, cash often more;
`net total` is the total after discounts as often as the net before taxes."""

PROVEN, PAID, REPEATED, LOWER = 4.0, 2.5, 0.6, 0.3
"""What is added: net and taxes make it; cash less change makes it; it is printed again; it stands further down."""

TOTALS = frozenset((Label.GRAND_TOTAL, Label.PAYABLE, Label.TOTAL))

WHOLE = 100
"""Amounts without cents below this are rather counts of articles."""

NO_MONEY, NOTHING = 3.0, 4.0
"""What is taken off: it has neither cents nor a currency sign; it is zero."""


@dataclass(frozen=True, kw_only=True)
class Totals:
    """The figures of a document that belong together."""

    net: Field[Decimal] | None = None
    tax_total: Field[Decimal] | None = None
    tip: Field[Decimal] | None = None
    total: Field[Decimal] | None = None
    payable: Field[Decimal] | None = None


def totals_of(paper: Paper, amounts: Amounts, taxes: Sequence[Tax], withholdings: Sequence[Tax]) -> Totals:
    """Choose the total and what goes with it. What arithmetic does not prove stays below .9."""
    tip = next((figure for figure in amounts.of(Label.TIP) if figure.money and figure.value), None)
    sums = sums_of(amounts, taxes, withholdings, tip)
    chosen = _choose(amounts, sums)
    if chosen is None or not near(chosen.value, sums.totals | sums.paid | sums.left):
        chosen = _unlabelled(amounts, taxes, chosen) or chosen
    if chosen is None:
        return Totals()
    total, payable = _total_and_payable(paper, amounts, sums, chosen)
    extra = tip.value if tip and makes(total.value, sums, tip.value) else Decimal(0)
    return Totals(
        net=_net(paper, amounts, taxes, sums, total.value - extra),
        tax_total=_tax_total(paper, amounts, taxes, sums, total.value - extra),
        tip=paper.field(tip.value, tip.span, 0.95 if extra else 0.7) if tip and (extra or not sums.totals) else None,
        total=total,
        payable=payable,
    )


def _choose(amounts: Amounts, sums: Sums) -> Figure | None:
    """Return the likeliest total. What is left after a withholding counts as well."""
    named = [mention.label for mention, figure in amounts.found if figure.money and figure.value]
    weighed = {label for label in WEIGHTS if label is not Label.NET or not set(named) & TOTALS}
    scored = [
        (_score(mention.label, figure, amounts, sums) + LOWER * place / len(amounts.found), place)
        for place, (mention, figure) in enumerate(amounts.found)
        if mention.label in weighed and (figure.money or abs(figure.value) >= WHOLE)
    ]
    return amounts.found[max(scored)[1]][1] if scored else None


def _unlabelled(amounts: Amounts, taxes: Sequence[Tax], chosen: Figure | None) -> Figure | None:
    """Return an amount without a readable label that the tax table adds up to, if it is more than the *chosen*."""
    base = base_of(taxes)
    if base is None or (chosen and abs(chosen.value) >= abs(base + amount_of(taxes))):
        return None
    return next((figure for figure in amounts.figures if near(figure.value, [base + amount_of(taxes)])), None)


def _score(label: Label, figure: Figure, amounts: Amounts, sums: Sums) -> float:
    value = figure.value
    score = WEIGHTS[label] - (0 if figure.money else NO_MONEY) - (0 if value else NOTHING)
    score += PROVEN * (near(value, sums.totals | sums.left))
    return score + PAID * near(value, sums.paid) + REPEATED * (amounts.counts[value] > 1)


def _total_and_payable(
    paper: Paper, amounts: Amounts, sums: Sums, chosen: Figure
) -> tuple[Field[Decimal], Field[Decimal] | None]:
    """Return the total with its taxes, and what is left to pay where the document prints it."""
    if sums.withheld and not near(chosen.value, sums.totals) and near(chosen.value + sums.withheld, sums.totals):
        payable = paper.field(chosen.value, chosen.span, 0.97)
        printed = _printed(amounts, chosen.value + sums.withheld)
        return _as_field(paper, printed, chosen.value + sums.withheld, 0.97), payable
    total = paper.field(chosen.value, chosen.span, _sure(amounts, sums, chosen))
    left = _printed(amounts, chosen.value - sums.withheld, Label.PAYABLE, Label.TOTAL, Label.GRAND_TOTAL)
    if not (sums.withheld and left):
        left = next((figure for figure in amounts.of(Label.PAYABLE)[::-1] if figure.money), None)
    return total, paper.field(
        left.value, left.span, 0.95 if near(left.value, [chosen.value]) else 0.8
    ) if left else None


def _sure(amounts: Amounts, sums: Sums, figure: Figure) -> float:
    if near(figure.value, sums.totals):
        return 0.97
    if near(figure.value, sums.paid):
        return 0.94
    return 0.8 if amounts.counts[figure.value] > 1 else 0.65


def _printed(amounts: Amounts, value: Decimal, *labels: Label) -> Figure | None:
    labelled = [figure for figure in amounts.of(*(labels or WEIGHTS)) if near(figure.value, [value])]
    return next(iter(labelled[::-1]), None)


def _as_field(paper: Paper, figure: Figure | None, value: Decimal, confidence: float) -> Field[Decimal]:
    """Return the printed figure, or *value* as derived from others."""
    if figure:
        return paper.field(figure.value, figure.span, confidence)
    return Field(value=value, confidence=min(confidence, 0.85), source=Source.DERIVED)


def _net(paper: Paper, amounts: Amounts, taxes: Sequence[Tax], sums: Sums, total: Decimal) -> Field[Decimal] | None:
    """Return the net that with the taxes makes the total; else the sum of the bases; else what is labelled so."""
    printed = amounts.of(Label.NET)
    proven = _making(total, (*printed, *amounts.of(Label.TOTAL), *amounts.figures), sums.nets, sums.taxes)
    if proven:
        return paper.field(proven.value, proven.span, 0.97)
    base = base_of(taxes)
    if base is None or not near(total, [base + tax for tax in sums.taxes]):
        rest = _rest(taxes, sums, total)
        if rest is not None:
            return Field(value=rest, confidence=0.85, source=Source.DERIVED)
    if base is not None:
        bases = [row.base for row in taxes if row.base and row.kind != "RE"]
        return bases[0] if len(bases) == 1 else Field(value=base, confidence=0.85, source=Source.DERIVED)
    return paper.field(printed[-1].value, printed[-1].span, 0.6) if printed else None


def _making(
    total: Decimal, figures: Sequence[Figure], ones: Sequence[Decimal], others: Sequence[Decimal]
) -> Figure | None:
    """Return the first of *figures* that is one of *ones* and with one of *others* makes the total."""
    fitting = (figure for figure in figures if figure.value in ones)
    return next((figure for figure in fitting if near(total, [figure.value + other for other in others])), None)


def _rest(taxes: Sequence[Tax], sums: Sums, total: Decimal) -> Decimal | None:
    """Return the total less the tax, if a discount or charge explains it or it is what the only rate was applied to."""
    tax = amount_of(taxes) or max(sums.taxes, key=abs, default=Decimal(0))
    rest = total - tax
    rates = {row.rate.value for row in taxes if row.rate}
    by_rate = len(rates) == 1 and near(tax, [rest * rate / 100 for rate in rates])
    return rest if tax and (by_rate or near(rest, sums.nets)) else None


def _tax_total(
    paper: Paper, amounts: Amounts, taxes: Sequence[Tax], sums: Sums, total: Decimal
) -> Field[Decimal] | None:
    """Return the printed sum of the taxes where it agrees, else their sum."""
    own = [row.amount for row in taxes if row.amount]
    printed = [figure for figure in amounts.of(Label.TAX_TOTAL, Label.TAX) if figure.money]
    if own:
        value = amount_of(taxes)
        same = next((figure for figure in printed if near(figure.value, [value])), None)
        return own[0] if len(own) == 1 else _as_field(paper, same, value, 0.95)
    proven = _making(total, (*printed, *amounts.figures), sums.taxes, sums.nets)
    if proven:
        return paper.field(proven.value, proven.span, 0.95)
    stated = [figure for figure in amounts.of(Label.TAX_TOTAL) if figure.money and abs(figure.value) < abs(total)]
    return paper.field(stated[-1].value, stated[-1].span, 0.6) if stated else None
