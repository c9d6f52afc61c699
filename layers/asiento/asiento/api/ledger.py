"""The routes of the ledger: expenses, invoices, bank transactions."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from aws_lambda_powertools.event_handler.api_gateway import Router
from sqlalchemy import Connection

from asiento.api import ledger_filters as filtered
from asiento.api.access import Reviewer, Services
from asiento.api.ledger_models import (
    BankTransaction,
    BankTransactionPage,
    Expense,
    ExpensePage,
    Invoice,
    InvoicePage,
)
from asiento.api.ledger_names import as_document
from asiento.api.parameters import DEFAULT_PAGE, After, Limit, OfBatch, OfItem, Since, Until
from asiento.api.parts import numbered, parts_of, shortened
from asiento.intake.services import ApiServices
from asiento.store.ledger import Filters, page_of_ledger, parts_of_invoices
from asiento.store.paging import Page, page_of, read_cursor

MOST_LINES = 100
"""Lines, and rows of the tax table, that a list shows of an invoice."""
MOST_LINES_BYTES = 400_000
"""Of these as JSON."""

router = Router()  # type: ignore[no-untyped-call]

Row = Mapping[Any, Any]


def _page(
    services: ApiServices, table: str, tenant_id: UUID, filters: Filters, *, order: str, cursor: str | None, limit: int
) -> Page:
    after = read_cursor(cursor)
    with services.database.transaction([tenant_id]) as connection:
        rows = [
            shortened(as_document(table, row))
            for row in page_of_ledger(
                connection, table, tenant_id, filters, after=after, most=limit + 1, order=filtered.order_of(order)
            )
        ]
        page = page_of(rows, limit)
        if table != "invoices":
            return page
        whole = _with_parts(connection, tenant_id, page.rows)
        return page_of([*whole, *rows[len(whole) :]], len(whole))


def _with_parts(connection: Connection, tenant_id: UUID, rows: Sequence[Row]) -> list[Row]:
    """Return the invoices *rows*, the first of them at least, each with its first lines and taxes."""
    parts = parts_of_invoices(connection, tenant_id, [row["id"] for row in rows], offset=0, most=MOST_LINES + 1)
    found = [row for row in rows if row["id"] in parts]
    return [with_parts(row, parts[row["id"]], 0, MOST_LINES, MOST_LINES_BYTES) for row in found]


def with_parts(row: Row, parts: Mapping[str, list[Any]], offset: int, most: int, most_bytes: int) -> dict[str, Any]:
    """Return an invoice with its *parts*, which begin at *offset*: of each at most *most*, and *most_bytes* in all."""
    placed = {name: numbered(name, elements, offset) for name, elements in parts.items()}
    shown = parts_of(placed, offset, most, most_bytes)
    return {**row, **shown.lists, "shortened": [*row["shortened"], *shown.cut], "next_offset": shown.next_offset}


@router.get("/expenses", summary="List expenses", tags=["Ledger"])
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
    number: filtered.Number = None,
    tax_id: filtered.TaxId = None,
    supplier: filtered.Supplier = None,
    currency: filtered.Currency = None,
    total_from: filtered.TotalFrom = None,
    total_to: filtered.TotalTo = None,
    text: filtered.BillText = None,
    order: filtered.BillOrder = "created_at",
) -> ExpensePage:
    """List expenses; `from` and `to` mean the date of issue."""
    filters = filtered.filters_of(
        "total",
        batch_id=batch_id,
        item_id=item_id,
        since=since,
        until=until,
        number=number,
        tax_id=tax_id,
        supplier=supplier,
        currency=currency,
        amount_from=total_from,
        amount_to=total_to,
        said=text,
    )
    page = _page(services, "expenses", caller.tenant_id, filters, order=order, cursor=cursor, limit=limit)
    return ExpensePage(items=[Expense(**row) for row in page.rows], next_cursor=page.next_cursor)


@router.get(
    "/invoices",
    summary="List invoices with their lines and taxes",
    description=f"Of the lines and taxes of each {MOST_LINES} at most: see `next_offset`.",
    tags=["Ledger"],
)
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
    number: filtered.Number = None,
    tax_id: filtered.TaxId = None,
    supplier: filtered.Supplier = None,
    currency: filtered.Currency = None,
    total_from: filtered.TotalFrom = None,
    total_to: filtered.TotalTo = None,
    text: filtered.BillText = None,
    order: filtered.BillOrder = "created_at",
) -> InvoicePage:
    """List invoices; `from` and `to` mean the date of issue. Of each the first lines and taxes are shown."""
    filters = filtered.filters_of(
        "total",
        batch_id=batch_id,
        item_id=item_id,
        since=since,
        until=until,
        number=number,
        tax_id=tax_id,
        supplier=supplier,
        currency=currency,
        amount_from=total_from,
        amount_to=total_to,
        said=text,
    )
    page = _page(services, "invoices", caller.tenant_id, filters, order=order, cursor=cursor, limit=limit)
    return InvoicePage(items=[Invoice(**row) for row in page.rows], next_cursor=page.next_cursor)


@router.get("/bank-transactions", summary="List bank transactions", tags=["Ledger"])
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
    currency: filtered.Currency = None,
    amount_from: filtered.AmountFrom = None,
    amount_to: filtered.AmountTo = None,
    text: filtered.BankText = None,
    order: filtered.BankOrder = "created_at",
) -> BankTransactionPage:
    """List bank transactions; `from` and `to` mean the day of booking."""
    filters = filtered.filters_of(
        "amount",
        batch_id=batch_id,
        item_id=item_id,
        since=since,
        until=until,
        currency=currency,
        amount_from=amount_from,
        amount_to=amount_to,
        said=text,
    )
    page = _page(services, "bank_transactions", caller.tenant_id, filters, order=order, cursor=cursor, limit=limit)
    return BankTransactionPage(items=[BankTransaction(**row) for row in page.rows], next_cursor=page.next_cursor)
