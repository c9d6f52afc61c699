-- Puts the failed items of a batch back to their stage, but those that failed for good.
-- Parameters: tenant_id uuid, batch_id uuid; for_good text[]: codes of items that never run again.

UPDATE items
SET state = 'queued', error = NULL, attempt = 0, lease = NULL, lease_until = NULL, updated_at = clock_timestamp()
WHERE tenant_id = :tenant_id AND batch_id = :batch_id AND state = 'failed'
  AND coalesce(error ->> 'code', '') <> ALL (CAST(:for_good AS text[]))
RETURNING id, stage;
