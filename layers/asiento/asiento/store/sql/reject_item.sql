-- Ends an item that waits for a person, or failed before its time was over, and keeps what it was; no row if neither.
-- Parameters: tenant_id uuid, id uuid; most_text integer: characters of a text.

UPDATE items
SET state = 'rejected', accepted = NULL, attached_to = NULL, error = CASE WHEN state = 'failed' THEN error END,
    updated_at = clock_timestamp(),
    undo = jsonb_build_object(
        'stage', stage, 'state', state, 'accepted', accepted, 'wrong_fields', wrong_fields, 'review_rank', review_rank,
        'no_duplicate', no_duplicate,
        'duplicate_of', duplicate_of, 'attached_to', attached_to, 'error', error, 'findings', findings)
WHERE tenant_id = :tenant_id AND id = :id
  AND (state IN ('review', 'duplicate')
       OR state = 'failed' AND coalesce(error ->> 'code', '') <> 'expired')
RETURNING
    id, batch_id, parent_id, position, left(name, :most_text) AS name, stage, state, kind, media_type, pages,
    left(classification ->> 'doc_type', :most_text) AS doc_type,
    CASE jsonb_typeof(error) WHEN 'object' THEN (
        SELECT jsonb_object_agg(told.key, CASE jsonb_typeof(told.value)
            WHEN 'string' THEN to_jsonb(left(told.value #>> '{}', :most_text)) ELSE told.value END)
        FROM jsonb_each(error) told) END AS error,
    duplicate_of, attached_to, created_at, updated_at, "row", classification, document, findings,
    accepted IS NOT NULL AS approved, writing;
