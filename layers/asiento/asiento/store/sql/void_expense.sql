-- Posts the reversal of an expense and returns its id and line; no row if it has one, is one, or is not there.
-- The transaction has the tenant's turn: so each row of an item gets a line of its own.
-- Parameters: tenant_id uuid, id uuid; posted_by uuid: a key; reason text.

INSERT INTO expenses (
    tenant_id, item_id, line, of_line, issued_on, number, supplier_name, supplier_tax_id, description, category,
    currency, net, tax_total, tip, total, total_meaning, payment_method, reverses, posted_by, reason)
SELECT e.tenant_id, e.item_id,
    least((SELECT min(o.line) FROM expenses o WHERE o.tenant_id = e.tenant_id AND o.item_id = e.item_id), 0) - 1,
    coalesce(e.of_line, e.line), e.issued_on, e.number, e.supplier_name, e.supplier_tax_id, e.description, e.category,
    e.currency, -e.net, -e.tax_total, -e.tip, -e.total, e.total_meaning, e.payment_method, e.id, :posted_by, :reason
FROM expenses e
WHERE e.tenant_id = :tenant_id AND e.id = :id AND e.reverses IS NULL
ON CONFLICT (tenant_id, reverses) WHERE reverses IS NOT NULL DO NOTHING
RETURNING id, line;
