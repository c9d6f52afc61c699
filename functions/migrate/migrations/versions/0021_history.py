"""The history of a tenant: who did what, with what was before and after it. It is only ever added to."""

from pathlib import Path

from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Make the table, and the function by which retention forgets what documents said."""
    op.execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))


def downgrade() -> None:
    """Drop both, and what was written there."""
    op.execute("DROP FUNCTION asiento.forget_changes(uuid, uuid)")
    op.execute("DROP TABLE asiento.history")
