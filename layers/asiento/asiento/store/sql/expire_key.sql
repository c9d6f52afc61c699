-- Lets a key expire in some hours, if it does not before.
-- Parameters: tenant_id uuid, id uuid; hours integer.

UPDATE api_keys SET expires_at = LEAST(expires_at, clock_timestamp() + make_interval(hours => :hours))
WHERE tenant_id = :tenant_id AND id = :id;
