"""Reading the ledger, page by page. Amounts leave Postgres as text, so that no digit is lost."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, TextClause, text

from asiento.store.ledger_columns import BANK_TRANSACTIONS, EXPENSES, INVOICE_LINES, INVOICE_TAXES, INVOICES
from asiento.store.paging import BEFORE_ALL, KEY, MAX_PAGE_BYTES, MOST_TEXT, PLACE, place_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which rows are wanted: of one batch, of one item, dated *since* to *until* (both included)."""

    batch_id: UUID | None = None
    item_id: UUID | None = None
    since: date | None = None
    until: date | None = None

    @property
    def wanted(self) -> dict[str, Any]:
        """Those that are set, by name."""
        given = {name: getattr(self, name) for name in CLAUSES}
        return {name: value for name, value in given.items() if value is not None}


CLAUSES = {
    "batch_id": "item_id IN (SELECT i.id FROM items i WHERE i.tenant_id = :tenant_id AND i.batch_id = :batch_id)",
    "item_id": "item_id = :item_id",
    "since": "{dated} >= :since",
    "until": "{dated} <= :until",
}
"""Filter to its condition. Only what is wanted is asked for, so that Postgres sees which index serves."""

LEDGERS = {
    "expenses": (EXPENSES, "issued_on"),
    "invoices": (INVOICES, "issued_on"),
    "bank_transactions": (BANK_TRANSACTIONS, "booked_on"),
}
"""Table to its columns and the one that `since` and `until` mean."""


def _selected(columns: str) -> str:
    """Return what is read of *columns*: amounts as text, and one character more of a text than is shown."""
    kinds = [column.split() for column in columns.split(",")]
    read = {"numeric": "{0}::text AS {0}", "text": f"left({{0}}, {MOST_TEXT + 1}) AS {{0}}"}
    return ", ".join(read.get(kind, "{0}").format(name) for name, kind in kinds)


ROW = "id, item_id, line, created_at"


@cache
def _page(table: str, wanted: frozenset[str]) -> TextClause:
    columns, dated = LEDGERS[table]
    clauses = "".join(f" AND {CLAUSES[name].format(dated=dated)}" for name in sorted(wanted))
    return text(f"""
        SELECT {ROW}, {_selected(columns)} FROM {table}
        WHERE tenant_id = :tenant_id AND ({", ".join(KEY)}) > {PLACE} {clauses}
        ORDER BY {", ".join(KEY)} LIMIT :most""")  # noqa: S608 (made of constants)


INVOICE = text(f"SELECT {ROW}, {_selected(INVOICES)} FROM invoices WHERE tenant_id = :tenant_id AND id = :id")  # noqa: S608


def _parts(table: str, columns: str) -> str:
    return f"""(
        SELECT coalesce(jsonb_agg(to_jsonb(part) ORDER BY part.position), '[]') AS shown
        FROM (SELECT {_selected(columns)} FROM {table}
              WHERE tenant_id = :tenant_id AND invoice_id = CAST(wanted.id AS uuid) AND position >= :offset
              ORDER BY position LIMIT :most) part)"""  # noqa: S608 (made of constants)


# No more than a page of them leaves Postgres, and one invoice.
PARTS = text(f"""
    SELECT id, lines, taxes FROM (
        SELECT CAST(wanted.id AS uuid) AS id, lines.shown AS lines, taxes.shown AS taxes, wanted.number,
               coalesce(sum(octet_length(lines.shown::text) + octet_length(taxes.shown::text)) OVER (
                   ORDER BY wanted.number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS bytes_before
        FROM jsonb_array_elements_text(CAST(:ids AS jsonb)) WITH ORDINALITY AS wanted (id, number),
            LATERAL {_parts("invoice_lines", INVOICE_LINES)} lines,
            LATERAL {_parts("invoice_taxes", INVOICE_TAXES)} taxes
    ) parts
    WHERE bytes_before <= {MAX_PAGE_BYTES} ORDER BY number
""")  # noqa: S608 (made of constants)


def page_of_ledger(
    connection: Connection, table: str, tenant_id: UUID, filters: Filters, *, after: UUID | None, most: int
) -> Sequence[Mapping[Any, Any]]:
    """Return the rows of a ledger table after *after*, the newest last. Raises `RequestError("bad_cursor")`.

    With a filter by date Postgres chooses: a range of few rows is sorted, for a wide one the list is walked.
    """
    place, wanted = place_of(connection, table, tenant_id, after, BEFORE_ALL), filters.wanted
    parameters = {"tenant_id": tenant_id, "most": most, **place.values, **wanted}
    return connection.execute(_page(table, frozenset(wanted)), parameters).mappings().all()


def find_invoice(connection: Connection, tenant_id: UUID, invoice_id: UUID) -> Mapping[Any, Any] | None:
    """Return the row of an invoice, without its lines and taxes."""
    return connection.execute(INVOICE, {"tenant_id": tenant_id, "id": invoice_id}).mappings().one_or_none()


def parts_of_invoices(
    connection: Connection, tenant_id: UUID, invoice_ids: Iterable[UUID], *, offset: int, most: int
) -> Mapping[UUID, Mapping[str, list[dict[str, Any]]]]:
    """Return `lines` and `taxes` of invoices, of each at most *most* from position *offset* on.

    The last invoices are missing where all of them would be more than `MAX_PAGE_BYTES`; the first never is.
    """
    ids = json.dumps([str(invoice_id) for invoice_id in invoice_ids])
    rows = connection.execute(PARTS, {"tenant_id": tenant_id, "ids": ids, "offset": offset, "most": most})
    return {invoice_id: {"lines": lines, "taxes": taxes} for invoice_id, lines, taxes in rows}
