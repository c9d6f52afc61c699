"""The suppliers of a tenant, and indexes by which the last bills of one are found."""

from pathlib import Path

from alembic import op

revision = "0026"
down_revision = "0025"

TABLES = ("invoices", "expenses")


def upgrade() -> None:
    """Make the table of what is posted, then the indexes, while rows come in.

    Invoices and expenses are written anew, and wait: a million of them some ten seconds.
    """
    op.execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))
    with op.get_context().autocommit_block():
        op.execute("COMMIT")  # of the transaction in which pg8000 asked for the isolation level, just before
        for table in TABLES:
            op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS asiento.{table}_supplier")
            op.execute(
                f"CREATE INDEX CONCURRENTLY {table}_supplier ON asiento.{table} (tenant_id, supplier, issued_on)"
            )


def downgrade() -> None:
    """Forget them, and what was decided about them."""
    op.execute("DROP TABLE asiento.suppliers")
    for table in TABLES:
        op.execute(f"ALTER TABLE asiento.{table} DROP COLUMN supplier")
    op.execute("DROP FUNCTION asiento.supplier_key(text, text)")
