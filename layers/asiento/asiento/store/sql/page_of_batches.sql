-- Returns the batches before a place, the newest first.
-- Parameters: tenant_id uuid; place bigint, at timestamptz, after_id uuid: where the page before ended; most integer:
-- rows.

SELECT id, name, created_at, expired_at FROM batches
WHERE tenant_id = :tenant_id
  AND (place, created_at, id) < (CAST(:place AS bigint), CAST(:at AS timestamptz), CAST(:after_id AS uuid))
ORDER BY place DESC, created_at DESC, id DESC LIMIT :most;
