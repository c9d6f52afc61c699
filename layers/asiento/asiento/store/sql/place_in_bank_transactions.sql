-- Returns where a row stands in the list of bank transactions.
-- Parameters: tenant_id uuid, id uuid.

SELECT place, created_at::text, id, booked_on::text, amount_order::text FROM bank_transactions WHERE tenant_id = :tenant_id AND id = :id;
