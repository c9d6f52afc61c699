"""What the arithmetic of a document says its total may be. Knows sums, not which of them is meant."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from asiento.document import Tax
from asiento.pages.annotated.figures import Figure
from asiento.pages.annotated.labels import Label
from asiento.pages.invoice.amounts import Amounts

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Sums:
    """What arithmetic says: nets, taxes, their sums, what was withheld, what cash less change makes."""

    nets: tuple[Decimal, ...]
    taxes: tuple[Decimal, ...]
    withheld: Decimal
    totals: frozenset[Decimal]
    paid: frozenset[Decimal]

    @property
    def left(self) -> frozenset[Decimal]:
        """Return what the totals leave after the withholding; nothing where nothing is withheld."""
        return frozenset(total - self.withheld_of(total) for total in self.totals if self.withheld)

    def withheld_of(self, total: Decimal) -> Decimal:
        """Return what is withheld, with the sign of *total*: a credit note gives it back."""
        return self.withheld.copy_sign(total)


def near(value: Decimal, others: Iterable[Decimal]) -> bool:
    """Return whether *value* is one of *others*, give or take a cent."""
    return any(abs(value - other) <= CENT for other in others)


def amount_of(rows: Sequence[Tax]) -> Decimal:
    """Return the sum of the taxes."""
    return sum((row.amount.value for row in rows if row.amount), Decimal(0))


def base_of(rows: Sequence[Tax]) -> Decimal | None:
    """Return the sum of the bases; a surcharge (RE) shares the base of its tax."""
    bases = [row.base.value for row in rows if row.base and row.kind != "RE"]
    return sum(bases, Decimal(0)) if bases else None


def sums_of(amounts: Amounts, taxes: Sequence[Tax], withholdings: Sequence[Tax], tip: Figure | None) -> Sums:
    """Return every sum of a net and a tax, and the others that prove a total.

    A printed net or tax that is less than the table of taxes adds up to is one row of it, and proves nothing.
    """
    base, rows = base_of(taxes) or Decimal(0), _rows(amounts)
    stated_nets = {base, *_stated_nets(amounts), *(net for net, _ in rows)}
    stated_taxes = (figure.value for figure in amounts.of(Label.TAX_TOTAL, Label.TAX) if figure.money)
    stated = {amount_of(taxes), *stated_taxes, *(tax for _, tax in rows)}
    nets = tuple(net for net in stated_nets if net and abs(net) >= abs(base))
    both = tuple(tax for tax in stated if tax and abs(tax) >= abs(amount_of(taxes)))
    tips = (Decimal(0), tip.value) if tip else (Decimal(0),)
    changes = amounts.of(Label.CHANGE)
    return Sums(
        nets=nets,
        taxes=both,
        withheld=amount_of(withholdings),
        totals=frozenset(net + tax + extra for net in nets for tax in both for extra in tips),
        paid=frozenset(abs(cash.value) - abs(change.value) for cash in amounts.of(Label.CASH) for change in changes),
    )


def _stated_nets(amounts: Amounts) -> set[Decimal]:
    """Return the printed nets and totals before tax, each also less a discount or with a charge printed by its side."""
    nets = {figure.value for figure in amounts.of(Label.NET)}
    changes = {abs(figure.value) for figure in amounts.of(Label.OTHER_AMOUNT) if figure.money}
    changed = {net + sign * change for net in nets for change in changes for sign in (1, -1)}
    return nets | changed | {figure.value for figure in amounts.of(Label.TOTAL) if figure.money}


def _rows(amounts: Amounts) -> set[tuple[Decimal, Decimal]]:
    """Return net and tax of each row in which the two stand right before a labelled amount that they make."""
    found: set[tuple[Decimal, Decimal]] = set()
    for at, start, value in {(figure.at, figure.start, figure.value) for _, figure in amounts.found}:
        before = [figure.value for figure in amounts.figures if figure.at == at and figure.start < start][-2:]
        if len(before) == 2 and all(before) and near(value, [before[0] + before[1]]):  # noqa: PLR2004 (net and tax)
            net, tax = sorted(before, key=abs, reverse=True)
            found.add((net, tax))
    return found


def makes(total: Decimal, sums: Sums, tip: Decimal) -> bool:
    """Return whether a net and a tax make *total* only together with *tip*."""
    return any(near(total, [net + tax + tip]) for net in sums.nets for tax in sums.taxes)
