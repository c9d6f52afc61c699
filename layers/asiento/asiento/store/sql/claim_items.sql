-- Takes delivered items to running. Returns them with what their stage needs, where the other items stand, and which
-- wait for the next claim since they do not fit into memory beside these.
-- Parameters: deliveries jsonb: objects of tenant_id, item_id, message_id, attempt; stage text; lease_seconds integer;
-- most_bytes integer: of rows and documents; for_good text[]: codes of items that never run again;
-- needs_mappings boolean, needs_suppliers boolean: what the stage needs of the tenant; needs_ledger boolean: whether it
-- needs what is posted of a document's supplier; most_bills integer: of these.

WITH delivered AS (
    SELECT * FROM jsonb_to_recordset(CAST(:deliveries AS jsonb))
        AS d (tenant_id uuid, item_id uuid, message_id uuid, attempt integer)
), sized AS (
    -- What does not fit into memory beside the others waits for the next claim. The first always fits.
    SELECT i.tenant_id, i.id, i.created_at, row_number() OVER oldest > 1 AND sum(
        coalesce(octet_length(i.document::text), 0) + coalesce(octet_length(i."row"::text), 0)
    ) OVER oldest > :most_bytes AS waits
    FROM items i JOIN delivered d ON i.tenant_id = d.tenant_id AND i.id = d.item_id
    WHERE i.stage = :stage
    WINDOW oldest AS (ORDER BY i.passed_over DESC, i.created_at, i.id)
), claimed AS (
    UPDATE items i
    SET state = 'running', lease = d.message_id, attempt = d.attempt, resends = 0, updated_at = clock_timestamp(),
        lease_until = clock_timestamp() + make_interval(secs => :lease_seconds)
    FROM delivered d JOIN sized z ON z.tenant_id = d.tenant_id AND z.id = d.item_id AND NOT z.waits
    WHERE i.tenant_id = d.tenant_id AND i.id = d.item_id AND i.stage = :stage
      AND (i.state = 'queued'
           OR i.state = 'failed' AND coalesce(i.error ->> 'code', '') <> ALL (CAST(:for_good AS text[]))
           OR i.state = 'running' AND i.lease_until < clock_timestamp()
           -- The same message again: whoever held it before has ended.
           OR i.state = 'running' AND i.lease = d.message_id AND i.attempt < d.attempt)
    RETURNING i.*
), passed AS (
    SELECT i.tenant_id, i.id, i.stage, i.state, i.created_at
    FROM items i JOIN delivered d ON i.tenant_id = d.tenant_id AND i.id = d.item_id
    WHERE NOT EXISTS (SELECT FROM claimed c WHERE c.tenant_id = i.tenant_id AND c.id = i.id)
      AND NOT EXISTS (SELECT FROM sized z WHERE z.tenant_id = i.tenant_id AND z.id = i.id AND z.waits)
    UNION
    SELECT child.tenant_id, child.id, child.stage, child.state, child.created_at FROM items child
    JOIN delivered d ON child.tenant_id = d.tenant_id AND child.parent_id = d.item_id
    WHERE child.state = 'queued'
), known AS MATERIALIZED (
    -- Once a tenant, not once a row; and each only where an item needs it, as no row of a spreadsheet does. Of the
    -- suppliers the 500 that were corrected last.
    SELECT t.*,
        CASE WHEN :needs_mappings AND EXISTS (
            SELECT FROM claimed c WHERE c.tenant_id = t.id AND c.file_key IS NOT NULL
        ) THEN (
            SELECT jsonb_object_agg(m.fingerprint, jsonb_build_object('columns', m.mapping, 'writing', m.writing))
            FROM column_mappings m WHERE m.tenant_id = t.id
        ) END AS mappings,
        CASE WHEN :needs_suppliers AND EXISTS (
            SELECT FROM claimed c WHERE c.tenant_id = t.id AND c.kind IN ('pdf', 'image')
        ) THEN (
            SELECT jsonb_agg(to_jsonb(r)) FROM (
                SELECT s.seen_name, s.seen_tax_id, s.name, s.tax_id, s.category, s.description
                FROM supplier_memory s WHERE s.tenant_id = t.id
                ORDER BY s.updated_at DESC LIMIT 500) r
        ) END AS suppliers
    FROM tenants t WHERE t.id IN (SELECT d.tenant_id FROM delivered d)
), asked AS MATERIALIZED (
    -- Apart: behind a policy no index is looked up by what a function makes of another row.
    SELECT c.tenant_id, c.id, f.tax_id, folded(f.name) AS known_name, supplier_key(f.tax_id, f.name) AS supplier
    FROM claimed c CROSS JOIN LATERAL (SELECT
        c.document #>> '{supplier,tax_id,value}' AS tax_id, c.document #>> '{supplier,name,value}' AS name) f
    WHERE :needs_ledger AND c.kind IS DISTINCT FROM 'bank'
), suppliers_known AS MATERIALIZED (
    -- What is posted of the supplier and not voided, the latest first; who else has its name; what is decided about it.
    SELECT a.tenant_id, a.id, jsonb_build_object(
        'policy', coalesce(s.policy, '{}'), 'bills', coalesce(l.bills, '[]'), 'namesakes', coalesce(n.tax_ids, '[]')
    ) AS known_supplier
    FROM asked a
    LEFT JOIN suppliers s ON s.tenant_id = a.tenant_id AND s.supplier = a.supplier
    LEFT JOIN LATERAL (
        SELECT jsonb_agg(jsonb_build_object(
            'doc_type', b.doc_type, 'issued_on', b.issued_on, 'currency', b.currency, 'total', b.total::text,
            'number', b.number, 'name', b.supplier_name, 'iban', b.iban, 'rates', (
                SELECT coalesce(jsonb_agg(DISTINCT x.rate::text), '[]') FROM invoice_taxes x
                WHERE x.tenant_id = a.tenant_id AND x.invoice_id = b.id AND NOT x.withheld AND x.rate IS NOT NULL)
        ) ORDER BY b.issued_on DESC, b.place DESC) AS bills
        FROM (
            (SELECT v.id, v.doc_type, v.number, v.issued_on, v.currency, v.total, v.supplier_name, v.iban, v.place
            FROM invoices v
            WHERE v.tenant_id = a.tenant_id AND v.supplier = a.supplier AND v.direction = 'received'
              AND v.reverses IS NULL AND v.item_id <> a.id
              AND NOT EXISTS (SELECT FROM invoices r WHERE r.tenant_id = v.tenant_id AND r.reverses = v.id)
            ORDER BY v.issued_on DESC LIMIT :most_bills)
            UNION ALL
            (SELECT v.id, 'receipt', v.number, v.issued_on, v.currency, v.total, v.supplier_name, NULL, v.place
            FROM expenses v
            WHERE v.tenant_id = a.tenant_id AND v.supplier = a.supplier AND v.issued_on IS NOT NULL
              AND v.reverses IS NULL AND v.item_id <> a.id
              AND NOT EXISTS (SELECT FROM expenses r WHERE r.tenant_id = v.tenant_id AND r.reverses = v.id)
            ORDER BY v.issued_on DESC LIMIT :most_bills)
            ORDER BY issued_on DESC, place DESC LIMIT :most_bills
        ) b
    ) l ON true
    LEFT JOIN LATERAL (
        SELECT jsonb_agg(o.tax_id) AS tax_ids FROM (
            SELECT o.tax_id FROM suppliers o
            WHERE o.tenant_id = a.tenant_id AND o.known_name = a.known_name AND o.supplier <> a.supplier
              AND o.tax_id IS NOT NULL
            ORDER BY o.place LIMIT 5) o
    ) n ON a.tax_id IS NOT NULL AND a.known_name <> ''
    WHERE a.supplier IS NOT NULL
)
SELECT h.how, h.tenant_id, h.id, h.stage, h.state, w.batch_id, w.parent_id, w.name, h.created_at, w.kind, w.file_key, w."row",
    w.media_type, w.sha256, w.pages, w.content_key, w.writing, w.classification, w.document, w.findings, w.accepted,
    w.no_duplicate, t.name AS tenant_name, t.country, t.currency, t.tax_ids, t.settings,
    CASE WHEN w.file_key IS NOT NULL THEN t.mappings END AS mappings,
    CASE WHEN w.kind IN ('pdf', 'image') THEN t.suppliers END AS suppliers, k.known_supplier
FROM (
    SELECT 'claimed' AS how, tenant_id, id, stage, state, created_at FROM claimed
    UNION ALL SELECT 'passed', * FROM passed
    UNION ALL SELECT 'waits', tenant_id, id, NULL, NULL, created_at FROM sized WHERE waits
) h
LEFT JOIN claimed w ON h.how = 'claimed' AND w.tenant_id = h.tenant_id AND w.id = h.id
LEFT JOIN suppliers_known k ON k.tenant_id = w.tenant_id AND k.id = w.id
JOIN known t ON t.id = h.tenant_id
-- The first has the whole time of the run: who lacked it before, of these the oldest, so that each has its turn.
ORDER BY w.passed_over DESC NULLS LAST, h.created_at, h.id;
