-- Returns an expense.
-- Parameters: tenant_id uuid, id uuid; most_text integer: characters of a text.

SELECT id, item_id, coalesce(of_line, line) AS line, created_at, issued_on, left(number, :most_text) AS number,
    left(supplier_name, :most_text) AS supplier_name, left(supplier_tax_id, :most_text) AS supplier_tax_id,
    left(description, :most_text) AS description, left(category, :most_text) AS category,
    left(currency, :most_text) AS currency, net::text AS net, tax_total::text AS tax_total, tip::text AS tip,
    total::text AS total, total_meaning, left(payment_method, :most_text) AS payment_method,
    reverses, corrects, posted_by, left(reason, :most_text) AS reason,
    (SELECT r.id FROM expenses r WHERE r.tenant_id = l.tenant_id AND r.reverses = l.id) AS reversed_by
FROM expenses l WHERE tenant_id = :tenant_id AND id = :id;
