"""Requests that happen once, the window of ingests, keys that end, and wrong keys counted."""

from pathlib import Path

from alembic import op

revision = "0005"
down_revision = "0004"

FIND_AS_BEFORE = """
    DROP FUNCTION asiento.find_api_key(text);
    CREATE FUNCTION asiento.find_api_key(wanted text)
        RETURNS TABLE (tenant_id uuid, key_id uuid, hash text, role text)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = asiento, pg_temp
        AS $$
            SELECT k.tenant_id, k.id, k.hash, k.role FROM api_keys k
            WHERE k.prefix = wanted AND k.revoked_at IS NULL
        $$;
    GRANT CREATE ON SCHEMA asiento TO asiento_lookup;
    ALTER FUNCTION asiento.find_api_key(text) OWNER TO asiento_lookup;
    REVOKE CREATE ON SCHEMA asiento FROM asiento_lookup;
    REVOKE ALL ON FUNCTION asiento.find_api_key(text) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION asiento.find_api_key(text) TO asiento_app;
"""


def upgrade() -> None:
    """Create the tables behind row-level security, and let keys expire."""
    op.execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))


def downgrade() -> None:
    """Drop the tables; keys that expired already are revoked first, so that none comes back to life."""
    op.execute("DROP FUNCTION asiento.count_wrong_key(text)")
    op.execute("DROP TABLE asiento.wrong_keys, asiento.ingest_windows, asiento.idempotency_keys")
    op.execute("ALTER TABLE asiento.api_keys NO FORCE ROW LEVEL SECURITY")
    op.execute("UPDATE asiento.api_keys SET revoked_at = expires_at WHERE expires_at < now() AND revoked_at IS NULL")
    op.execute("ALTER TABLE asiento.api_keys FORCE ROW LEVEL SECURITY")
    op.execute(FIND_AS_BEFORE)
    op.execute("ALTER TABLE asiento.api_keys DROP COLUMN expires_at, DROP COLUMN last_used_on")
