"""Items that are duplicates, and indexes by which what is posted already is found again."""

from pathlib import Path

from alembic import op

revision = "0019"
down_revision = "0018"

INDEXES = {
    "items_sha256": "items (tenant_id, sha256) WHERE sha256 IS NOT NULL",
    "invoices_known_by": "invoices (tenant_id, known_by)",
    "expenses_known_by": "expenses (tenant_id, known_by)",
    "invoices_total": "invoices (tenant_id, total)",
    "expenses_total": "expenses (tenant_id, total)",
}
"""Name to table and columns. A policy lets no function of a column be looked up, so `known_by` is a column itself."""
KNOWN_BY = "known_by text GENERATED ALWAYS AS (asiento.known_by(supplier_tax_id, number)) STORED"


def upgrade() -> None:
    """Add the state and its columns, then the indexes, while rows come in.

    Invoices and expenses are written anew, and wait: a million of them some ten seconds.
    """
    op.execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))
    for table in ("invoices", "expenses"):
        op.execute(f"ALTER TABLE asiento.{table} ADD COLUMN IF NOT EXISTS {KNOWN_BY}")
    with op.get_context().autocommit_block():
        op.execute("COMMIT")  # of the transaction in which pg8000 asked for the isolation level, just before
        op.execute("ALTER TABLE asiento.items VALIDATE CONSTRAINT items_state_check")
        for name, columns in INDEXES.items():
            op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS asiento.{name}")
            op.execute(f"CREATE INDEX CONCURRENTLY {name} ON asiento.{columns}")


def downgrade() -> None:
    """Forget them. A duplicate has no posting: it becomes an item that a person rejected."""
    for name in INDEXES:
        op.execute(f"DROP INDEX asiento.{name}")
    for table in ("invoices", "expenses"):
        op.execute(f"ALTER TABLE asiento.{table} DROP COLUMN known_by")
    op.execute("DROP FUNCTION asiento.known_by(text, text), asiento.person(text), asiento.looks(text)")
    op.execute("DROP FUNCTION asiento.folded(text)")
    op.execute("ALTER TABLE asiento.items NO FORCE ROW LEVEL SECURITY")
    op.execute("UPDATE asiento.items SET state = 'rejected' WHERE state = 'duplicate'")
    op.execute("ALTER TABLE asiento.items FORCE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE asiento.items DROP CONSTRAINT items_state_check")
    op.execute(
        "ALTER TABLE asiento.items ADD CONSTRAINT items_state_check"
        " CHECK (state IN ('queued', 'running', 'review', 'failed', 'rejected', 'done'))"
    )
    op.execute("ALTER TABLE asiento.items DROP COLUMN duplicate_of, DROP COLUMN no_duplicate")
