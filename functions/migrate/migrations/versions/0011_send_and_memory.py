"""Keys that only send; and of a supplier, what is kept to know it again apart from what a person corrected."""

from alembic import op

revision = "0011"
down_revision = "0010"

# Which names and ids a person set is not kept beside them, but in the documents that taught them.
FORGET = """
    WITH set_by_person AS MATERIALIZED (
        SELECT DISTINCT i.tenant_id, i.document -> 'supplier' AS supplier FROM asiento.items i
        WHERE 'person' IN (i.document #>> '{supplier,name,source}', i.document #>> '{supplier,tax_id,source}')
    )
    UPDATE asiento.supplier_memory m
    SET seen_name = m.name, seen_tax_id = m.tax_id,
        name = CASE WHEN EXISTS (
            SELECT FROM set_by_person p WHERE p.tenant_id = m.tenant_id
            AND p.supplier #>> '{name,source}' = 'person' AND p.supplier #>> '{name,value}' = m.name
        ) THEN m.name END,
        tax_id = CASE WHEN EXISTS (
            SELECT FROM set_by_person p WHERE p.tenant_id = m.tenant_id
            AND p.supplier #>> '{tax_id,source}' = 'person' AND p.supplier #>> '{tax_id,value}' = m.tax_id
        ) THEN m.tax_id END
"""
REMEMBER = """
    UPDATE asiento.supplier_memory SET name = COALESCE(name, seen_name), tax_id = COALESCE(tax_id, seen_tax_id)
"""
# There is no role so small to go back to.
END_SENDERS = """
    UPDATE asiento.api_keys SET role = 'upload', revoked_at = COALESCE(revoked_at, now()) WHERE role = 'send'
"""
ALL_TENANTS = ("items", "supplier_memory", "api_keys")
"""Tables whose rows of all tenants the owner reads or changes here, which row-level security else holds as well."""


def upgrade() -> None:
    """Let keys have the role `send`, and take from the memory what no person is known to have set."""
    _let_be("'send', 'upload', 'review', 'operate'")
    op.execute("ALTER TABLE asiento.supplier_memory ADD COLUMN seen_name text, ADD COLUMN seen_tax_id text")
    op.execute("GRANT UPDATE (seen_name, seen_tax_id) ON asiento.supplier_memory TO asiento_app")
    _for_all_tenants(FORGET)


def downgrade() -> None:
    """Take both back: what only sends is revoked."""
    _for_all_tenants(REMEMBER, END_SENDERS)
    op.execute("ALTER TABLE asiento.supplier_memory DROP COLUMN seen_name, DROP COLUMN seen_tax_id")
    _let_be("'upload', 'review', 'operate'")


def _let_be(roles: str) -> None:
    op.execute(
        "ALTER TABLE asiento.api_keys DROP CONSTRAINT api_keys_role_check, "
        f"ADD CONSTRAINT api_keys_role_check CHECK (role IN ({roles}))"
    )


def _for_all_tenants(*statements: str) -> None:
    for table in ALL_TENANTS:
        op.execute(f"ALTER TABLE asiento.{table} NO FORCE ROW LEVEL SECURITY")
    for statement in statements:
        op.execute(statement)
    for table in ALL_TENANTS:
        op.execute(f"ALTER TABLE asiento.{table} FORCE ROW LEVEL SECURITY")
