"""The sweep takes the tenants in turn: one with many stuck items does not keep another's waiting."""

from alembic import op

revision = "0009"
down_revision = "0008"

FIND = """
    CREATE OR REPLACE FUNCTION asiento.find_stuck_items(waits jsonb, most integer)
        RETURNS TABLE (tenant_id uuid, item_id uuid, stage text, state text)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = asiento, pg_temp
        AS $$
            SELECT s.tenant_id, s.id, s.stage, s.state
            FROM (
                SELECT i.tenant_id, i.id, i.stage, i.state, i.updated_at {turn}
                FROM items i JOIN jsonb_each_text(waits) w ON w.key = i.stage
                WHERE (i.state = 'queued' OR i.state = 'running' AND i.lease_until < statement_timestamp())
                  AND i.updated_at < statement_timestamp() - patience(w.value::integer, i.resends)
                  -- The same for all stages, for the index.
                  AND i.updated_at < statement_timestamp()
                      - make_interval(secs => (SELECT min(value::integer) FROM jsonb_each_text(waits)))
            ) s
            ORDER BY {order} LIMIT most
        $$
"""

TURN = ", row_number() OVER (PARTITION BY i.tenant_id ORDER BY i.updated_at) AS turn"


def upgrade() -> None:
    """Take the longest untouched item of each tenant, then the next of each."""
    op.execute(FIND.format(turn=TURN, order="s.turn, s.updated_at"))


def downgrade() -> None:
    """Take the longest untouched of all."""
    op.execute(FIND.format(turn="", order="s.updated_at"))
