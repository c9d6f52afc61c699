-- Puts stuck items back to queued. That they are stuck is asked again, as when they are failed.
-- Touched and counted, so that the next run waits for them, twice as long as this one did.
-- Parameters: stuck jsonb: objects of tenant_id, item_id, stage, state, wait (seconds).

UPDATE items i
SET updated_at = clock_timestamp(), state = 'queued', lease = NULL, lease_until = NULL, resends = i.resends + 1
FROM jsonb_to_recordset(CAST(:stuck AS jsonb))
    AS s (tenant_id uuid, item_id uuid, stage text, state text, wait integer)
WHERE i.tenant_id = s.tenant_id AND i.id = s.item_id AND i.stage = s.stage AND i.state = s.state
  AND (i.state = 'queued' OR i.state = 'running' AND i.lease_until < clock_timestamp())
  AND i.updated_at < clock_timestamp() - patience(s.wait, i.resends)
RETURNING i.tenant_id, i.id, i.stage, s.state;
