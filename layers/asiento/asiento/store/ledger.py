"""Reading the ledger, page by page. Amounts leave Postgres as text, so that no digit is lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from asiento.store.ledger_columns import BANK_TRANSACTIONS, EXPENSES, INVOICE_LINES, INVOICE_TAXES, INVOICES
from asiento.store.paging import Cursor


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which rows are wanted: of one batch, of one item, dated *since* to *until* (both included)."""

    batch_id: UUID | None = None
    item_id: UUID | None = None
    since: date | None = None
    until: date | None = None


def _pairs(columns: str) -> list[tuple[str, str]]:
    return [(name, kind) for name, kind in (column.split() for column in columns.split(","))]


def _selected(columns: str) -> str:
    return ", ".join(f"{name}::text" if kind == "numeric" else name for name, kind in _pairs(columns))


def _parts(table: str, columns: str) -> str:
    shown = ", ".join(
        f"'{name}', part.{name}::text" if kind == "numeric" else f"'{name}', part.{name}"
        for name, kind in _pairs(columns)
    )
    return f"""(
        SELECT coalesce(jsonb_agg(jsonb_build_object({shown}) ORDER BY part.position), '[]') FROM {table} part
        WHERE part.tenant_id = ledger.tenant_id AND part.invoice_id = ledger.id)"""  # noqa: S608 (made of constants)


def _page(table: str, selected: str, dated: str) -> str:
    return f"""
        SELECT id, item_id, line, created_at, {selected} FROM {table} ledger
        WHERE tenant_id = :tenant_id AND (created_at, id) > (CAST(:at AS timestamptz), CAST(:after_id AS uuid))
          AND (CAST(:batch_id AS uuid) IS NULL OR item_id IN (
              SELECT i.id FROM items i WHERE i.tenant_id = :tenant_id AND i.batch_id = :batch_id))
          AND (CAST(:item_id AS uuid) IS NULL OR item_id = :item_id)
          AND (CAST(:since AS date) IS NULL OR {dated} >= :since)
          AND (CAST(:until AS date) IS NULL OR {dated} <= :until)
        ORDER BY created_at, id LIMIT :most"""  # noqa: S608 (made of constants)


INVOICE_PARTS = f"{_parts('invoice_lines', INVOICE_LINES)} AS lines, {_parts('invoice_taxes', INVOICE_TAXES)} AS taxes"
PAGES = {
    "expenses": text(_page("expenses", _selected(EXPENSES), "issued_on")),
    "invoices": text(_page("invoices", f"{_selected(INVOICES)}, {INVOICE_PARTS}", "issued_on")),
    "bank_transactions": text(_page("bank_transactions", _selected(BANK_TRANSACTIONS), "booked_on")),
}


def page_of_ledger(
    connection: Connection, table: str, tenant_id: UUID, filters: Filters, *, after: Cursor, most: int
) -> Sequence[Mapping[Any, Any]]:
    """Return the rows of a ledger table after *after*, the newest last; invoices with their lines and taxes."""
    parameters = {
        "tenant_id": tenant_id,
        "batch_id": filters.batch_id,
        "item_id": filters.item_id,
        "since": filters.since,
        "until": filters.until,
        "at": after.at,
        "after_id": after.id,
        "most": most,
    }
    return connection.execute(PAGES[table], parameters).mappings().all()
