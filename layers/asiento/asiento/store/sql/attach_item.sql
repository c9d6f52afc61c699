-- Ends an item as one that belongs to another, and keeps what it was; one that is posted keeps its state. Returns it.
-- Parameters: tenant_id uuid, id uuid; other uuid: that other item; error jsonb: what is said of it; most_text integer:
-- characters of a text.

UPDATE items
SET attached_to = CAST(:other AS uuid), updated_at = clock_timestamp(),
    state = CASE state WHEN 'done' THEN state ELSE 'duplicate' END,
    duplicate_of = CASE state WHEN 'done' THEN duplicate_of ELSE CAST(:other AS uuid) END,
    error = CASE state WHEN 'done' THEN error ELSE CAST(:error AS jsonb) END,
    accepted = CASE state WHEN 'done' THEN accepted END,
    undo = CASE state WHEN 'done' THEN NULL ELSE jsonb_build_object(
        'stage', stage, 'state', state, 'accepted', accepted, 'wrong_fields', wrong_fields, 'review_rank', review_rank,
        'no_duplicate', no_duplicate,
        'duplicate_of', duplicate_of, 'attached_to', attached_to, 'error', error, 'findings', findings) END
WHERE tenant_id = :tenant_id AND id = :id
RETURNING
    id, batch_id, parent_id, position, left(name, :most_text) AS name, stage, state, kind, media_type, pages,
    left(classification ->> 'doc_type', :most_text) AS doc_type,
    CASE jsonb_typeof(error) WHEN 'object' THEN (
        SELECT jsonb_object_agg(told.key, CASE jsonb_typeof(told.value)
            WHEN 'string' THEN to_jsonb(left(told.value #>> '{}', :most_text)) ELSE told.value END)
        FROM jsonb_each(error) told) END AS error,
    duplicate_of, attached_to, created_at, updated_at, "row", classification, document, findings,
    accepted IS NOT NULL AS approved, writing;
