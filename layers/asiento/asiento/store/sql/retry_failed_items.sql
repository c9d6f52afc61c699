-- Puts the failed items of a batch back to their stage, but those that failed for good, and writes it into their history.
-- None without the key: its tenant is being erased.
-- Parameters: tenant_id uuid, batch_id uuid; for_good text[]: codes of items that never run again; key_id uuid: who does
-- it; words jsonb: of each stage the words for how a failed item stands there, before and after.

WITH retried AS (
    UPDATE items i
    SET state = 'queued', error = NULL, attempt = 0, lease = NULL, lease_until = NULL, updated_at = clock_timestamp()
    FROM api_keys k
    WHERE i.tenant_id = :tenant_id AND i.batch_id = :batch_id AND i.state = 'failed'
      AND coalesce(i.error ->> 'code', '') <> ALL (CAST(:for_good AS text[]))
      AND k.tenant_id = :tenant_id AND k.id = :key_id
    RETURNING i.id, i.stage, i.updated_at, k.id AS key_id, k.prefix, k.role
), told AS (
    INSERT INTO history (tenant_id, at, subject, subject_id, action, changes, key_id, key_prefix, key_role)
    SELECT :tenant_id, r.updated_at, 'item', r.id::text, 'retry',
        jsonb_build_object('status', CAST(:words AS jsonb) -> r.stage), r.key_id, r.prefix, r.role
    FROM retried r
)
SELECT id, stage FROM retried;
