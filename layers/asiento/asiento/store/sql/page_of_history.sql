-- Returns the events of a tenant before a place, the newest first.
-- Parameters: tenant_id uuid; subject text: only those of this kind, null for all; at timestamptz, after_id uuid: where
-- the page before ended; most integer: rows.

SELECT id, at, subject, subject_id, action, changes, key_id, key_prefix, key_role FROM history
WHERE tenant_id = :tenant_id AND (CAST(:subject AS text) IS NULL OR subject = CAST(:subject AS text))
  AND (at, id) < (CAST(:at AS timestamptz), CAST(:after_id AS uuid))
ORDER BY at DESC, id DESC LIMIT :most;
