"""What a tenant decides about when a person looks."""

from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """Add the column; what a tenant does not say is as it was."""
    op.execute("ALTER TABLE asiento.tenants ADD COLUMN settings jsonb NOT NULL DEFAULT '{}'")
    op.execute("GRANT UPDATE (settings) ON asiento.tenants TO asiento_app")


def downgrade() -> None:
    """Forget it."""
    op.execute("ALTER TABLE asiento.tenants DROP COLUMN settings")
