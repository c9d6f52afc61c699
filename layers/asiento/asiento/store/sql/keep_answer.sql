-- Keeps what the request under a key was told.
-- Parameters: tenant_id uuid, key text; answer jsonb.

UPDATE idempotency_keys SET answer = CAST(:answer AS jsonb) WHERE tenant_id = :tenant_id AND key = :key;
