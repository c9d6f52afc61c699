"""Reading the ledger, page by page. Amounts leave Postgres as text, so that no digit is lost."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from asiento.store.paging import MAX_PAGE_BYTES, PLACE_KEYS, READ_TEXT, beyond, find_place
from asiento.store.statements import statement, statement_with


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which rows are wanted; None for all.

    Of one batch, of one item, dated *since* to *until*; with this *number* and *currency*; with an amount *amount_from*
    to *amount_to*; of the supplier with this *tax_id*; with *supplier* in the supplier's name or tax id; with *said* in
    the number, the parties, the description, the category or the reference. Both ends are included.
    """

    batch_id: UUID | None = None
    item_id: UUID | None = None
    since: date | None = None
    until: date | None = None
    number: str | None = None
    tax_id: str | None = None
    supplier: str | None = None
    currency: str | None = None
    amount_from: Decimal | None = None
    amount_to: Decimal | None = None
    said: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """By which value the rows stand, one of `ORDERS`, and whether the largest comes first; then by posting."""

    by: str = "created_at"
    descending: bool = False


POSTED = "created_at"
ORDERS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "expenses": {
        "issued_on": ("date_order", "date"),
        "total": ("total_order", "bigint"),
        "supplier.name": ("supplier_order", "text"),
    },
    "invoices": {
        "issued_on": ("issued_on", "date"),
        "total": ("total_order", "bigint"),
        "supplier.name": ("supplier_order", "text"),
    },
    "bank_transactions": {"booked_on": ("booked_on", "date"), "amount": ("amount_order", "bigint")},
}
"""Table to what its rows are ordered by beside `POSTED`: the column that has it, and that column's type."""

PAGES = {table: f"page_of_{table}" for table in ORDERS}
OF_BATCH = "item_id IN (SELECT i.id FROM items i WHERE i.tenant_id = :tenant_id AND i.batch_id = :batch_id)"
"""Were the batch one more filter that may be null, Postgres would not join with it."""


def page_of_ledger(
    connection: Connection,
    table: str,
    tenant_id: UUID,
    filters: Filters,
    *,
    after: UUID | None,
    most: int,
    order: Order = Order(),
) -> Sequence[Mapping[Any, Any]]:
    """Return the rows of a ledger table after *after* in *order*. Raises `RequestError("bad_cursor")`.

    With a filter by date Postgres chooses: a range of few rows is sorted, for a wide one the list is walked.
    """
    column, kind = ORDERS[table].get(order.by, ("", ""))
    values = {"tenant_id": tenant_id, "most": most, "most_text": READ_TEXT, **asdict(filters)}
    if after is not None:
        found = find_place(connection, table, tenant_id, after)
        values |= {"place": found["place"], "at": found["created_at"], "after_id": found["id"]}
        values |= {"key": found[column]} if column else {}
    keys = ({column: f"CAST(:key AS {kind})"} if column else {}) | PLACE_KEYS
    page = statement_with(
        PAGES[table],
        of_batch="TRUE" if filters.batch_id is None else OF_BATCH,
        beyond="TRUE" if after is None else beyond(keys, descending=order.descending),
        ordering=", ".join(f"{name} DESC" if order.descending else name for name in keys),
    )
    bound = page.compile().params.keys()
    return connection.execute(page, {name: values[name] for name in bound}).mappings().all()


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
