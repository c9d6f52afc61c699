-- Deletes what the documents of some items said. The ledger refers to the items, so they stay, with their names.
-- What nobody decided in time ends as failed; what failed for good keeps its own error.
-- Parameters: tenant_id uuid, batch_id uuid; error jsonb: code and message; for_good text[]: codes of items that never
-- run again; most integer: items.

UPDATE items
SET state = CASE WHEN state IN ('done', 'rejected', 'duplicate') THEN state ELSE 'failed' END,
    error = CASE
        WHEN state IN ('done', 'rejected', 'duplicate') THEN NULL
        WHEN state = 'failed' AND coalesce(error ->> 'code', '') = ANY (CAST(:for_good AS text[])) THEN error
        ELSE CAST(:error AS jsonb) END,
    "row" = CASE WHEN "row" IS NULL THEN NULL ELSE '{}'::jsonb END,
    classification = NULL, document = NULL, findings = '[]', content_key = NULL, writing = NULL, undo = NULL,
    accepted = CASE WHEN accepted IS NULL THEN NULL ELSE '[]'::jsonb END
WHERE tenant_id = :tenant_id AND state NOT IN ('queued', 'running') AND id IN (
    SELECT id FROM items
    WHERE tenant_id = :tenant_id AND batch_id = :batch_id AND state NOT IN ('queued', 'running')
      AND NOT (document IS NULL AND classification IS NULL AND content_key IS NULL AND findings = '[]'
               AND writing IS NULL AND undo IS NULL AND coalesce(accepted, '[]') = '[]' AND coalesce("row", '{}') = '{}'
               AND (state IN ('done', 'rejected', 'duplicate') AND error IS NULL
                    OR state = 'failed' AND coalesce(error ->> 'code', '') = ANY (CAST(:for_good AS text[]))))
    LIMIT :most);
