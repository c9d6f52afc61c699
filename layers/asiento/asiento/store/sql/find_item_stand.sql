-- Returns where an item stands, and since when.
-- Parameters: tenant_id uuid, id uuid.

SELECT stage, state, updated_at FROM items WHERE tenant_id = :tenant_id AND id = :id;
