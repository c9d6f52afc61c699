-- Returns the rows of the ledger that an item posted as a bill and that are not reversed: table and id.
-- Parameters: tenant_id uuid, id uuid: of the item.

SELECT 'invoices' AS "table", l.id FROM invoices l
WHERE l.tenant_id = :tenant_id AND l.item_id = :id AND l.reverses IS NULL
  AND NOT EXISTS (SELECT FROM invoices r WHERE r.tenant_id = l.tenant_id AND r.reverses = l.id)
UNION ALL
SELECT 'expenses', l.id FROM expenses l
WHERE l.tenant_id = :tenant_id AND l.item_id = :id AND l.reverses IS NULL
  AND NOT EXISTS (SELECT FROM expenses r WHERE r.tenant_id = l.tenant_id AND r.reverses = l.id);
