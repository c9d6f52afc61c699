"""How a file writes: kept with its item and its rows, and said for all tables of a kind by a saved mapping."""

from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Add the columns, and let the application change them."""
    for table in ("items", "column_mappings"):
        op.execute(f"ALTER TABLE asiento.{table} ADD COLUMN writing jsonb")
        op.execute(f"GRANT UPDATE (writing) ON asiento.{table} TO asiento_app")


def downgrade() -> None:
    """Remove them."""
    for table in ("items", "column_mappings"):
        op.execute(f"ALTER TABLE asiento.{table} DROP COLUMN writing")
