SET LOCAL search_path TO asiento;

-- asiento_eraser: looks at and deletes the rows of the tenants that its transaction names, held to the same policies as
-- the application. The owner takes it on (SET ROLE) to erase a tenant; no function of ours may.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'asiento_eraser') THEN
        CREATE ROLE asiento_eraser NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
    END IF;
END $$;
GRANT asiento_eraser TO CURRENT_USER;
GRANT USAGE ON SCHEMA asiento TO asiento_eraser;
GRANT SELECT, DELETE ON ALL TABLES IN SCHEMA asiento TO asiento_eraser;
REVOKE ALL ON wrong_keys FROM asiento_eraser;

CREATE TABLE erasures (
    id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    -- Not tenant_id: it is nobody's any more, and must outlive the tenant's rows.
    erased_tenant uuid NOT NULL,
    erased_by     text NOT NULL,
    started_at    timestamptz NOT NULL,
    before        jsonb NOT NULL,
    rows_gone_at  timestamptz,
    record        jsonb,
    finished_at   timestamptz
);
CREATE INDEX erasures_of ON erasures (erased_tenant, started_at);
ALTER TABLE erasures ENABLE ROW LEVEL SECURITY;
ALTER TABLE erasures FORCE ROW LEVEL SECURITY;
-- What is signed off is never changed again.
CREATE POLICY look ON erasures FOR SELECT TO asiento_eraser USING (true);
CREATE POLICY begin ON erasures FOR INSERT TO asiento_eraser WITH CHECK (true);
CREATE POLICY go_on ON erasures FOR UPDATE TO asiento_eraser USING (finished_at IS NULL) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON erasures TO asiento_eraser;

-- A table that a later migration makes is erased too.
ALTER DEFAULT PRIVILEGES IN SCHEMA asiento GRANT SELECT, DELETE ON TABLES TO asiento_eraser;
