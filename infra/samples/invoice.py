"""The data of an invoice and its figures, computed once. Knows nothing of how an invoice looks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from infra.samples.companies import Company
from infra.samples.sample import Row

CENT = Decimal("0.01")
NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line; *tax_rate* in percent."""

    description: str
    quantity: Decimal
    unit_price: Decimal
    tax_rate: Decimal

    @property
    def amount(self) -> Decimal:
        """Quantity times price, to the cent."""
        return cents(self.quantity * self.unit_price)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxGroup:
    """One row of the tax table; *rate* in percent."""

    rate: Decimal
    base: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What stands at the foot of an invoice. *withheld* is positive and is taken off the total."""

    taxes: tuple[TaxGroup, ...]
    net: Decimal
    tax_total: Decimal
    withheld: Decimal
    total: Decimal

    @property
    def payable(self) -> Decimal:
        """What is left to pay."""
        return self.total - self.withheld


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """Everything an invoice says. *withheld_rate* in percent; *corrects* is the number and date of the original."""

    number: str
    issued_on: date
    supplier: Company
    customer: Company
    lines: tuple[Line, ...]
    figures: Figures
    due_on: date | None = None
    withheld_rate: Decimal = NOTHING
    corrects: tuple[str, date] | None = None
    notes: tuple[str, ...] = ()


def cents(amount: Decimal) -> Decimal:
    """Round to the cent, half up, as invoices do."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def line(description: str, quantity: str, unit_price: str, tax_rate: str = "21") -> Line:
    """Return a line from its figures as text."""
    return Line(
        description=description,
        quantity=Decimal(quantity),
        unit_price=Decimal(unit_price),
        tax_rate=Decimal(tax_rate),
    )


def add_up(lines: Iterable[Line], withheld_rate: Decimal = NOTHING) -> Figures:
    """Compute the foot of an invoice: tax is rounded once a rate, the withholding is on the net amount."""
    bases: dict[Decimal, Decimal] = {}
    for one in lines:
        bases[one.tax_rate] = bases.get(one.tax_rate, NOTHING) + one.amount
    taxes = tuple(TaxGroup(rate=rate, base=base, amount=cents(base * rate / 100)) for rate, base in bases.items())
    net = sum(bases.values(), NOTHING)
    tax_total = sum((tax.amount for tax in taxes), NOTHING)
    return Figures(
        taxes=taxes,
        net=net,
        tax_total=tax_total,
        withheld=cents(net * withheld_rate / 100) if withheld_rate else NOTHING,
        total=net + tax_total,
    )


def ledger_row(invoice: Invoice) -> Row:
    """Return what the ledger must hold of *invoice*: only what its printed form states."""
    figures = invoice.figures
    row = {
        "direction": "received",
        "doc_type": "credit_note" if invoice.corrects else "invoice",
        "number": invoice.number,
        "issued_on": invoice.issued_on.isoformat(),
        "supplier.name": invoice.supplier.name,
        "supplier.tax_id": invoice.supplier.tax_id,
        "customer.name": invoice.customer.name,
        "customer.tax_id": invoice.customer.tax_id,
        "currency": invoice.supplier.currency,
        "net": str(figures.net),
        "tax_total": str(figures.tax_total),
        "total": str(figures.total),
    }
    return row | _how_to_pay(invoice)


def _how_to_pay(invoice: Invoice) -> dict[str, str]:
    row = {}
    if invoice.due_on:
        row["due_on"] = invoice.due_on.isoformat()
    if invoice.figures.withheld:
        row |= {"withheld_total": str(invoice.figures.withheld), "payable": str(invoice.figures.payable)}
    if invoice.supplier.iban and not invoice.corrects:
        row |= {"payment.method": "transfer", "payment.iban": invoice.supplier.iban}
    return row
