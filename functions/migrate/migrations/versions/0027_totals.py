"""Bills are found by currency and total through an index, whatever the role may see."""

from alembic import op

revision = "0027"
down_revision = "0026"

TABLES = ("invoices", "expenses")
TOTAL_KEY = """
    CREATE OR REPLACE FUNCTION asiento.total_key(currency text, total numeric) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT currency || ' ' || trim_scale(total)::text $$
"""
COLUMN = "total_key text GENERATED ALWAYS AS (asiento.total_key(currency, total)) STORED"


def upgrade() -> None:
    """Keep it as text: the comparison of numbers may leak, so behind a policy no index is looked up by one.

    Invoices and expenses are written anew, and wait: a million of them some ten seconds.
    """
    op.execute(TOTAL_KEY)
    for table in TABLES:
        op.execute(f"ALTER TABLE asiento.{table} ADD COLUMN IF NOT EXISTS {COLUMN}")
    with op.get_context().autocommit_block():
        op.execute("COMMIT")  # of the transaction in which pg8000 asked for the isolation level, just before
        for table in TABLES:
            op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS asiento.{table}_total_key")
            op.execute(f"CREATE INDEX CONCURRENTLY {table}_total_key ON asiento.{table} (tenant_id, total_key)")
            op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS asiento.{table}_total")


def downgrade() -> None:
    """Bring the index on the number back, which only a superuser's search ever used."""
    for table in TABLES:
        op.execute(f"ALTER TABLE asiento.{table} DROP COLUMN total_key")
        op.execute(f"CREATE INDEX {table}_total ON asiento.{table} (tenant_id, total)")
    op.execute("DROP FUNCTION asiento.total_key(text, numeric)")
