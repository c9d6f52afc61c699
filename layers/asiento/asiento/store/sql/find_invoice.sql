-- Returns the row of an invoice, without its lines and taxes.
-- Parameters: tenant_id uuid, id uuid; most_text integer: characters of a text.

SELECT id, item_id, coalesce(of_line, line) AS line, created_at,
    left(direction, :most_text) AS direction, left(doc_type, :most_text) AS doc_type,
    left(number, :most_text) AS number, issued_on, due_on, left(supplier_name, :most_text) AS supplier_name,
    left(supplier_tax_id, :most_text) AS supplier_tax_id, left(customer_name, :most_text) AS customer_name,
    left(customer_tax_id, :most_text) AS customer_tax_id, left(description, :most_text) AS description,
    left(currency, :most_text) AS currency, net::text AS net, tax_total::text AS tax_total,
    withheld_total::text AS withheld_total, total::text AS total, total_meaning, payable::text AS payable,
    left(payment_method, :most_text) AS payment_method, left(iban, :most_text) AS iban,
    reverses, corrects, posted_by, left(reason, :most_text) AS reason,
    (SELECT r.id FROM invoices r WHERE r.tenant_id = l.tenant_id AND r.reverses = l.id) AS reversed_by
FROM invoices l WHERE tenant_id = :tenant_id AND id = :id;
