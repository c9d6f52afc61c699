"""Rows that a person posted against others: the reversal of a row, and the corrected one in its place."""

from alembic import op

revision = "0022"
down_revision = "0021"

TABLES = ("expenses", "invoices", "bank_transactions")
COLUMNS = {
    "reverses": "uuid",  # the row whose amounts it takes back
    "corrects": "uuid",  # the row in whose place it stands, which another one reverses
    "of_line": "integer",  # the line of the document; `line`, which is below 0 then, is the row's own
    "posted_by": "uuid",  # the key, which may be gone by now
    "reason": "text",
}
"""Of what a person posted; null in all that the last stage posts."""
LINKS = ("reverses", "corrects")


def upgrade() -> None:
    """Add the columns, then what holds a row to be voided once, while rows come in."""
    for table in TABLES:
        columns = ", ".join(f"ADD COLUMN IF NOT EXISTS {name} {kind}" for name, kind in COLUMNS.items())
        op.execute(f"ALTER TABLE asiento.{table} {columns}")
        for link in LINKS:
            constraint = f"{table}_{link}_fkey"
            op.execute(f"ALTER TABLE asiento.{table} DROP CONSTRAINT IF EXISTS {constraint}")
            op.execute(
                f"ALTER TABLE asiento.{table} ADD CONSTRAINT {constraint} FOREIGN KEY (tenant_id, {link})"
                f" REFERENCES asiento.{table} (tenant_id, id) NOT VALID"
            )
    with op.get_context().autocommit_block():
        op.execute("COMMIT")  # of the transaction in which pg8000 asked for the isolation level, just before
        for table in TABLES:
            for link in LINKS:
                op.execute(f"ALTER TABLE asiento.{table} VALIDATE CONSTRAINT {table}_{link}_fkey")
                op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS asiento.{table}_{link}")
                op.execute(
                    f"CREATE UNIQUE INDEX CONCURRENTLY {table}_{link} ON asiento.{table} (tenant_id, {link})"
                    f" WHERE {link} IS NOT NULL"
                )


def downgrade() -> None:
    """Forget which row reverses which: the amounts stay, and add to the same."""
    for table in TABLES:
        for name in COLUMNS:
            op.execute(f"ALTER TABLE asiento.{table} DROP COLUMN {name}")
