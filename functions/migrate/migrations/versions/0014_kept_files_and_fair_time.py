"""Who went back to its stage for lack of time comes first the next time."""

from alembic import op

revision = "0014"
down_revision = "0010"


def upgrade() -> None:
    """Note whether an item's stage had no time for it."""
    op.execute("ALTER TABLE asiento.items ADD COLUMN passed_over boolean NOT NULL DEFAULT false")
    op.execute("GRANT UPDATE (passed_over) ON asiento.items TO asiento_app")


def downgrade() -> None:
    """Forget it."""
    op.execute("ALTER TABLE asiento.items DROP COLUMN passed_over")
