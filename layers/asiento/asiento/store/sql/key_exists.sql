-- Says whether there is such a key: one row, or none.
-- Parameters: tenant_id uuid, id uuid.

SELECT 1 FROM api_keys WHERE tenant_id = :tenant_id AND id = :id;
