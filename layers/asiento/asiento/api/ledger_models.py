"""Models of the ledger in answers. Amounts are text, so that no reader makes floats of them."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from asiento.api.bodies import NextCursor, Party, Shortened

Amount = Annotated[str, Field(description="A decimal number.", examples=["121.00"])]

TotalMeaning = Annotated[
    Literal["gross", "printed"],
    Field(
        description=(
            "What `total` is. `gross`: the one before what is withheld; all rows that are posted now have it. "
            "`printed`: the one that the document printed, perhaps after what is withheld, in rows of before."
        ),
    ),
]


class Row(BaseModel):
    """What every ledger row has: the item it comes from, its line there (from 0), and what a person set against it."""

    id: UUID
    item_id: UUID
    line: int
    created_at: datetime = Field(description="When it was posted.")
    currency: str = Field(examples=["EUR"])
    reverses: UUID | None = Field(description="The row whose amounts this one takes back.")
    reversed_by: UUID | None = Field(description="The row that takes back the amounts of this one.")
    corrects: UUID | None = Field(description="The row in whose place this one stands; another one reverses it.")
    posted_by: UUID | None = Field(description="The key with which a person posted it; null if the pipeline did.")
    reason: str | None = Field(description="Why, if a person posted it.")
    shortened: Shortened


class MeansOfPayment(BaseModel):
    """How it was or is to be paid."""

    method: str | None = Field(
        description="`cash`, `card`, `transfer`, `direct_debit`, or the word that the document prints.",
        examples=["card"],
    )


class Payment(MeansOfPayment):
    """How it was or is to be paid, and to which account."""

    iban: str | None = Field(description="Of the account that it is paid to, or the bank's own number.")


class Expense(Row):
    """A receipt or an expense row."""

    issued_on: date | None
    number: str | None
    supplier: Party
    description: str | None
    category: str | None
    net: Amount | None
    tax_total: Amount | None
    tip: Amount | None
    total: Amount
    total_meaning: TotalMeaning
    payment: MeansOfPayment


class InvoiceLine(BaseModel):
    """One line of an invoice."""

    position: int
    description: str | None
    quantity: Amount | None
    unit_price: Amount | None
    tax_rate: Amount | None
    amount: Amount | None


class InvoiceTax(BaseModel):
    """One row of an invoice's tax table; a withheld one is subtracted."""

    position: int
    kind: str = Field(examples=["IVA"])
    rate: Amount | None
    base: Amount | None
    amount: Amount | None
    withheld: bool


class Invoice(Row):
    """An invoice or a credit note, received or issued."""

    direction: str = Field(examples=["received"])
    doc_type: str = Field(examples=["invoice"])
    number: str
    issued_on: date
    due_on: date | None
    supplier: Party
    customer: Party
    description: str | None
    net: Amount | None
    tax_total: Amount | None
    withheld_total: Amount | None
    total: Amount
    total_meaning: TotalMeaning
    payable: Amount | None
    payment: Payment
    lines: list[InvoiceLine]
    taxes: list[InvoiceTax]
    next_offset: int | None = Field(
        description="Where lines or taxes go on: give it as `offset` to /invoices/{invoice_id}. Null if these are all."
    )


class BankTransaction(Row):
    """One row of a bank statement; money in is positive."""

    iban: str | None
    booked_on: date
    value_on: date | None
    amount: Amount
    balance: Amount | None
    description: str | None
    reference: str | None


class ExpensePage(BaseModel):
    """Expenses in the order they were posted."""

    items: list[Expense]
    next_cursor: NextCursor


class InvoicePage(BaseModel):
    """Invoices in the order they were posted."""

    items: list[Invoice]
    next_cursor: NextCursor


class BankTransactionPage(BaseModel):
    """Bank transactions in the order they were posted."""

    items: list[BankTransaction]
    next_cursor: NextCursor
