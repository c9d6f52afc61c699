-- Returns an item that nobody else can change until the end of the transaction.
-- Parameters: tenant_id uuid, id uuid; most_text integer: characters of a text.

SELECT
    id, batch_id, parent_id, position, left(name, :most_text) AS name, stage, state, kind, media_type, pages,
    left(classification ->> 'doc_type', :most_text) AS doc_type,
    CASE jsonb_typeof(error) WHEN 'object' THEN (
        SELECT jsonb_object_agg(told.key, CASE jsonb_typeof(told.value)
            WHEN 'string' THEN to_jsonb(left(told.value #>> '{}', :most_text)) ELSE told.value END)
        FROM jsonb_each(error) told) END AS error,
    duplicate_of, attached_to, created_at, updated_at, "row", classification, document, findings, accepted,
    accepted IS NOT NULL AS approved, no_duplicate, writing,
    undo ->> 'stage' AS undo_stage, undo ->> 'state' AS undo_state
FROM items WHERE tenant_id = :tenant_id AND id = :id FOR UPDATE;
