-- Returns the keys of a tenant, the newest first, those that have ended among them.
-- Parameters: tenant_id uuid; most integer: rows.

SELECT id, prefix, role, name, created_at, last_used_on, expires_at, revoked_at FROM api_keys
WHERE tenant_id = :tenant_id ORDER BY created_at DESC, id LIMIT :most;
