"""Which amounts are the net, the total and what is to be paid: chosen by label, proven by arithmetic."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from asiento.document import Doubt, Field, Source, Tax
from asiento.pages.annotated import AnnotatedPages
from asiento.pages.annotated.figures import Figure
from asiento.pages.annotated.labels import Label
from asiento.pages.annotated.near import is_heading
from asiento.pages.invoice.amounts import Amounts
from asiento.pages.invoice.sums import CENT, Sums, amount_of, base_of, makes, near, sums_of
from asiento.pages.invoice.weights import LABELS, SURE, TOTAL

CASH_ROUNDING = Decimal("0.05")
"""By how much tills round a total that is paid in cash: to the smallest coin, 5 hundredths in Malaysia."""

TOTALS = frozenset((Label.GRAND_TOTAL, Label.PAYABLE, Label.TOTAL))


@dataclass(frozen=True, kw_only=True)
class Totals:
    """The figures of a document that belong together."""

    net: Field[Decimal] | None = None
    tax_total: Field[Decimal] | None = None
    tip: Field[Decimal] | None = None
    total: Field[Decimal] | None = None
    payable: Field[Decimal] | None = None


def totals_of(pages: AnnotatedPages, amounts: Amounts, taxes: Sequence[Tax], withholdings: Sequence[Tax]) -> Totals:
    """Choose the total and what goes with it. What arithmetic does not prove stays below 0.9."""
    tip = next((figure for figure in amounts.of(Label.TIP) if figure.money and figure.value), None)
    sums = sums_of(amounts, taxes, withholdings, tip)
    chosen = _choose(amounts, sums, named=_is_named(pages))
    if chosen is None or not near(chosen.value, sums.totals | sums.paid | sums.left):
        chosen = _unlabelled(amounts, taxes, chosen) or chosen
    if chosen is None:
        return Totals()
    total, payable = _total_and_payable(pages, amounts, sums, chosen)
    extra = tip.value if tip and makes(total.value, sums, tip.value) else Decimal(0)
    return Totals(
        net=_net(pages, amounts, taxes, sums, total.value - extra),
        tax_total=_tax_total(pages, amounts, taxes, sums, total.value - extra),
        tip=_tip(pages, tip, sums, proven=bool(extra)) if tip else None,
        total=total,
        payable=payable,
    )


def _tip(pages: AnnotatedPages, tip: Figure, sums: Sums, *, proven: bool) -> Field[Decimal] | None:
    """Return the tip, where it is *proven* or nothing else proves a total."""
    if sums.totals and not proven:
        return None
    return pages.field(tip.value, tip.span, SURE.tip if proven else SURE.unproven_tip)


def _is_named(pages: AnnotatedPages) -> bool:
    """Return whether a total is named beside a tax, whether or not its amount was read: then it is no net."""
    named = {one.label for one in pages.every(*TOTALS, Label.TAX, Label.TAX_TOTAL) if not is_heading(pages, one.at)}
    return bool(named & TOTALS and named - TOTALS)


def _choose(amounts: Amounts, sums: Sums, *, named: bool) -> Figure | None:
    """Return the likeliest total, a net only if none is *named*. What is left after a withholding counts as well."""
    read = {mention.label for mention, figure in amounts.found if figure.money and figure.value}
    weighed = {label for label in LABELS if label is not Label.NET or not read & TOTALS}
    scored = [
        (_score(mention.label, figure, amounts, sums) + TOTAL.lowest * place / len(amounts.found), place)
        for place, (mention, figure) in enumerate(amounts.found)
        if mention.label in weighed and (figure.money or (abs(figure.value) >= TOTAL.whole and not named))
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
    score = LABELS[label] + (0 if figure.money else TOTAL.no_money) + (0 if value else TOTAL.nothing)
    score += TOTAL.proven * (near(value, sums.totals | sums.left))
    return score + TOTAL.paid * near(value, sums.paid) + TOTAL.repeated * (amounts.counts[value] > 1)


def _total_and_payable(
    pages: AnnotatedPages, amounts: Amounts, sums: Sums, chosen: Figure
) -> tuple[Field[Decimal], Field[Decimal] | None]:
    """Return the total with its taxes, and what is left to pay where the document prints it."""
    withheld = sums.withheld_of(chosen.value)
    if withheld and not near(chosen.value, sums.totals) and near(chosen.value + withheld, sums.totals):
        payable = pages.field(chosen.value, chosen.span, SURE.proven)
        printed = _printed(amounts, chosen.value + withheld)
        return _as_field(pages, printed, chosen.value + withheld, SURE.proven), payable
    total = pages.field(chosen.value, chosen.span, _sure(amounts, sums, chosen))
    left = _printed(amounts, chosen.value - withheld, Label.PAYABLE, Label.TOTAL, Label.GRAND_TOTAL)
    if not (withheld and left):
        left = next((figure for figure in amounts.of(Label.PAYABLE)[::-1] if figure.money), None)
    if left is None:
        return total, None
    sure = SURE.payable if near(left.value, [chosen.value]) else SURE.other_payable
    return total, pages.field(left.value, left.span, sure)


def _sure(amounts: Amounts, sums: Sums, figure: Figure) -> float:
    if near(figure.value, sums.totals):
        return SURE.proven
    if near(figure.value, sums.paid):
        return SURE.paid
    return SURE.repeated if amounts.counts[figure.value] > 1 else SURE.alone


def _printed(amounts: Amounts, value: Decimal, *labels: Label) -> Figure | None:
    return _nearest(amounts.of(*(labels or LABELS))[::-1], value)


def _nearest(figures: Iterable[Figure], value: Decimal) -> Figure | None:
    """Return the figure that is *value*, or else the first that misses it by a cent."""
    fitting = (figure for figure in figures if near(figure.value, [value]))
    return min(fitting, key=lambda figure: abs(figure.value - value), default=None)


def _as_field(pages: AnnotatedPages, figure: Figure | None, value: Decimal, confidence: float) -> Field[Decimal]:
    """Return the printed figure, or *value* as derived from others."""
    if figure:
        return pages.field(figure.value, figure.span, confidence)
    return Field(value=value, confidence=min(confidence, SURE.derived), source=Source.DERIVED)


def _net(
    pages: AnnotatedPages, amounts: Amounts, taxes: Sequence[Tax], sums: Sums, total: Decimal
) -> Field[Decimal] | None:
    """Return the net that with the taxes makes the total; else the sum of the bases; else what is labelled so."""
    printed = amounts.of(Label.NET)
    proven = _making(total, (*printed, *amounts.of(Label.TOTAL), *amounts.figures), sums.nets, sums.taxes)
    if proven:
        return pages.field(proven.value, proven.span, SURE.proven)
    base = base_of(taxes)
    if base is None or not near(total, [base + tax for tax in sums.taxes]):
        rest = _rest(taxes, sums, total)
        if rest is not None:
            return Field(
                value=rest,
                confidence=SURE.derived,
                source=Source.DERIVED,
                doubt=_contradicted(printed, base, rest, sums),
            )
    if base is not None:
        bases = [row.base for row in taxes if row.base and row.kind != "RE"]
        return bases[0] if len(bases) == 1 else Field(value=base, confidence=SURE.derived, source=Source.DERIVED)
    return pages.field(printed[-1].value, printed[-1].span, SURE.stated) if printed else None


def _contradicted(printed: Sequence[Figure], base: Decimal | None, net: Decimal, sums: Sums) -> Doubt | None:
    """Return the doubt that the derived *net* is none: its tax has another *base*, or another net is printed.

    What was paid for the buyer, or another tax, is part of the total and of no net. A discount or charge is of both.
    """
    if base is not None and abs(net - base) > CASH_ROUNDING:
        return Doubt.of("net_derived", made=net, said=base)
    stated = [figure.value for figure in printed if figure.money]
    if not stated or any(abs(net - one) <= CASH_ROUNDING for one in (*stated, *sums.nets)):
        return None
    return Doubt.of("net_derived", made=net, said=stated[-1])


def _making(
    total: Decimal, figures: Sequence[Figure], ones: Sequence[Decimal], others: Sequence[Decimal]
) -> Figure | None:
    """Return that of *figures* which is one of *ones* and with one of *others* makes the total, or misses it least."""
    missing = {
        figure: min((abs(total - figure.value - other) for other in others), default=total)
        for figure in figures
        if figure.value in ones
    }
    fitting = (figure for figure, miss in missing.items() if miss <= CENT)
    return min(fitting, key=lambda figure: missing[figure], default=None)


def _rest(taxes: Sequence[Tax], sums: Sums, total: Decimal) -> Decimal | None:
    """Return the total less the tax, if a discount or charge explains it or it is what the only rate was applied to."""
    tax = amount_of(taxes) or max(sums.taxes, key=abs, default=Decimal(0))
    rest = total - tax
    rates = {row.rate.value for row in taxes if row.rate}
    by_rate = len(rates) == 1 and near(tax, [rest * rate / 100 for rate in rates])
    return rest if tax and (by_rate or near(rest, sums.nets)) else None


def _tax_total(
    pages: AnnotatedPages, amounts: Amounts, taxes: Sequence[Tax], sums: Sums, total: Decimal
) -> Field[Decimal] | None:
    """Return the printed sum of the taxes where it agrees, else their sum."""
    own = [row.amount for row in taxes if row.amount]
    printed = [figure for figure in amounts.of(Label.TAX_TOTAL, Label.TAX) if figure.money]
    if own:
        value = amount_of(taxes)
        rows = {amount.value for amount in own}
        same = _nearest((figure for figure in printed if figure.value not in rows or figure.value == value), value)
        return own[0] if len(own) == 1 else _as_field(pages, same, value, SURE.tax)
    proven = _making(total, (*printed, *amounts.figures), sums.taxes, sums.nets)
    if proven:
        return pages.field(proven.value, proven.span, SURE.tax)
    stated = [figure for figure in amounts.of(Label.TAX_TOTAL) if figure.money and abs(figure.value) < abs(total)]
    return pages.field(stated[-1].value, stated[-1].span, SURE.stated) if stated else None
