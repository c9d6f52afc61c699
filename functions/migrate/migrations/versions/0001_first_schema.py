"""Tenants, keys, batches, items, dead letters and the ledger, all behind row-level security."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create everything."""
    op.execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))


def downgrade() -> None:
    """Drop everything, data included."""
    op.execute("DROP SCHEMA asiento CASCADE")
