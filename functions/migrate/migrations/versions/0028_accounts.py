"""Whether anything of an account is posted is found through an index."""

from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    """Build it beside the work that goes on."""
    with op.get_context().autocommit_block():
        op.execute("COMMIT")  # of the transaction in which pg8000 asked for the isolation level, just before
        op.execute("DROP INDEX CONCURRENTLY IF EXISTS asiento.bank_transactions_account")
        op.execute("CREATE INDEX CONCURRENTLY bank_transactions_account ON asiento.bank_transactions (tenant_id, iban)")


def downgrade() -> None:
    """Drop it."""
    op.execute("DROP INDEX asiento.bank_transactions_account")
