-- Returns the row of a valid key.
-- Parameters: tenant_id uuid, id uuid.

SELECT id, prefix, role, name, created_at, last_used_on, expires_at, revoked_at FROM api_keys
WHERE tenant_id = :tenant_id AND id = :id
  AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > clock_timestamp());
