"""The routes of the ledger: expenses, invoices, bank transactions."""

from uuid import UUID

from aws_lambda_powertools.event_handler.api_gateway import Router

from asiento.api.access import Reviewer, Services
from asiento.api.ledger_models import (
    BankTransaction,
    BankTransactionPage,
    Expense,
    ExpensePage,
    Invoice,
    InvoicePage,
)
from asiento.api.parameters import DEFAULT_PAGE, After, Limit, OfBatch, OfItem, Since, Until
from asiento.intake.services import ApiServices
from asiento.store.ledger import Filters, page_of_ledger
from asiento.store.paging import BEFORE_ALL, Page, page_of, read_cursor

router = Router()  # type: ignore[no-untyped-call]


def _page(
    services: ApiServices, table: str, tenant_id: UUID, filters: Filters, *, cursor: str | None, limit: int
) -> Page:
    after = read_cursor(cursor, BEFORE_ALL)
    with services.database.transaction([tenant_id]) as connection:
        return page_of(page_of_ledger(connection, table, tenant_id, filters, after=after, most=limit + 1), limit)


@router.get("/expenses", summary="List expenses, the newest last", tags=["Ledger"])
def list_expenses(
    *,
    caller: Reviewer,
    services: Services,
    limit: Limit = DEFAULT_PAGE,
    cursor: After = None,
    batch_id: OfBatch = None,
    item_id: OfItem = None,
    since: Since = None,
    until: Until = None,
) -> ExpensePage:
    """List expenses; `from` and `to` mean the date of issue."""
    filters = Filters(batch_id=batch_id, item_id=item_id, since=since, until=until)
    page = _page(services, "expenses", caller.tenant_id, filters, cursor=cursor, limit=limit)
    return ExpensePage(items=[Expense(**row) for row in page.rows], next_cursor=page.next_cursor)


@router.get("/invoices", summary="List invoices with their lines and taxes, the newest last", tags=["Ledger"])
def list_invoices(
    *,
    caller: Reviewer,
    services: Services,
    limit: Limit = DEFAULT_PAGE,
    cursor: After = None,
    batch_id: OfBatch = None,
    item_id: OfItem = None,
    since: Since = None,
    until: Until = None,
) -> InvoicePage:
    """List invoices; `from` and `to` mean the date of issue."""
    filters = Filters(batch_id=batch_id, item_id=item_id, since=since, until=until)
    page = _page(services, "invoices", caller.tenant_id, filters, cursor=cursor, limit=limit)
    return InvoicePage(items=[Invoice(**row) for row in page.rows], next_cursor=page.next_cursor)


@router.get("/bank-transactions", summary="List bank transactions, the newest last", tags=["Ledger"])
def list_bank_transactions(
    *,
    caller: Reviewer,
    services: Services,
    limit: Limit = DEFAULT_PAGE,
    cursor: After = None,
    batch_id: OfBatch = None,
    item_id: OfItem = None,
    since: Since = None,
    until: Until = None,
) -> BankTransactionPage:
    """List bank transactions; `from` and `to` mean the day of booking."""
    filters = Filters(batch_id=batch_id, item_id=item_id, since=since, until=until)
    page = _page(services, "bank_transactions", caller.tenant_id, filters, cursor=cursor, limit=limit)
    return BankTransactionPage(items=[BankTransaction(**row) for row in page.rows], next_cursor=page.next_cursor)
