-- Returns the file that an item shows: its own, or that of the table in which it is a row; and whether it is deleted.
-- Parameters: tenant_id uuid, id uuid.

SELECT
    i.id, i.batch_id, i.pages, f.file_key, f.media_type, f.sha256, b.expired_at IS NOT NULL AS expired
FROM items i
JOIN batches b ON b.tenant_id = i.tenant_id AND b.id = i.batch_id
LEFT JOIN items f ON f.tenant_id = i.tenant_id
    AND f.id = CASE WHEN i.file_key IS NULL THEN i.parent_id ELSE i.id END AND f.file_key IS NOT NULL
WHERE i.tenant_id = :tenant_id AND i.id = :id;
