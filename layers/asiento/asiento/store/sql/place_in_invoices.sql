-- Returns where a row stands in the list of invoices.
-- Parameters: tenant_id uuid, id uuid.

SELECT place, created_at::text, id, issued_on::text, total_order::text, supplier_order FROM invoices WHERE tenant_id = :tenant_id AND id = :id;
