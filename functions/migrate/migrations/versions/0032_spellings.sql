-- A person is known by each spelling of a tax id, and what is posted is known so too.
SET LOCAL search_path TO asiento;

-- Whom a tax id names, as `is_same_tax_id` has it: in capitals, without signs, without the letters of a country; of a RUC
-- the cedula.
CREATE OR REPLACE FUNCTION person(tax_id text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT CASE WHEN asiento.folded(tax_id) ~ '^[0-9]{13}$' THEN left(asiento.folded(tax_id), 10) ELSE regexp_replace(
        nullif(asiento.folded(tax_id), ''), '^(AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|GB|GR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|XI)', '') END $$;

-- The owner, held to the policies, steps out of them. A generated column is made anew with what it is made of.
ALTER TABLE invoices NO FORCE ROW LEVEL SECURITY;
ALTER TABLE expenses NO FORCE ROW LEVEL SECURITY;
ALTER TABLE suppliers NO FORCE ROW LEVEL SECURITY;
ALTER TABLE items NO FORCE ROW LEVEL SECURITY;
UPDATE invoices SET supplier_tax_id = supplier_tax_id
WHERE known_by IS DISTINCT FROM known_by(supplier_tax_id, number)
   OR supplier IS DISTINCT FROM supplier_key(supplier_tax_id, supplier_name);
UPDATE expenses SET supplier_tax_id = supplier_tax_id
WHERE known_by IS DISTINCT FROM known_by(supplier_tax_id, number)
   OR supplier IS DISTINCT FROM supplier_key(supplier_tax_id, supplier_name);
UPDATE items
SET known_by = known_by(document #>> '{supplier,tax_id,value}', document #>> '{number,value}')
WHERE state = 'review' AND known_by IS NOT NULL;
-- Of suppliers that are one the first about which something is decided stays, or else the first.
DELETE FROM suppliers s USING (
    SELECT tenant_id, id, row_number() OVER (
        PARTITION BY tenant_id, supplier_key(tax_id, name) ORDER BY policy = '{}', place, created_at, id) AS at
    FROM suppliers WHERE tax_id IS NOT NULL
) o WHERE s.tenant_id = o.tenant_id AND s.id = o.id AND o.at > 1;
UPDATE suppliers SET supplier = supplier_key(tax_id, name)
WHERE tax_id IS NOT NULL AND supplier <> supplier_key(tax_id, name);
ALTER TABLE invoices FORCE ROW LEVEL SECURITY;
ALTER TABLE expenses FORCE ROW LEVEL SECURITY;
ALTER TABLE suppliers FORCE ROW LEVEL SECURITY;
ALTER TABLE items FORCE ROW LEVEL SECURITY;
