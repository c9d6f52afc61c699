-- Saves what became of items before the last stage: their rows, children and dead letters. A file that would wait for a
-- person though what it says is posted is attached to that. Returns the items that the run still held, and the new
-- children.
-- Parameters: outcomes jsonb: objects with the columns of the first CTE; stage text: the one that ran.

WITH outcome AS (
    SELECT * FROM jsonb_to_recordset(CAST(:outcomes AS jsonb)) AS o (
        tenant_id uuid, item_id uuid, lease uuid, attempt integer, stage text, state text, kind text,
        file_key text, media_type text, sha256 text, pages integer, content_key text, writing jsonb,
        classification jsonb, document jsonb, same_document boolean, no_duplicate boolean, findings jsonb, error jsonb,
        children jsonb, dead_letter jsonb, wrong_fields numeric, review_rank bigint)
), bill AS MATERIALIZED (
    -- Of a file that is to wait, with all that is looked up: see post_outcomes.sql.
    SELECT o.tenant_id, o.item_id, o.kind, o.no_duplicate, d.document ->> 'doc_type' AS doc_type,
        CAST(d.document #>> '{issued_on,value}' AS date) AS issued_on,
        known_by(d.document #>> '{supplier,tax_id,value}', d.document #>> '{number,value}') AS known_by,
        total_key(d.document #>> '{currency,value}', CAST(d.document #>> '{total,value}' AS numeric) * CASE
            WHEN d.document ->> 'doc_type' = 'credit_note' AND d.document #>> '{total,value}' NOT LIKE '-%'
            THEN -1 ELSE 1 END) AS total_key
    FROM outcome o JOIN items i ON i.tenant_id = o.tenant_id AND i.id = o.item_id
    CROSS JOIN LATERAL (SELECT CASE WHEN o.same_document THEN i.document ELSE o.document END AS document) d
    WHERE o.state = 'review' AND i."row" IS NULL AND jsonb_typeof(d.document) = 'object'
), posted AS MATERIALIZED (
    SELECT DISTINCT ON (b.tenant_id, b.item_id) b.tenant_id, b.item_id, l.item_id AS other
    FROM bill b CROSS JOIN LATERAL (
        SELECT v.item_id, v.place FROM invoices v
        WHERE v.tenant_id = b.tenant_id AND v.known_by = b.known_by AND v.doc_type = b.doc_type
          AND v.total_key = b.total_key AND v.issued_on = b.issued_on AND v.item_id <> b.item_id AND v.reverses IS NULL
          AND NOT EXISTS (SELECT FROM invoices r WHERE r.tenant_id = v.tenant_id AND r.reverses = v.id)
        UNION ALL
        SELECT v.item_id, v.place FROM expenses v
        WHERE v.tenant_id = b.tenant_id AND v.known_by = b.known_by AND b.doc_type = 'receipt'
          AND v.total_key = b.total_key AND v.issued_on = b.issued_on AND v.item_id <> b.item_id AND v.reverses IS NULL
          AND NOT EXISTS (SELECT FROM expenses r WHERE r.tenant_id = v.tenant_id AND r.reverses = v.id)
    ) l
    WHERE b.kind IN ('pdf', 'image') AND NOT b.no_duplicate
    ORDER BY b.tenant_id, b.item_id, l.place
), saved AS (
    UPDATE items i
    SET stage = o.stage, state = CASE WHEN p.other IS NULL THEN o.state ELSE 'duplicate' END, kind = o.kind, file_key = o.file_key, media_type = o.media_type,
        sha256 = o.sha256, pages = o.pages, content_key = o.content_key, writing = o.writing,
        classification = o.classification,
        document = CASE WHEN o.same_document THEN i.document ELSE o.document END,
        findings = o.findings, wrong_fields = o.wrong_fields, review_rank = o.review_rank,
        lease = NULL, lease_until = NULL, updated_at = clock_timestamp(),
        error = CASE WHEN p.other IS NULL THEN o.error ELSE jsonb_build_object(
            'code', 'duplicate', 'variant', 'joined', 'params', jsonb_build_object('item', p.other)) END,
        duplicate_of = coalesce(p.other, i.duplicate_of), attached_to = p.other, known_by = b.known_by,
        -- Back to its stage without an error: for lack of time.
        passed_over = o.stage = :stage AND (i.passed_over OR o.state = 'queued' AND o.error IS NULL),
        family = i.family + CASE WHEN i.root_id IS NULL THEN coalesce(jsonb_array_length(o.children), 0) ELSE 0 END
    FROM outcome o LEFT JOIN bill b USING (tenant_id, item_id) LEFT JOIN posted p USING (tenant_id, item_id)
    WHERE i.tenant_id = o.tenant_id AND i.id = o.item_id
      AND i.stage = :stage AND i.state = 'running' AND i.lease = o.lease AND i.attempt = o.attempt
    RETURNING i.tenant_id, i.id, i.batch_id, i.root_id, i.attempt, o.children, o.dead_letter
), turns AS MATERIALIZED (
    -- For children, which take places in lists: the turns of the tenants, in order. Two saves with two tenants each
    -- would else wait for each other, each with one tenant's turn.
    SELECT count(pg_advisory_xact_lock(hashtextextended(t.tenant_id::text, 0)))
    FROM (
        SELECT DISTINCT tenant_id FROM saved WHERE children IS NOT NULL ORDER BY tenant_id
    ) t
), in_turn AS MATERIALIZED (
    SELECT saved.* FROM saved, turns
), new_children AS (
    INSERT INTO items
        (tenant_id, batch_id, parent_id, root_id, position, name, "row", file_key, sha256, content_key, writing)
    SELECT s.tenant_id, s.batch_id, s.id, coalesce(s.root_id, s.id), c.position, c.name, c."row", c.file_key,
        c.sha256, c.content_key, c.writing
    FROM in_turn s, jsonb_to_recordset(s.children)
        AS c (position integer, name text, "row" jsonb, file_key text, sha256 text, content_key text, writing jsonb)
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
)
SELECT false AS is_child, tenant_id, id FROM saved UNION ALL SELECT true, tenant_id, id FROM new_children;
