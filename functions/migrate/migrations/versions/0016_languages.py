"""The language of a tenant; and dead letters with the code's parameters in place of a sentence."""

from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Add the columns. A letter of before keeps its sentence; a new one has none, so that it may be missing."""
    op.execute("ALTER TABLE asiento.tenants ADD COLUMN language text CHECK (language ~ '^[a-z]{2}$')")
    op.execute("ALTER TABLE asiento.dead_letters ADD COLUMN variant text, ADD COLUMN params jsonb")
    op.execute("ALTER TABLE asiento.dead_letters ALTER COLUMN message DROP NOT NULL")


def downgrade() -> None:
    """Remove them."""
    op.execute("UPDATE asiento.dead_letters SET message = code WHERE message IS NULL")
    op.execute("ALTER TABLE asiento.dead_letters ALTER COLUMN message SET NOT NULL")
    op.execute("ALTER TABLE asiento.dead_letters DROP COLUMN variant, DROP COLUMN params")
    op.execute("ALTER TABLE asiento.tenants DROP COLUMN language")
