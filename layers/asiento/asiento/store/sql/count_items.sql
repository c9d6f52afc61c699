-- Counts the items of a batch by stage and state, and those among them that were found in others (found): one row without
-- a stage if it has none, no row if no batch.
-- Parameters: tenant_id uuid, id uuid.

SELECT i.stage, i.state, count(i.id) AS items, count(i.parent_id) AS found
FROM batches b LEFT JOIN items i ON i.tenant_id = b.tenant_id AND i.batch_id = b.id
WHERE b.tenant_id = :tenant_id AND b.id = :id
GROUP BY i.stage, i.state;
