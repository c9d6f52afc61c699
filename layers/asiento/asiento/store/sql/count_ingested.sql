-- Counts the items that were ingested into a batch, without what stages made of them.
-- Parameters: tenant_id uuid, batch_id uuid.

SELECT count(*) FROM items WHERE tenant_id = :tenant_id AND batch_id = :batch_id AND parent_id IS NULL;
