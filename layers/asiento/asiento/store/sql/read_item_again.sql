-- Puts a table that waits for a person back to its stage, to be read by another writing; no row if it does not wait.
-- Its rows are made anew, all of them, so that those that were made are no longer counted with the upload.
-- Parameters: tenant_id uuid, id uuid; writing jsonb; most_text integer: characters of a text.

WITH made AS (
    SELECT count(*) AS rows FROM items WHERE tenant_id = :tenant_id AND parent_id = :id
), again AS (
    UPDATE items
    SET state = 'queued', writing = CAST(:writing AS jsonb), findings = '[]', error = NULL, attempt = 0,
        lease = NULL, lease_until = NULL, undo = NULL, updated_at = clock_timestamp(),
        family = family - CASE WHEN root_id IS NULL THEN made.rows ELSE 0 END
    FROM made
    WHERE tenant_id = :tenant_id AND id = :id AND state = 'review' AND kind = 'table' AND document IS NULL
    RETURNING items.*
), root AS (
    UPDATE items r SET family = r.family - greatest(made.rows - 1, 0)
    FROM again, made WHERE r.tenant_id = again.tenant_id AND r.id = again.root_id
)
SELECT
    id, batch_id, parent_id, position, left(name, :most_text) AS name, stage, state, kind, media_type, pages,
    left(classification ->> 'doc_type', :most_text) AS doc_type,
    CASE jsonb_typeof(error) WHEN 'object' THEN (
        SELECT jsonb_object_agg(told.key, CASE jsonb_typeof(told.value)
            WHEN 'string' THEN to_jsonb(left(told.value #>> '{}', :most_text)) ELSE told.value END)
        FROM jsonb_each(error) told) END AS error,
    duplicate_of, attached_to, created_at, updated_at, "row", classification, document, findings,
    accepted IS NOT NULL AS approved, writing
FROM again;
