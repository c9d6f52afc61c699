"""What an item was before the last decision about it, so that the decision can be taken back."""

from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """Add the column. Decisions of before stand."""
    op.execute("ALTER TABLE asiento.items ADD COLUMN undo jsonb")
    op.execute("GRANT UPDATE (undo) ON asiento.items TO asiento_app")


def downgrade() -> None:
    """Remove it."""
    op.execute("ALTER TABLE asiento.items DROP COLUMN undo")
