"""Debit notes stand among the invoices."""

from alembic import op

revision = "0002"
down_revision = "0001"

CHECK = "ALTER TABLE asiento.invoices DROP CONSTRAINT invoices_doc_type_check, ADD CONSTRAINT invoices_doc_type_check "


def upgrade() -> None:
    """Let `debit_note` be posted."""
    op.execute(CHECK + "CHECK (doc_type IN ('invoice', 'credit_note', 'debit_note'))")


def downgrade() -> None:
    """Refuse `debit_note` again; fails while there are any, so that none is lost."""
    op.execute(CHECK + "CHECK (doc_type IN ('invoice', 'credit_note'))")
