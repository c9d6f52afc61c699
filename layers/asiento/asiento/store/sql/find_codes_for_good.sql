-- Returns the codes of those items of a batch that failed for good.
-- Parameters: tenant_id uuid, batch_id uuid; for_good text[]: codes of items that never run again.

SELECT DISTINCT error ->> 'code' FROM items
WHERE tenant_id = :tenant_id AND batch_id = :batch_id AND state = 'failed'
  AND error ->> 'code' = ANY (CAST(:for_good AS text[]));
