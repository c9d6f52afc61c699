-- Plain SQL that Postgres 16 on RDS knows. Every table is a tenant's and behind row-level security, forced,
-- so that its owner is held to it too.

CREATE SCHEMA asiento;
SET LOCAL search_path TO asiento;

-- asiento_app: what the functions may do. It owns nothing. Login roles are made members of it by the migrate function.
-- asiento_lookup: owns the two functions that must look across tenants, and may do nothing but read for them.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'asiento_app') THEN
        CREATE ROLE asiento_app NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'asiento_lookup') THEN
        CREATE ROLE asiento_lookup NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
    END IF;
END $$;
GRANT asiento_lookup TO CURRENT_USER;

-- The tenants that this transaction may see; none if the setting is missing or empty.
CREATE FUNCTION visible_tenants() RETURNS uuid[]
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT NULLIF(current_setting('app.tenant_ids', true), '')::uuid[] $$;

CREATE TABLE tenants (
    id         uuid PRIMARY KEY,
    name       text NOT NULL,
    country    text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
    currency   text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    tax_ids    text[] NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE api_keys (
    tenant_id  uuid NOT NULL REFERENCES tenants (id),
    id         uuid NOT NULL DEFAULT gen_random_uuid(),
    prefix     text NOT NULL UNIQUE,
    hash       text NOT NULL,
    role       text NOT NULL CHECK (role IN ('upload', 'review', 'operate')),
    name       text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    revoked_at timestamptz,
    PRIMARY KEY (tenant_id, id)
);

CREATE TABLE batches (
    tenant_id  uuid NOT NULL REFERENCES tenants (id),
    id         uuid NOT NULL,
    name       text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (tenant_id, id)
);

CREATE TABLE items (
    tenant_id      uuid NOT NULL,
    id             uuid NOT NULL DEFAULT gen_random_uuid(),
    batch_id       uuid NOT NULL,
    parent_id      uuid,
    position       integer NOT NULL,
    name           text NOT NULL,
    file_key       text,
    "row"          jsonb,
    stage          text NOT NULL DEFAULT 'preprocess',
    state          text NOT NULL DEFAULT 'queued'
                   CHECK (state IN ('queued', 'running', 'review', 'failed', 'rejected', 'done')),
    attempt        integer NOT NULL DEFAULT 0,
    lease          uuid,
    lease_until    timestamptz,
    kind           text,
    media_type     text,
    sha256         text,
    pages          integer,
    content_key    text,
    classification jsonb,
    document       jsonb,
    findings       jsonb NOT NULL DEFAULT '[]',
    approved       boolean NOT NULL DEFAULT false,
    error          jsonb,
    created_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, batch_id) REFERENCES batches (tenant_id, id),
    FOREIGN KEY (tenant_id, parent_id) REFERENCES items (tenant_id, id),
    -- A second run of a fan-out makes no second family.
    UNIQUE (tenant_id, parent_id, position),
    CHECK (file_key IS NOT NULL OR "row" IS NOT NULL)
);
CREATE INDEX items_batch ON items (tenant_id, batch_id, created_at, id);
CREATE INDEX items_unfinished ON items (updated_at) WHERE state IN ('queued', 'running');

CREATE TABLE dead_letters (
    tenant_id  uuid NOT NULL,
    id         uuid NOT NULL DEFAULT gen_random_uuid(),
    item_id    uuid NOT NULL,
    stage      text NOT NULL,
    attempt    integer NOT NULL,
    code       text NOT NULL,
    message    text NOT NULL,
    traceback  text,
    payload    jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, item_id) REFERENCES items (tenant_id, id)
);
CREATE INDEX dead_letters_item ON dead_letters (tenant_id, item_id);

-- The ledger. (tenant, item, line) is posted once. A value that the document does not give stays NULL.
CREATE TABLE expenses (
    tenant_id       uuid NOT NULL,
    id              uuid NOT NULL DEFAULT gen_random_uuid(),
    item_id         uuid NOT NULL,
    line            integer NOT NULL,
    issued_on       date,
    number          text,
    supplier_name   text,
    supplier_tax_id text,
    description     text,
    category        text,
    currency        text NOT NULL,
    net             numeric,
    tax_total       numeric,
    tip             numeric,
    total           numeric NOT NULL,
    payment_method  text,
    created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, item_id, line),
    FOREIGN KEY (tenant_id, item_id) REFERENCES items (tenant_id, id)
);

CREATE TABLE invoices (
    tenant_id       uuid NOT NULL,
    id              uuid NOT NULL DEFAULT gen_random_uuid(),
    item_id         uuid NOT NULL,
    line            integer NOT NULL,
    direction       text NOT NULL CHECK (direction IN ('received', 'issued')),
    doc_type        text NOT NULL CHECK (doc_type IN ('invoice', 'credit_note')),
    number          text NOT NULL,
    issued_on       date NOT NULL,
    due_on          date,
    supplier_name   text,
    supplier_tax_id text,
    customer_name   text,
    customer_tax_id text,
    description     text,
    currency        text NOT NULL,
    net             numeric,
    tax_total       numeric,
    withheld_total  numeric,
    total           numeric NOT NULL,
    payable         numeric,
    payment_method  text,
    iban            text,
    created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, item_id, line),
    FOREIGN KEY (tenant_id, item_id) REFERENCES items (tenant_id, id)
);

CREATE TABLE invoice_lines (
    tenant_id   uuid NOT NULL,
    invoice_id  uuid NOT NULL,
    position    integer NOT NULL,
    description text,
    quantity    numeric,
    unit_price  numeric,
    tax_rate    numeric,
    amount      numeric,
    PRIMARY KEY (tenant_id, invoice_id, position),
    FOREIGN KEY (tenant_id, invoice_id) REFERENCES invoices (tenant_id, id) ON DELETE CASCADE
);

CREATE TABLE invoice_taxes (
    tenant_id  uuid NOT NULL,
    invoice_id uuid NOT NULL,
    position   integer NOT NULL,
    kind       text NOT NULL,
    rate       numeric,
    base       numeric,
    amount     numeric,
    withheld   boolean NOT NULL,
    PRIMARY KEY (tenant_id, invoice_id, position),
    FOREIGN KEY (tenant_id, invoice_id) REFERENCES invoices (tenant_id, id) ON DELETE CASCADE
);

CREATE TABLE bank_transactions (
    tenant_id   uuid NOT NULL,
    id          uuid NOT NULL DEFAULT gen_random_uuid(),
    item_id     uuid NOT NULL,
    line        integer NOT NULL,
    iban        text,
    booked_on   date NOT NULL,
    value_on    date,
    amount      numeric NOT NULL,
    balance     numeric,
    currency    text NOT NULL,
    description text,
    reference   text,
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, item_id, line),
    FOREIGN KEY (tenant_id, item_id) REFERENCES items (tenant_id, id)
);
CREATE INDEX expenses_page ON expenses (tenant_id, created_at, id);
CREATE INDEX invoices_page ON invoices (tenant_id, created_at, id);
CREATE INDEX bank_transactions_page ON bank_transactions (tenant_id, created_at, id);

-- One policy a table, for reading and writing alike. The subquery is evaluated once a statement, not once a row.
DO $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['api_keys', 'batches', 'items', 'dead_letters', 'expenses', 'invoices',
                             'invoice_lines', 'invoice_taxes', 'bank_transactions'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY tenant ON %I USING (tenant_id = ANY ((SELECT visible_tenants())::uuid[]))', t);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO asiento_app', t);
    END LOOP;
END $$;
ALTER TABLE tenants ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenants FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON tenants USING (id = ANY ((SELECT visible_tenants())::uuid[]));
GRANT SELECT, INSERT, UPDATE ON tenants TO asiento_app;
GRANT USAGE ON SCHEMA asiento TO asiento_app, asiento_lookup;

-- Which tenant a key belongs to cannot be asked as that tenant: these two look across tenants, and give ids only.
CREATE FUNCTION find_api_key(wanted text)
    RETURNS TABLE (tenant_id uuid, key_id uuid, hash text, role text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = asiento, pg_temp
    AS $$
        SELECT k.tenant_id, k.id, k.hash, k.role FROM api_keys k
        WHERE k.prefix = wanted AND k.revoked_at IS NULL
    $$;

-- What a crash left behind: accepted but never sent, or claimed by a worker that is gone.
CREATE FUNCTION find_stuck_items(idle interval, most integer)
    RETURNS TABLE (tenant_id uuid, item_id uuid, stage text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = asiento, pg_temp
    AS $$
        SELECT i.tenant_id, i.id, i.stage FROM items i
        WHERE i.state = 'queued' AND i.updated_at < clock_timestamp() - idle
           OR i.state = 'running' AND i.lease_until < clock_timestamp()
        ORDER BY i.updated_at LIMIT most
    $$;

GRANT CREATE ON SCHEMA asiento TO asiento_lookup;
ALTER FUNCTION find_api_key(text) OWNER TO asiento_lookup;
ALTER FUNCTION find_stuck_items(interval, integer) OWNER TO asiento_lookup;
REVOKE CREATE ON SCHEMA asiento FROM asiento_lookup;
REVOKE ALL ON FUNCTION find_api_key(text), find_stuck_items(interval, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_api_key(text), find_stuck_items(interval, integer) TO asiento_app;
GRANT SELECT ON api_keys, items TO asiento_lookup;
CREATE POLICY lookup ON api_keys FOR SELECT TO asiento_lookup USING (true);
CREATE POLICY lookup ON items FOR SELECT TO asiento_lookup USING (true);
