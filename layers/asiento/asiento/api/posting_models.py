"""Models of one row of the ledger: where it comes from, and what voids or corrects it."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, Field

from asiento.api.bodies import Request
from asiento.api.item_models import Holder, NewValue
from asiento.api.ledger_models import BankTransaction, Expense, Invoice

Reason = Annotated[
    str,
    Field(min_length=1, max_length=500, description="Why; it is kept with the rows.", examples=["Sent twice by mail."]),
]


class Voiding(Request):
    """Why a row is voided."""

    reason: Reason


class Correcting(Request):
    """What is right of a posted document, and why."""

    fields: dict[str, NewValue] = Field(
        min_length=1,
        max_length=500,
        description="Path into the document to its new value, as for PATCH /items/{item_id}: `total`, "
        "`supplier.tax_id`, `lines.2.amount`. Of a bank transaction the paths of its one row: `amount`, `booked_on`, "
        "`description`.",
        examples=[{"total": "121.00"}],
    )
    reason: Reason
    approve: bool = Field(default=False, description="Post it though validation wants a person to look at it.")
    no_duplicate: bool = Field(default=False, description="Post it though another item seems to have posted the same.")


class File(BaseModel):
    """A file that was sent, and its item."""

    item_id: UUID
    name: str
    media_type: str | None
    sha256: str | None


class Lineage(Holder):
    """Where a row comes from: its item and what is attached to it, its file, and the fields of the item's document."""

    item_id: UUID
    batch_id: UUID
    name: str = Field(description="Of the item; that of a table's row says which row it is.")
    position: int = Field(description="The item's place in its file or request, from 0.")
    pages: int | None
    file: File | None = Field(description="Null for a row that was sent as JSON.")
    fields: dict[str, dict[str, Any]] = Field(
        description="Of each column that was read: `path` in the document, `source`, `confidence`, and `page` and "
        "`box` where known. As the document stands now: what a person corrected has the source `person`.",
        examples=[{"total": {"path": "total", "source": "ocr", "confidence": 0.97, "page": 1}}],
    )


class ExpenseDetail(Expense):
    """An expense with where it comes from."""

    lineage: Lineage


class InvoiceDetail(Invoice):
    """An invoice with where it comes from."""

    lineage: Lineage


class BankTransactionDetail(BankTransaction):
    """A bank transaction with where it comes from."""

    lineage: Lineage


class CorrectedExpense(BaseModel):
    """The two rows that correct an expense."""

    reversal: ExpenseDetail
    corrected: ExpenseDetail


class CorrectedInvoice(BaseModel):
    """The two rows that correct an invoice."""

    reversal: InvoiceDetail
    corrected: InvoiceDetail


class CorrectedBankTransaction(BaseModel):
    """The two rows that correct a bank transaction."""

    reversal: BankTransactionDetail
    corrected: BankTransactionDetail
