-- Returns the row of a batch.
-- Parameters: tenant_id uuid, id uuid.

SELECT id, name, created_at, expired_at FROM batches WHERE tenant_id = :tenant_id AND id = :id;
