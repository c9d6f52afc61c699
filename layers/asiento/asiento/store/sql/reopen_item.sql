-- Puts a posted item back to the last stage, for the posting of a corrected row; no row if it is not posted.
-- Parameters: tenant_id uuid, id uuid; document jsonb; approved boolean, no_duplicate boolean; stage text: the last one.

UPDATE items
SET state = 'queued', document = CAST(:document AS jsonb), approved = :approved, no_duplicate = :no_duplicate,
    updated_at = clock_timestamp()
WHERE tenant_id = :tenant_id AND id = :id AND stage = :stage AND state = 'done'
RETURNING id;
