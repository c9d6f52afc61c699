"""Items that failed, were rejected or are duplicates are found over all batches without a look at all others."""

from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    """Make the index while rows come in. What an interrupted run left half made is made anew."""
    with op.get_context().autocommit_block():
        op.execute("COMMIT")  # of the transaction in which pg8000 asked for the isolation level, just before
        op.execute("DROP INDEX CONCURRENTLY IF EXISTS asiento.items_ended")
        op.execute(
            "CREATE INDEX CONCURRENTLY items_ended ON asiento.items (tenant_id, state, place, created_at, id)"
            " WHERE state IN ('failed', 'rejected', 'duplicate')"
        )


def downgrade() -> None:
    """Remove it."""
    op.execute("DROP INDEX asiento.items_ended")
