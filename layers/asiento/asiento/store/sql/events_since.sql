-- Returns what was done to one thing after a time, the newest first.
-- Parameters: tenant_id uuid; subject text, subject_id text; since timestamptz; most integer: rows.

SELECT action, changes, key_prefix FROM history
WHERE tenant_id = :tenant_id AND subject = :subject AND subject_id = :subject_id AND at > :since
ORDER BY at DESC, id DESC LIMIT :most;
