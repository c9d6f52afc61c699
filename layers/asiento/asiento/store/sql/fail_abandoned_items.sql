-- Fails stuck items whose worker was lost at the last try, with a dead letter each.
-- That they are stuck is asked again: what went on since it was found, or another sweep has just sent, no longer is.
-- Parameters: stuck jsonb: objects of tenant_id, item_id, stage, state, wait (seconds); error jsonb: code,
-- variant, params; max_attempts integer.

WITH failed AS (
    UPDATE items i
    SET state = 'failed', error = CAST(:error AS jsonb), lease = NULL, lease_until = NULL,
        updated_at = clock_timestamp()
    FROM jsonb_to_recordset(CAST(:stuck AS jsonb))
        AS s (tenant_id uuid, item_id uuid, stage text, state text, wait integer)
    WHERE i.tenant_id = s.tenant_id AND i.id = s.item_id AND i.stage = s.stage AND i.state = s.state
      AND i.state = 'running' AND i.attempt >= :max_attempts AND i.lease_until < clock_timestamp()
      AND i.updated_at < clock_timestamp() - patience(s.wait, i.resends)
    RETURNING i.tenant_id, i.id, i.stage, i.attempt
)
INSERT INTO dead_letters (tenant_id, item_id, stage, attempt, code, variant, params, cause, payload)
SELECT f.tenant_id, f.id, f.stage, f.attempt, e.code, e.variant, e.params, e.code,
    jsonb_build_object('tenant_id', f.tenant_id, 'item_id', f.id, 'attempt', f.attempt)
FROM failed f, jsonb_to_record(CAST(:error AS jsonb)) AS e (code text, variant text, params jsonb)
RETURNING tenant_id, item_id, stage;
