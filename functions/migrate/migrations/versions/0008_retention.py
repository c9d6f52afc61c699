"""Batches can expire: what is kept of when their documents came in, and who finds those that are past their time."""

from pathlib import Path

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the columns of batches, and the functions that look across tenants."""
    op.execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))


def downgrade() -> None:
    """Drop them; what has expired stays away."""
    functions = (
        "find_expired_batches(integer, integer)",
        "find_open_uploads(integer, integer)",
        "find_old_requests(integer)",
    )
    for function in functions:
        op.execute(f"DROP FUNCTION asiento.{function}")
    op.execute("DROP POLICY lookup ON asiento.batches")
    op.execute("DROP POLICY lookup ON asiento.idempotency_keys")
    op.execute("REVOKE SELECT ON asiento.batches, asiento.idempotency_keys FROM asiento_lookup")
    op.execute(
        "ALTER TABLE asiento.batches DROP COLUMN forms_at, DROP COLUMN cleared_at, "
        "DROP COLUMN expired_at, DROP COLUMN emptied_at"
    )
