-- Puts a posted item back to the last stage, for the posting of a corrected row; no row if it is not posted.
-- Parameters: tenant_id uuid, id uuid; document jsonb; accepted jsonb: the findings that a person
-- approved, null if none did; no_duplicate boolean; stage text: the last one.

UPDATE items
SET state = 'queued', document = CAST(:document AS jsonb), accepted = CAST(:accepted AS jsonb), no_duplicate = :no_duplicate,
    updated_at = clock_timestamp()
WHERE tenant_id = :tenant_id AND id = :id AND stage = :stage AND state = 'done'
RETURNING id;
