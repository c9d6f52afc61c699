"""An item's file becomes the copy that was scanned; who went back for lack of time comes first the next time."""

from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Let the application say where an item's file is kept, and whether its stage had no time for it."""
    op.execute("ALTER TABLE asiento.items ADD COLUMN passed_over boolean NOT NULL DEFAULT false")
    op.execute("GRANT UPDATE (file_key, passed_over) ON asiento.items TO asiento_app")


def downgrade() -> None:
    """Take both back; what was kept stays where it is."""
    op.execute("REVOKE UPDATE (file_key) ON asiento.items FROM asiento_app")
    op.execute("ALTER TABLE asiento.items DROP COLUMN passed_over")
