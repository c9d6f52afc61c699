-- Takes delivered items to running. Returns them with what their stage needs, where the other items stand, and which
-- wait for the next claim since they do not fit into memory beside these.
-- Parameters: deliveries jsonb: objects of tenant_id, item_id, message_id, attempt; stage text; lease_seconds integer;
-- most_bytes integer: of rows and documents; for_good text[]: codes of items that never run again;
-- needs_mappings boolean, needs_suppliers boolean: what the stage needs of the tenant.

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
)
SELECT h.how, h.tenant_id, h.id, h.stage, h.state, w.batch_id, w.parent_id, w.name, h.created_at, w.kind, w.file_key, w."row",
    w.media_type, w.sha256, w.pages, w.content_key, w.writing, w.classification, w.document, w.findings, w.approved,
    w.no_duplicate, t.name AS tenant_name, t.country, t.currency, t.tax_ids, t.settings,
    CASE WHEN w.file_key IS NOT NULL THEN t.mappings END AS mappings,
    CASE WHEN w.kind IN ('pdf', 'image') THEN t.suppliers END AS suppliers
FROM (
    SELECT 'claimed' AS how, tenant_id, id, stage, state, created_at FROM claimed
    UNION ALL SELECT 'passed', * FROM passed
    UNION ALL SELECT 'waits', tenant_id, id, NULL, NULL, created_at FROM sized WHERE waits
) h
LEFT JOIN claimed w ON h.how = 'claimed' AND w.tenant_id = h.tenant_id AND w.id = h.id
JOIN known t ON t.id = h.tenant_id
-- The first has the whole time of the run: who lacked it before, of these the oldest, so that each has its turn.
ORDER BY w.passed_over DESC NULLS LAST, h.created_at, h.id;
