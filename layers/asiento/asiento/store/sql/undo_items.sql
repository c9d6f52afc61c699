-- Takes the last decision about items back, and writes that into their history. Returns those that nobody changed since
-- they were looked at; none without the key: its tenant is being erased.
-- Parameters: tenant_id uuid; items jsonb: objects of id, updated_at, and the words for how it stands before and after;
-- key_id uuid: who takes it back.

WITH chosen AS (
    SELECT * FROM jsonb_to_recordset(CAST(:items AS jsonb))
        AS c (id uuid, updated_at timestamptz, before text, "after" text)
), locked AS MATERIALIZED (
    -- In one order, so that two that decide about the same items wait for each other once.
    SELECT i.id, i.undo, c.before, c."after" FROM items i JOIN chosen c ON c.id = i.id AND c.updated_at = i.updated_at
    WHERE i.tenant_id = :tenant_id AND i.undo IS NOT NULL AND i.state NOT IN ('running', 'done')
    ORDER BY i.place, i.created_at, i.id FOR UPDATE OF i
), undone AS (
    UPDATE items i
    SET stage = l.undo ->> 'stage', state = l.undo ->> 'state', accepted = nullif(l.undo -> 'accepted', 'null'),
        wrong_fields = CAST(l.undo ->> 'wrong_fields' AS numeric),
        review_rank = coalesce(CAST(l.undo ->> 'review_rank' AS bigint), i.review_rank),
        no_duplicate = CAST(l.undo ->> 'no_duplicate' AS boolean),
        duplicate_of = CAST(l.undo ->> 'duplicate_of' AS uuid),
        attached_to = CAST(l.undo ->> 'attached_to' AS uuid), error = nullif(l.undo -> 'error', 'null'),
        findings = l.undo -> 'findings', document = coalesce(l.undo -> 'document', i.document), undo = NULL,
        attempt = 0, lease = NULL, lease_until = NULL, updated_at = clock_timestamp()
    FROM locked l, api_keys k
    WHERE i.tenant_id = :tenant_id AND i.id = l.id AND k.tenant_id = :tenant_id AND k.id = :key_id
    RETURNING i.id, i.updated_at, l.before, l."after", k.id AS key_id, k.prefix, k.role
), told AS (
    -- What the decision had changed, the other way round. A retry since decided nothing.
    INSERT INTO history (tenant_id, at, subject, subject_id, action, changes, key_id, key_prefix, key_role)
    SELECT :tenant_id, u.updated_at, 'item', u.id::text, 'undo', coalesce((
            SELECT jsonb_object_agg(
                c.field, jsonb_build_object('before', c.change -> 'after', 'after', c.change -> 'before'))
            FROM (
                SELECT h.changes FROM history h
                WHERE h.tenant_id = :tenant_id AND h.subject = 'item' AND h.subject_id = u.id::text
                  AND h.action <> 'retry'
                ORDER BY h.at DESC, h.id DESC LIMIT 1
            ) e, jsonb_each(e.changes) AS c (field, change)), '{}')
            || jsonb_build_object('status', jsonb_build_object('before', u.before, 'after', u."after")),
        u.key_id, u.prefix, u.role
    FROM undone u
)
SELECT id FROM undone;
