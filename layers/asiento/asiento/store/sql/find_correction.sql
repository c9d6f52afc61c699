-- Returns the id of the row that corrects another one of the ledger; no row if none does.
-- Parameters: tenant_id uuid, id uuid: of the row that is corrected.

SELECT id FROM expenses WHERE tenant_id = :tenant_id AND corrects = :id UNION ALL
SELECT id FROM invoices WHERE tenant_id = :tenant_id AND corrects = :id UNION ALL
SELECT id FROM bank_transactions WHERE tenant_id = :tenant_id AND corrects = :id;
