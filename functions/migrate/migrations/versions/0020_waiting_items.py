"""Items that wait for a person are found without a look at all others."""

from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Make the index while rows come in. What an interrupted run left half made is made anew."""
    with op.get_context().autocommit_block():
        op.execute("COMMIT")  # of the transaction in which pg8000 asked for the isolation level, just before
        op.execute("DROP INDEX CONCURRENTLY IF EXISTS asiento.items_waiting")
        op.execute(
            "CREATE INDEX CONCURRENTLY items_waiting ON asiento.items (tenant_id, place, created_at, id)"
            " WHERE state = 'review'"
        )


def downgrade() -> None:
    """Remove it."""
    op.execute("DROP INDEX asiento.items_waiting")
