-- Counts the leaves of a batch by stage and state: one row without a stage if it has none, no row if no batch.
-- An item that became several others is done before the last stage, and its children are counted in its place.
-- Parameters: tenant_id uuid, id uuid; last text: the name of the last stage.

SELECT i.stage, i.state, count(i.id) AS items
FROM batches b LEFT JOIN items i ON i.tenant_id = b.tenant_id AND i.batch_id = b.id
    AND NOT (i.state = 'done' AND i.stage <> :last)
WHERE b.tenant_id = :tenant_id AND b.id = :id
GROUP BY i.stage, i.state;
