"""The routes of one row of the ledger: show it, void it, correct it."""

from typing import Any
from uuid import UUID

from aws_lambda_powertools.event_handler.api_gateway import Router

from asiento.api.access import Caller, Reviewer, Services
from asiento.api.attachments import shown_attachments
from asiento.api.ledger import with_parts
from asiento.api.ledger_names import as_document
from asiento.api.lineage import lineage_of
from asiento.api.parameters import BankTransactionId, ExpenseId, InvoiceId, Offset
from asiento.api.parts import MOST_PARTS, shortened
from asiento.api.posting_models import (
    BankTransactionDetail,
    CorrectedBankTransaction,
    CorrectedExpense,
    CorrectedInvoice,
    Correcting,
    ExpenseDetail,
    InvoiceDetail,
    Voiding,
)
from asiento.intake.services import ApiServices
from asiento.review.postings import Change, Corrected, correct, existing_posting, void
from asiento.store.attachments import find_attachments
from asiento.store.ledger import parts_of_invoices
from asiento.store.paging import MAX_PAGE_BYTES
from asiento.store.postings import find_lineage

VOIDS = "A row with the negated amounts is posted, and nothing is changed. A row is voided once."
CORRECTS = (
    "A row with the negated amounts is posted, and one with the corrected document. That passes validation and the "
    "search for duplicates first; `errors` says what holds it."
)

router = Router()  # type: ignore[no-untyped-call]


def _shown(services: ApiServices, caller: Caller, table: str, row_id: UUID, offset: int = 0) -> dict[str, Any]:
    """Return a row with where it comes from; an invoice with its lines and taxes from *offset* on."""
    with services.database.transaction([caller.tenant_id]) as connection:
        row = existing_posting(connection, table, caller.tenant_id, row_id)
        found = find_lineage(connection, caller.tenant_id, row["item_id"], row["line"])
        held = shown_attachments(find_attachments(connection, caller.tenant_id, row["item_id"]))
        shown = shortened(as_document(table, row))
        if table == "invoices":
            parts = parts_of_invoices(connection, caller.tenant_id, [row_id], offset=offset, most=MOST_PARTS + 1)
            shown = with_parts(shown, parts[row_id], offset, MOST_PARTS, MAX_PAGE_BYTES)
    return {**shown, "lineage": {**lineage_of(table, row, found), **held}}


def _voided(services: ApiServices, caller: Caller, table: str, row_id: UUID, body: Voiding) -> dict[str, Any]:
    change = Change(tenant_id=caller.tenant_id, table=table, row_id=row_id, by=caller.key_id, reason=body.reason)
    return _shown(services, caller, table, void(services, change))


def _corrected(
    services: ApiServices, caller: Caller, table: str, row_id: UUID, body: Correcting
) -> dict[str, dict[str, Any]]:
    change = Change(tenant_id=caller.tenant_id, table=table, row_id=row_id, by=caller.key_id, reason=body.reason)
    said = Corrected(fields=body.fields, approve=body.approve, no_duplicate=body.no_duplicate)
    reversal, corrected = correct(services, change, said)
    return {
        "reversal": _shown(services, caller, table, reversal),
        "corrected": _shown(services, caller, table, corrected),
    }


@router.get("/expenses/<expense_id>", summary="Show an expense and where it comes from", tags=["Ledger"])
def show_expense(caller: Reviewer, services: Services, expense_id: ExpenseId) -> ExpenseDetail:
    """Show an expense."""
    return ExpenseDetail(**_shown(services, caller, "expenses", expense_id))


@router.post(
    "/expenses/<expense_id>/void", status_code=201, summary="Void an expense", description=VOIDS, tags=["Ledger"]
)
def void_expense(caller: Reviewer, services: Services, expense_id: ExpenseId, body: Voiding) -> ExpenseDetail:
    """Void an expense."""
    return ExpenseDetail(**_voided(services, caller, "expenses", expense_id, body))


@router.post(
    "/expenses/<expense_id>/correct",
    status_code=201,
    summary="Correct an expense",
    description=CORRECTS,
    tags=["Ledger"],
)
def correct_expense(caller: Reviewer, services: Services, expense_id: ExpenseId, body: Correcting) -> CorrectedExpense:
    """Correct an expense."""
    return CorrectedExpense.model_validate(_corrected(services, caller, "expenses", expense_id, body))


@router.get(
    "/invoices/<invoice_id>",
    summary="Show an invoice with its lines and taxes, and where it comes from",
    description=f"Of its lines and taxes {MOST_PARTS} at a time.",
    tags=["Ledger"],
)
def show_invoice(caller: Reviewer, services: Services, invoice_id: InvoiceId, offset: Offset = 0) -> InvoiceDetail:
    """Show an invoice."""
    return InvoiceDetail(**_shown(services, caller, "invoices", invoice_id, offset))


@router.post(
    "/invoices/<invoice_id>/void", status_code=201, summary="Void an invoice", description=VOIDS, tags=["Ledger"]
)
def void_invoice(caller: Reviewer, services: Services, invoice_id: InvoiceId, body: Voiding) -> InvoiceDetail:
    """Void an invoice."""
    return InvoiceDetail(**_voided(services, caller, "invoices", invoice_id, body))


@router.post(
    "/invoices/<invoice_id>/correct",
    status_code=201,
    summary="Correct an invoice",
    description=CORRECTS,
    tags=["Ledger"],
)
def correct_invoice(caller: Reviewer, services: Services, invoice_id: InvoiceId, body: Correcting) -> CorrectedInvoice:
    """Correct an invoice."""
    return CorrectedInvoice.model_validate(_corrected(services, caller, "invoices", invoice_id, body))


@router.get(
    "/bank-transactions/<bank_transaction_id>",
    summary="Show a bank transaction and where it comes from",
    tags=["Ledger"],
)
def show_bank_transaction(
    caller: Reviewer, services: Services, bank_transaction_id: BankTransactionId
) -> BankTransactionDetail:
    """Show a bank transaction."""
    return BankTransactionDetail(**_shown(services, caller, "bank_transactions", bank_transaction_id))


@router.post(
    "/bank-transactions/<bank_transaction_id>/void",
    status_code=201,
    summary="Void a bank transaction",
    description=f"{VOIDS} It does not come back with a later statement.",
    tags=["Ledger"],
)
def void_bank_transaction(
    caller: Reviewer, services: Services, bank_transaction_id: BankTransactionId, body: Voiding
) -> BankTransactionDetail:
    """Void a bank transaction."""
    return BankTransactionDetail(**_voided(services, caller, "bank_transactions", bank_transaction_id, body))


@router.post(
    "/bank-transactions/<bank_transaction_id>/correct",
    status_code=201,
    summary="Correct a bank transaction",
    description=CORRECTS,
    tags=["Ledger"],
)
def correct_bank_transaction(
    caller: Reviewer, services: Services, bank_transaction_id: BankTransactionId, body: Correcting
) -> CorrectedBankTransaction:
    """Correct a bank transaction."""
    shown = _corrected(services, caller, "bank_transactions", bank_transaction_id, body)
    return CorrectedBankTransaction.model_validate(shown)
