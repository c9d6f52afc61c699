-- Returns the first failed items of a batch, with the codes and parameters of their errors, or the sentence of old ones.
-- Parameters: tenant_id uuid, batch_id uuid; most_text integer: characters of a name or sentence; most integer: rows.

SELECT id, left(name, :most_text) AS name, stage, state,
    error || CASE WHEN error ->> 'message' IS NULL THEN '{}'
        ELSE jsonb_build_object('message', left(error ->> 'message', :most_text)) END AS error
FROM items WHERE tenant_id = :tenant_id AND batch_id = :batch_id AND state = 'failed'
ORDER BY place, created_at, id LIMIT :most;
