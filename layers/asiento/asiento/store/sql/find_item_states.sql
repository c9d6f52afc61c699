-- Returns stage, state and error code of items.
-- Parameters: refs jsonb: objects of tenant_id and item_id.

SELECT i.tenant_id, i.id, i.stage, i.state, i.error ->> 'code' AS code
FROM items i
JOIN jsonb_to_recordset(CAST(:refs AS jsonb)) AS r (tenant_id uuid, item_id uuid)
    ON i.tenant_id = r.tenant_id AND i.id = r.item_id;
