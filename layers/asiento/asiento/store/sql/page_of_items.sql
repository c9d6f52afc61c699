-- Returns the items of a batch after a place, the oldest first.
-- Parameters: tenant_id uuid, batch_id uuid; states jsonb: objects of stage and state, or null for all;
-- place bigint, at timestamptz, after_id uuid: where the page before ended; most_text integer: characters of a text;
-- most integer: rows.

SELECT
    id, batch_id, parent_id, position, left(name, :most_text) AS name, stage, state, kind, media_type, pages,
    left(classification ->> 'doc_type', :most_text) AS doc_type,
    CASE jsonb_typeof(error) WHEN 'object' THEN (
        SELECT jsonb_object_agg(told.key, CASE jsonb_typeof(told.value)
            WHEN 'string' THEN to_jsonb(left(told.value #>> '{}', :most_text)) ELSE told.value END)
        FROM jsonb_each(error) told) END AS error,
    duplicate_of, attached_to, created_at, updated_at
FROM items
WHERE tenant_id = :tenant_id AND batch_id = :batch_id
  AND (place, created_at, id) > (CAST(:place AS bigint), CAST(:at AS timestamptz), CAST(:after_id AS uuid))
  AND (CAST(:states AS jsonb) IS NULL OR (stage, state) IN (
      SELECT s.stage, s.state FROM jsonb_to_recordset(CAST(:states AS jsonb)) AS s (stage text, state text)))
ORDER BY place, created_at, id LIMIT :most;
