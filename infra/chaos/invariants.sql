-- Counts what must not be once all is done, over all tenants: asked by a superuser.
-- Parameters: last text, the name of the last stage.

WITH ledger AS (
    SELECT tenant_id, item_id, line FROM asiento.expenses
    UNION ALL SELECT tenant_id, item_id, line FROM asiento.invoices
    UNION ALL SELECT tenant_id, item_id, line FROM asiento.bank_transactions
), leaves AS (
    SELECT i.id, i.stage = :last AND i.state = 'done' AS published FROM asiento.items i
    WHERE NOT EXISTS (SELECT FROM asiento.items c WHERE c.tenant_id = i.tenant_id AND c.parent_id = i.id)
)
SELECT
    (SELECT count(*) FROM asiento.items WHERE state IN ('queued', 'running')) AS "items that have not ended",
    (SELECT count(*) FROM (SELECT FROM ledger GROUP BY item_id, line HAVING count(*) > 1) twice)
        AS "postings made twice",
    (SELECT count(*) FROM ledger l LEFT JOIN asiento.items i ON i.id = l.item_id
     WHERE i.tenant_id IS DISTINCT FROM l.tenant_id) AS "postings of another tenant's item",
    (SELECT count(*) FROM leaves WHERE published AND id NOT IN (SELECT item_id FROM ledger))
        AS "published items without a posting",
    (SELECT count(*) FROM asiento.items i
     WHERE NOT (i.stage = :last AND i.state = 'done') AND i.id IN (SELECT item_id FROM ledger))
        AS "postings of items that are not published";
