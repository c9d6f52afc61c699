-- Returns the first failed items of a batch.
-- Parameters: tenant_id uuid, batch_id uuid; most_text integer: characters of a name or message; most integer: rows.

SELECT id, left(name, :most_text) AS name, stage, state, error ->> 'code' AS code,
       left(error ->> 'message', :most_text) AS message
FROM items WHERE tenant_id = :tenant_id AND batch_id = :batch_id AND state = 'failed'
ORDER BY place, created_at, id LIMIT :most;
