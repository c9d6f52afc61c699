-- Notes that forms for uploads are given now.
-- Parameters: tenant_id uuid, id uuid.

UPDATE batches SET forms_at = clock_timestamp() WHERE tenant_id = :tenant_id AND id = :id RETURNING expired_at;
