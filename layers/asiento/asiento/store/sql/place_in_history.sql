-- Returns where an event stands in the history, by its time alone.
-- Parameters: tenant_id uuid, id uuid.

SELECT 0, at::text, id FROM history WHERE tenant_id = :tenant_id AND id = :id;
