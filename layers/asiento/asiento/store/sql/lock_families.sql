-- Returns parents with their upload and how many items it has become, held until the end of the transaction.
-- The upload's row is locked, so that families saved elsewhere at the same time are counted one after the other; by its
-- id, so that no two wait for each other. Whoever waited reads what the other has counted.
-- Parameters: parents jsonb: objects of tenant_id and item_id.

SELECT i.tenant_id, i.id, r.id AS root_id, r.family
FROM jsonb_to_recordset(CAST(:parents AS jsonb)) AS p (tenant_id uuid, item_id uuid)
JOIN items i ON i.tenant_id = p.tenant_id AND i.id = p.item_id
JOIN items r ON r.tenant_id = i.tenant_id AND r.id = coalesce(i.root_id, i.id)
ORDER BY r.tenant_id, r.id
FOR NO KEY UPDATE OF r;
