"""What people corrected about a supplier, to be used when its next document is read."""

from alembic import op

revision = "0004"
down_revision = "0003"

STATEMENTS = (
    """
    CREATE TABLE asiento.supplier_memory (
        tenant_id   uuid NOT NULL REFERENCES asiento.tenants (id),
        supplier    text NOT NULL,
        name        text,
        tax_id      text,
        category    text,
        description text,
        updated_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (tenant_id, supplier)
    )""",
    "CREATE INDEX supplier_memory_recent ON asiento.supplier_memory (tenant_id, updated_at DESC)",
    "ALTER TABLE asiento.supplier_memory ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE asiento.supplier_memory FORCE ROW LEVEL SECURITY",
    """
    CREATE POLICY tenant ON asiento.supplier_memory
    USING (tenant_id = ANY ((SELECT asiento.visible_tenants())::uuid[]))""",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON asiento.supplier_memory TO asiento_app",
)


def upgrade() -> None:
    """Create the table, behind row-level security like every other."""
    for statement in STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    """Drop the table and what was remembered in it."""
    op.execute("DROP TABLE asiento.supplier_memory")
