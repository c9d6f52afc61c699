-- Notes that the batch's objects are gone.
-- Parameters: tenant_id uuid, batch_id uuid.

UPDATE batches SET emptied_at = clock_timestamp() WHERE tenant_id = :tenant_id AND id = :batch_id;
