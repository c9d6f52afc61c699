"""Models of suppliers: what the ledger knows of one, and what the tenant decided about it."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field, model_validator

from asiento.api.bodies import NextCursor, Request, Shortened
from asiento.api.refusals import refused
from asiento.api.settings_models import Suspect

OF_DUPLICATES = "What becomes of a bill of it that only may be posted already; null for what your settings say."


NewIban = Annotated[bool, Field(description="A bill to be paid to another account than those before waits.")]
OtherName = Annotated[bool, Field(description="An invoice with its tax id and another name, or the reverse, waits.")]
UnusualAmount = Annotated[
    bool, Field(description="A total outside of mean and two standard deviations of its last 10 to 30 is told of.")
]
UnusualRate = Annotated[bool, Field(description="A rate of tax that none of its last invoices has is told of.")]
EarlyBill = Annotated[bool, Field(description="A bill that comes sooner than its rhythm is told of.")]
InSeries = Annotated[bool, Field(description="A number out of its series is told of; a date of another year waits.")]
SamePurchase = Annotated[
    bool, Field(description="A receipt that may be of the payment of a posted invoice, or the reverse, waits.")
]
Corrected = Annotated[bool, Field(description="A credit note is compared with the invoice that it names.")]


class Policy(BaseModel):
    """What is decided about a supplier."""

    maybe_duplicate: Suspect | None = Field(default=None, description=OF_DUPLICATES)
    new_iban: NewIban = True
    other_name: OtherName = True
    unusual_amount: UnusualAmount = True
    unusual_rate: UnusualRate = True
    early_bill: EarlyBill = True
    series: InSeries = True
    same_purchase: SamePurchase = True
    corrected: Corrected = True


class PolicyToChange(Policy, Request):
    """What is decided about a supplier. What is left out stays."""

    @model_validator(mode="after")
    def says_something(self) -> "PolicyToChange":
        """Refuse a body that changes nothing."""
        if not self.model_fields_set:
            raise refused("invalid_request.no_policy")
        return self


class Supplier(BaseModel):
    """Who sent the bills that are posted. What is voided does not count."""

    id: UUID
    name: str | None
    tax_id: str | None
    documents: int = Field(description="Expenses and received invoices.")
    last_on: date | None = Field(description="The latest date of one.")
    mean_totals: dict[str, str] = Field(description="Currency to the mean of the totals.", examples=[{"EUR": "121.00"}])
    ibans: list[str] = Field(description="Accounts to which it was to be paid, the latest first; at most 20.")
    policy: Policy
    created_at: datetime
    shortened: Shortened


class SupplierPage(BaseModel):
    """Suppliers, the newest last."""

    items: list[Supplier]
    next_cursor: NextCursor
