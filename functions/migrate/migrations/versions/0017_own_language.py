"""A tenant says its language itself, through the API."""

from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Let the application change the language of a tenant."""
    op.execute("GRANT UPDATE (language) ON asiento.tenants TO asiento_app")


def downgrade() -> None:
    """Take the right back."""
    op.execute("REVOKE UPDATE (language) ON asiento.tenants FROM asiento_app")
