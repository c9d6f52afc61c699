"""The total of a posted row is before what is withheld. Rows of before keep theirs, as their documents printed it."""

from alembic import op

revision = "0018"
down_revision = "0017"

TABLES = ("expenses", "invoices")


def upgrade() -> None:
    """Note of each row what its total means: `printed` of those that are there, `gross` of all that follow.

    A printed one may be less what is withheld, as that of Facturae is: `net + tax_total - withheld_total = total`.
    """
    for table in TABLES:
        op.execute(
            f"ALTER TABLE asiento.{table} ADD COLUMN total_meaning text NOT NULL DEFAULT 'printed'"
            " CHECK (total_meaning IN ('printed', 'gross'))"
        )
        op.execute(f"ALTER TABLE asiento.{table} ALTER COLUMN total_meaning SET DEFAULT 'gross'")


def downgrade() -> None:
    """Forget it."""
    for table in TABLES:
        op.execute(f"ALTER TABLE asiento.{table} DROP COLUMN total_meaning")
