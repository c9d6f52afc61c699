-- What the sweep waits for, a stage at a time and longer each time; and dead letters counted by their cause.
SET LOCAL search_path TO asiento;

-- How often the sweep sent an item again since a worker last took it.
ALTER TABLE items ADD COLUMN resends integer NOT NULL DEFAULT 0;

-- The code, and of a bug also what was raised where. The owner is held to the policies, so that it must step out here.
ALTER TABLE dead_letters ADD COLUMN cause text;
ALTER TABLE dead_letters NO FORCE ROW LEVEL SECURITY;
UPDATE dead_letters SET cause = code;
ALTER TABLE dead_letters FORCE ROW LEVEL SECURITY;
ALTER TABLE dead_letters ALTER COLUMN cause SET NOT NULL;

-- The patience with an item that waits, after so many sends of the sweep: twice as long each time, 64 times at most.
CREATE FUNCTION patience(seconds integer, resends integer) RETURNS interval
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT make_interval(secs => seconds * 2 ^ least(resends, 6)) $$;

-- waits: stage to the seconds in which its queue gives a message back at the latest.
DROP FUNCTION find_stuck_items(interval, integer);
CREATE FUNCTION find_stuck_items(waits jsonb, most integer)
    RETURNS TABLE (tenant_id uuid, item_id uuid, stage text, state text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = asiento, pg_temp
    AS $$
        SELECT i.tenant_id, i.id, i.stage, i.state
        FROM items i JOIN jsonb_each_text(waits) w ON w.key = i.stage
        WHERE (i.state = 'queued' OR i.state = 'running' AND i.lease_until < statement_timestamp())
          AND i.updated_at < statement_timestamp() - patience(w.value::integer, i.resends)
          -- The same for all stages, for the index.
          AND i.updated_at < statement_timestamp()
              - make_interval(secs => (SELECT min(value::integer) FROM jsonb_each_text(waits)))
        ORDER BY i.updated_at LIMIT most
    $$;

-- The latest dead letter of each item that still stands failed there, counted; names no tenant.
CREATE FUNCTION count_dead_letters(most integer)
    RETURNS TABLE (stage text, code text, cause text, items bigint, oldest timestamptz, newest timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = asiento, pg_temp
    AS $$
        SELECT l.stage, l.code, l.cause, count(*), min(l.created_at), max(l.created_at)
        FROM (
            SELECT DISTINCT ON (d.tenant_id, d.item_id) d.stage, d.code, d.cause, d.created_at
            FROM dead_letters d
            JOIN items i ON i.tenant_id = d.tenant_id AND i.id = d.item_id AND i.stage = d.stage
            WHERE i.state = 'failed'
            ORDER BY d.tenant_id, d.item_id, d.created_at DESC
        ) l
        GROUP BY l.stage, l.code, l.cause ORDER BY count(*) DESC, l.stage, l.cause LIMIT most
    $$;

GRANT CREATE ON SCHEMA asiento TO asiento_lookup;
ALTER FUNCTION find_stuck_items(jsonb, integer) OWNER TO asiento_lookup;
ALTER FUNCTION count_dead_letters(integer) OWNER TO asiento_lookup;
REVOKE CREATE ON SCHEMA asiento FROM asiento_lookup;
REVOKE ALL ON FUNCTION find_stuck_items(jsonb, integer), count_dead_letters(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_stuck_items(jsonb, integer), count_dead_letters(integer) TO asiento_app;
GRANT SELECT ON dead_letters TO asiento_lookup;
CREATE POLICY lookup ON dead_letters FOR SELECT TO asiento_lookup USING (true);
