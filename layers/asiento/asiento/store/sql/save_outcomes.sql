-- Saves what became of items: their rows, children, postings and dead letters. Returns the items that the run still
-- held, and the new children.
-- Parameters: outcomes jsonb: objects with the columns of the first CTE; stage text: the one that ran.

WITH outcome AS (
    SELECT * FROM jsonb_to_recordset(CAST(:outcomes AS jsonb)) AS o (
        tenant_id uuid, item_id uuid, lease uuid, attempt integer, stage text, state text, kind text,
        file_key text, media_type text, sha256 text, pages integer, content_key text, writing jsonb,
        classification jsonb, document jsonb, same_document boolean, findings jsonb, error jsonb, children jsonb,
        postings jsonb, dead_letter jsonb)
), saved AS (
    UPDATE items i
    SET stage = o.stage, state = o.state, kind = o.kind, file_key = o.file_key, media_type = o.media_type,
        sha256 = o.sha256, pages = o.pages, content_key = o.content_key, writing = o.writing,
        classification = o.classification,
        document = CASE WHEN o.same_document THEN i.document ELSE o.document END,
        findings = o.findings, error = o.error, lease = NULL, lease_until = NULL, updated_at = clock_timestamp(),
        -- Back to its stage without an error: for lack of time.
        passed_over = o.stage = :stage AND (i.passed_over OR o.state = 'queued' AND o.error IS NULL),
        family = i.family + CASE WHEN i.root_id IS NULL THEN coalesce(jsonb_array_length(o.children), 0) ELSE 0 END
    FROM outcome o
    WHERE i.tenant_id = o.tenant_id AND i.id = o.item_id
      AND i.stage = :stage AND i.state = 'running' AND i.lease = o.lease AND i.attempt = o.attempt
    RETURNING i.tenant_id, i.id, i.batch_id, i.root_id, i.attempt, o.children, o.postings, o.dead_letter
), turns AS MATERIALIZED (
    -- For rows that take places in lists: the turns of the tenants, in order. Two saves with two tenants each would
    -- else wait for each other, each with one tenant's turn.
    SELECT count(pg_advisory_xact_lock(hashtextextended(t.tenant_id::text, 0)))
    FROM (
        SELECT DISTINCT tenant_id FROM saved WHERE children IS NOT NULL OR postings IS NOT NULL ORDER BY tenant_id
    ) t
), in_turn AS MATERIALIZED (
    SELECT saved.* FROM saved, turns
), new_children AS (
    INSERT INTO items
        (tenant_id, batch_id, parent_id, root_id, position, name, "row", file_key, content_key, writing)
    SELECT s.tenant_id, s.batch_id, s.id, coalesce(s.root_id, s.id), c.position, c.name, c."row", c.file_key,
        c.content_key, c.writing
    FROM in_turn s, jsonb_to_recordset(s.children)
        AS c (position integer, name text, "row" jsonb, file_key text, content_key text, writing jsonb)
    ON CONFLICT (tenant_id, parent_id, position) DO NOTHING
    RETURNING tenant_id, id
), counted AS (
    UPDATE items r SET family = r.family + f.more
    FROM (
        -- The parent was one of the family's, its children are in its place.
        SELECT s.tenant_id, s.root_id, sum(jsonb_array_length(s.children) - 1) AS more
        FROM saved s WHERE s.root_id IS NOT NULL AND s.children IS NOT NULL GROUP BY s.tenant_id, s.root_id
    ) f
    WHERE r.tenant_id = f.tenant_id AND r.id = f.root_id
), died AS (
    INSERT INTO dead_letters
        (tenant_id, item_id, stage, attempt, code, variant, params, cause, message, traceback, payload)
    SELECT s.tenant_id, s.id, :stage, s.attempt, d.code, d.variant, d.params, coalesce(d.cause, d.code), d.message,
        d.traceback, d.payload
    FROM saved s, jsonb_to_recordset(jsonb_build_array(s.dead_letter))
        AS d (code text, variant text, params jsonb, cause text, message text, traceback text, payload jsonb)
    WHERE s.dead_letter IS NOT NULL
), expenses_posted AS (
    INSERT INTO expenses (
        tenant_id, item_id, line, issued_on, number, supplier_name, supplier_tax_id, description, category, currency,
        net, tax_total, tip, total, payment_method)
    SELECT s.tenant_id, s.id, p.line, p.issued_on, p.number, p.supplier_name, p.supplier_tax_id, p.description,
        p.category, p.currency, p.net, p.tax_total, p.tip, p.total, p.payment_method
    FROM in_turn s, jsonb_to_recordset(s.postings -> 'expenses') AS p (
        line integer, issued_on date, number text, supplier_name text, supplier_tax_id text, description text,
        category text, currency text, net numeric, tax_total numeric, tip numeric, total numeric, payment_method text)
    ON CONFLICT (tenant_id, item_id, line) DO NOTHING
), invoices_posted AS (
    INSERT INTO invoices (
        tenant_id, item_id, line, direction, doc_type, number, issued_on, due_on, supplier_name, supplier_tax_id,
        customer_name, customer_tax_id, description, currency, net, tax_total, withheld_total, total, payable,
        payment_method, iban)
    SELECT s.tenant_id, s.id, p.line, p.direction, p.doc_type, p.number, p.issued_on, p.due_on, p.supplier_name,
        p.supplier_tax_id, p.customer_name, p.customer_tax_id, p.description, p.currency, p.net, p.tax_total,
        p.withheld_total, p.total, p.payable, p.payment_method, p.iban
    FROM in_turn s, jsonb_to_recordset(s.postings -> 'invoices') AS p (
        line integer, direction text, doc_type text, number text, issued_on date, due_on date, supplier_name text,
        supplier_tax_id text, customer_name text, customer_tax_id text, description text, currency text, net numeric,
        tax_total numeric, withheld_total numeric, total numeric, payable numeric, payment_method text, iban text)
    ON CONFLICT (tenant_id, item_id, line) DO NOTHING
    RETURNING tenant_id, id, item_id, line
), invoice_lines_posted AS (
    -- Below each invoice that was posted just now; one that was posted before has its rows already.
    INSERT INTO invoice_lines
        (tenant_id, invoice_id, position, description, quantity, unit_price, tax_rate, amount)
    SELECT i.tenant_id, i.id, part.position, part.description, part.quantity, part.unit_price, part.tax_rate,
        part.amount
    FROM invoices_posted i JOIN in_turn s ON s.tenant_id = i.tenant_id AND s.id = i.item_id,
        jsonb_to_recordset(s.postings -> 'invoices') AS p (line integer, lines jsonb),
        jsonb_to_recordset(p.lines) AS part (
            position integer, description text, quantity numeric, unit_price numeric, tax_rate numeric, amount numeric)
    WHERE p.line = i.line
), invoice_taxes_posted AS (
    INSERT INTO invoice_taxes (tenant_id, invoice_id, position, kind, rate, base, amount, withheld)
    SELECT i.tenant_id, i.id, part.position, part.kind, part.rate, part.base, part.amount, part.withheld
    FROM invoices_posted i JOIN in_turn s ON s.tenant_id = i.tenant_id AND s.id = i.item_id,
        jsonb_to_recordset(s.postings -> 'invoices') AS p (line integer, taxes jsonb),
        jsonb_to_recordset(p.taxes) AS part (
            position integer, kind text, rate numeric, base numeric, amount numeric, withheld boolean)
    WHERE p.line = i.line
), bank_transactions_posted AS (
    INSERT INTO bank_transactions (
        tenant_id, item_id, line, iban, booked_on, value_on, amount, balance, currency, description, reference)
    SELECT s.tenant_id, s.id, p.line, p.iban, p.booked_on, p.value_on, p.amount, p.balance, p.currency, p.description,
        p.reference
    FROM in_turn s, jsonb_to_recordset(s.postings -> 'bank_transactions') AS p (
        line integer, iban text, booked_on date, value_on date, amount numeric, balance numeric, currency text,
        description text, reference text)
    ON CONFLICT (tenant_id, item_id, line) DO NOTHING
), suppliers_learned AS (
    INSERT INTO supplier_memory (tenant_id, supplier, seen_name, seen_tax_id, name, tax_id, category, description)
    SELECT DISTINCT ON (s.tenant_id, p.supplier)
        s.tenant_id, p.supplier, p.seen_name, p.seen_tax_id, p.name, p.tax_id, p.category, p.description
    FROM saved s, jsonb_to_recordset(s.postings -> 'supplier_memory') AS p (
        supplier text, seen_name text, seen_tax_id text, name text, tax_id text, category text, description text)
    ORDER BY s.tenant_id, p.supplier, s.id
    ON CONFLICT (tenant_id, supplier) DO UPDATE
    SET seen_name = coalesce(excluded.seen_name, supplier_memory.seen_name),
        seen_tax_id = coalesce(excluded.seen_tax_id, supplier_memory.seen_tax_id),
        name = coalesce(excluded.name, supplier_memory.name),
        tax_id = coalesce(excluded.tax_id, supplier_memory.tax_id),
        category = coalesce(excluded.category, supplier_memory.category),
        description = coalesce(excluded.description, supplier_memory.description),
        updated_at = clock_timestamp()
)
SELECT false AS is_child, tenant_id, id FROM saved UNION ALL SELECT true, tenant_id, id FROM new_children;
