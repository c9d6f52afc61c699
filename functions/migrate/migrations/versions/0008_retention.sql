-- What the hourly retention goes by, and what it has done.
SET LOCAL search_path TO asiento;

ALTER TABLE batches
    -- When forms for uploads were given last, and when uploads that no item came of were last removed.
    ADD COLUMN forms_at   timestamptz,
    ADD COLUMN cleared_at timestamptz,
    -- When what its documents said was deleted from the tables, and when the documents themselves were.
    ADD COLUMN expired_at timestamptz,
    ADD COLUMN emptied_at timestamptz;

-- Forms were given before this migration too, nobody knows when. The owner is held to the policies: it steps out here.
ALTER TABLE batches NO FORCE ROW LEVEL SECURITY;
UPDATE batches SET forms_at = clock_timestamp();
ALTER TABLE batches FORCE ROW LEVEL SECURITY;

CREATE INDEX batches_kept ON batches (created_at) WHERE emptied_at IS NULL;
CREATE INDEX batches_with_forms ON batches (forms_at) WHERE cleared_at IS NULL OR cleared_at < forms_at;

-- Batches whose last document is so old, whose uploads were gone through, and of which nothing is under way.
CREATE FUNCTION find_expired_batches(days integer, most integer)
    RETURNS TABLE (tenant_id uuid, batch_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = asiento, pg_temp
    AS $$
        SELECT b.tenant_id, b.id FROM batches b
        WHERE b.emptied_at IS NULL
          AND b.created_at < statement_timestamp() - make_interval(days => days)
          AND (b.forms_at IS NULL OR b.cleared_at >= b.forms_at)
          AND NOT EXISTS (
              SELECT FROM items i WHERE i.tenant_id = b.tenant_id AND i.batch_id = b.id
                AND (i.state IN ('queued', 'running')
                     OR i.created_at >= statement_timestamp() - make_interval(days => days)))
        ORDER BY b.created_at LIMIT most
    $$;

-- Batches for which forms were given, all so many hours ago, and whose uploads nobody went through since then.
CREATE FUNCTION find_open_uploads(hours integer, most integer)
    RETURNS TABLE (tenant_id uuid, batch_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = asiento, pg_temp
    AS $$
        SELECT b.tenant_id, b.id FROM batches b
        WHERE b.forms_at < statement_timestamp() - make_interval(hours => hours)
          AND (b.cleared_at IS NULL OR b.cleared_at < b.forms_at)
        ORDER BY b.forms_at LIMIT most
    $$;

-- Tenants of which answers to requests are still kept, past their 24 hours.
CREATE FUNCTION find_old_requests(most integer)
    RETURNS TABLE (tenant_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = asiento, pg_temp
    AS $$
        SELECT DISTINCT o.tenant_id FROM (
            SELECT k.tenant_id FROM idempotency_keys k
            WHERE k.created_at < statement_timestamp() - interval '24 hours' LIMIT most) o
    $$;

GRANT CREATE ON SCHEMA asiento TO asiento_lookup;
ALTER FUNCTION find_expired_batches(integer, integer) OWNER TO asiento_lookup;
ALTER FUNCTION find_open_uploads(integer, integer) OWNER TO asiento_lookup;
ALTER FUNCTION find_old_requests(integer) OWNER TO asiento_lookup;
REVOKE CREATE ON SCHEMA asiento FROM asiento_lookup;
REVOKE ALL ON FUNCTION find_expired_batches(integer, integer), find_open_uploads(integer, integer),
    find_old_requests(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_expired_batches(integer, integer), find_open_uploads(integer, integer),
    find_old_requests(integer) TO asiento_app;
GRANT SELECT ON batches, idempotency_keys TO asiento_lookup;
CREATE POLICY lookup ON batches FOR SELECT TO asiento_lookup USING (true);
CREATE POLICY lookup ON idempotency_keys FOR SELECT TO asiento_lookup USING (true);
