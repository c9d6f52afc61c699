-- Adds a key; no row if the tenant has as many valid ones as it may.
-- Parameters: tenant_id uuid, prefix text, hash text, role text, name text; days integer: how long it is valid, or
-- null; most integer: keys.

INSERT INTO api_keys (tenant_id, prefix, hash, role, name, created_at, expires_at)
SELECT :tenant_id, :prefix, :hash, :role, :name, clock_timestamp(),
    clock_timestamp() + make_interval(days => CAST(:days AS integer))
WHERE (
    SELECT count(*) FROM api_keys
    WHERE tenant_id = :tenant_id AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > clock_timestamp())
) < :most
RETURNING id, prefix, role, name, created_at, last_used_on, expires_at, revoked_at;
