"""One row of the ledger: found, with where it comes from; reversed; and its item made ready for a corrected row."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from asiento.pipeline import LAST
from asiento.store.items import dumped
from asiento.store.paging import READ_TEXT
from asiento.store.statements import statement

FIND = {"expenses": "find_expense", "invoices": "find_invoice", "bank_transactions": "find_bank_transaction"}
VOID = {"expenses": "void_expense", "invoices": "void_invoice", "bank_transactions": "void_bank_transaction"}
"""Table to its statement."""

Row = Mapping[Any, Any]


def find_posting(connection: Connection, table: str, tenant_id: UUID, row_id: UUID) -> Row | None:
    """Return a row of the ledger, of an invoice without its lines and taxes."""
    parameters = {"tenant_id": tenant_id, "id": row_id, "most_text": READ_TEXT}
    return connection.execute(statement(FIND[table]), parameters).mappings().one_or_none()


def find_lineage(connection: Connection, tenant_id: UUID, item_id: UUID, line: int) -> Row:
    """Return the item of a row and its file, with the fields of its document and the transaction at *line*."""
    parameters = {"tenant_id": tenant_id, "id": item_id, "line": line, "most_text": READ_TEXT}
    return connection.execute(statement("find_lineage"), parameters).mappings().one()


def reverse(
    connection: Connection, table: str, tenant_id: UUID, row_id: UUID, *, posted_by: UUID, reason: str
) -> tuple[UUID, int] | None:
    """Post the reversal of a row; return its id and its own line, None if there is one already.

    The transaction has its turn with the tenant.
    """
    parameters = {"tenant_id": tenant_id, "id": row_id, "posted_by": posted_by, "reason": reason}
    made = connection.execute(statement(VOID[table]), parameters).one_or_none()
    return (made.id, made.line) if made else None


def reopen(
    connection: Connection,
    tenant_id: UUID,
    item_id: UUID,
    document: Any,
    *,
    accepted: Sequence[Row] | None,
    no_duplicate: bool,
) -> bool:
    """Put a posted item back to the last stage, with *document* as JSON; False if it is not posted.

    *accepted*: the findings that a person approved, None if none did.
    """
    decided = {"document": json.dumps(document), "accepted": dumped(accepted), "no_duplicate": no_duplicate}
    parameters = {"tenant_id": tenant_id, "id": item_id, "stage": LAST.name, **decided}
    return connection.execute(statement("reopen_item"), parameters).first() is not None


def find_correction(connection: Connection, tenant_id: UUID, row_id: UUID) -> UUID | None:
    """Return the id of the row that corrects the row *row_id*."""
    found: UUID | None = connection.execute(
        statement("find_correction"), {"tenant_id": tenant_id, "id": row_id}
    ).scalar_one_or_none()
    return found
