"""What the application may change, column by column: never whose a row is, and nothing of what was posted."""

from alembic import op

revision = "0010"
down_revision = "0009"

ITEM = (
    "stage, state, attempt, lease, lease_until, resends, kind, media_type, sha256, pages, content_key, classification, "
    'document, findings, approved, error, "row", updated_at'
)
CHANGED = {
    "tenants": "name",  # nothing changes it, but who makes keys locks the row, and that takes such a right
    "api_keys": "expires_at, revoked_at, last_used_on",
    "batches": "forms_at, cleared_at, expired_at, emptied_at",
    "items": ITEM,
    "column_mappings": "name, mapping",
    "supplier_memory": "name, tax_id, category, description, updated_at",
    "idempotency_keys": "request, answer, created_at",
    "ingest_windows": "times",
}
"""The columns that are changed once a row is there. A later migration that adds one says so too."""

DELETED = frozenset({"dead_letters", "column_mappings", "idempotency_keys"})
"""Tables of which the application deletes rows: the ledger, the items and the keys are none of them."""

LEDGER = ("expenses", "invoices", "invoice_lines", "invoice_taxes", "bank_transactions")
TABLES = (*LEDGER, "dead_letters", *CHANGED)


def upgrade() -> None:
    """Take what is not needed."""
    op.execute("REVOKE INSERT ON asiento.tenants FROM asiento_app")
    for table in TABLES:
        op.execute(f"REVOKE UPDATE ON asiento.{table} FROM asiento_app")
        if table in CHANGED:
            op.execute(f"GRANT UPDATE ({CHANGED[table]}) ON asiento.{table} TO asiento_app")
        if table not in DELETED:
            op.execute(f"REVOKE DELETE ON asiento.{table} FROM asiento_app")


def downgrade() -> None:
    """Give all of it back."""
    op.execute("GRANT INSERT, UPDATE ON asiento.tenants TO asiento_app")
    for table in TABLES:
        if table != "tenants":
            op.execute(f"GRANT UPDATE, DELETE ON asiento.{table} TO asiento_app")
