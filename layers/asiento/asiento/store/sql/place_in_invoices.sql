-- Returns where a row stands in the list of invoices.
-- Parameters: tenant_id uuid, id uuid.

SELECT place, created_at::text, id FROM invoices WHERE tenant_id = :tenant_id AND id = :id;
