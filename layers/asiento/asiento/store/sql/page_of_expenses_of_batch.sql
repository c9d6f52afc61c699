-- Returns the expenses of a batch after a place, the newest last.
-- A filter that is null costs nothing: Postgres plans with the values, and leaves it out.
-- Parameters: tenant_id uuid, batch_id uuid; item_id uuid, since date, until date (of issued_on): filters, or null;
-- place bigint, at timestamptz, after_id uuid: where the page before ended; most_text integer: characters of a text;
-- most integer: rows.

SELECT id, item_id, coalesce(of_line, line) AS line, created_at, issued_on, left(number, :most_text) AS number,
    left(supplier_name, :most_text) AS supplier_name, left(supplier_tax_id, :most_text) AS supplier_tax_id,
    left(description, :most_text) AS description, left(category, :most_text) AS category,
    left(currency, :most_text) AS currency, net::text AS net, tax_total::text AS tax_total, tip::text AS tip,
    total::text AS total, total_meaning, left(payment_method, :most_text) AS payment_method,
    reverses, corrects, posted_by, left(reason, :most_text) AS reason,
    (SELECT r.id FROM expenses r WHERE r.tenant_id = l.tenant_id AND r.reverses = l.id) AS reversed_by
FROM expenses l
WHERE tenant_id = :tenant_id
  AND (place, created_at, id) > (CAST(:place AS bigint), CAST(:at AS timestamptz), CAST(:after_id AS uuid))
  AND item_id IN (SELECT i.id FROM items i WHERE i.tenant_id = :tenant_id AND i.batch_id = :batch_id)
  AND (CAST(:item_id AS uuid) IS NULL OR item_id = CAST(:item_id AS uuid))
  AND (CAST(:since AS date) IS NULL OR issued_on >= CAST(:since AS date))
  AND (CAST(:until AS date) IS NULL OR issued_on <= CAST(:until AS date))
ORDER BY place, created_at, id LIMIT :most;
