"""A tenant can be erased: a role that may only look and delete, as a tenant at a time, and a record of each erasure."""

from pathlib import Path

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the role and the table of erasures."""
    op.execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))


def downgrade() -> None:
    """Drop the records and take the role's rights; the role itself may serve another database of the cluster."""
    op.execute("DROP TABLE asiento.erasures")
    op.execute("ALTER DEFAULT PRIVILEGES IN SCHEMA asiento REVOKE SELECT, DELETE ON TABLES FROM asiento_eraser")
    op.execute("REVOKE ALL ON ALL TABLES IN SCHEMA asiento FROM asiento_eraser")
    op.execute("REVOKE ALL ON SCHEMA asiento FROM asiento_eraser")
