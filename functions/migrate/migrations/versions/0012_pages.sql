-- The order in which lists are paged: rows of a tenant take their places one transaction after the other.
-- It may run again: the indexes are made after it, outside of its transaction, and may break off.
SET LOCAL search_path TO asiento;

-- Held until the end of the transaction, whose rows Postgres shows before it lets the next one go on. So whoever sees a
-- row sees all of the tenant's rows with a lower place, and none comes to stand behind it later.
-- What takes places for several tenants locks them first, in the order of their ids: store/ledger_columns.py.
CREATE OR REPLACE FUNCTION give_place() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    BEGIN
        PERFORM pg_advisory_xact_lock(hashtextextended(NEW.tenant_id::text, 0));
        NEW.place := nextval(TG_ARGV[0]::regclass);
        RETURN NEW;
    END $$;

DO $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['batches', 'items', 'expenses', 'invoices', 'bank_transactions'] LOOP
        -- A constant default, so that no row is written again: those of before stand first, by created_at and id.
        EXECUTE format('ALTER TABLE %I ADD COLUMN IF NOT EXISTS place bigint NOT NULL DEFAULT 0', t);
        EXECUTE format('CREATE SEQUENCE IF NOT EXISTS %I OWNED BY %I.place', t || '_places', t);
        EXECUTE format('GRANT USAGE ON SEQUENCE %I TO asiento_app', t || '_places');
        EXECUTE format('CREATE OR REPLACE TRIGGER place BEFORE INSERT ON %I FOR EACH ROW '
                       'EXECUTE FUNCTION give_place(%L)', t, 'asiento.' || t || '_places');
    END LOOP;
END $$;
