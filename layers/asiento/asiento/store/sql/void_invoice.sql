-- Posts the reversal of an invoice with its lines and taxes, and returns its id and line; no row if it has one, is one,
-- or is not there. Whatever adds up is negated, quantities too; prices and rates stay.
-- The transaction has the tenant's turn: so each row of an item gets a line of its own.
-- Parameters: tenant_id uuid, id uuid; posted_by uuid: a key; reason text.

WITH reversal AS (
    INSERT INTO invoices (
        tenant_id, item_id, line, of_line, direction, doc_type, number, issued_on, due_on, supplier_name,
        supplier_tax_id, customer_name, customer_tax_id, description, currency, net, tax_total, withheld_total, total,
        total_meaning, payable, payment_method, iban, reverses, posted_by, reason)
    SELECT e.tenant_id, e.item_id,
        least((SELECT min(o.line) FROM invoices o WHERE o.tenant_id = e.tenant_id AND o.item_id = e.item_id), 0) - 1,
        coalesce(e.of_line, e.line), e.direction, e.doc_type, e.number, e.issued_on, e.due_on, e.supplier_name,
        e.supplier_tax_id, e.customer_name, e.customer_tax_id, e.description, e.currency, -e.net, -e.tax_total,
        -e.withheld_total, -e.total, e.total_meaning, -e.payable, e.payment_method, e.iban, e.id, :posted_by, :reason
    FROM invoices e
    WHERE e.tenant_id = :tenant_id AND e.id = :id AND e.reverses IS NULL
    ON CONFLICT (tenant_id, reverses) WHERE reverses IS NOT NULL DO NOTHING
    RETURNING tenant_id, id, line, reverses
), lines AS (
    INSERT INTO invoice_lines (tenant_id, invoice_id, position, description, quantity, unit_price, tax_rate, amount)
    SELECT r.tenant_id, r.id, p.position, p.description, -p.quantity, p.unit_price, p.tax_rate, -p.amount
    FROM reversal r JOIN invoice_lines p ON p.tenant_id = r.tenant_id AND p.invoice_id = r.reverses
), taxes AS (
    INSERT INTO invoice_taxes (tenant_id, invoice_id, position, kind, rate, base, amount, withheld)
    SELECT r.tenant_id, r.id, p.position, p.kind, p.rate, -p.base, -p.amount, p.withheld
    FROM reversal r JOIN invoice_taxes p ON p.tenant_id = r.tenant_id AND p.invoice_id = r.reverses
)
SELECT id, line FROM reversal;
