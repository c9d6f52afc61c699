"""Reading the ledger, page by page. Amounts leave Postgres as text, so that no digit is lost."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from asiento.store.paging import BEFORE_ALL, MAX_PAGE_BYTES, READ_TEXT, place_of
from asiento.store.statements import statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which rows are wanted: of one batch, of one item, dated *since* to *until* (both included)."""

    batch_id: UUID | None = None
    item_id: UUID | None = None
    since: date | None = None
    until: date | None = None


PAGES = {
    "expenses": ("page_of_expenses", "page_of_expenses_of_batch"),
    "invoices": ("page_of_invoices", "page_of_invoices_of_batch"),
    "bank_transactions": ("page_of_bank_transactions", "page_of_bank_transactions_of_batch"),
}
"""Table to its statements, without and with a batch: were the batch one more filter that may be null, Postgres would
not join with it."""


def page_of_ledger(
    connection: Connection, table: str, tenant_id: UUID, filters: Filters, *, after: UUID | None, most: int
) -> Sequence[Mapping[Any, Any]]:
    """Return the rows of a ledger table after *after*, the newest last. Raises `RequestError("bad_cursor")`.

    With a filter by date Postgres chooses: a range of few rows is sorted, for a wide one the list is walked.
    """
    place = place_of(connection, table, tenant_id, after, BEFORE_ALL)
    parameters = {"tenant_id": tenant_id, "most": most, "most_text": READ_TEXT, **place.values, **asdict(filters)}
    of_all, of_batch = PAGES[table]
    page = statement(of_all if filters.batch_id is None else of_batch)
    return connection.execute(page, parameters).mappings().all()


def parts_of_invoices(
    connection: Connection, tenant_id: UUID, invoice_ids: Iterable[UUID], *, offset: int, most: int
) -> Mapping[UUID, Mapping[str, list[dict[str, Any]]]]:
    """Return `lines` and `taxes` of invoices, of each at most *most* from position *offset* on.

    The last invoices are missing where all of them would be more than `MAX_PAGE_BYTES`; the first never is.
    """
    parameters = {
        "tenant_id": tenant_id,
        "ids": json.dumps([str(invoice_id) for invoice_id in invoice_ids]),
        "offset": offset,
        "most": most,
        "most_text": READ_TEXT,
        "most_bytes": MAX_PAGE_BYTES,
    }
    rows = connection.execute(statement("parts_of_invoices"), parameters)
    return {invoice_id: {"lines": lines, "taxes": taxes} for invoice_id, lines, taxes in rows}
