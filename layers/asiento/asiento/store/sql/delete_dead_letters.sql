-- Deletes the dead letters of a batch.
-- Parameters: tenant_id uuid, batch_id uuid.

DELETE FROM dead_letters d USING items i
WHERE d.tenant_id = :tenant_id AND i.tenant_id = d.tenant_id AND i.id = d.item_id AND i.batch_id = :batch_id;
