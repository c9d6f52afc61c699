-- Saves what became of items in the last stage: their rows, postings and dead letters. What is posted already, by another
-- item, is not posted again. Returns the items that the run still held.
-- The transaction has its tenants' turns, so that it sees all that was posted before; no two of its outcomes are alike.
-- Parameters: outcomes jsonb: objects with the columns of the first CTE; stage text: the last one.

WITH outcome AS (
    SELECT * FROM jsonb_to_recordset(CAST(:outcomes AS jsonb)) AS o (
        tenant_id uuid, item_id uuid, lease uuid, attempt integer, stage text, state text, sha256 text,
        approved boolean, no_duplicate boolean, findings jsonb, error jsonb, postings jsonb, dead_letter jsonb)
), by_file AS (
    -- The same bytes, posted; of a row the same place in them.
    SELECT DISTINCT ON (o.tenant_id, o.item_id) o.tenant_id, o.item_id, i.id AS other
    FROM outcome o JOIN items i ON i.tenant_id = o.tenant_id AND i.sha256 = o.sha256 AND i.id <> o.item_id
    WHERE o.postings IS NOT NULL AND i.stage = :stage AND i.state = 'done'
    ORDER BY o.tenant_id, o.item_id, i.place
), by_number AS (
    -- The same supplier, number and type. Rows of one list may be parts of one invoice.
    SELECT DISTINCT ON (o.tenant_id, o.item_id) o.tenant_id, o.item_id, l.item_id AS other, p.number,
        f.same AND NOT f.in_list AS sure
    FROM outcome o
    JOIN items mine ON mine.tenant_id = o.tenant_id AND mine.id = o.item_id
    CROSS JOIN jsonb_to_recordset(o.postings -> 'invoices') AS p (
        doc_type text, number text, issued_on date, supplier_tax_id text, currency text, total numeric)
    JOIN invoices l ON l.tenant_id = o.tenant_id AND l.supplier_tax_id = p.supplier_tax_id
        AND folded(l.number) = folded(p.number) AND l.doc_type = p.doc_type AND l.item_id <> o.item_id
    JOIN items theirs ON theirs.tenant_id = l.tenant_id AND theirs.id = l.item_id
    CROSS JOIN LATERAL (SELECT
        l.issued_on = p.issued_on AND l.currency = p.currency AND l.total = p.total AS same,
        mine."row" IS NOT NULL AND theirs."row" IS NOT NULL AND theirs.batch_id = mine.batch_id
            AND theirs.parent_id IS NOT DISTINCT FROM mine.parent_id AS in_list) f
    WHERE f.same OR NOT f.in_list
    ORDER BY o.tenant_id, o.item_id, f.same DESC, f.in_list, l.place
), by_look AS (
    -- The same supplier and total within three days, of what did not come as a row. Two numbers are two documents.
    SELECT DISTINCT ON (o.tenant_id, o.item_id) o.tenant_id, o.item_id, l.item_id AS other
    FROM outcome o
    JOIN items mine ON mine.tenant_id = o.tenant_id AND mine.id = o.item_id AND mine."row" IS NULL
    CROSS JOIN jsonb_to_recordset(coalesce(o.postings -> 'expenses', o.postings -> 'invoices')) AS p (
        number text, issued_on date, supplier_name text, supplier_tax_id text, currency text, total numeric)
    JOIN (
        SELECT tenant_id, item_id, number, issued_on, supplier_name, supplier_tax_id, currency, total, place
        FROM expenses UNION ALL
        SELECT tenant_id, item_id, number, issued_on, supplier_name, supplier_tax_id, currency, total, place
        FROM invoices
    ) l ON l.tenant_id = o.tenant_id AND l.issued_on BETWEEN p.issued_on - 3 AND p.issued_on + 3
        AND l.total = p.total AND l.currency = p.currency AND l.item_id <> o.item_id
    WHERE coalesce(
            l.supplier_tax_id = p.supplier_tax_id,
            nullif(folded(l.supplier_name), '') = folded(p.supplier_name))
      AND coalesce(nullif(folded(l.number), '') = nullif(folded(p.number), ''), true)
    ORDER BY o.tenant_id, o.item_id, l.issued_on <> p.issued_on, l.place
), movement AS MATERIALIZED (
    SELECT o.tenant_id, o.item_id, p.*, coalesce(p.iban, '') AS account, folded(p.description) AS words,
        mine.batch_id, mine.parent_id, mine."row" IS NOT NULL AS alone
    FROM outcome o JOIN items mine ON mine.tenant_id = o.tenant_id AND mine.id = o.item_id
    CROSS JOIN jsonb_to_recordset(o.postings -> 'bank_transactions') AS p (
        line integer, iban text, booked_on date, value_on date, amount numeric, balance numeric, currency text,
        description text, reference text)
), own AS MATERIALIZED (
    -- Without the postings, which are too much to read for each row of the ledger.
    SELECT item_id FROM outcome
), days AS MATERIALIZED (
    -- What others posted of the days and accounts of these movements.
    SELECT b.tenant_id, coalesce(b.iban, '') AS account, b.booked_on, b.currency, b.amount,
        folded(b.description) AS words, count(*) AS posted, (array_agg(b.item_id ORDER BY b.place))[1] AS other,
        sum(count(*)) OVER (
            PARTITION BY b.tenant_id, coalesce(b.iban, ''), b.booked_on, b.currency) AS posted_of_day
    FROM bank_transactions b JOIN (
        SELECT DISTINCT tenant_id, account, booked_on, currency FROM movement
    ) d ON d.tenant_id = b.tenant_id AND d.booked_on = b.booked_on AND d.currency = b.currency
        AND d.account = coalesce(b.iban, '')
    WHERE b.item_id <> ALL (SELECT item_id FROM own)
    GROUP BY 1, 2, 3, 4, 5, 6
), counted AS MATERIALIZED (
    -- Of the equal movements of a statement's day as many are known as are posted.
    SELECT m.*, d.other, d.posted_of_day, NOT m.alone AND row_number() OVER (
        PARTITION BY m.tenant_id, m.item_id, m.account, m.booked_on, m.currency, m.amount, m.words ORDER BY m.line
    ) <= coalesce(d.posted, 0) AS known
    FROM movement m LEFT JOIN days d ON d.tenant_id = m.tenant_id AND d.account = m.account
        AND d.booked_on = m.booked_on AND d.currency = m.currency AND d.amount = m.amount AND d.words = m.words
), by_movements AS (
    -- A day of which this has movements that are not posted, and lacks some that are, was cut somewhere: an equal
    -- movement may be another. So may it be if nothing names the account.
    SELECT c.tenant_id, c.item_id, count(*) AS rows, count(*) FILTER (WHERE c.known) AS known,
        (array_agg(c.other ORDER BY c.line) FILTER (WHERE c.known))[1] AS other,
        bool_or(c.known AND c.account = '') AS nameless,
        bool_or(c.known AND c.account = '' OR c.known_of_day > 0 AND c.known_of_day < least(c.of_day, c.posted_of_day))
            AS doubtful
    FROM (
        SELECT tenant_id, item_id, line, account, known, other, count(*) OVER day AS of_day,
            count(*) FILTER (WHERE known) OVER day AS known_of_day, max(posted_of_day) OVER day AS posted_of_day
        FROM counted
        WINDOW day AS (PARTITION BY tenant_id, item_id, account, booked_on, currency)
    ) c
    GROUP BY 1, 2
), by_row AS (
    -- A movement that came alone, as a row: those of its list are others, however equal.
    SELECT DISTINCT ON (m.tenant_id, m.item_id) m.tenant_id, m.item_id, b.item_id AS other
    FROM movement m
    JOIN bank_transactions b ON b.tenant_id = m.tenant_id AND b.booked_on = m.booked_on AND b.currency = m.currency
        AND b.amount = m.amount AND coalesce(b.iban, '') = m.account AND folded(b.description) = m.words
    JOIN items theirs ON theirs.tenant_id = b.tenant_id AND theirs.id = b.item_id
    WHERE m.alone AND m.item_id <> b.item_id AND NOT (theirs."row" IS NOT NULL AND theirs.batch_id = m.batch_id
        AND theirs.parent_id IS NOT DISTINCT FROM m.parent_id)
    ORDER BY m.tenant_id, m.item_id, b.place
), verdict AS (
    SELECT o.tenant_id, o.item_id, coalesce(f.other, n.other, m.other, r.other, l.other) AS other, m.known, m.rows, n.number,
        CASE
            WHEN f.other IS NOT NULL THEN 'file'
            WHEN n.sure THEN 'number'
            WHEN m.known = m.rows AND (o.approved OR NOT m.doubtful) THEN 'movements'
        END AS duplicate,
        CASE
            WHEN o.approved THEN NULL
            WHEN n.other IS NOT NULL THEN 'number'
            WHEN m.nameless THEN 'account'
            WHEN m.doubtful THEN 'day'
            WHEN r.other IS NOT NULL THEN 'row'
            WHEN l.other IS NOT NULL THEN 'look'
        END AS maybe
    FROM outcome o
    LEFT JOIN by_file f USING (tenant_id, item_id)
    LEFT JOIN by_number n USING (tenant_id, item_id)
    LEFT JOIN by_movements m USING (tenant_id, item_id)
    LEFT JOIN by_row r USING (tenant_id, item_id)
    LEFT JOIN by_look l USING (tenant_id, item_id)
    WHERE NOT o.no_duplicate AND coalesce(f.other, n.other, m.other, r.other, l.other) IS NOT NULL
), saved AS (
    UPDATE items i
    SET stage = o.stage, lease = NULL, lease_until = NULL, updated_at = clock_timestamp(),
        state = CASE WHEN v.duplicate IS NOT NULL THEN 'duplicate' WHEN v.maybe IS NOT NULL THEN 'review' ELSE o.state END,
        duplicate_of = CASE WHEN coalesce(v.duplicate, v.maybe) IS NOT NULL THEN v.other END,
        error = CASE WHEN v.duplicate IS NULL THEN o.error ELSE jsonb_build_object(
            'code', 'duplicate', 'variant', v.duplicate, 'params', jsonb_build_object('item', v.other)) END,
        findings = o.findings || CASE
            WHEN v.duplicate IS NOT NULL THEN '[]'
            WHEN v.maybe IS NOT NULL THEN jsonb_build_array(jsonb_build_object(
                'code', 'maybe_duplicate', 'variant', v.maybe, 'severity', 'review',
                'field', CASE v.maybe WHEN 'number' THEN 'number' WHEN 'look' THEN 'total' ELSE 'transactions' END,
                'params', CASE v.maybe
                    WHEN 'number' THEN jsonb_build_object('number', v.number, 'item', v.other)
                    WHEN 'row' THEN jsonb_build_object('item', v.other)
                    WHEN 'look' THEN jsonb_build_object('item', v.other)
                    ELSE jsonb_build_object('known', v.known, 'rows', v.rows, 'item', v.other) END))
            WHEN v.known > 0 THEN jsonb_build_array(jsonb_build_object(
                'code', 'known_movements', 'variant', NULL, 'severity', 'warning', 'field', 'transactions',
                'params', jsonb_build_object('known', v.known, 'rows', v.rows, 'item', v.other)))
            ELSE '[]' END,
        -- Back to its stage without an error: for lack of time.
        passed_over = i.passed_over OR o.state = 'queued' AND o.error IS NULL
    FROM outcome o LEFT JOIN verdict v USING (tenant_id, item_id)
    WHERE i.tenant_id = o.tenant_id AND i.id = o.item_id
      AND i.stage = :stage AND i.state = 'running' AND i.lease = o.lease AND i.attempt = o.attempt
    RETURNING i.tenant_id, i.id, i.attempt, i.state, i.no_duplicate, o.postings, o.dead_letter
), posted AS (
    SELECT * FROM saved WHERE state = 'done'
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
    FROM posted s, jsonb_to_recordset(s.postings -> 'expenses') AS p (
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
    FROM posted s, jsonb_to_recordset(s.postings -> 'invoices') AS p (
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
    FROM invoices_posted i JOIN posted s ON s.tenant_id = i.tenant_id AND s.id = i.item_id,
        jsonb_to_recordset(s.postings -> 'invoices') AS p (line integer, lines jsonb),
        jsonb_to_recordset(p.lines) AS part (
            position integer, description text, quantity numeric, unit_price numeric, tax_rate numeric, amount numeric)
    WHERE p.line = i.line
), invoice_taxes_posted AS (
    INSERT INTO invoice_taxes (tenant_id, invoice_id, position, kind, rate, base, amount, withheld)
    SELECT i.tenant_id, i.id, part.position, part.kind, part.rate, part.base, part.amount, part.withheld
    FROM invoices_posted i JOIN posted s ON s.tenant_id = i.tenant_id AND s.id = i.item_id,
        jsonb_to_recordset(s.postings -> 'invoices') AS p (line integer, taxes jsonb),
        jsonb_to_recordset(p.taxes) AS part (
            position integer, kind text, rate numeric, base numeric, amount numeric, withheld boolean)
    WHERE p.line = i.line
), bank_transactions_posted AS (
    INSERT INTO bank_transactions (
        tenant_id, item_id, line, iban, booked_on, value_on, amount, balance, currency, description, reference)
    SELECT s.tenant_id, s.id, c.line, c.iban, c.booked_on, c.value_on, c.amount, c.balance, c.currency, c.description,
        c.reference
    FROM posted s JOIN counted c ON c.tenant_id = s.tenant_id AND c.item_id = s.id
    WHERE s.no_duplicate OR NOT c.known
    ON CONFLICT (tenant_id, item_id, line) DO NOTHING
), suppliers_learned AS (
    INSERT INTO supplier_memory (tenant_id, supplier, seen_name, seen_tax_id, name, tax_id, category, description)
    SELECT DISTINCT ON (s.tenant_id, p.supplier)
        s.tenant_id, p.supplier, p.seen_name, p.seen_tax_id, p.name, p.tax_id, p.category, p.description
    FROM posted s, jsonb_to_recordset(s.postings -> 'supplier_memory') AS p (
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
SELECT false AS is_child, tenant_id, id FROM saved;
