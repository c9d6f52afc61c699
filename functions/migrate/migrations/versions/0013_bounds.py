"""The size of an upload's family over all levels, and windows for previews and upload forms as for ingests."""

from pathlib import Path

from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Count the families that there are, and give each window its kind."""
    op.execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))


def downgrade() -> None:
    """Forget both; windows of other kinds than ingests go."""
    op.execute("ALTER TABLE asiento.request_windows NO FORCE ROW LEVEL SECURITY")
    op.execute("DELETE FROM asiento.request_windows WHERE kind <> 'ingest'")
    op.execute("ALTER TABLE asiento.request_windows FORCE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE asiento.request_windows DROP COLUMN kind")
    op.execute("ALTER TABLE asiento.request_windows ADD CONSTRAINT ingest_windows_pkey PRIMARY KEY (tenant_id)")
    op.execute("ALTER TABLE asiento.request_windows RENAME TO ingest_windows")
    op.execute("ALTER TABLE asiento.items DROP COLUMN root_id, DROP COLUMN family")
