"""The sweep waits a stage at a time and longer each time; dead letters are counted by their cause."""

from pathlib import Path

from alembic import op

revision = "0006"
down_revision = "0005"

FIND_AS_BEFORE = """
    CREATE FUNCTION asiento.find_stuck_items(idle interval, most integer)
        RETURNS TABLE (tenant_id uuid, item_id uuid, stage text)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = asiento, pg_temp
        AS $$
            SELECT i.tenant_id, i.id, i.stage FROM items i
            WHERE i.state = 'queued' AND i.updated_at < clock_timestamp() - idle
               OR i.state = 'running' AND i.lease_until < clock_timestamp()
            ORDER BY i.updated_at LIMIT most
        $$;
    GRANT CREATE ON SCHEMA asiento TO asiento_lookup;
    ALTER FUNCTION asiento.find_stuck_items(interval, integer) OWNER TO asiento_lookup;
    REVOKE CREATE ON SCHEMA asiento FROM asiento_lookup;
    REVOKE ALL ON FUNCTION asiento.find_stuck_items(interval, integer) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION asiento.find_stuck_items(interval, integer) TO asiento_app;
"""


def upgrade() -> None:
    """Add the columns, and the two functions that look across tenants."""
    op.execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))


def downgrade() -> None:
    """Take them back; what was counted is forgotten."""
    op.execute("DROP FUNCTION asiento.count_dead_letters(integer), asiento.find_stuck_items(jsonb, integer)")
    op.execute("DROP FUNCTION asiento.patience(integer, integer)")
    op.execute("DROP POLICY lookup ON asiento.dead_letters")
    op.execute("REVOKE SELECT ON asiento.dead_letters FROM asiento_lookup")
    op.execute("ALTER TABLE asiento.dead_letters DROP COLUMN cause")
    op.execute("ALTER TABLE asiento.items DROP COLUMN resends")
    op.execute(FIND_AS_BEFORE)
