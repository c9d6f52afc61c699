-- Returns where a row stands in the list of expenses.
-- Parameters: tenant_id uuid, id uuid.

SELECT place, created_at::text, id, date_order::text, total_order::text, supplier_order FROM expenses WHERE tenant_id = :tenant_id AND id = :id;
