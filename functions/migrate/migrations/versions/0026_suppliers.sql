-- The suppliers of a tenant, by whom its bills are known to each other.
-- It may run again: the indexes are made after it, outside of its transaction, and may break off.
SET LOCAL search_path TO asiento;

-- Whose bill one is: the person that the tax id names, or else the name as it is compared.
CREATE OR REPLACE FUNCTION supplier_key(tax_id text, name text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT left(coalesce(
        nullif(asiento.person(asiento.folded(tax_id)), ''), nullif(asiento.folded(name), '')), 200) $$;

-- Behind row-level security no function of a column is looked up, so it is a column itself.
ALTER TABLE invoices ADD COLUMN IF NOT EXISTS
    supplier text GENERATED ALWAYS AS (asiento.supplier_key(supplier_tax_id, supplier_name)) STORED;
ALTER TABLE expenses ADD COLUMN IF NOT EXISTS
    supplier text GENERATED ALWAYS AS (asiento.supplier_key(supplier_tax_id, supplier_name)) STORED;

CREATE TABLE IF NOT EXISTS suppliers (
    tenant_id  uuid NOT NULL REFERENCES tenants (id),
    id         uuid NOT NULL DEFAULT gen_random_uuid(),
    -- As in the ledger.
    supplier   text NOT NULL,
    name       text,
    tax_id     text,
    known_name text GENERATED ALWAYS AS (asiento.folded(name)) STORED,
    -- What the tenant decided about it; what is missing is as usual.
    policy     jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    place      bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, supplier)
);
CREATE INDEX IF NOT EXISTS suppliers_place ON suppliers (tenant_id, place, created_at, id);
CREATE INDEX IF NOT EXISTS suppliers_name ON suppliers (tenant_id, known_name);
ALTER TABLE suppliers ENABLE ROW LEVEL SECURITY;

-- Those of what is posted already: first in the list, by the time of their first bill. The owner, held to the policies,
-- steps out of them.
ALTER TABLE invoices NO FORCE ROW LEVEL SECURITY;
ALTER TABLE expenses NO FORCE ROW LEVEL SECURITY;
INSERT INTO suppliers (tenant_id, supplier, name, tax_id, created_at)
SELECT DISTINCT ON (tenant_id, supplier) tenant_id, supplier, supplier_name, supplier_tax_id, created_at
FROM (
    SELECT tenant_id, supplier, supplier_name, supplier_tax_id, created_at FROM invoices WHERE direction = 'received'
    UNION ALL SELECT tenant_id, supplier, supplier_name, supplier_tax_id, created_at FROM expenses
) posted
WHERE supplier IS NOT NULL
ORDER BY tenant_id, supplier, supplier_name IS NULL, created_at
ON CONFLICT (tenant_id, supplier) DO NOTHING;
ALTER TABLE invoices FORCE ROW LEVEL SECURITY;
ALTER TABLE expenses FORCE ROW LEVEL SECURITY;

ALTER TABLE suppliers FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS tenant ON suppliers;
CREATE POLICY tenant ON suppliers USING (tenant_id = ANY ((SELECT visible_tenants())::uuid[]));
CREATE SEQUENCE IF NOT EXISTS suppliers_places OWNED BY suppliers.place;
CREATE OR REPLACE TRIGGER place BEFORE INSERT ON suppliers FOR EACH ROW
    EXECUTE FUNCTION give_place('asiento.suppliers_places');
GRANT USAGE ON SEQUENCE suppliers_places TO asiento_app;
GRANT SELECT, INSERT ON suppliers TO asiento_app;
GRANT UPDATE (name, tax_id, policy) ON suppliers TO asiento_app;
