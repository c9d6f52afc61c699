-- Returns the events of one thing before a place, the newest first.
-- Parameters: tenant_id uuid; subject text, subject_id text; at timestamptz, after_id uuid: where the page before
-- ended; most integer: rows.

SELECT id, at, subject, subject_id, action, changes, key_id, key_prefix, key_role FROM history
WHERE tenant_id = :tenant_id AND subject = :subject AND subject_id = :subject_id
  AND (at, id) < (CAST(:at AS timestamptz), CAST(:after_id AS uuid))
ORDER BY at DESC, id DESC LIMIT :most;
