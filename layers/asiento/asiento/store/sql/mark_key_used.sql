-- Keeps that a key was used today.
-- Parameters: tenant_id uuid, id uuid.

UPDATE api_keys SET last_used_on = CAST(clock_timestamp() AT TIME ZONE 'UTC' AS date)
WHERE tenant_id = :tenant_id AND id = :id;
