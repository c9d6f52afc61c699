SET LOCAL search_path TO asiento;

-- A request that a client named: *request* is a hash of all that it says, *answer* what it was told.
CREATE TABLE idempotency_keys (
    tenant_id  uuid NOT NULL REFERENCES tenants (id),
    key        text NOT NULL,
    request    text NOT NULL,
    answer     jsonb,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (tenant_id, key)
);
CREATE INDEX idempotency_keys_old ON idempotency_keys (tenant_id, created_at);

-- When a tenant ingested last: one row a tenant, whose lock makes its requests follow each other.
CREATE TABLE ingest_windows (
    tenant_id uuid PRIMARY KEY REFERENCES tenants (id),
    times     timestamptz[] NOT NULL
);

DO $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['idempotency_keys', 'ingest_windows'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY tenant ON %I USING (tenant_id = ANY ((SELECT visible_tenants())::uuid[]))', t);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO asiento_app', t);
    END LOOP;
END $$;

ALTER TABLE api_keys ADD COLUMN expires_at timestamptz, ADD COLUMN last_used_on date;

-- Wrong keys a minute, by the prefix of a key that there is or was, '' for all others. Nobody's, so no tenant sees it.
CREATE TABLE wrong_keys (
    minute timestamptz NOT NULL,
    prefix text NOT NULL,
    tries  integer NOT NULL,
    PRIMARY KEY (minute, prefix)
);
ALTER TABLE wrong_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE wrong_keys FORCE ROW LEVEL SECURITY;
CREATE POLICY lookup ON wrong_keys TO asiento_lookup USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON wrong_keys TO asiento_lookup;

CREATE FUNCTION count_wrong_key(wanted text) RETURNS integer
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = asiento, pg_temp
    AS $$
        DELETE FROM wrong_keys WHERE minute < clock_timestamp() - interval '1 hour';
        INSERT INTO wrong_keys AS w (minute, prefix, tries)
        VALUES (date_trunc('minute', clock_timestamp()),
                COALESCE((SELECT k.prefix FROM api_keys k WHERE k.prefix = wanted), ''), 1)
        ON CONFLICT (minute, prefix) DO UPDATE SET tries = w.tries + 1
        RETURNING w.tries
    $$;

DROP FUNCTION find_api_key(text);
CREATE FUNCTION find_api_key(wanted text)
    RETURNS TABLE (tenant_id uuid, key_id uuid, hash text, role text, last_used_on date)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = asiento, pg_temp
    AS $$
        SELECT k.tenant_id, k.id, k.hash, k.role, k.last_used_on FROM api_keys k
        WHERE k.prefix = wanted AND k.revoked_at IS NULL
          AND (k.expires_at IS NULL OR k.expires_at > clock_timestamp())
    $$;

GRANT CREATE ON SCHEMA asiento TO asiento_lookup;
ALTER FUNCTION find_api_key(text) OWNER TO asiento_lookup;
ALTER FUNCTION count_wrong_key(text) OWNER TO asiento_lookup;
REVOKE CREATE ON SCHEMA asiento FROM asiento_lookup;
REVOKE ALL ON FUNCTION find_api_key(text), count_wrong_key(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_api_key(text), count_wrong_key(text) TO asiento_app;
