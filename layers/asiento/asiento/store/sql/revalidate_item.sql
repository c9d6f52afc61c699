-- Puts an item that waits for a person back to the stage that validates, and keeps what it was; no row if it does not
-- wait.
-- Parameters: tenant_id uuid, id uuid; document jsonb; accepted jsonb: an array of the findings that a person approved,
-- null if none approved it; no_duplicate boolean; stage text: that stage;
-- for_good text[]: codes of items that never run again; most_text integer: characters of a text.

UPDATE items
SET stage = :stage, state = 'queued', document = CAST(:document AS jsonb), accepted = CAST(:accepted AS jsonb),
    no_duplicate = :no_duplicate, duplicate_of = NULL, attached_to = NULL,
    findings = '[]', error = NULL, attempt = 0, lease = NULL, lease_until = NULL, updated_at = clock_timestamp(),
    undo = jsonb_build_object(
        'stage', stage, 'state', state, 'accepted', accepted, 'wrong_fields', wrong_fields, 'review_rank', review_rank,
        'no_duplicate', no_duplicate,
        'duplicate_of', duplicate_of, 'attached_to', attached_to, 'error', error, 'findings', findings) || CASE
        WHEN document = CAST(:document AS jsonb) THEN '{}' ELSE jsonb_build_object('document', document) END
WHERE tenant_id = :tenant_id AND id = :id
  AND (state IN ('review', 'duplicate')
       OR state = 'failed' AND stage = :stage AND coalesce(error ->> 'code', '') <> ALL (CAST(:for_good AS text[])))
RETURNING
    id, batch_id, parent_id, position, left(name, :most_text) AS name, stage, state, kind, media_type, pages,
    left(classification ->> 'doc_type', :most_text) AS doc_type,
    CASE jsonb_typeof(error) WHEN 'object' THEN (
        SELECT jsonb_object_agg(told.key, CASE jsonb_typeof(told.value)
            WHEN 'string' THEN to_jsonb(left(told.value #>> '{}', :most_text)) ELSE told.value END)
        FROM jsonb_each(error) told) END AS error,
    duplicate_of, attached_to, created_at, updated_at, "row", classification, document, findings,
    accepted IS NOT NULL AS approved, writing;
