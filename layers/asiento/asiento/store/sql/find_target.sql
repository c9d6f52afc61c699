-- Returns the item that an id names, its own or that of a row of the ledger; and whether that row, or all that the item
-- posted, is reversed.
-- Parameters: tenant_id uuid, id uuid.

WITH named AS (
    SELECT i.id AS item_id, false AS reversed FROM items i WHERE i.tenant_id = :tenant_id AND i.id = :id
    UNION ALL
    SELECT l.item_id, l.reverses IS NOT NULL
        OR EXISTS (SELECT FROM expenses r WHERE r.tenant_id = l.tenant_id AND r.reverses = l.id)
    FROM expenses l WHERE l.tenant_id = :tenant_id AND l.id = :id
    UNION ALL
    SELECT l.item_id, l.reverses IS NOT NULL
        OR EXISTS (SELECT FROM invoices r WHERE r.tenant_id = l.tenant_id AND r.reverses = l.id)
    FROM invoices l WHERE l.tenant_id = :tenant_id AND l.id = :id
    UNION ALL
    SELECT l.item_id, l.reverses IS NOT NULL
        OR EXISTS (SELECT FROM bank_transactions r WHERE r.tenant_id = l.tenant_id AND r.reverses = l.id)
    FROM bank_transactions l WHERE l.tenant_id = :tenant_id AND l.id = :id
)
SELECT n.item_id, n.reversed OR (
    SELECT count(*) > 0 AND count(*) = 2 * count(own.reverses) FROM (
        SELECT reverses FROM expenses WHERE tenant_id = :tenant_id AND item_id = n.item_id UNION ALL
        SELECT reverses FROM invoices WHERE tenant_id = :tenant_id AND item_id = n.item_id UNION ALL
        SELECT reverses FROM bank_transactions WHERE tenant_id = :tenant_id AND item_id = n.item_id
    ) own) AS reversed
FROM named n;
