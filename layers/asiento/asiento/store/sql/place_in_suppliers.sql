-- Returns where a row stands in the list of suppliers.
-- Parameters: tenant_id uuid, id uuid.

SELECT place, created_at::text, id FROM suppliers WHERE tenant_id = :tenant_id AND id = :id;
