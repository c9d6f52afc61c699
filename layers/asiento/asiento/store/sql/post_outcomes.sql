-- Saves what became of items in the last stage: their rows, postings and dead letters. What another item posted already
-- is not posted again. Returns the items that the run still held.
-- The transaction has its tenants' turns, so that it sees all that was posted before; no two of its outcomes are alike.
-- Parameters: outcomes jsonb: objects with the columns of the first CTE; stage text: the last one.

WITH outcome AS (
    SELECT * FROM jsonb_to_recordset(CAST(:outcomes AS jsonb)) AS o (
        tenant_id uuid, item_id uuid, lease uuid, attempt integer, stage text, state text, sha256 text,
        no_duplicate boolean, findings jsonb, error jsonb, postings jsonb, dead_letter jsonb)
), mine AS MATERIALIZED (
    -- Without the postings, which are too much to read for each row of the ledger. Rows have a list: the file or the
    -- batch that they came in.
    SELECT o.tenant_id, o.item_id, o.sha256, o.no_duplicate, coalesce(i.accepted, '[]') AS accepted, i.kind,
        i."row" IS NOT NULL AND i.parent_id IS NULL AS is_sent,
        CASE WHEN i."row" IS NOT NULL THEN coalesce(i.parent_id, i.batch_id) END AS list
    FROM outcome o JOIN items i ON i.tenant_id = o.tenant_id AND i.id = o.item_id
    WHERE o.postings IS NOT NULL
), by_file AS MATERIALIZED (
    -- The same bytes, posted, or attached to what is; of a row the same place in them. A bill whose every row is
    -- reversed is posted no more. A row that was sent as such may say the same as another, and be another one.
    SELECT DISTINCT ON (m.tenant_id, m.item_id) m.tenant_id, m.item_id, m.is_sent, i.id AS other
    FROM mine m JOIN items i ON i.tenant_id = m.tenant_id AND i.sha256 = m.sha256 AND i.id <> m.item_id
    WHERE i.state = 'duplicate' AND i.attached_to IS NOT NULL OR i.stage = :stage AND i.state = 'done' AND NOT (
        SELECT count(*) > 0 AND count(*) = 2 * count(own.reverses) FROM (
            SELECT reverses FROM invoices WHERE tenant_id = i.tenant_id AND item_id = i.id UNION ALL
            SELECT reverses FROM expenses WHERE tenant_id = i.tenant_id AND item_id = i.id
        ) own)
    ORDER BY m.tenant_id, m.item_id, i.place
), bill AS MATERIALIZED (
    -- With all that is looked up, each a value of its own: behind a policy no index is looked up by what a function makes
    -- of another row, nor by a number.
    SELECT m.tenant_id, m.item_id, m.list, coalesce(p.doc_type, 'receipt') AS doc_type, p.number, p.issued_on,
        p.supplier_name, p.supplier_tax_id, p.currency, p.total, p.direction, p.net, p.tax_total, p.withheld_total,
        p.payable, p.iban, m.kind, supplier_key(p.supplier_tax_id, p.supplier_name) AS supplier, known_by(p.supplier_tax_id, p.number) AS known_by,
        total_key(p.currency, p.total) AS total_key
    FROM outcome o JOIN mine m USING (tenant_id, item_id)
    CROSS JOIN jsonb_to_recordset(coalesce(o.postings -> 'invoices', o.postings -> 'expenses')) AS p (
        doc_type text, number text, issued_on date, supplier_name text, supplier_tax_id text, currency text,
        total numeric, direction text, net numeric, tax_total numeric, withheld_total numeric, payable numeric,
        iban text)
), numbered AS MATERIALIZED (
    -- The same supplier, number and type, and not reversed: looked up by an index for each bill, and compared below.
    -- `field` is the first of the figures that both state, and not alike.
    SELECT b.tenant_id, b.item_id, b.list, b.kind, b.doc_type, b.number, l.item_id AS other, l.place,
        coalesce(l.issued_on = b.issued_on AND l.currency = b.currency AND l.total = b.total, false) AS same,
        d.field, d.stated, d.posted
    FROM bill b
    CROSS JOIN LATERAL (
        SELECT v.item_id, v.issued_on, v.currency, v.total, v.net, v.tax_total, v.withheld_total, v.payable, v.iban,
            v.place
        FROM invoices v
        WHERE v.tenant_id = b.tenant_id AND v.known_by = b.known_by AND v.doc_type = b.doc_type
          AND v.item_id <> b.item_id AND v.reverses IS NULL
          AND NOT EXISTS (SELECT FROM invoices r WHERE r.tenant_id = v.tenant_id AND r.reverses = v.id)
        UNION ALL
        SELECT v.item_id, v.issued_on, v.currency, v.total, v.net, v.tax_total, NULL, NULL, NULL, v.place
        FROM expenses v
        WHERE v.tenant_id = b.tenant_id AND v.known_by = b.known_by AND b.doc_type = 'receipt'
          AND v.item_id <> b.item_id AND v.reverses IS NULL
          AND NOT EXISTS (SELECT FROM expenses r WHERE r.tenant_id = v.tenant_id AND r.reverses = v.id)
    ) l
    LEFT JOIN LATERAL (
        SELECT f.field, f.stated, f.posted
        FROM (VALUES
            (1, 'total', b.currency || ' ' || b.total, l.currency || ' ' || l.total, b.total = l.total),
            (2, 'currency', b.currency, l.currency, NULL),
            (3, 'issued_on', b.issued_on::text, l.issued_on::text, NULL),
            (4, 'tax_total', b.tax_total::text, l.tax_total::text, b.tax_total = l.tax_total),
            (5, 'net', b.net::text, l.net::text, b.net = l.net),
            (6, 'withholdings', b.withheld_total::text, l.withheld_total::text, b.withheld_total = l.withheld_total),
            (7, 'payable', b.payable::text, l.payable::text, b.payable = l.payable),
            (8, 'payment.iban', b.iban, l.iban, NULL)
        ) AS f (at, field, stated, posted, same)
        WHERE NOT coalesce(f.same, f.stated = f.posted) ORDER BY f.at LIMIT 1
    ) d ON true
), by_number AS MATERIALIZED (
    -- Rows of one list may be parts of one invoice. What a till calls a number may be any: with another date or total it
    -- says nothing. An e-invoice and the paper of one purchase are one, and it is the e-invoice that is right: what it
    -- states otherwise than the paper that is posted is asked about.
    SELECT DISTINCT ON (n.tenant_id, n.item_id) n.tenant_id, n.item_id, n.other, n.number,
        n.same AND NOT f.in_list AND NOT (f.joined AND n.kind = 'xml' AND n.field IS NOT NULL) AS sure,
        f.joined AND (NOT n.same OR n.kind = 'xml') AND n.field IS NOT NULL AS unlike, n.field, n.stated, n.posted,
        n.list IS NULL AND n.kind IN ('pdf', 'image', 'xml') AS is_file
    FROM numbered n JOIN items i ON i.tenant_id = n.tenant_id AND i.id = n.other
    CROSS JOIN LATERAL (SELECT
        coalesce(i."row" IS NOT NULL AND n.list = coalesce(i.parent_id, i.batch_id), false) AS in_list,
        coalesce((n.kind, i.kind) IN (('xml', 'pdf'), ('xml', 'image'), ('pdf', 'xml'), ('image', 'xml')), false)
            AND n.list IS NULL AND i."row" IS NULL AS joined) f
    WHERE n.same OR NOT f.in_list AND n.doc_type <> 'receipt'
    ORDER BY n.tenant_id, n.item_id, n.same DESC, f.in_list, n.place
), alike AS MATERIALIZED (
    -- The same total within three days, of a row on the same day, and not reversed.
    SELECT b.tenant_id, b.item_id, b.list, l.item_id AS other, l.place, l.issued_on = b.issued_on AS same_day,
        looks(b.number) AS number, looks(l.number) AS other_number,
        person(b.supplier_tax_id) AS tax_id, person(l.supplier_tax_id) AS other_tax_id,
        folded(b.supplier_name) AS name, folded(l.supplier_name) AS other_name
    FROM bill b
    CROSS JOIN LATERAL (
        SELECT v.item_id, v.number, v.issued_on, v.supplier_name, v.supplier_tax_id, v.place FROM expenses v
        WHERE v.tenant_id = b.tenant_id AND v.total_key = b.total_key AND v.item_id <> b.item_id AND v.reverses IS NULL
          AND NOT EXISTS (SELECT FROM expenses r WHERE r.tenant_id = v.tenant_id AND r.reverses = v.id)
        UNION ALL
        SELECT v.item_id, v.number, v.issued_on, v.supplier_name, v.supplier_tax_id, v.place FROM invoices v
        WHERE v.tenant_id = b.tenant_id AND v.total_key = b.total_key AND v.item_id <> b.item_id AND v.reverses IS NULL
          AND NOT EXISTS (SELECT FROM invoices r WHERE r.tenant_id = v.tenant_id AND r.reverses = v.id)
    ) l
    WHERE coalesce(abs(l.issued_on - b.issued_on) <= CASE WHEN b.list IS NULL THEN 3 ELSE 0 END, true)
), by_look AS MATERIALIZED (
    -- And the same supplier. Two numbers are two documents, unless one may be the other misread.
    SELECT DISTINCT ON (a.tenant_id, a.item_id) a.tenant_id, a.item_id, a.other
    FROM alike a JOIN items i ON i.tenant_id = a.tenant_id AND i.id = a.other
    CROSS JOIN LATERAL (SELECT
        nullif(a.other_number, '') = nullif(a.number, '') AS number, a.other_tax_id = a.tax_id AS tax_id,
        nullif(a.other_name, '') = a.name AS name) same
    WHERE coalesce(same.number, true)
      AND (same.tax_id OR same.name AND (same.tax_id IS NULL OR same.number))
      AND NOT coalesce(i."row" IS NOT NULL AND a.list = coalesce(i.parent_id, i.batch_id), false)
    ORDER BY a.tenant_id, a.item_id, a.same_day DESC NULLS LAST, a.place
), movement AS MATERIALIZED (
    SELECT m.tenant_id, m.item_id, m.list, p.*, w.account, w.words
    FROM outcome o JOIN mine m USING (tenant_id, item_id)
    CROSS JOIN jsonb_to_recordset(o.postings -> 'bank_transactions') AS p (
        line integer, iban text, booked_on date, value_on date, amount numeric, balance numeric, currency text,
        description text, reference text, of_line integer, corrects uuid, posted_by uuid, reason text)
    CROSS JOIN LATERAL (SELECT coalesce(p.iban, '') AS account, folded(p.description) AS words) w
), redone AS MATERIALIZED (
    -- The movements that people corrected, by the item and line of each, as they are now.
    SELECT DISTINCT ON (tenant_id, item_id, of_line) tenant_id, item_id, of_line, id, coalesce(iban, '') AS account,
        booked_on, currency, amount, folded(description) AS words
    FROM bank_transactions
    WHERE tenant_id IN (SELECT tenant_id FROM movement WHERE list IS NULL) AND corrects IS NOT NULL
    ORDER BY tenant_id, item_id, of_line, line
), known_rows AS MATERIALIZED (
    -- What others posted of the days and accounts of these movements; without a name it may be any account. What a
    -- person voided stays known: it does not come back. A corrected movement counts as what it is now (`now`), and once
    -- more as what its file said, if that is something else.
    SELECT d.tenant_id, d.account, d.booked_on, d.currency, b.amount, k.words, b.item_id, b.iban, b.balance,
        b.reference, b.place, r.id IS NULL OR r.id = b.id AS now, r.account AS now_account, r.booked_on AS now_on,
        r.currency AS now_currency, r.amount AS now_amount, r.words AS now_words
    FROM bank_transactions b JOIN (
        SELECT DISTINCT tenant_id, account, booked_on, currency FROM movement WHERE list IS NULL
    ) d ON d.tenant_id = b.tenant_id AND d.booked_on = b.booked_on AND d.currency = b.currency
        AND (d.account = coalesce(b.iban, '') OR d.account = '' OR b.iban IS NULL)
    CROSS JOIN LATERAL (SELECT folded(b.description) AS words) k
    LEFT JOIN redone r ON r.tenant_id = b.tenant_id AND r.item_id = b.item_id AND r.of_line = coalesce(b.of_line, b.line)
    WHERE b.item_id <> ALL (SELECT item_id FROM mine) AND b.reverses IS NULL
      AND (r.id IS NULL OR r.id = b.id OR b.corrects IS NULL AND (
          coalesce(b.iban, ''), b.booked_on, b.currency, b.amount, k.words)
          <> (r.account, r.booked_on, r.currency, r.amount, r.words))
), days AS MATERIALIZED (
    -- `of_day`: those that nobody corrected; a statement need not have the others.
    SELECT tenant_id, account, booked_on, currency, amount, words, count(*) FILTER (WHERE now) AS posted,
        count(*) FILTER (WHERE now_on IS NULL) AS uncorrected, (array_agg(item_id ORDER BY place))[1] AS other,
        bool_or(coalesce(iban, '') <> account OR account = '') AS nameless,
        CASE WHEN bool_and(balance IS NOT NULL) THEN array_agg(balance) END AS balances,
        CASE WHEN bool_and(reference IS NOT NULL) THEN array_agg(reference) END AS refs,
        sum(count(*) FILTER (WHERE now_on IS NULL)) OVER (PARTITION BY tenant_id, account, booked_on, currency) AS of_day
    FROM known_rows GROUP BY 1, 2, 3, 4, 5, 6
), filed AS MATERIALIZED (
    SELECT tenant_id, account, booked_on, currency, amount, words, now_account, now_on, now_currency, now_amount,
        now_words, count(*) AS rows,
        sum(count(*)) OVER (PARTITION BY tenant_id, account, booked_on, currency, amount, words) AS all_rows
    FROM known_rows WHERE NOT now GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
), as_filed AS MATERIALIZED (
    -- A movement answers for one row of a statement: for that as it is now, if the statement has it, else for that as
    -- its file said it. It may be that one too (`perhaps`), if what others were filed as can answer for the first.
    SELECT s.tenant_id, s.item_id, f.account, f.booked_on, f.currency, f.amount, f.words,
        sum(least(f.rows, greatest(coalesce(n.posted, f.rows) - h.rows, 0))) AS posted,
        sum(least(f.rows, greatest(coalesce(n.posted, f.rows) + coalesce(o.all_rows, 0) - h.rows, 0))) AS perhaps
    FROM filed f
    JOIN (SELECT DISTINCT tenant_id, item_id, account FROM movement WHERE list IS NULL) s
        ON s.tenant_id = f.tenant_id AND s.account = f.account
    CROSS JOIN LATERAL (
        SELECT count(*) AS rows FROM movement m
        WHERE m.tenant_id = s.tenant_id AND m.item_id = s.item_id AND m.booked_on = f.now_on
          AND (m.account = f.now_account OR m.account = '' OR f.now_account = '')
          AND m.currency = f.now_currency AND m.amount = f.now_amount AND m.words = f.now_words
    ) h
    LEFT JOIN days n ON n.tenant_id = f.tenant_id AND n.account = f.account AND n.booked_on = f.now_on
        AND n.currency = f.now_currency AND n.amount = f.now_amount AND n.words = f.now_words
    LEFT JOIN (SELECT DISTINCT tenant_id, account, booked_on, currency, amount, words, all_rows FROM filed) o
        ON o.tenant_id = f.tenant_id AND o.account = f.account AND o.booked_on = f.now_on
        AND o.currency = f.now_currency AND o.amount = f.now_amount AND o.words = f.now_words
    GROUP BY 1, 2, 3, 4, 5, 6, 7
), amounts AS MATERIALIZED (
    SELECT tenant_id, account, booked_on, currency, amount, sum(posted) AS posted,
        (array_agg(other))[1] AS other
    FROM days GROUP BY 1, 2, 3, 4, 5
), counted AS MATERIALIZED (
    -- Of the equal movements of a statement's day as many are known as are posted. Another balance, or another
    -- reference where there is no text, may be another movement (`odd`).
    -- The planner takes each one element for a hundred. For one row it would compare each movement with each.
    SELECT j.*, k.known, k.known AND j.nth > j.uncorrected AS by_correction,
        coalesce(j.balance <> ALL (j.balances), false)
            OR coalesce(j.words = '' AND j.reference <> ALL (j.refs), false) AS odd,
        coalesce(j.list IS NULL AND NOT k.known AND j.nth <= j.posted + j.perhaps_filed, false) AS perhaps
    FROM (
        SELECT m.*, d.other, d.nameless, d.of_day AS posted_of_day, d.posted, d.uncorrected, d.balances, d.refs,
            f.posted AS filed, f.perhaps AS perhaps_filed, a.posted AS posted_of_amount, a.other AS other_of_amount,
            row_number() OVER (
                PARTITION BY m.tenant_id, m.item_id, m.account, m.booked_on, m.currency, m.amount, m.words ORDER BY m.line
            ) AS nth
        FROM movement m LEFT JOIN (days d CROSS JOIN jsonb_array_elements('[0]') AS of_days)
            ON d.tenant_id = m.tenant_id AND d.account = m.account
            AND d.booked_on = m.booked_on AND d.currency = m.currency AND d.amount = m.amount AND d.words = m.words
        LEFT JOIN as_filed f ON f.tenant_id = m.tenant_id AND f.item_id = m.item_id AND f.account = m.account
            AND f.booked_on = m.booked_on AND f.currency = m.currency AND f.amount = m.amount AND f.words = m.words
        LEFT JOIN (amounts a CROSS JOIN jsonb_array_elements('[0]') AS of_amounts)
            ON a.tenant_id = m.tenant_id AND a.account = m.account AND a.booked_on = m.booked_on
            AND a.currency = m.currency AND a.amount = m.amount
    ) j
    CROSS JOIN LATERAL (
        SELECT j.list IS NULL AND j.nth <= coalesce(j.posted, 0) + coalesce(j.filed, 0) AS known) k
), told AS (
    SELECT c.*, count(*) OVER day AS of_day, count(*) FILTER (WHERE c.known) OVER day AS known_of_day,
        max(c.posted_of_day) OVER day + count(*) FILTER (WHERE c.by_correction) OVER day AS most_of_day,
        NOT c.known AND row_number() OVER (
            PARTITION BY c.tenant_id, c.item_id, c.account, c.booked_on, c.currency, c.amount, c.known ORDER BY c.line
        ) <= coalesce(c.posted_of_amount, 0) - count(*) FILTER (WHERE c.known) OVER (
            PARTITION BY c.tenant_id, c.item_id, c.account, c.booked_on, c.currency, c.amount) AS reworded
    FROM counted c WHERE c.list IS NULL
    WINDOW day AS (PARTITION BY c.tenant_id, c.item_id, c.account, c.booked_on, c.currency)
), by_movements AS MATERIALIZED (
    -- A day of which this has movements that are not posted, and lacks some that are, was cut somewhere: an equal
    -- movement may be another. Where half of the amounts are posted with other texts, another format may say the same.
    SELECT tenant_id, item_id, count(*) AS rows, count(*) FILTER (WHERE known) AS known,
        coalesce(
            (array_agg(other ORDER BY line) FILTER (WHERE known OR perhaps))[1],
            (array_agg(other_of_amount ORDER BY line) FILTER (WHERE reworded))[1]) AS other,
        coalesce(bool_or(known AND nameless), false) AS nameless,
        coalesce(bool_or(perhaps OR known AND (odd OR known_of_day < least(of_day, most_of_day))), false) AS cut,
        2 * count(*) FILTER (WHERE reworded) >= count(*) AS reworded
    FROM told GROUP BY 1, 2
    HAVING bool_or(known OR perhaps) OR 2 * count(*) FILTER (WHERE reworded) >= count(*)
), by_row AS MATERIALIZED (
    -- A movement that came alone, as a row: those of its list are others, however equal.
    SELECT DISTINCT ON (m.tenant_id, m.item_id) m.tenant_id, m.item_id, b.item_id AS other
    FROM movement m
    JOIN bank_transactions b ON b.tenant_id = m.tenant_id AND b.booked_on = m.booked_on AND b.currency = m.currency
        AND b.amount = m.amount AND folded(b.description) = m.words AND b.item_id <> m.item_id
        AND (m.account = coalesce(b.iban, '') OR m.account = '' OR b.iban IS NULL)
    JOIN items i ON i.tenant_id = b.tenant_id AND i.id = b.item_id
    WHERE m.list IS NOT NULL AND NOT (i."row" IS NOT NULL AND m.list = coalesce(i.parent_id, i.batch_id))
      AND b.reverses IS NULL
    ORDER BY m.tenant_id, m.item_id, b.place
), found AS (
    SELECT m.tenant_id, m.item_id, m.accepted, CASE WHEN NOT f.is_sent THEN f.other END AS file,
        CASE WHEN f.is_sent THEN f.other END AS sent, n.other AS numbered, n.sure, n.number, n.unlike, n.field,
        n.stated, n.posted, n.is_file, s.other AS moved, s.known, s.rows, s.nameless, s.cut, s.reworded, r.other AS row,
        l.other AS look
    FROM mine m
    LEFT JOIN by_file f USING (tenant_id, item_id)
    LEFT JOIN by_number n USING (tenant_id, item_id)
    LEFT JOIN by_movements s USING (tenant_id, item_id)
    LEFT JOIN by_row r USING (tenant_id, item_id)
    LEFT JOIN by_look l USING (tenant_id, item_id)
    WHERE NOT m.no_duplicate
), asked AS (
    -- The first question that is not answered. An approval is of one that a person saw, about that other item; whoever
    -- saw that the number is the same saw more than that it looks so. Other figures are never let through beside those
    -- that are posted.
    SELECT DISTINCT ON (f.tenant_id, f.item_id) f.tenant_id, f.item_id, c.question, c.other, q.finding
    FROM found f CROSS JOIN LATERAL (VALUES
        (1, 'unlike', f.field, CASE WHEN f.unlike THEN f.numbered END,
            jsonb_build_object('number', f.number, 'stated', f.stated, 'posted', f.posted)),
        (2, 'number', 'number', f.numbered, jsonb_build_object('number', f.number)),
        (3, CASE WHEN f.nameless THEN 'account' WHEN f.cut THEN 'day' WHEN f.reworded THEN 'texts' END,
            'transactions', f.moved,
            CASE WHEN f.nameless OR f.cut THEN jsonb_build_object('known', f.known, 'rows', f.rows) ELSE '{}' END),
        (4, 'row', 'transactions', f.row, '{}'),
        (5, 'look', 'total', f.look, '{}'),
        (6, CASE WHEN coalesce(f.numbered, f.moved, f.row, f.look) IS NULL THEN 'sent' END, 'total', f.sent, '{}')
    ) AS c (rank, question, field, other, params)
    CROSS JOIN LATERAL (SELECT jsonb_build_object(
        'code', CASE c.question WHEN 'unlike' THEN 'unlike_posted' ELSE 'maybe_duplicate' END,
        'variant', nullif(c.question, 'unlike'), 'severity', 'review', 'field', c.field,
        'params', jsonb_build_object('item', c.other) || c.params) AS finding) q
    WHERE c.other IS NOT NULL AND c.question IS NOT NULL
      AND (c.question = 'unlike' OR NOT f.accepted @> jsonb_build_array(q.finding))
      AND NOT (c.question = 'look' AND f.accepted @> jsonb_build_array(jsonb_build_object(
          'code', 'maybe_duplicate', 'variant', 'number', 'params', jsonb_build_object('item', c.other))))
    ORDER BY f.tenant_id, f.item_id, c.rank
), told_apart AS (
    SELECT f.tenant_id, f.item_id, f.number, f.known, f.rows, a.finding, a.question AS maybe,
        CASE
            WHEN f.file IS NOT NULL THEN 'file'
            WHEN f.sure AND f.is_file THEN 'joined'
            WHEN f.sure THEN 'number'
            WHEN f.known = f.rows AND (a.question IS NULL OR NOT (f.nameless OR f.cut)) THEN 'movements'
        END AS duplicate,
        CASE WHEN f.sure THEN coalesce(f.file, f.numbered)
            ELSE coalesce(f.file, a.other, f.numbered, f.moved, f.row, f.look, f.sent) END AS other
    FROM found f LEFT JOIN asked a USING (tenant_id, item_id)
    WHERE coalesce(f.file, f.numbered, f.moved, f.row, f.look, f.sent) IS NOT NULL
), verdict AS (
    -- What becomes of a bill that only may be one is the tenant's to say, for all or for its supplier: it is posted, asked
    -- about, or ended as one.
    SELECT a.tenant_id, a.item_id, a.number, a.known, a.rows, a.other, a.finding, a.duplicate IS NOT NULL AS sure,
        coalesce(a.duplicate, CASE WHEN s.says = 'reject' THEN a.maybe END) AS duplicate,
        CASE WHEN s.says = 'review' THEN a.maybe END AS maybe
    FROM told_apart a JOIN tenants t ON t.id = a.tenant_id
    LEFT JOIN bill b ON b.tenant_id = a.tenant_id AND b.item_id = a.item_id
    LEFT JOIN suppliers of ON of.tenant_id = b.tenant_id AND of.supplier = b.supplier
    CROSS JOIN LATERAL (SELECT CASE
        WHEN a.maybe IN ('number', 'look') OR a.maybe = 'sent' AND b.item_id IS NOT NULL
        THEN coalesce(of.policy ->> 'maybe_duplicate', t.settings ->> 'maybe_duplicate', 'review')
        ELSE 'review' END AS says) s
), unproven AS MATERIALIZED (
    -- A file that proves none of its rows is asked about once for an account: until something of that is posted.
    -- What a person posts in the place of a row is not.
    SELECT DISTINCT ON (m.tenant_id, m.item_id) m.tenant_id, m.item_id, q.finding
    FROM (
        SELECT tenant_id, item_id, account, count(*) AS rows FROM movement WHERE corrects IS NULL GROUP BY 1, 2, 3
    ) m
    JOIN mine USING (tenant_id, item_id) JOIN outcome o USING (tenant_id, item_id)
    CROSS JOIN LATERAL (SELECT jsonb_build_object(
        'code', 'unproven_account', 'variant', CASE m.account WHEN '' THEN 'nameless' ELSE 'named' END,
        'severity', 'review', 'field', 'transactions', 'params', jsonb_build_object('count', m.rows) || CASE
            WHEN m.account <> '' THEN jsonb_build_object('account', m.account) ELSE '{}' END) AS finding) q
    WHERE NOT mine.accepted @> jsonb_build_array(q.finding) AND o.findings @> '[{"code": "unproven_statement"}]'
      AND NOT EXISTS (
        SELECT FROM bank_transactions b
        WHERE b.tenant_id = m.tenant_id AND b.iban = m.account AND b.item_id <> m.item_id)
      AND NOT (m.account = '' AND EXISTS (
        SELECT FROM bank_transactions b
        WHERE b.tenant_id = m.tenant_id AND b.iban IS NULL AND b.item_id <> m.item_id))
    ORDER BY m.tenant_id, m.item_id, m.account
), saved AS (
    UPDATE items i
    SET stage = o.stage, lease = NULL, lease_until = NULL, updated_at = clock_timestamp(),
        state = CASE
            WHEN v.duplicate IS NOT NULL THEN 'duplicate'
            WHEN v.maybe IS NOT NULL OR u.item_id IS NOT NULL THEN 'review' ELSE o.state END,
        duplicate_of = CASE WHEN coalesce(v.duplicate, v.maybe) IS NOT NULL THEN v.other END,
        attached_to = CASE WHEN v.duplicate = 'joined' THEN v.other END,
        known_by = w.known_by,
        -- What is asked here counts as an even chance that the amount is wrong, in cents: see validate/risk.py.
        review_rank = CASE WHEN v.maybe IS NULL AND u.item_id IS NULL THEN i.review_rank ELSE least(i.review_rank, -CAST(
            CASE v.maybe WHEN 'unlike' THEN 1e17 ELSE 0 END + least(1e17 - 1, 50 * coalesce(
                (SELECT abs(b.total) FROM bill b WHERE b.tenant_id = o.tenant_id AND b.item_id = o.item_id),
                (SELECT sum(abs(m.amount)) FROM movement m WHERE m.tenant_id = o.tenant_id AND m.item_id = o.item_id)
            )) AS bigint)) END,
        error = CASE WHEN v.duplicate IS NULL THEN o.error ELSE jsonb_build_object(
            'code', CASE WHEN v.sure THEN 'duplicate' ELSE 'maybe_duplicate' END, 'variant', v.duplicate,
            'params', jsonb_build_object('item', v.other) || CASE
                WHEN NOT v.sure AND v.duplicate = 'number' THEN jsonb_build_object('number', v.number)
                ELSE '{}' END) END,
        findings = o.findings || CASE
            WHEN v.duplicate IS NOT NULL THEN '[]'
            WHEN v.maybe IS NOT NULL THEN jsonb_build_array(v.finding)
            WHEN v.known > 0 THEN jsonb_build_array(jsonb_build_object(
                'code', 'known_movements', 'variant', NULL, 'severity', 'warning', 'field', 'transactions',
                'params', jsonb_build_object('known', v.known, 'rows', v.rows, 'item', v.other)))
            ELSE '[]' END || CASE
            WHEN v.duplicate IS NOT NULL OR u.item_id IS NULL THEN '[]' ELSE jsonb_build_array(u.finding) END,
        -- Back to its stage without an error: for lack of time.
        passed_over = i.passed_over OR o.state = 'queued' AND o.error IS NULL
    FROM outcome o LEFT JOIN verdict v USING (tenant_id, item_id) LEFT JOIN unproven u USING (tenant_id, item_id)
    LEFT JOIN bill w ON w.tenant_id = o.tenant_id AND w.item_id = o.item_id AND w.list IS NULL
    WHERE i.tenant_id = o.tenant_id AND i.id = o.item_id
      AND i.stage = :stage AND i.state = 'running' AND i.lease = o.lease AND i.attempt = o.attempt
    RETURNING i.tenant_id, i.id, i.attempt, i.state, i.no_duplicate, o.postings, o.dead_letter
), posted AS (
    SELECT * FROM saved WHERE state = 'done'
), waiting AS MATERIALIZED (
    -- The paper of a bill that is posted now waits for nobody any more. What a person is just deciding about is left: it
    -- is found when it is to be posted.
    SELECT w.tenant_id, w.id, b.item_id AS other
    FROM posted s JOIN bill b ON b.tenant_id = s.tenant_id AND b.item_id = s.id
    JOIN items w ON w.tenant_id = b.tenant_id AND w.known_by = b.known_by AND w.state = 'review'
    WHERE w."row" IS NULL AND w.kind IN ('pdf', 'image') AND NOT w.no_duplicate
      AND w.document ->> 'doc_type' = b.doc_type AND w.document #>> '{issued_on,value}' = b.issued_on::text
      AND total_key(w.document #>> '{currency,value}', CAST(w.document #>> '{total,value}' AS numeric)
          * CASE WHEN b.doc_type = 'credit_note' AND w.document #>> '{total,value}' NOT LIKE '-%' THEN -1 ELSE 1 END
      ) = b.total_key
    FOR UPDATE OF w SKIP LOCKED
), attached AS (
    UPDATE items i
    SET state = 'duplicate', duplicate_of = w.other, attached_to = w.other, updated_at = clock_timestamp(),
        error = jsonb_build_object(
            'code', 'duplicate', 'variant', 'joined', 'params', jsonb_build_object('item', w.other))
    FROM waiting w WHERE i.tenant_id = w.tenant_id AND i.id = w.id
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
        net, tax_total, tip, total, payment_method, of_line, corrects, posted_by, reason)
    SELECT s.tenant_id, s.id, p.line, p.issued_on, p.number, p.supplier_name, p.supplier_tax_id, p.description,
        p.category, p.currency, p.net, p.tax_total, p.tip, p.total, p.payment_method, p.of_line, p.corrects,
        p.posted_by, p.reason
    FROM posted s, jsonb_to_recordset(s.postings -> 'expenses') AS p (
        line integer, issued_on date, number text, supplier_name text, supplier_tax_id text, description text,
        category text, currency text, net numeric, tax_total numeric, tip numeric, total numeric, payment_method text,
        of_line integer, corrects uuid, posted_by uuid, reason text)
    ON CONFLICT (tenant_id, item_id, line) DO NOTHING
), invoices_posted AS (
    INSERT INTO invoices (
        tenant_id, item_id, line, direction, doc_type, number, issued_on, due_on, supplier_name, supplier_tax_id,
        customer_name, customer_tax_id, description, currency, net, tax_total, withheld_total, total, payable,
        payment_method, iban, of_line, corrects, posted_by, reason)
    SELECT s.tenant_id, s.id, p.line, p.direction, p.doc_type, p.number, p.issued_on, p.due_on, p.supplier_name,
        p.supplier_tax_id, p.customer_name, p.customer_tax_id, p.description, p.currency, p.net, p.tax_total,
        p.withheld_total, p.total, p.payable, p.payment_method, p.iban, p.of_line, p.corrects, p.posted_by, p.reason
    FROM posted s, jsonb_to_recordset(s.postings -> 'invoices') AS p (
        line integer, direction text, doc_type text, number text, issued_on date, due_on date, supplier_name text,
        supplier_tax_id text, customer_name text, customer_tax_id text, description text, currency text, net numeric,
        tax_total numeric, withheld_total numeric, total numeric, payable numeric, payment_method text, iban text,
        of_line integer, corrects uuid, posted_by uuid, reason text)
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
        tenant_id, item_id, line, iban, booked_on, value_on, amount, balance, currency, description, reference,
        of_line, corrects, posted_by, reason)
    SELECT s.tenant_id, s.id, c.line, c.iban, c.booked_on, c.value_on, c.amount, c.balance, c.currency, c.description,
        c.reference, c.of_line, c.corrects, c.posted_by, c.reason
    FROM posted s JOIN counted c ON c.tenant_id = s.tenant_id AND c.item_id = s.id
    WHERE s.no_duplicate OR NOT c.known
    ON CONFLICT (tenant_id, item_id, line) DO NOTHING
), suppliers_met AS (
    INSERT INTO suppliers (tenant_id, supplier, name, tax_id)
    SELECT DISTINCT ON (b.tenant_id, b.supplier) b.tenant_id, b.supplier, b.supplier_name, b.supplier_tax_id
    FROM posted s JOIN bill b ON b.tenant_id = s.tenant_id AND b.item_id = s.id
    WHERE b.supplier IS NOT NULL AND b.direction IS DISTINCT FROM 'issued'
    ORDER BY b.tenant_id, b.supplier, b.supplier_name
    ON CONFLICT (tenant_id, supplier) DO UPDATE SET name = excluded.name
        WHERE suppliers.name IS NULL AND excluded.name IS NOT NULL
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
