"""Which amounts are the net, the total and what is to be paid: chosen by label, proven by arithmetic."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from asiento.document import Field, Source, Tax
from asiento.extract.amounts import Amounts
from asiento.extract.figures import Figure
from asiento.extract.labels import Label
from asiento.extract.paper import Paper

CENT = Decimal("0.01")

WEIGHTS = {
    Label.GRAND_TOTAL: 3.0,
    Label.PAYABLE: 2.6,
    Label.TOTAL: 2.0,
    Label.CARD: 1.4,
    Label.AMOUNT: 0.9,
    Label.CASH: 0.4,
}
"""How much a label says that its amount is the total. A card pays exactly the total, cash often more."""

PROVEN, PAID, REPEATED, LOWER = 4.0, 2.5, 0.6, 0.3
"""What is added: net and taxes make it; cash less change makes it; it is printed again; it stands further down."""

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


@dataclass(frozen=True)
class _Sums:
    """What arithmetic says: nets, taxes, their sums, what was withheld, what cash less change makes."""

    nets: tuple[Decimal, ...]
    taxes: tuple[Decimal, ...]
    withheld: Decimal
    totals: frozenset[Decimal]
    paid: frozenset[Decimal]


def totals_of(paper: Paper, amounts: Amounts, taxes: Sequence[Tax], withholdings: Sequence[Tax]) -> Totals:
    """Choose the total and what goes with it. What arithmetic does not prove stays below .9."""
    tip = next((figure for figure in amounts.of(Label.TIP) if figure.money and figure.value), None)
    sums = _sums(amounts, taxes, withholdings, tip)
    chosen = _choose(amounts, sums) or _unlabelled(amounts, taxes)
    if chosen is None:
        return Totals()
    total, payable = _total_and_payable(paper, amounts, sums, chosen)
    extra = tip.value if tip and _makes(total.value, sums, tip.value) else Decimal(0)
    return Totals(
        net=_net(paper, amounts, taxes, sums, total.value - extra),
        tax_total=_tax_total(paper, amounts, taxes, sums, total.value - extra),
        tip=paper.field(tip.value, tip.span, 0.95 if extra else 0.7) if tip else None,
        total=total,
        payable=payable,
    )


def near(value: Decimal, others: Iterable[Decimal]) -> bool:
    """Return whether *value* is one of *others*, give or take a cent."""
    return any(abs(value - other) <= CENT for other in others)


def _amount_of(rows: Sequence[Tax]) -> Decimal:
    return sum((row.amount.value for row in rows if row.amount), Decimal(0))


def _base_of(rows: Sequence[Tax]) -> Decimal | None:
    """Return the sum of the bases; a surcharge (RE) shares the base of its tax."""
    bases = [row.base.value for row in rows if row.base and row.kind != "RE"]
    return sum(bases, Decimal(0)) if bases else None


def _sums(amounts: Amounts, taxes: Sequence[Tax], withholdings: Sequence[Tax], tip: Figure | None) -> _Sums:
    base = _base_of(taxes)
    nets = (*(figure.value for figure in amounts.of(Label.NET)), *([base] if base is not None else []))
    stated = (figure.value for figure in amounts.of(Label.TAX_TOTAL, Label.TAX) if figure.money)
    both = tuple({tax for tax in (_amount_of(taxes), *stated) if tax}) or (Decimal(0),)
    tips = (Decimal(0), tip.value) if tip else (Decimal(0),)
    changes = amounts.of(Label.CHANGE)
    return _Sums(
        nets=nets,
        taxes=both,
        withheld=_amount_of(withholdings),
        totals=frozenset(net + tax + extra for net in nets for tax in both for extra in tips),
        paid=frozenset(abs(cash.value) - abs(change.value) for cash in amounts.of(Label.CASH) for change in changes),
    )


def _makes(total: Decimal, sums: _Sums, tip: Decimal) -> bool:
    return any(near(total, [net + tax + tip]) for net in sums.nets for tax in sums.taxes)


def _choose(amounts: Amounts, sums: _Sums) -> Figure | None:
    """Return the likeliest total. What is left after a withholding counts as well."""
    left = {total - sums.withheld for total in sums.totals} if sums.withheld else set()
    scored = [
        (_score(mention.label, figure, amounts, sums, left) + LOWER * place / len(amounts.found), place)
        for place, (mention, figure) in enumerate(amounts.found)
        if mention.label in WEIGHTS
    ]
    return amounts.found[max(scored)[1]][1] if scored else None


def _unlabelled(amounts: Amounts, taxes: Sequence[Tax]) -> Figure | None:
    """Return an amount without a readable label that the tax table adds up to."""
    base = _base_of(taxes)
    if base is None:
        return None
    return next((figure for figure in amounts.figures if near(figure.value, [base + _amount_of(taxes)])), None)


def _score(label: Label, figure: Figure, amounts: Amounts, sums: _Sums, left: set[Decimal]) -> float:
    value = figure.value
    score = WEIGHTS[label] - (0 if figure.money else NO_MONEY) - (0 if value else NOTHING)
    score += PROVEN * (near(value, sums.totals) or near(value, left))
    return score + PAID * near(value, sums.paid) + REPEATED * (amounts.counts[value] > 1)


def _total_and_payable(
    paper: Paper, amounts: Amounts, sums: _Sums, chosen: Figure
) -> tuple[Field[Decimal], Field[Decimal] | None]:
    """Return the total with its taxes, and what is left to pay where the document prints it."""
    if sums.withheld and not near(chosen.value, sums.totals) and near(chosen.value + sums.withheld, sums.totals):
        payable = paper.field(chosen.value, chosen.span, 0.97)
        printed = _printed(amounts, chosen.value + sums.withheld)
        return _as_field(paper, printed, chosen.value + sums.withheld, 0.97), payable
    total = paper.field(chosen.value, chosen.span, _sure(amounts, sums, chosen))
    left = _printed(amounts, chosen.value - sums.withheld, Label.PAYABLE, Label.TOTAL, Label.GRAND_TOTAL)
    if not (sums.withheld and left):
        left = next(iter(amounts.of(Label.PAYABLE)[::-1]), None)
    return total, paper.field(
        left.value, left.span, 0.95 if near(left.value, [chosen.value]) else 0.8
    ) if left else None


def _sure(amounts: Amounts, sums: _Sums, figure: Figure) -> float:
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


def _net(paper: Paper, amounts: Amounts, taxes: Sequence[Tax], sums: _Sums, total: Decimal) -> Field[Decimal] | None:
    """Return the net that with the taxes makes the total; else the sum of the bases; else what is labelled so."""
    printed = amounts.of(Label.NET)
    proven = next((figure for figure in printed if near(total, [figure.value + tax for tax in sums.taxes])), None)
    if proven:
        return paper.field(proven.value, proven.span, 0.97)
    base = _base_of(taxes)
    if base is not None:
        bases = [row.base for row in taxes if row.base and row.kind != "RE"]
        return bases[0] if len(bases) == 1 else Field(value=base, confidence=0.85, source=Source.DERIVED)
    return paper.field(printed[-1].value, printed[-1].span, 0.6) if printed else None


def _tax_total(
    paper: Paper, amounts: Amounts, taxes: Sequence[Tax], sums: _Sums, total: Decimal
) -> Field[Decimal] | None:
    """Return the printed sum of the taxes where it agrees, else their sum."""
    own = [row.amount for row in taxes if row.amount]
    printed = [figure for figure in amounts.of(Label.TAX_TOTAL, Label.TAX) if figure.money]
    if own:
        value = _amount_of(taxes)
        same = next((figure for figure in printed if near(figure.value, [value])), None)
        return own[0] if len(own) == 1 else _as_field(paper, same, value, 0.95)
    proven = next((figure for figure in printed if near(total, [net + figure.value for net in sums.nets])), None)
    if proven:
        return paper.field(proven.value, proven.span, 0.95)
    stated = [figure for figure in amounts.of(Label.TAX_TOTAL) if figure.money and abs(figure.value) < abs(total)]
    return paper.field(stated[-1].value, stated[-1].span, 0.6) if stated else None
