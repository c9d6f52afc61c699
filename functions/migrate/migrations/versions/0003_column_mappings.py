"""What a tenant said that the columns of its files mean, by the fingerprint of their header."""

from alembic import op

revision = "0003"
down_revision = "0002"

STATEMENTS = (
    """
    CREATE TABLE asiento.column_mappings (
        tenant_id   uuid NOT NULL REFERENCES asiento.tenants (id),
        fingerprint text NOT NULL CHECK (fingerprint ~ '^[0-9a-f]{32}$'),
        name        text NOT NULL,
        mapping     jsonb NOT NULL,
        created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (tenant_id, fingerprint)
    )""",
    "ALTER TABLE asiento.column_mappings ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE asiento.column_mappings FORCE ROW LEVEL SECURITY",
    """
    CREATE POLICY tenant ON asiento.column_mappings
    USING (tenant_id = ANY ((SELECT asiento.visible_tenants())::uuid[]))""",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON asiento.column_mappings TO asiento_app",
)


def upgrade() -> None:
    """Create the table, behind row-level security like every other."""
    for statement in STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    """Drop the table and what tenants saved in it."""
    op.execute("DROP TABLE asiento.column_mappings")
