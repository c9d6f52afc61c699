"""What is true of a made invoice or credit note, before any format writes it down."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from asiento.money.iso4217 import decimals_of
from made_documents.parties import Party

TODAY = date(2026, 6, 30)
"""The day on which all made files come in."""

INVOICE, CREDIT_NOTE = "invoice", "credit_note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Foot:
    """An allowance (below nothing) or charge of the whole document, with the rate that it falls under."""

    amount: Decimal
    rate: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(Foot):
    """*per* is the quantity that *price* is for; *less* and *more* are taken off and put on the line."""

    description: str
    quantity: Decimal
    price: Decimal
    per: Decimal = Decimal(1)
    less: Decimal = Decimal(0)
    more: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of the tax table."""

    rate: Decimal
    base: Decimal
    tax: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """What a file says. What is None or empty it does not say. *corrects* is the number of the invoice given back."""

    kind: str
    number: str
    issued_on: date
    due_on: date | None
    currency: str
    supplier: Party
    customer: Party
    lines: tuple[Line, ...]
    foot: tuple[Foot, ...] = ()
    withheld_rate: Decimal = Decimal(0)
    prepaid: Decimal = Decimal(0)
    tip: Decimal = Decimal(0)
    iban: str | None = None
    corrects: str = ""
    states_payable: bool = True
    states_withheld_base: bool = True

    @property
    def rows(self) -> list[Row]:
        """The tax table, by falling rates."""
        parts: list[Foot] = [*self.lines, *self.foot]
        rates = sorted({one.rate for one in parts}, reverse=True)
        bases = {rate: sum_of(one.amount for one in parts if one.rate == rate) for rate in rates}
        return [Row(rate=rate, base=base, tax=self.rounded(base * rate / 100)) for rate, base in bases.items()]

    @property
    def of_lines(self) -> Decimal:
        """The sum of the lines."""
        return sum_of(one.amount for one in self.lines)

    @property
    def less(self) -> Decimal:
        """What is taken off at the foot, in positive."""
        return -sum_of(one.amount for one in self.foot if one.amount < 0)

    @property
    def more(self) -> Decimal:
        """What is put on at the foot."""
        return sum_of(one.amount for one in self.foot if one.amount > 0)

    @property
    def net(self) -> Decimal:
        """The sum before taxes."""
        return self.of_lines + self.more - self.less

    @property
    def tax(self) -> Decimal:
        """The sum of the taxes."""
        return sum_of(row.tax for row in self.rows)

    @property
    def total(self) -> Decimal:
        """Net, taxes and tip."""
        return self.net + self.tax + self.tip

    @property
    def withheld(self) -> Decimal:
        """What the customer keeps for the tax office."""
        return self.rounded(self.net * self.withheld_rate / 100)

    @property
    def payable(self) -> Decimal:
        """What is left to pay."""
        return self.total - self.withheld - self.prepaid

    @property
    def decimals(self) -> int:
        """How many its currency has."""
        return decimals_of(self.currency)

    def rounded(self, value: Decimal) -> Decimal:
        """Return *value* in the smallest unit of the currency."""
        return rounded(value, self.decimals)

    def expected(self) -> Mapping[str, Any]:
        """Return the columns of the ledger; a credit note is negative there however it is written."""
        turn = -1 if self.kind == CREDIT_NOTE and self.total > 0 else 1
        base = self.net * turn if self.states_withheld_base else None
        withheld = [(self.withheld_rate, base, self.withheld * turn, True)] if self.withheld_rate else []
        return {
            "doc_type": self.kind,
            "number": self.number,
            "issued_on": self.issued_on,
            "due_on": self.due_on,
            "supplier_name": self.supplier.name,
            "supplier_tax_id": self.supplier.tax_id,
            "customer_name": self.customer.name,
            "customer_tax_id": self.customer.tax_id,
            "currency": self.currency,
            "net": self.net * turn,
            "tax_total": self.tax * turn,
            "withheld_total": self.withheld * turn if withheld else None,
            "total": self.total * turn,
            "payable": self.payable * turn if self.states_payable else None,
            "iban": self.iban,
            "lines": [(one.description, one.quantity, one.price, one.rate, one.amount * turn) for one in self.lines],
            "taxes": [*((row.rate, row.base * turn, row.tax * turn, False) for row in self.rows), *withheld],
        }


def sum_of(amounts: Iterable[Decimal]) -> Decimal:
    """Return what *amounts* come to."""
    return sum(amounts, Decimal(0))


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Return *value* with so many decimals, half up."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
