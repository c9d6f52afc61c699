-- Puts a failed item back to its stage, unless it failed for good; no row if it did not fail.
-- Parameters: tenant_id uuid, id uuid; for_good text[]: codes of items that never run again.

UPDATE items
SET state = 'queued', error = NULL, attempt = 0, lease = NULL, lease_until = NULL, updated_at = clock_timestamp()
WHERE tenant_id = :tenant_id AND id = :id AND state = 'failed'
  AND coalesce(error ->> 'code', '') <> ALL (CAST(:for_good AS text[]))
RETURNING stage, state, updated_at;
