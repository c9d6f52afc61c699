-- Returns the keys of the files of the items that were ingested into a batch.
-- Parameters: tenant_id uuid, batch_id uuid.

SELECT file_key FROM items
WHERE tenant_id = :tenant_id AND batch_id = :batch_id AND parent_id IS NULL AND file_key IS NOT NULL;
