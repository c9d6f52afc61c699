"""How many fields of an item are expected to be wrong, and in which order people look at what waits."""

from alembic import op

revision = "0030"
down_revision = "0031"

FIRST = -(2**62)
"""Of what nothing is known about."""
BY_READERS = """
    UPDATE asiento.items i
    SET wrong_fields = (
        SELECT coalesce(sum(
            1 - CAST(i.document #>> (string_to_array(f.path, '.') || ARRAY['confidence']) AS numeric)), 0)
        FROM unnest(ARRAY['issued_on', 'total', 'currency', 'number', 'supplier.name', 'supplier.tax_id']) AS f (path))
    WHERE i.state = 'review' AND i.document IS NOT NULL
"""


def upgrade() -> None:
    """Add the columns, then the index, while rows come in.

    What waits already is counted by what its readers said, and comes first until it is validated again.
    """
    op.execute(
        "ALTER TABLE asiento.items ADD COLUMN IF NOT EXISTS wrong_fields numeric,"
        f" ADD COLUMN IF NOT EXISTS review_rank bigint NOT NULL DEFAULT {FIRST}"
    )
    op.execute("GRANT UPDATE (wrong_fields, review_rank) ON asiento.items TO asiento_app")
    # The owner, held to the policies, steps out of them.
    op.execute("ALTER TABLE asiento.items NO FORCE ROW LEVEL SECURITY")
    op.execute(BY_READERS)
    op.execute("ALTER TABLE asiento.items FORCE ROW LEVEL SECURITY")
    with op.get_context().autocommit_block():
        op.execute("COMMIT")  # of the transaction in which pg8000 asked for the isolation level, just before
        op.execute("DROP INDEX CONCURRENTLY IF EXISTS asiento.items_worst")
        op.execute(
            "CREATE INDEX CONCURRENTLY items_worst ON asiento.items (tenant_id, review_rank, place, created_at, id)"
            " WHERE state = 'review'"
        )


def downgrade() -> None:
    """Forget both."""
    op.execute("ALTER TABLE asiento.items DROP COLUMN wrong_fields, DROP COLUMN review_rank")
