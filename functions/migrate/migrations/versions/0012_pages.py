"""Lists are paged by a place that no late commit can slip behind; filters by date have an index."""

from pathlib import Path

from alembic import op

revision = "0012"
down_revision = "0011"

TABLES = ("batches", "items", "expenses", "invoices", "bank_transactions")
KEY = "place, created_at, id"
INDEXES = {
    "batches_place": f"batches (tenant_id, {KEY})",
    "items_place": f"items (tenant_id, batch_id, {KEY})",
    "expenses_place": f"expenses (tenant_id, {KEY})",
    "invoices_place": f"invoices (tenant_id, {KEY})",
    "bank_transactions_place": f"bank_transactions (tenant_id, {KEY})",
    "expenses_dated": f"expenses (tenant_id, issued_on, {KEY})",
    "invoices_dated": f"invoices (tenant_id, issued_on, {KEY})",
    "bank_transactions_dated": f"bank_transactions (tenant_id, booked_on, {KEY})",
}
"""Name to table and columns."""
BEFORE = {
    "items_batch": "items (tenant_id, batch_id, created_at, id)",
    "expenses_page": "expenses (tenant_id, created_at, id)",
    "invoices_page": "invoices (tenant_id, created_at, id)",
    "bank_transactions_page": "bank_transactions (tenant_id, created_at, id)",
}
"""What they take the place of."""


def upgrade() -> None:
    """Add the places, then the indexes, while rows come in."""
    op.execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))
    _replace(BEFORE, INDEXES)


def downgrade() -> None:
    """Page by the time of the insert again."""
    _replace(INDEXES, BEFORE)
    for table in TABLES:
        op.execute(f"DROP TRIGGER place ON asiento.{table}")
        op.execute(f"ALTER TABLE asiento.{table} DROP COLUMN place")
    op.execute("DROP FUNCTION asiento.give_place()")


def _replace(old: dict[str, str], new: dict[str, str]) -> None:
    """Make indexes without keeping writers waiting. What an interrupted run left half made is made anew."""
    with op.get_context().autocommit_block():
        op.execute("COMMIT")  # of the transaction in which pg8000 asked for the isolation level, just before
        for name, columns in new.items():
            op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS asiento.{name}")
            op.execute(f"CREATE INDEX CONCURRENTLY {name} ON asiento.{columns}")
        for name in old:
            op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS asiento.{name}")
