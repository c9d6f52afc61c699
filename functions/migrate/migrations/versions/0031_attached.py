"""Items that are kept as evidence of another one, and by what a bill that waits is found again."""

from alembic import op

revision = "0031"
down_revision = "0033"

INDEXES = {
    "items_attached": "items (tenant_id, attached_to) WHERE attached_to IS NOT NULL",
    "items_known_by": "items (tenant_id, known_by) WHERE state = 'review' AND known_by IS NOT NULL",
}
KNOWN = """
    UPDATE asiento.items
    SET known_by = asiento.known_by(document #>> '{supplier,tax_id,value}', document #>> '{number,value}')
    WHERE state = 'review' AND "row" IS NULL AND document IS NOT NULL
"""


def upgrade() -> None:
    """Add the columns, and say of what waits by what it is known; then the indexes, while rows come in."""
    op.execute("ALTER TABLE asiento.items ADD COLUMN IF NOT EXISTS attached_to uuid")
    op.execute("ALTER TABLE asiento.items ADD COLUMN IF NOT EXISTS known_by text")
    op.execute("GRANT UPDATE (attached_to, known_by) ON asiento.items TO asiento_app")
    # The owner, held to the policies, steps out of them.
    op.execute("ALTER TABLE asiento.items NO FORCE ROW LEVEL SECURITY")
    op.execute(KNOWN)
    op.execute("ALTER TABLE asiento.items FORCE ROW LEVEL SECURITY")
    with op.get_context().autocommit_block():
        op.execute("COMMIT")  # of the transaction in which pg8000 asked for the isolation level, just before
        for name, columns in INDEXES.items():
            op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS asiento.{name}")
            op.execute(f"CREATE INDEX CONCURRENTLY {name} ON asiento.{columns}")


def downgrade() -> None:
    """Forget them. What is attached stays what it is besides: a duplicate, or posted and reversed."""
    op.execute("ALTER TABLE asiento.items DROP COLUMN attached_to, DROP COLUMN known_by")
